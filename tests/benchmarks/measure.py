"""Interleaved timing: a floor and the real thing take turns, so that noise hits both alike."""

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

MS_A_SECOND = 1_000


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured row of the table.

    Attributes:
        name: what was measured.
        unit: of value, p99 and floor.
        value: the median.
        p99: the 99th percentile, where there were rounds.
        floor: median of the floor in the same run, where there is one.
        goal: the most that the ratio shall be, or the value where there is no floor.
        p99_goal: the same for the 99th percentile.
        note: size of the data, number of rounds.
        cpu: median of the processor's time, where it was taken: what else runs does not count.
        cpu_floor: the same of the floor.
    """

    name: str
    unit: str
    value: float
    p99: float | None = None
    floor: float | None = None
    goal: float | None = None
    p99_goal: float | None = None
    note: str = ""
    cpu: float | None = None
    cpu_floor: float | None = None

    @property
    def cpu_ratio(self) -> float | None:
        """Return value to floor in the processor's time, where both were taken."""
        return self.cpu / self.cpu_floor if self.cpu and self.cpu_floor else None

    @property
    def ratio(self) -> float | None:
        """Return value to floor, where there is one."""
        return self.value / self.floor if self.floor else None

    @property
    def is_reached(self) -> bool | None:
        """Return whether the goals are reached, or None where there is none."""
        by = self.floor or 1.0
        measured = ((self.value, self.goal), (self.p99, self.p99_goal))
        judged = [
            value / by <= goal for value, goal in measured if value is not None and goal is not None
        ]
        return all(judged) if judged else None

    def row(self) -> dict[str, object]:
        """Return it for JSON."""
        ratios = {"ratio": self.ratio, "cpu_ratio": self.cpu_ratio}
        return {**asdict(self), **ratios, "reached": self.is_reached}


class Taken(list[float]):
    """Times in seconds by the clock on the wall.

    Attributes:
        cpu: the processor's time of the same rounds.
    """

    def __init__(self) -> None:
        super().__init__()
        self.cpu: list[float] = []

    def take(self, work: Callable[[], object]) -> None:
        """Do some work and take its times."""
        before = time.process_time()
        self.append(seconds(work))
        self.cpu.append(time.process_time() - before)


def seconds(work: Callable[[], object]) -> float:
    """Return how long a call takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def interleaved(rounds: int, *works: Callable[[], object]) -> list[Taken]:
    """Return the times of each work in seconds, taken in turns, garbage collection kept out."""
    taken = [Taken() for _ in works]
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            for times, work in zip(taken, works, strict=True):
                times.take(work)
    finally:
        gc.enable()
    return taken


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which a share of the values lies."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def median(values: Sequence[float]) -> float:
    """Return the middle value."""
    return percentile(values, 0.5)


def timed(
    name: str,
    reals: Sequence[float],
    floors: Sequence[float] = (),
    *,
    goal: float | None = None,
    p99_goal: float | None = None,
    note: str = "",
) -> Figure:
    """Return a figure in milliseconds of times in seconds; the goals are ratios to the floor.

    Without a floor the goals are milliseconds.
    """
    counted = f"{len(reals)} rounds"
    return Figure(
        name,
        "ms",
        median(reals) * MS_A_SECOND,
        percentile(reals, 0.99) * MS_A_SECOND,
        median(floors) * MS_A_SECOND if floors else None,
        goal,
        p99_goal,
        f"{note}, {counted}" if note else counted,
        _cpu_ms(reals),
        _cpu_ms(floors),
    )


def _cpu_ms(times: Sequence[float]) -> float | None:
    if isinstance(times, Taken) and times.cpu:
        return median(times.cpu) * MS_A_SECOND
    return None
