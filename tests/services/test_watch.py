"""Syncing on its own is patient, and does not come back with everybody else."""

import heapq
from random import Random

import pytest

from patrol_tui.services.syncing.sync_values import Outcome, SyncResult
from patrol_tui.services.syncing.watch import LONGEST_WAIT_S, next_wait_s, spread_s, watch


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


def test_a_link_that_stands_and_breaks_is_tried_again_within_a_minute() -> None:
    waits = [next_wait_s(failures, middle, is_cut=True) for failures in range(5)]
    assert waits == [60, 15, 30, 60, 60]
    assert next_wait_s(0, middle, 300, is_cut=True) == 60


def test_waits_are_spread_so_that_laptops_do_not_return_together() -> None:
    assert next_wait_s(0, lambda: 0.0) == 30
    assert next_wait_s(0, lambda: 1.0) == 90
    assert spread_s(20, middle) == 20


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


def returned(laptops: int, most_a_second: int, seed: int) -> tuple[list[int], float]:
    """Let laptops find their server again after an hour; it takes so many syncs a second.

    Returns:
        How many came in each second, and when the last one got through.
    """
    random = Random(seed)  # noqa: S311 - a seed to be replayed
    hour_s = 3_600.0
    due: list[tuple[float, int]] = []
    for _ in range(laptops):
        at_s, failures = random.random() * 300, 0
        while at_s < hour_s:
            failures += 1
            at_s += next_wait_s(failures, random.random)
        due.append((at_s, failures))
    heapq.heapify(due)
    came: dict[int, int] = {}
    last_s = 0.0
    while due:
        at_s, failures = heapq.heappop(due)
        second = int(at_s - hour_s)
        came[second] = came.get(second, 0) + 1
        if came[second] > most_a_second:
            again_s = at_s + next_wait_s(failures + 1, random.random)
            heapq.heappush(due, (again_s, failures + 1))
        else:
            last_s = at_s - hour_s
    return [came.get(second, 0) for second in range(max(came) + 1)], last_s


@pytest.mark.fault(7)
@pytest.mark.parametrize("seed", [1, 2])
def test_ten_thousand_laptops_that_return_together_all_get_through(seed: int) -> None:
    came, last_s = returned(10_000, most_a_second=166, seed=seed)
    assert max(came) < 166  # five times what is usual; nobody is turned away
    assert sum(came) == 10_000
    assert last_s <= LONGEST_WAIT_S * 1.5


@pytest.mark.fault(7)
def test_a_server_that_turns_most_of_them_away_is_drained_all_the_same() -> None:
    came, last_s = returned(10_000, most_a_second=10, seed=3)
    assert max(came) < 60
    assert last_s < 3_600
