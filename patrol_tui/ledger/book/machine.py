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
    """

    pause: Pause = time.sleep
    random: Random = os.urandom


USUAL = Machine()
