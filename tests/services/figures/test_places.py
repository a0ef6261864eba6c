"""The same at the same place: repeated, and come back after it was closed."""

from datetime import date

from patrol_tui.services.figures.period import Period
from tests.services.figures.scene import TO_CHECK, counted, rates, seen, station
from tests.services.laptop import HOUR_US, at

DAY_US = 24 * HOUR_US


def test_the_same_kind_at_the_same_place_within_a_month_is_repeated() -> None:
    laptop = station()
    seen(laptop, place="东街 12号")
    seen(laptop, place="东街12号")
    seen(laptop, place="西街")
    seen(laptop, kind="vendor", place="东街 12号")
    found = counted(laptop)
    assert rates(found)["repeated"] == (1, 4)
    assert found.whole.came_back == 0


def test_what_was_closed_and_is_there_again_came_back() -> None:
    laptop = station()
    seen(laptop, *TO_CHECK)
    seen(laptop)
    assert counted(laptop).whole.came_back == 1


def test_what_lies_before_the_period_is_looked_at_too() -> None:
    laptop = station()
    laptop.clock.at_us = at("2026-10-30T10:00")
    seen(laptop, *TO_CHECK, place="甲")
    seen(laptop, place="乙")
    seen(laptop, place="丙")
    laptop.clock.at_us = at("2026-11-23T10:00")
    seen(laptop, place="甲")
    seen(laptop, place="乙")
    found = counted(laptop, Period(date(2026, 11, 1), date(2026, 11, 23)))
    assert (rates(found)["repeated"], found.whole.came_back) == ((2, 2), 1)


def test_after_a_month_it_is_another_matter() -> None:
    laptop = station()
    seen(laptop, *TO_CHECK)
    laptop.clock.advance(31 * DAY_US)
    seen(laptop)
    days = Period(date(2026, 11, 1), date(2026, 12, 31))
    found = counted(laptop, days)
    assert (rates(found)["repeated"], found.whole.came_back) == ((0, 2), 0)
