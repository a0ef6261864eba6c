"""All that happens by chance in a simulation comes from its seed."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

from patrol_tui.clock import FixedClock

T = TypeVar("T")
SECOND_US = 1_000_000
DAY_US = 86_400 * SECOND_US
BEGIN_US = 1_795_401_120_000_000
IN_1970, IN_2035 = 1_000_000, 2_051_222_400_000_000


class Chance:
    """Dice that fall the same way for the same seed."""

    def __init__(self, seed: object) -> None:
        self._random = Random(str(seed))  # noqa: S311 - a simulation, no secret

    def bytes(self, count: int) -> bytes:
        """Return so many random bytes."""
        return self._random.randbytes(count)

    def number(self, low: int, high: int) -> int:
        """Return a number between two, both included."""
        return self._random.randint(low, high)

    def one_of(self, choices: Sequence[T]) -> T:
        """Return one of some things."""
        return self._random.choice(choices)

    def happens(self, percent: int) -> bool:
        """Tell whether something happens that does so in so many of a hundred cases."""
        return self._random.randrange(100) < percent

    def weighted(self, weights: dict[str, int]) -> str:
        """Return a name, each as often as its weight says."""
        return self._random.choices(list(weights), list(weights.values()))[0]


class JumpingClock(FixedClock):
    """A laptop's clock, which is set wrong now and then."""

    def tick(self, chance: Chance) -> None:
        """Let some time pass."""
        self.at_us += chance.number(1, 600) * SECOND_US // 10

    def jump(self, chance: Chance) -> None:
        """Show another time: long ago, far ahead, a little back, or the right one."""
        self.at_us = chance.one_of(
            (
                IN_1970,
                IN_2035,
                max(self.at_us - chance.number(1, 3 * DAY_US), IN_1970),
                BEGIN_US + chance.number(0, DAY_US),
            )
        )
