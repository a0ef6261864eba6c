"""Jumps, impossible speeds, simulated and poor positions are flagged, and nothing else."""

from dataclasses import replace

import pytest

from patrol_tui.domain.track.fix import SECOND_US, Fix
from patrol_tui.domain.track.judge import FRESH_US, NO_MARK, Mark, is_clock_wrong, is_fresh, judge

HERE = Fix(1_800_000_000 * SECOND_US, (369_700_000, 1_172_100_000), 3, 1_800_000_000 * SECOND_US)
NORTH_E7_A_M = 90


def after(seconds: float, north_m: int, **said: object) -> Fix:
    lat_e7, lon_e7 = HERE.place
    moved = replace(
        HERE,
        time_us=HERE.time_us + round(seconds * SECOND_US),
        place=(lat_e7 + north_m * NORTH_E7_A_M, lon_e7),
    )
    return replace(moved, **said)  # type: ignore[arg-type]


def test_the_first_fix_is_judged_by_itself() -> None:
    assert judge(None, HERE) == NO_MARK
    assert judge(None, replace(HERE, is_simulated=True)) == Mark.MOCK
    assert judge(None, replace(HERE, accuracy_m=51)) == Mark.POOR
    assert judge(None, replace(HERE, is_estimated=True, accuracy_m=None)) == Mark.POOR


def test_a_walk_is_nothing_to_speak_of() -> None:
    assert judge(HERE, after(10, 14)) == NO_MARK
    assert judge(HERE, after(1, 20)) == NO_MARK  # unsure of both


@pytest.mark.parametrize(
    ("travel", "metres"), [("walk", 9), ("bicycle", 16), ("ebike", 19), ("car", 42)]
)
def test_what_is_too_fast_depends_on_how_one_travels(travel: str, metres: int) -> None:
    fix = after(60, metres * 60)
    assert judge(HERE, fix, travel) == Mark.FAST
    assert judge(HERE, after(60, metres * 30), travel) == NO_MARK


def test_by_other_means_one_may_be_as_fast_as_a_car() -> None:
    assert judge(HERE, after(60, 30 * 60), "tram") == NO_MARK


def test_nobody_leaps_across_town() -> None:
    assert judge(HERE, after(1, 500, accuracy_m=None)) == Mark.JUMP
    assert judge(HERE, after(-5, 500)) == Mark.JUMP
    assert judge(HERE, after(1, 500, is_simulated=True)) == Mark.JUMP | Mark.MOCK
    unsure = replace(HERE, accuracy_m=None)
    assert judge(unsure, after(20, 500), "car") == NO_MARK  # enough time has passed


def test_a_minute_between_the_clocks_is_too_much() -> None:
    wrong = replace(HERE, heard_us=HERE.time_us + 61 * SECOND_US)
    assert is_clock_wrong(wrong)
    assert not is_clock_wrong(replace(wrong, is_simulated=True))
    assert not is_clock_wrong(replace(HERE, heard_us=HERE.time_us - 59 * SECOND_US))


def test_a_fix_grows_old() -> None:
    for late_us in (0, FRESH_US, -FRESH_US):
        assert is_fresh(HERE, HERE.heard_us + late_us)
    assert not is_fresh(HERE, HERE.heard_us + FRESH_US + 1)
    assert not is_fresh(None, HERE.heard_us)
