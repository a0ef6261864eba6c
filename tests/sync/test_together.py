"""Many at once: the log stays gapless in every snapshot, and nothing waits in a circle."""

import threading
from collections.abc import Callable

import pytest

from patrol_tui.domain.entries.entry import Entry, next_h
from patrol_tui.domain.entries.ids import ZERO_HASH
from patrol_tui.services.ports.shared import Exchange, LogRow
from patrol_tui.sync.flights.shared import Shared
from tests.sync.conftest import OpenShared
from tests.sync.pen import BINHU, NANHU, NOWHERE, Pen, thing

PUSHES = 15


def in_parallel(*works: Callable[[], None]) -> None:
    """Run works side by side and hand on what fails in one of them."""
    failures: list[BaseException] = []

    def guarded(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - handed on below
            failures.append(error)

    threads = [threading.Thread(target=guarded, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for failure in failures:
        raise failure


def chained(rows: list[LogRow]) -> bool:
    """Tell whether rows are a whole log: no gap, no doubles, each hash following."""
    h = ZERO_HASH
    for n, row in enumerate(rows, 1):
        h = next_h(h, row.hash, row.seal)
        if (row.n, row.h) != (n, h):
            return False
    return len({row.hash for row in rows}) == len(rows)


@pytest.mark.invariant("I4")
@pytest.mark.fault(8)
def test_four_writers_and_a_poller_see_a_log_without_gaps(open_one: OpenShared) -> None:
    pens = [Pen(f"pen {number}") for number in range(4)]
    links = [open_one() for _ in pens]
    watcher, reader = open_one(), Pen("reader")
    left = threading.Semaphore(0)

    def write(pen: Pen, link: Shared) -> None:
        for number in range(PUSHES):
            pen.write(thing(pen.name), str(number))
            pen.write(thing(pen.name), f"{number} again")
            assert link.exchange(pen.flight(pen.wire(2 * number + 1))).refusal is None
        left.release()

    def poll() -> None:
        is_last = False
        while not is_last:
            # asked before the pull: what was written until then must be in it
            is_last = left._value == len(pens)
            more = True
            while more:
                (segment,) = watcher.exchange(reader.flight()).segments
                reader.take((segment,))
                more = segment.more

    def writer(pen: Pen, link: Shared) -> Callable[[], None]:
        return lambda: write(pen, link)

    in_parallel(poll, *(writer(pen, link) for pen, link in zip(pens, links, strict=True)))
    written: list[Entry] = [entry for pen in pens for entry in pen.written]
    assert len(written) == 4 * 2 * PUSHES
    assert set(reader.got) == {entry.hash for entry in written}
    assert chained(reader.rows[BINHU])


def test_stations_that_share_things_both_ways_do_not_wait_in_a_circle(
    open_one: OpenShared,
) -> None:
    north, south = Pen("north", NANHU), Pen("south")
    links = {pen.name: open_one() for pen in (north, south)}
    for pen, target in ((north, BINHU), (south, NANHU)):
        pen.write(thing(pen.name), "begun")
        links[pen.name].exchange(pen.flight(pen.wire()))
        links[pen.name].share(thing(pen.name), pen.station, target)

    def go_on(pen: Pen) -> Callable[[], None]:
        def work() -> None:
            for number in range(PUSHES):
                parent = pen.written[-1]
                pen.write(thing(pen.name), str(number), parent)
                flight = pen.flight(pen.wire(len(pen.written)))
                assert links[pen.name].exchange(flight).refusal is None

        return work

    in_parallel(go_on(north), go_on(south))
    flight = Exchange(bytes(16), (), {BINHU: NOWHERE, NANHU: NOWHERE}, frozenset())
    for segment in links["north"].exchange(flight).segments:
        assert len(segment.rows) == 2 * (PUSHES + 1)
        assert chained(list(segment.rows))


def test_a_thing_that_is_shared_while_it_is_written_misses_nothing(open_one: OpenShared) -> None:
    pen, writer, sharer = Pen("pen"), open_one(), open_one()
    first = pen.write(thing("lane"), "begun")
    writer.exchange(pen.flight(pen.wire()))

    def write() -> None:
        for number in range(PUSHES):
            pen.write(thing("lane"), str(number), first)
            writer.exchange(pen.flight(pen.wire(number + 2)))

    in_parallel(write, lambda: sharer.share(thing("lane"), BINHU, NANHU))
    (segment,) = sharer.exchange(Exchange(bytes(16), (), {NANHU: NOWHERE}, frozenset())).segments
    assert chained(list(segment.rows))
    assert {row.hash for row in segment.rows} == {entry.hash for entry in pen.written}
