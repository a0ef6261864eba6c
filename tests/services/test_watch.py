"""Syncing on its own is patient, and does not come back with everybody else."""

from patrol_tui.services.sync_values import Outcome, SyncResult
from patrol_tui.services.watch import next_wait_s, watch


def result(state: Outcome) -> SyncResult:
    """Return a result of a state."""
    return SyncResult(state, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)


def middle() -> float:
    """Return the middle of what is random."""
    return 0.5


def test_each_failure_in_a_row_doubles_the_wait_up_to_a_quarter_of_an_hour() -> None:
    waits = [next_wait_s(failures, middle) for failures in range(9)]
    assert waits == [60, 15, 30, 60, 120, 240, 480, 900, 900]
    assert next_wait_s(5_000, middle) == 900


def test_waits_are_spread_so_that_laptops_do_not_return_together() -> None:
    assert next_wait_s(0, lambda: 0.0) == 30
    assert next_wait_s(0, lambda: 1.0) == 90


def test_watching_goes_on_until_it_is_told_to_stop() -> None:
    outcomes: list[Outcome] = ["complete", "unreachable", "refused", "partial"]
    script = iter(outcomes)
    waits: list[float] = []

    def wait(seconds: float) -> bool:
        waits.append(seconds)
        return len(waits) < len(outcomes)

    seen = [one.state for one in watch(lambda: result(next(script)), wait, middle)]
    assert seen == outcomes
    assert waits == [60, 15, 30, 60]
