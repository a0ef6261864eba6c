"""A link that falls silent without being closed: nobody waits on it for long, nothing is lost."""

from pathlib import Path

import psycopg
import pytest

from patrol_tui.clock import FixedClock
from patrol_tui.domain.language.errors import Unreachable
from patrol_tui.services.ports.shared import Exchange
from patrol_tui.sync.flights.shared import Shared, open_shared
from patrol_tui.sync.reaching.address import ServerAddress
from patrol_tui.sync.reaching.patience import PatientConnection
from tests.sync.conftest import MARKS
from tests.sync.district import enrolled, from_bundle, joined, new_bureau
from tests.sync.pen import AT_US, BINHU, NOWHERE, Pen, thing
from tests.sync.proxy import Proxy
from tests.sync.server import socket_of

pytestmark = [pytest.mark.postgres, pytest.mark.fault(5)]

Ways = tuple[ServerAddress, ServerAddress, Proxy]
SHORT_S = 0.2
END_BYTES = 5
"""What ends a question: without it the server has all that it is to do, and waits on."""
SESSIONS = "SELECT pid FROM pg_stat_activity WHERE pid = ANY (%s)"
OURS = (
    "SELECT pid FROM pg_stat_activity"
    " WHERE datname = current_database() AND application_name = 'patrol-tui'"
)


def opened(address: ServerAddress) -> Shared:
    """Open the shared database."""
    return open_shared(address, MARKS.root_key, b"D" * 16, FixedClock(AT_US))


def written(name: str) -> Pen:
    """Return a laptop that wrote three entries, and knows nobody else's."""
    pen = Pen(name, at={BINHU: NOWHERE})
    for number in range(3):
        pen.write(thing(f"{name} {number}"), "blocked")
    return pen


def given_up(by_link: ServerAddress, proxy: Proxy, flight: Exchange, **cut: int) -> None:
    """Fly over a link that falls silent, and see that it is given up."""
    link = opened(by_link)
    proxy.reset(**cut, stalls=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PatientConnection, "longest_silence_s", SHORT_S)
        with pytest.raises(Unreachable, match="not answered in time"):
            link.exchange(flight)
    link.close()
    assert proxy.is_silent


def ended(chief: psycopg.Connection, sessions: list[int]) -> bool:
    """Return whether the server ends sessions soon."""
    for _ in range(500):
        if not chief.execute(SESSIONS, (sessions,)).fetchall():
            return True
        chief.execute("SELECT pg_sleep(0.01)")
    return False


@pytest.mark.invariant("I5")
def test_a_push_that_falls_silent_is_given_up_and_whole_once_it_is_repeated(
    proxied: Ways, chief: psycopg.Connection
) -> None:
    straight, by_link, proxy = proxied
    reader, whole = Pen("reader"), written("whole")
    link = opened(by_link)
    proxy.reset()
    link.exchange(whole.flight(whole.wire()))
    link.close()
    sent = proxy.sent
    for number, (cut, arrives) in enumerate(
        (
            ({"cut_sent": sent // 2}, False),
            ({"cut_sent": sent - END_BYTES}, True),
            ({"cut_received": 0}, True),
        )
    ):
        pen, other = written(f"silent {number}"), written(f"other {number}")
        proxy.reset()
        given_up(by_link, proxy, pen.flight(pen.wire()), **cut)
        # the server has heard of nothing, and yet keeps no lock from anybody
        left = [pid for (pid,) in chief.execute(OURS).fetchall()]
        assert len(left) == 1
        again = opened(straight)
        assert again.exchange(other.flight(other.wire())).refusal is None
        reader.take(again.exchange(reader.flight()).segments)
        mine = {entry.hash for entry in pen.written}
        assert mine & set(reader.got) == (mine if arrives else set())
        proxy.reset()
        assert ended(chief, left)
        repeated = opened(by_link)
        pen.take(repeated.exchange(pen.flight(pen.wire())).segments)
        repeated.close()
        assert pen.receipts() == mine
        reader.take(again.exchange(reader.flight()).segments)
        again.close()
        assert mine <= set(reader.got)
    assert reader.at[BINHU].n == len(reader.got) == 3 * 7


@pytest.mark.invariant("I5")
def test_a_pull_that_falls_silent_takes_nothing_and_then_all(
    proxied: Ways, chief: psycopg.Connection
) -> None:
    _, by_link, proxy = proxied
    pen, reader = written("pen"), Pen("reader", at={BINHU: NOWHERE})
    link = opened(by_link)
    link.exchange(pen.flight(pen.wire()))
    proxy.reset()
    link.exchange(reader.flight())
    link.close()
    received = proxy.received
    for after in (0, received // 2, received - 1):
        proxy.reset()
        given_up(by_link, proxy, reader.flight(), cut_received=after)
        left = [pid for (pid,) in chief.execute(OURS).fetchall()]
        proxy.reset()
        assert ended(chief, left)
    repeated = opened(by_link)
    reader.take(repeated.exchange(reader.flight()).segments)
    repeated.close()
    assert set(reader.got) == {entry.hash for entry in pen.written}
    assert reader.at[BINHU].n == 3


def test_a_laptop_whose_link_falls_silent_keeps_all_and_syncs_the_next_time(
    empty: ServerAddress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bureau = new_bureau(tmp_path / "bureau", empty)
    author = joined(tmp_path / "author", bureau)
    reader = from_bundle(tmp_path / "reader", bureau, enrolled(bureau))
    with Proxy(socket_of(empty.url)) as proxy:
        way = {"host": "127.0.0.1", "port": str(proxy.port), "sslmode": "disable"}
        for laptop in (author, reader):
            laptop.address = ServerAddress(empty.url, {**empty.parameters, **way})
        author.sync()
        proxy.reset()
        author.sync()
        idle_sent, idle_received = proxy.sent, proxy.received
        for number in range(20):
            author.record(f"gate {number}")
        for laptop, cut in (
            (author, {"cut_sent": idle_sent + 500}),
            (author, {"cut_received": idle_received}),
            (reader, {"cut_received": idle_received + 500}),
        ):
            proxy.reset(**cut, stalls=True)
            with monkeypatch.context() as patch:
                patch.setattr(PatientConnection, "longest_silence_s", SHORT_S)
                assert laptop.sync().state in {"partial", "unreachable"}
            assert author.ledger.counts().unsent > 0
        proxy.reset()
        for laptop in (author, reader):
            assert laptop.sync().state == "complete"
    assert author.ledger.counts().unsent == 0
    assert reader.ledger.digest() == author.ledger.digest()
    assert reader.ledger.counts().quarantined == author.ledger.counts().quarantined == 0
    for laptop in (bureau, author, reader):
        laptop.close()
