"""The only place that reads the clock."""

import time
from typing import Protocol


class Clock(Protocol):
    """Says what time it is."""

    def now_us(self) -> int:
        """Return the present in microseconds since 1970 UTC."""
        ...


class SystemClock:
    """The clock of this machine."""

    def now_us(self) -> int:
        """Return what the machine takes for the present."""
        return time.time_ns() // 1000


class FixedClock:
    """A clock that stands still until it is moved, for tests and pictures."""

    def __init__(self, at_us: int) -> None:
        self.at_us = at_us

    def now_us(self) -> int:
        """Return where the clock stands."""
        return self.at_us

    def advance(self, by_us: int) -> None:
        """Move the clock forward."""
        self.at_us += by_us
