"""One position of a receiver, as it came in."""

from patrol_tui.domain.geo import LatLon
from patrol_tui.domain.values import dataclass

SECOND_US = 1_000_000
DAY_US = 86_400 * SECOND_US
ROLL_OVER_US = 1024 * 7 * DAY_US
"""Satellites count weeks in ten bits; a receiver that lost count is wrong by this much."""
BUILT_US = 1_767_225_600 * SECOND_US
"""The start of 2026: no receiver used with this program can rightly be earlier."""


@dataclass(frozen=True, slots=True)
class Fix:
    """Where the receiver says it is.

    Attributes:
        time_us: by the satellites' clock, microseconds since 1970 UTC.
        place: in WGS-84.
        accuracy_m: how far off it may be, or None where that is not told.
        satellites: how many were used, or None.
        heard_us: what the laptop's clock said when it came in.
        has_date: the receiver knows the day too; else it was taken from the laptop.
        is_simulated: not measured: a simulator, a recording, or typed in by hand.
        is_estimated: reckoned from the last measured one.
    """

    time_us: int
    place: LatLon
    accuracy_m: int | None
    heard_us: int
    satellites: int | None = None
    has_date: bool = True
    is_simulated: bool = False
    is_estimated: bool = False

    @property
    def laptop_ahead_us(self) -> int:
        """Return how far the laptop's clock is ahead of the satellites'."""
        return self.heard_us - self.time_us


def moment_us(said_us: int, heard_us: int) -> tuple[int, bool]:
    """Return the moment that a receiver means, and whether its day can be believed.

    The weeks that it lost count of are put back; what is still earlier than this program keeps its
    time of day alone.

    Args:
        said_us: what the receiver says.
        heard_us: the laptop's clock, which may itself stand at 1970.
    """
    least_us = max(heard_us, BUILT_US) - ROLL_OVER_US // 2
    lost = -(-(least_us - said_us) // ROLL_OVER_US)
    time_us = said_us + max(lost, 0) * ROLL_OVER_US
    if time_us < BUILT_US:
        return dated_us(said_us % DAY_US, heard_us), False
    return time_us, True


def dated_us(time_of_day_us: int, heard_us: int) -> int:
    """Return the moment with this time of day that is nearest to the laptop's clock."""
    day_us = heard_us // DAY_US * DAY_US
    near_us = (day_us + shift * DAY_US + time_of_day_us for shift in (-1, 0, 1))
    return min(near_us, key=lambda moment_us: abs(moment_us - heard_us))
