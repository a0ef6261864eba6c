"""When a fix was: lost weeks, unknown days, and the laptop's clock beside it."""

from patrol_tui.domain.times import parse_time
from patrol_tui.domain.track.fix import DAY_US, ROLL_OVER_US, Fix, dated_us, moment_us

NOW_US = parse_time("2026-11-23T09:02+08:00", 0)


def test_a_time_that_can_be_right_stays() -> None:
    assert moment_us(NOW_US, NOW_US + DAY_US) == (NOW_US, True)
    assert moment_us(NOW_US + DAY_US, NOW_US) == (NOW_US + DAY_US, True)


def test_lost_weeks_are_put_back_once_or_twice() -> None:
    for lost in (1, 2):
        assert moment_us(NOW_US - lost * ROLL_OVER_US, NOW_US) == (NOW_US, True)


def test_a_laptop_at_1970_does_not_pull_the_time_back() -> None:
    assert moment_us(NOW_US, 0) == (NOW_US, True)


def test_what_is_earlier_than_the_program_keeps_its_time_of_day() -> None:
    early_us = NOW_US - 700 * DAY_US
    assert moment_us(early_us, NOW_US) == (NOW_US, False)


def test_the_nearest_day_may_be_the_one_before_or_after() -> None:
    midnight_us = NOW_US // DAY_US * DAY_US
    assert dated_us(DAY_US - 5, midnight_us + 5) == midnight_us - 5
    assert dated_us(5, midnight_us - 5) == midnight_us + 5


def test_the_laptops_clock_is_compared() -> None:
    fix = Fix(NOW_US, (0, 0), None, NOW_US - 90_000_000)
    assert fix.laptop_ahead_us == -90_000_000
