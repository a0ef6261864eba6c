"""Runs as many seeds of a simulator as wanted, and says how fast.

python -m tests.simulators.many fleet --count 10000 --seconds 3600 --jobs 2
"""

import argparse
import multiprocessing
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from itertools import count, islice


@dataclass(frozen=True)
class Ran:
    """What a run came to."""

    seeds: int
    took_s: float
    failures: tuple[str, ...]

    @property
    def told(self) -> str:
        """Return it in one line."""
        rate = self.seeds / self.took_s if self.took_s else 0
        failed = len(self.failures)
        return f"{self.seeds} seeds, {failed} failed, {self.took_s:.0f} s, {rate:.2f} seeds/s"


def one(job: tuple[str, int]) -> str:
    """Run one seed and return what failed, or nothing."""
    name, seed = job
    try:
        import_module(f"tests.simulators.{name}").simulate(seed)
    except AssertionError as error:
        return str(error)
    return ""


def run(name: str, first: int, most: int, seconds: float, jobs: int = 1) -> Ran:
    """Run seeds one after the other until there are enough of them or the time is up."""
    begun_s = time.monotonic()
    work = islice(((name, seed) for seed in count(first)), most)
    failures: list[str] = []
    seeds = 0
    for failure in _results(work, jobs):
        seeds += 1
        failures += [failure] if failure else []
        if time.monotonic() - begun_s > seconds:
            break
    return Ran(seeds, time.monotonic() - begun_s, tuple(failures))


def _results(work: Iterator[tuple[str, int]], jobs: int) -> Iterator[str]:
    if jobs == 1:
        yield from map(one, work)
        return
    with multiprocessing.get_context("spawn").Pool(jobs) as pool:
        while batch := list(islice(work, 4 * jobs)):
            yield from pool.imap_unordered(one, batch)


def main() -> int:
    """Run what the command line names, and tell each failure with its replay."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("simulator", choices=("fleet",))
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, default=1_000)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--jobs", type=int, default=1)
    given = parser.parse_args()
    ran = run(given.simulator, given.first, given.count, given.seconds, given.jobs)
    for failure in ran.failures:
        sys.stdout.write(failure + "\n\n")
    sys.stdout.write(ran.told + "\n")
    return 1 if ran.failures else 0


if __name__ == "__main__":
    sys.exit(main())
