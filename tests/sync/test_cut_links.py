"""A link that breaks at any byte leaves both sides whole."""

import contextlib
import hashlib
from pathlib import Path

import pytest

from patrol_tui.clock import FixedClock
from patrol_tui.domain.language.errors import Unreachable
from patrol_tui.sync.flights.shared import Shared, open_shared
from patrol_tui.sync.reaching.address import ServerAddress
from tests.sync.conftest import MARKS
from tests.sync.district import enrolled, from_bundle, joined, new_bureau
from tests.sync.pen import AT_US, BINHU, NOWHERE, Pen, thing
from tests.sync.proxy import Proxy

pytestmark = pytest.mark.postgres

Ways = tuple[ServerAddress, ServerAddress, Proxy]
CUTS = 40


def connected(address: ServerAddress) -> Shared:
    """Open the shared database."""
    return open_shared(address, MARKS.root_key, b"D" * 16, FixedClock(AT_US))


def written(name: str) -> Pen:
    """Return a laptop that wrote five entries of one thing."""
    pen = Pen(name)
    last = pen.write(thing(name), "0")
    for number in range(1, 5):
        last = pen.write(thing(name), str(number), last, size_bytes=100)
    return pen


@pytest.mark.invariant("I5")
@pytest.mark.fault(1)
def test_a_push_cut_anywhere_is_whole_or_absent_and_a_retry_adds_nothing(proxied: Ways) -> None:
    straight, by_link, proxy = proxied
    whole = written("whole")
    link = connected(by_link)
    proxy.reset()
    whole.take(link.exchange(whole.flight(whole.wire())).segments)
    link.close()
    total, step = proxy.sent, max(1, proxy.sent // CUTS)
    assert total > 1_000
    cut, reader = 0, Pen("reader")
    for after in range(0, total, step):
        pen = written(f"cut after {after}")
        link = connected(by_link)
        proxy.reset(cut_sent=after)
        try:
            pen.at = {BINHU: reader.at.get(BINHU, NOWHERE)}
            link.exchange(pen.flight(pen.wire()))
        except Unreachable:
            cut += 1
        link.close()
        proxy.reset()
        again = connected(straight)
        reader.take(again.exchange(reader.flight()).segments)
        arrived = {entry.hash for entry in pen.written} & set(reader.got)
        assert len(arrived) in {0, 5}
        assert again.exchange(pen.flight(pen.wire())).refusal is None
        reader.take(again.exchange(reader.flight()).segments)
        again.close()
        assert {entry.hash for entry in pen.written} <= set(reader.got)
    assert cut > CUTS // 2
    assert reader.at[BINHU].n == len(reader.got)


@pytest.mark.fault(36)
def test_a_photo_goes_on_where_the_link_broke(proxied: Ways) -> None:
    straight, by_link, proxy = proxied
    photo = bytes(range(256)) * 300
    name = hashlib.sha256(photo).digest()
    link = connected(by_link)
    assert len(link.blob_missing(BINHU, name, len(photo))) == 5
    proxy.reset(cut_sent=2 * (17 << 10) + 500)
    arrived = 0
    with contextlib.suppress(Unreachable):
        for index in range(5):
            link.put_chunk(BINHU, name, index, photo[index << 14 : (index + 1) << 14])
            arrived += 1
    link.close()
    assert arrived == 2
    again = connected(straight)
    missing = again.blob_missing(BINHU, name, len(photo))
    assert missing == (2, 3, 4)
    for index in missing:
        again.put_chunk(BINHU, name, index, photo[index << 14 : (index + 1) << 14])
    assert again.blob_missing(BINHU, name, len(photo)) == ()
    again.close()


@pytest.mark.fault(3, 4)
def test_a_sync_cut_in_either_direction_goes_on_to_the_same_end(
    empty: ServerAddress, tmp_path: Path
) -> None:
    bureau = new_bureau(tmp_path / "bureau", empty)
    author = joined(tmp_path / "author", bureau)
    reader = from_bundle(tmp_path / "reader", bureau, enrolled(bureau))
    socket = next(Path(empty.parameters["host"]).glob(".s.PGSQL.*[0-9]"))
    with Proxy(str(socket)) as proxy:
        url = f"postgresql://postgres@127.0.0.1:{proxy.port}/{empty.parameters['dbname']}"
        by_link = ServerAddress(url, {**empty.parameters, **link_to(proxy)})
        for laptop in (author, reader):
            laptop.address = by_link
        for place in range(6):
            issue = author.record(f"gate {place}")
            author.photograph(issue, bytes((place,)) * 40_000)
            proxy.reset(cut_sent=4_000 + 9_000 * place)
            assert author.sync().state in {"partial", "unreachable"}
            proxy.reset(cut_received=1_000 + 1_500 * place)
            reader.sync()
        proxy.reset()
        assert author.sync().state == "complete"
        # a photo that came last may be named by what was fetched after it
        assert reader.sync().state == "complete"
    assert author.sync().pushed == 0
    reader.sync()
    assert reader.ledger.digest() == author.ledger.digest()
    assert reader.ledger.counts().quarantined == 0
    assert all(reader.blobs.has(need.blob) for need in reader.ledger.photos_named())


def link_to(proxy: Proxy) -> dict[str, str]:
    """Return the parameters that lead through the proxy."""
    return {"host": "127.0.0.1", "port": str(proxy.port), "sslmode": "disable"}


def test_a_flight_costs_one_round_trip(proxied: Ways) -> None:
    _, by_link, proxy = proxied
    pen = written("pen")
    link = connected(by_link)
    counts = []
    for flight in (pen.flight(pen.wire(1, 3)), pen.flight(pen.wire(4)), pen.flight()):
        proxy.reset()
        answer = link.exchange(flight)
        counts.append((answer.round_trips, proxy.turns))
    link.close()
    assert counts == [(1, 1)] * 3
