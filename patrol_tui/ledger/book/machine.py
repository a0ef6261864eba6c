"""What a ledger takes from the computer that it runs on; a simulator gives its own."""

import os
import time
from collections.abc import Callable

from patrol_tui.domain.values import dataclass
from patrol_tui.ledger.hands import cores
from patrol_tui.services.ports.ports import Progress

Pause = Callable[[float], None]
Random = Callable[[int], bytes]


@dataclass(frozen=True, slots=True)
class Machine:
    """The computer, as far as the ledger sees it.

    Attributes:
        pause: waits so many seconds, between the commits of a sync.
        random: returns so many random bytes, for identities and salts.
        now_s: measures how long a commit took; a clock that stands still leaves them all alike.
        at_once: how many entries of a sync go into one commit at most.
        lists_later: nobody looks at the lists while a log is fetched for the first time: they are
            made once it is here.
        hands: how many processes may read a large ledger beside this one, one for each core.
        worth_hands: entries from which on a ledger is large.
        progress: told how far the lists of another version's ledger are brought up when it is
            opened; ends that where it returns False.
    """

    pause: Pause = time.sleep
    random: Random = os.urandom
    now_s: Callable[[], float] = float
    at_once: int = 50
    lists_later: bool = False
    hands: int = 1
    worth_hands: int = 10_000
    progress: Progress | None = None


USUAL = Machine(now_s=time.perf_counter, hands=cores())
ALONE = Machine(pause=lambda _seconds: None, at_once=2_000, lists_later=True, hands=cores())
"""Nobody types meanwhile, so nothing is done for them: large commits without a pause."""
