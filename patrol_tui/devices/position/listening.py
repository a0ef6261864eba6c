"""Listens to a source for a moment: is it there, and what does it say?"""

import queue
import time
from collections.abc import Callable

from patrol_tui.devices.position.receiver import Heard, Receiver
from patrol_tui.devices.position.sources import Source


def heard_within(source: Source, now_us: Callable[[], int], wait_s: float) -> Heard:
    """Return the first position that comes in a time, else what is known of the source then."""
    told: queue.Queue[Heard] = queue.Queue()
    receiver = Receiver(source, now_us, told.put)
    receiver.start()
    best, end_s = Heard(is_there=False), time.monotonic() + wait_s
    try:
        while True:
            best = told.get(timeout=max(0.0, end_s - time.monotonic()))
            # Nobody there is an answer too: doctor does not wait for somebody to plug it in.
            if best.fix is not None or not best.is_there:
                return best
    except queue.Empty:
        return best
    finally:
        receiver.stop()
        receiver.join()
