"""Interleaved timing: a floor and the real thing take turns, so that noise hits both alike."""

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured row of the table.

    Attributes:
        name: what was measured.
        unit: of value and floor.
        value: the median.
        p99: the 99th percentile.
        floor: median of the floor in the same run; 0 where there is none.
        goal: the most that the ratio, or the value where there is no floor, shall be.
        note: size of the data, number of rounds.
    """

    name: str
    unit: str
    value: float
    p99: float
    floor: float
    goal: float
    note: str

    @property
    def ratio(self) -> float:
        """Return value to floor, or the value where there is no floor."""
        return self.value / self.floor if self.floor else self.value

    @property
    def reached(self) -> bool:
        """Return whether the goal is reached."""
        return self.ratio <= self.goal

    def row(self) -> dict[str, object]:
        """Return it for JSON."""
        return {**asdict(self), "ratio": self.ratio, "reached": self.reached}


def seconds(work: Callable[[], object]) -> float:
    """Return how long a call takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def interleaved(
    floor: Callable[[], object], real: Callable[[], object], rounds: int
) -> tuple[list[float], list[float]]:
    """Return the times of both in seconds, taken in turns, garbage collection kept out."""
    floors: list[float] = []
    reals: list[float] = []
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            floors.append(seconds(floor))
            reals.append(seconds(real))
    finally:
        gc.enable()
    return floors, reals


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which a share of the values lies."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def median(values: Sequence[float]) -> float:
    """Return the middle value."""
    return percentile(values, 0.5)


def compared(
    name: str, floors: Sequence[float], reals: Sequence[float], goal: float, note: str
) -> Figure:
    """Return a figure in milliseconds with its floor."""
    return Figure(
        name,
        "ms",
        median(reals) * 1000,
        percentile(reals, 0.99) * 1000,
        median(floors) * 1000,
        goal,
        f"{note}, {len(reals)} rounds",
    )


def alone(name: str, reals: Sequence[float], goal_ms: float, note: str) -> Figure:
    """Return a figure in milliseconds that has a goal of its own."""
    return Figure(
        name,
        "ms",
        median(reals) * 1000,
        percentile(reals, 0.99) * 1000,
        0.0,
        goal_ms,
        f"{note}, {len(reals)} rounds",
    )
