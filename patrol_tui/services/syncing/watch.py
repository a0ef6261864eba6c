"""Syncing on its own: again and again, patiently while the link is gone, never all at once."""

from collections.abc import Callable, Iterator

from patrol_tui.services.syncing.sync_values import SyncResult

USUAL_WAIT_S = 60
QUIET_WAIT_S = 300
"""Of laptops that have nothing to send, and hear at once what their own officer writes."""
AFTER_SAVE_S = 20
FIRST_RETRY_S = 15
LONGEST_WAIT_S = 900
LONGEST_WAIT_IF_CUT_S = 60
"""Where the link stands and breaks again and again, each try may bring a little further."""
_SPREAD = 0.5

Wait = Callable[[float], bool]
"""Waits so many seconds; answers whether to go on."""


def next_wait_s(
    failures: int,
    random: Callable[[], float],
    usual_s: float = USUAL_WAIT_S,
    *,
    is_cut: bool = False,
) -> float:
    """Return how long to wait before the next sync.

    Doubled with each failure in a row, and spread by half to either side, so that laptops that
    lost the link together do not come back together.

    Args:
        failures: syncs in a row that did not reach the shared database, or were refused.
        random: a number from 0 to 1.
        usual_s: the wait while nothing fails.
        is_cut: the last of them found the shared database, and the link broke then.
    """
    wait_s = FIRST_RETRY_S << min(failures - 1, 10) if failures else usual_s
    return spread_s(min(wait_s, LONGEST_WAIT_IF_CUT_S if is_cut else LONGEST_WAIT_S), random)


def spread_s(wait_s: float, random: Callable[[], float]) -> float:
    """Return a wait spread by half to either side."""
    return wait_s * (1 - _SPREAD + 2 * _SPREAD * random())


def has_failed(result: SyncResult) -> bool:
    """Tell whether a sync counts as a failure: it moved nothing, and waiting may help."""
    return result.state not in {"complete", "partial"}


def watch(
    sync: Callable[[], SyncResult], wait: Wait, random: Callable[[], float]
) -> Iterator[SyncResult]:
    """Yield the results of one sync after the other until `wait` says to stop."""
    failures = 0
    while True:
        result = sync()
        yield result
        failures = failures + 1 if has_failed(result) else 0
        if not wait(next_wait_s(failures, random, is_cut=result.is_cut)):
            return
