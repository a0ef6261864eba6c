"""The days that figures are of."""

from datetime import date

import pytest

from patrol_tui.domain.language.errors import Usage
from patrol_tui.services.figures.period import PERIODS, Period, period, span

TODAY = date(2026, 11, 24)


def test_each_period_that_one_may_choose_has_its_days() -> None:
    assert {name: period(name, TODAY) for name in PERIODS} == {
        "week": Period(date(2026, 11, 23), TODAY),
        "last_week": Period(date(2026, 11, 16), date(2026, 11, 22)),
        "month": Period(date(2026, 11, 1), TODAY),
        "last_month": Period(date(2026, 10, 1), date(2026, 10, 31)),
        "days_30": Period(date(2026, 10, 26), TODAY),
        "year": Period(date(2026, 1, 1), TODAY),
    }
    assert len(period("last_month", TODAY).days) == 31


def test_days_that_are_not_named_are_those_of_the_month() -> None:
    assert span(None, None, TODAY) == Period(date(2026, 11, 1), TODAY)
    assert span(None, date(2026, 10, 9), TODAY) == Period(date(2026, 10, 1), date(2026, 10, 9))
    assert span(date(2026, 10, 9), None, TODAY) == Period(date(2026, 10, 9), TODAY)
    ahead = date(2026, 12, 1)
    assert span(ahead, None, TODAY) == Period(ahead, ahead)


def test_days_in_the_wrong_order_are_no_period() -> None:
    with pytest.raises(Usage):
        span(TODAY, date(2026, 11, 1), TODAY)
