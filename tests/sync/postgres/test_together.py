"""I4 on a real server: whoever polls while many push misses nothing, and sees no gap."""

import os
import threading

import pytest

from patrol_tui.clock import FixedClock
from patrol_tui.sync.flights.shared import Shared, open_shared
from patrol_tui.sync.reaching.address import ServerAddress
from tests.sync.conftest import MARKS
from tests.sync.pen import AT_US, BINHU, Pen, thing
from tests.sync.test_together import chained, in_parallel

pytestmark = pytest.mark.postgres

WRITERS = 8
PUSHES = int(os.environ.get("PATROL_PUSHES", "6"))


def opened(address: ServerAddress) -> Shared:
    """Open a further connection."""
    return open_shared(address, MARKS.root_key, b"D" * 16, FixedClock(AT_US))


@pytest.mark.invariant("I4")
@pytest.mark.fault(8)
def test_eight_pushers_and_a_poller_miss_nothing(ready: ServerAddress) -> None:
    pens = [Pen(f"pen {number}") for number in range(WRITERS)]
    links = {pen.name: opened(ready) for pen in (*pens, Pen("reader"))}
    reader = Pen("reader")
    left = threading.Semaphore(0)

    def write(pen: Pen) -> None:
        link = links[pen.name]
        for number in range(PUSHES):
            pen.write(thing("lane"), str(number))
            pen.write(thing(pen.name), f"{number} again")
            assert link.exchange(pen.flight(pen.wire(2 * number + 1))).refusal is None
        left.release()

    def poll() -> None:
        is_last = False
        while not is_last:
            # asked before the pull: what was written until then must be in it
            is_last = left._value == WRITERS
            more = True
            while more:
                (segment,) = links["reader"].exchange(reader.flight()).segments
                reader.take((segment,))
                more = segment.more

    in_parallel(poll, *(lambda pen=pen: write(pen) for pen in pens))
    for link in links.values():
        link.close()
    written = {entry.hash for pen in pens for entry in pen.written}
    assert len(written) == 2 * WRITERS * PUSHES
    assert written - set(reader.got) == set()
    assert chained(reader.rows[BINHU])
