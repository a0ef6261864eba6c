"""What a ledger takes from the computer that it runs on; a simulator gives its own."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass

Pause = Callable[[float], None]
Random = Callable[[int], bytes]


@dataclass(frozen=True, slots=True)
class Machine:
    """The computer, as far as the ledger sees it.

    Attributes:
        pause: waits so many seconds, between the commits of a sync.
        random: returns so many random bytes, for identities and salts.
        now_s: measures how long a commit took; a clock that stands still leaves them all alike.
    """

    pause: Pause = time.sleep
    random: Random = os.urandom
    now_s: Callable[[], float] = float


USUAL = Machine(now_s=time.perf_counter)
