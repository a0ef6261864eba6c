"""One flight is one round trip, and no lock outlives it on the server."""

from dataclasses import replace

import psycopg
import pytest

from patrol_tui.clock import FixedClock
from patrol_tui.domain.language.errors import Unreachable
from patrol_tui.services.ports.ports import DISTRICT
from patrol_tui.services.ports.shared import Exchange
from patrol_tui.sync.database.logins import login_of
from patrol_tui.sync.database.marks import FORMAT
from patrol_tui.sync.flights.packed import pack_cursors, pack_who
from patrol_tui.sync.flights.shared import Shared, open_shared
from patrol_tui.sync.reaching.address import ServerAddress
from tests.sync.conftest import MARKS
from tests.sync.pen import AT_US, BINHU, NOWHERE, Pen, thing
from tests.sync.postgres.raw import RawClient
from tests.sync.proxy import Proxy

pytestmark = pytest.mark.postgres

CALL = "CALL patrol.sync($1, $2, $3, 32768, NULL)"
Ways = tuple[ServerAddress, ServerAddress, Proxy]


def known(pen: Pen, *wires: bytes) -> Exchange:
    """Return a flight as a laptop sends it, which knows the entries that it pushes."""
    return replace(
        pen.flight(*wires),
        cursors={BINHU: pen.at.get(BINHU, NOWHERE), DISTRICT: NOWHERE},
        hashes=tuple(entry.hash for entry in pen.written),
    )


@pytest.mark.invariant("I10")
def test_a_flight_is_one_round_trip_whatever_it_carries(proxied: Ways) -> None:
    _, by_link, proxy = proxied
    pen, other = Pen("a"), Pen("b")
    link = open_shared(by_link, MARKS.root_key, b"D" * 16, FixedClock(AT_US))
    for number in range(200):
        pen.write(thing(f"{number % 20}"), f"占道经营 {number}")
    other.write(thing("else"), "blocked")
    for flight in (
        known(pen, pen.wire()),
        known(pen),
        known(other, other.wire()),
        known(other, other.wire() + b"x"),
    ):
        proxy.reset()
        answer = link.exchange(flight)
        assert (answer.round_trips, proxy.turns) == (1, 1)
    link.close()


@pytest.mark.invariant("I10")
def test_what_was_just_pushed_is_not_told_again(proxied: Ways) -> None:
    _, by_link, proxy = proxied
    pen = Pen("a")
    link = open_shared(by_link, MARKS.root_key, b"D" * 16, FixedClock(AT_US))
    for number in range(200):
        pen.write(thing(f"{number % 20}"), f"占道经营 {number}")
    proxy.reset()
    pen.take(link.exchange(known(pen, pen.wire())).segments)
    assert len(pen.receipts()) == 200
    assert proxy.received < 400
    assert proxy.sent < len(pen.wire()) + 500
    proxy.reset()
    link.exchange(known(pen))
    assert proxy.sent + proxy.received < 700
    link.close()


@pytest.mark.fault(2)
@pytest.mark.invariant("I10")
def test_a_push_whose_message_never_ends_is_durable_and_its_lock_free(
    ready: ServerAddress, shared: Shared
) -> None:
    pen, other = Pen("a"), Pen("b")
    shared.admit(pen.header.device, (BINHU,))
    pen.write(thing("lane"), "blocked")
    other.write(thing("gate"), "blocked")
    who = pack_who(pen.flight(), MARKS.root_key, FORMAT)
    with RawClient(ready, login_of(pen.header.device)) as client:
        client.execute(CALL, (pen.wire(), pack_cursors([(BINHU, NOWHERE)]), who))
        client.until(b"C")
        # no Sync: the server's transaction for this message is still open
        assert shared.exchange(other.flight(other.wire())).refusal is None
        reader = Pen("c")
        reader.take(shared.exchange(reader.flight()).segments)
        assert set(reader.got) == {pen.written[0].hash, other.written[0].hash}
    pen.take(shared.exchange(pen.flight()).segments)
    assert len(pen.receipts()) == 1


@pytest.mark.fault(4)
def test_a_receipt_that_was_lost_comes_with_the_next_pull(proxied: Ways) -> None:
    straight, by_link, proxy = proxied
    pen = Pen("a")
    pen.write(thing("lane"), "blocked")
    link = open_shared(by_link, MARKS.root_key, b"D" * 16, FixedClock(AT_US))
    proxy.reset(cut_received=20)
    with pytest.raises(Unreachable):
        link.exchange(known(pen, pen.wire()))
    link.close()
    again = open_shared(straight, MARKS.root_key, b"D" * 16, FixedClock(AT_US))
    pen.take(again.exchange(known(pen)).segments)
    again.close()
    assert len(pen.receipts()) == 1


@pytest.mark.fault(34)
def test_who_holds_a_log_is_waited_for_three_seconds_and_ended_after_twenty(
    ready: ServerAddress, shared: Shared
) -> None:
    hostile, pen = Pen("hostile"), Pen("a")
    shared.admit(hostile.header.device, (BINHU,))
    hostile.write(thing("lane"), "blocked")
    pen.write(thing("gate"), "blocked")
    login = login_of(hostile.header.device)
    with psycopg.connect(ready.url.replace("postgres:@", f"{login}@")) as holder:
        who = pack_who(hostile.flight(), MARKS.root_key, FORMAT)
        holder.execute("SELECT patrol.push(%s, %s)", (hostile.wire(), who))
        with pytest.raises(Unreachable, match="busy"):
            shared.exchange(pen.flight(pen.wire()))
        with psycopg.connect(ready.url, autocommit=True) as bureau:
            assert bureau.execute("SELECT patrol.end_stuck()").fetchone() == (0,)
            ended = bureau.execute("SELECT patrol.end_stuck('1 second')").fetchone()
            assert ended == (1,)
        with pytest.raises(psycopg.OperationalError):
            holder.execute("SELECT 1")
        holder.close()
    assert shared.exchange(pen.flight(pen.wire())).refusal is None
    reader = Pen("b")
    reader.take(shared.exchange(reader.flight()).segments)
    assert list(reader.got) == [pen.written[0].hash]


@pytest.mark.fault(34)
def test_a_refused_push_does_not_keep_what_others_wrote(shared: Shared) -> None:
    pen, other = Pen("a"), Pen("b")
    pen.write(thing("lane"), "blocked")
    other.write(thing("gate"), "blocked")
    shared.exchange(pen.flight(pen.wire()))
    answer = shared.exchange(other.flight(other.wire() + b"x"))
    assert answer.refusal == "altered"
    other.take(answer.segments)
    assert list(other.got) == [pen.written[0].hash]
