"""What of a photo does not fit the record that it is attached to: its time, place and clock."""

from typing import Literal

from patrol_tui.domain.geo import LatLon, distance_m
from patrol_tui.domain.values import dataclass

OLD_US = 30 * 60_000_000
"""A photo of what is recorded now was taken now."""
CLOCK_GAP_US = 2 * 60_000_000
"""Less is what two clocks that are set by hand may differ by."""
FAR_M = 100

What = Literal["older", "ahead", "clock", "far"]


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that does not fit.

    Attributes:
        what: taken long before; ahead of the laptop's clock; the camera's clock is off the
            satellites' time; taken elsewhere.
        amount: microseconds, or metres where it is a way; below zero where a clock is slow.
    """

    what: What
    amount: int


@dataclass(frozen=True, slots=True)
class Taken:
    """What a photo says of itself.

    Attributes:
        at_us: by the camera's clock.
        satellites_us: by the camera's receiver, if it has one.
        place: where the camera was.
    """

    at_us: int | None = None
    satellites_us: int | None = None
    place: LatLon | None = None


def differences(taken: Taken, at_us: int, here: LatLon | None) -> tuple[Difference, ...]:
    """Return what of a photo does not fit a record.

    Args:
        taken: what the photo says.
        at_us: when it was attached, by the laptop's clock.
        here: where the record is, as far as that is known.
    """
    found: list[Difference] = []
    true_us = taken.at_us if taken.satellites_us is None else taken.satellites_us
    if taken.at_us is not None and taken.satellites_us is not None:
        off_us = taken.at_us - taken.satellites_us
        found += [Difference("clock", off_us)] if abs(off_us) > CLOCK_GAP_US else []
    if true_us is not None and at_us - true_us > OLD_US:
        found.append(Difference("older", at_us - true_us))
    if true_us is not None and true_us - at_us > CLOCK_GAP_US:
        found.append(Difference("ahead", true_us - at_us))
    if taken.place is not None and here is not None:
        away_m = distance_m(taken.place, here)
        found += [Difference("far", away_m)] if away_m > FAR_M else []
    return tuple(found)
