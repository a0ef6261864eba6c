"""A bureau that follows many stations is told which have grown, and misses none."""

import threading
from collections.abc import Iterator
from dataclasses import replace

import psycopg
import pytest

from patrol_tui.clock import FixedClock
from patrol_tui.domain.entries.ids import name_id
from patrol_tui.services.ports.ports import DISTRICT
from patrol_tui.sync.database.marks import FORMAT
from patrol_tui.sync.flights.packed import pack_who
from patrol_tui.sync.flights.shared import Shared, open_shared
from patrol_tui.sync.reaching.address import ServerAddress, read_address
from tests.sync.conftest import MARKS
from tests.sync.pen import AT_US, NOWHERE, Pen, thing
from tests.sync.proxy import Proxy
from tests.sync.test_together import chained, in_parallel

pytestmark = pytest.mark.postgres

STATIONS = [name_id("station", str(number)) for number in range(24)]
WRITERS, PUSHES = 8, 6
QUERY = """
EXPLAIN SELECT string_agg(f.station || int8send(g.n), '')
FROM patrol.feed f JOIN patrol.log_head g ON g.station = f.station WHERE f.changed >= '{}'::xid8
"""


def opened(address: ServerAddress) -> Shared:
    """Open a further connection of the bureau's."""
    return open_shared(address, MARKS.root_key, b"D" * 16, FixedClock(AT_US))


class Bureau(Pen):
    """Follows many stations."""

    def __init__(self, count: int = len(STATIONS)) -> None:
        super().__init__("bureau")
        names = [name_id("station", str(number)) for number in range(count)]
        self.at = {DISTRICT: NOWHERE} | dict.fromkeys(names, NOWHERE)

    def pull(self, link: Shared) -> int:
        """Pull until there is no more, and return how many round trips that took."""
        trips, more = 0, True
        while more:
            answer = link.exchange(self.flight())
            self.take(answer.segments)
            trips += answer.round_trips
            more = any(segment.more for segment in answer.segments)
        return trips


@pytest.fixture
def link(ready: ServerAddress) -> Iterator[Shared]:
    """Return the bureau's connection."""
    shared = opened(ready)
    yield shared
    shared.close()


def test_an_idle_flight_names_no_station_and_news_cost_one_more_round_trip(
    ready: ServerAddress, link: Shared
) -> None:
    bureau, other = Bureau(), opened(ready)
    assert bureau.pull(link) == 1
    assert bureau.pull(link) == 1
    assert [one.station for one in link.exchange(bureau.flight()).segments] == [DISTRICT]
    pen = Pen("a", STATIONS[5])
    pen.write(thing("lane"), "blocked")
    other.exchange(pen.flight(pen.wire()))
    assert bureau.pull(link) == 2
    assert list(bureau.got) == [pen.written[0].hash]
    assert bureau.pull(link) == 1
    other.close()


def test_what_the_bureau_pushes_comes_back_in_the_same_round_trip(link: Shared) -> None:
    bureau = Bureau()
    bureau.pull(link)
    pen = Pen("a", STATIONS[3])
    pen.write(thing("lane"), "blocked")
    flight = replace(bureau.flight(pen.wire()), own_streams=frozenset((pen.header.stream,)))
    answer = link.exchange(flight)
    assert answer.round_trips == 1
    (row,) = [row for segment in answer.segments for row in segment.rows]
    assert row.hash == pen.written[0].hash
    bureau.written += pen.written
    bureau.take(answer.segments)
    assert bureau.pull(link) == 1


@pytest.mark.fault(8)
def test_who_began_first_and_commits_last_is_not_missed(ready: ServerAddress, link: Shared) -> None:
    bureau, other = Bureau(), opened(ready)
    bureau.pull(link)
    slow, quick = Pen("slow", STATIONS[1]), Pen("quick", STATIONS[2])
    slow.write(thing("lane"), "blocked")
    quick.write(thing("gate"), "blocked")
    with psycopg.connect(ready.url) as holder:
        who = pack_who(slow.flight(), MARKS.root_key, FORMAT)
        holder.execute("SELECT patrol.push(%s, %s)", (slow.wire(), who))
        other.exchange(quick.flight(quick.wire()))
        for trips in (2, 1):  # named again while somebody older is under way, and not asked again
            assert bureau.pull(link) == trips
        assert list(bureau.got) == [quick.written[0].hash]
        holder.commit()
    bureau.pull(link)
    assert set(bureau.got) == {slow.written[0].hash, quick.written[0].hash}
    other.close()


@pytest.mark.invariant("I4")
@pytest.mark.fault(8)
def test_eight_pushers_in_many_stations_and_a_poller_miss_nothing(
    ready: ServerAddress, link: Shared
) -> None:
    bureau = Bureau()
    pens = [
        [Pen(f"pen {number}", STATIONS[(3 * number + at) % 24]) for at in range(3)]
        for number in range(WRITERS)
    ]
    links = [opened(ready) for _ in pens]
    left = threading.Semaphore(0)

    def write(number: int) -> None:
        for turn in range(PUSHES):
            pen = pens[number][turn % 3]
            pen.write(thing(pen.name + pen.station.hex()), str(turn))
            flight = pen.flight(pen.wire(len(pen.written)))
            assert links[number].exchange(flight).refusal is None
        left.release()

    def poll() -> None:
        is_last = False
        while not is_last:
            # asked before the pull: what was written until then must be in it
            is_last = left._value == WRITERS
            bureau.pull(link)

    in_parallel(poll, *(lambda number=number: write(number) for number in range(WRITERS)))
    for one in links:
        one.close()
    written = {entry.hash for some in pens for pen in some for entry in pen.written}
    assert len(written) == WRITERS * PUSHES
    assert written - set(bureau.got) == set()
    assert all(chained(rows) for rows in bureau.rows.values())


def test_a_laptop_is_told_nothing_of_others_logs(link: Shared) -> None:
    pen = Pen("a", STATIONS[0])
    address = read_address(link.admit(pen.header.device, (STATIONS[0],)))
    laptop = open_shared(address, MARKS.root_key, pen.header.device, FixedClock(AT_US))
    flight = replace(Bureau().flight(), device=pen.header.device)
    for _ in range(2):
        assert laptop.exchange(flight).refusal == "denied"
    laptop.close()


@pytest.mark.invariant("I10")
def test_a_thousand_stations_cost_an_idle_flight_no_more_than_one(
    proxied: tuple[ServerAddress, ServerAddress, Proxy], chief: psycopg.Connection
) -> None:
    chief.execute(
        "INSERT INTO patrol.log_head SELECT substr(sha256(int4send(s)), 1, 16), 0, '' FROM"
        " generate_series(1, 1000) s"
    )
    chief.execute("UPDATE patrol.log_head SET n = n")
    chief.execute("ANALYZE patrol.feed, patrol.log_head")
    row = chief.execute("SELECT pg_current_xact_id()").fetchone()
    assert row is not None
    plan = "\n".join(line for (line,) in chief.execute(QUERY.format(row[0]).encode()))
    assert "Seq Scan" not in plan
    assert "feed_changed" in plan
    _, by_link, proxy = proxied
    shared, bureau = opened(by_link), Bureau(1_000)
    bureau.pull(shared)
    proxy.reset()
    assert bureau.pull(shared) == 1
    assert proxy.sent + proxy.received < 700
    shared.close()
