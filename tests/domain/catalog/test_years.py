"""A year that is laid down takes the place of what the district said of it; others stay."""

from dataclasses import replace
from datetime import date

from patrol_tui.domain.catalog import CalendarYear
from patrol_tui.domain.catalog.years import with_years
from patrol_tui.domain.clocks import is_working_day
from tests.domain.catalog import sample

OWN = replace(
    sample.catalog(years={}).district,
    work_days=(1, 2, 3, 4, 5),
    known_years=(2026,),
    days_off=("2026-01-01", "2026-10-01"),
    make_up_days=("2026-10-10",),
)


def test_without_years_the_district_says_what_it_said() -> None:
    assert with_years(OWN, ()) is OWN


def test_a_further_year_is_known_beside_those_of_the_district() -> None:
    made = with_years(OWN, [CalendarYear(id="2027", days_off=("2027-01-01",))])
    assert made.known_years == (2026, 2027)
    assert made.days_off == ("2026-01-01", "2026-10-01", "2027-01-01")
    assert made.make_up_days == ("2026-10-10",)


def test_a_year_that_is_laid_down_anew_counts_alone() -> None:
    anew = CalendarYear(id="2026", days_off=("2026-10-02",), make_up_days=("2026-10-11",))
    made = with_years(OWN, [anew])
    assert (made.days_off, made.make_up_days) == (("2026-10-02",), ("2026-10-11",))
    assert is_working_day(date(2026, 10, 1), made)
    assert not is_working_day(date(2026, 10, 2), made)
    assert is_working_day(date(2026, 10, 11), made)
    assert not is_working_day(date(2026, 10, 10), made)


def test_the_catalogue_s_district_has_the_years_of_the_catalogue() -> None:
    book = sample.catalog()
    assert 2031 in book.district.known_years
    assert "2031-01-01" in book.district.days_off
    assert "2031-01-01" not in next(iter(book.districts.values())).days_off
