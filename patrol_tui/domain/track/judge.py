"""What there is to say against a fix: jumps, impossible speeds, simulated or poor positions."""

from collections.abc import Mapping
from enum import IntFlag

from patrol_tui.domain.geo import distance_m
from patrol_tui.domain.track.fix import SECOND_US, Fix

JUMP_M_A_S = 60
"""Nobody on patrol is faster than this, however they travel: the position leapt."""
LEAST_JUMP_M = 100
POOR_M = 50
_FASTEST_M_A_S: Mapping[str, int] = {"walk": 7, "bicycle": 14, "ebike": 17, "car": 40}
_SLACK_M = 15
"""Two fixes of somebody who stands still may lie so far apart."""
FRESH_US = 15 * SECOND_US
LARGE_CLOCK_GAP_US = 60 * SECOND_US


class Mark(IntFlag):
    """What is wrong with a position; its number is part of what is stored."""

    JUMP = 1
    FAST = 2
    MOCK = 4
    POOR = 8


NO_MARK = Mark(0)
NOT_COUNTED = Mark.JUMP | Mark.POOR
"""Positions that add nothing to a distance, and at which nobody can have arrived."""


def judge(before: Fix | None, fix: Fix, travel: str = "walk") -> Mark:
    """Return what there is to say against a fix.

    Args:
        before: the last one that could be trusted, or None.
        fix: the one to judge.
        travel: how the patrol travels; a means that is not known may be as fast as a car.
    """
    marks = Mark.MOCK if fix.is_simulated else NO_MARK
    if fix.is_estimated or (fix.accuracy_m is not None and fix.accuracy_m > POOR_M):
        marks |= Mark.POOR
    if before is None:
        return marks
    unsure_m = _SLACK_M + (before.accuracy_m or 0) + (fix.accuracy_m or 0)
    moved_m = distance_m(before.place, fix.place) - unsure_m
    span_us = max(fix.time_us - before.time_us, SECOND_US)
    if moved_m > LEAST_JUMP_M and moved_m * SECOND_US > JUMP_M_A_S * span_us:
        return marks | Mark.JUMP
    fastest = _FASTEST_M_A_S.get(travel, _FASTEST_M_A_S["car"])
    return marks | Mark.FAST if moved_m * SECOND_US > fastest * span_us else marks


def is_clock_wrong(fix: Fix) -> bool:
    """Return whether the laptop's clock is off by more than a minute."""
    return not fix.is_simulated and abs(fix.laptop_ahead_us) > LARGE_CLOCK_GAP_US


def is_fresh(fix: Fix | None, now_us: int) -> bool:
    """Return whether a fix tells where one is now."""
    return fix is not None and abs(now_us - fix.heard_us) <= FRESH_US
