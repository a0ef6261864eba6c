"""The calendar of a year as it is announced: holidays, and the days worked in exchange for them."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from patrol_tui.domain.catalog.places import District
from patrol_tui.domain.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarYear:
    """A year whose holidays are known; it takes the place of all that was said of it before.

    Attributes:
        id: the year, such as `2027`.
        days_off: public holidays, as 2027-02-06; those that are free by their weekday may be left
            out.
        make_up_days: days that are worked in exchange, although their weekday is free.
        source: where it was announced.
    """

    id: str
    days_off: tuple[str, ...]
    make_up_days: tuple[str, ...] = ()
    source: str = ""


def with_years(district: District, years: Iterable[CalendarYear]) -> District:
    """Return the district with the calendars of these years in place of its own."""
    return _with_years(district, tuple(years))


@lru_cache(maxsize=8)
def _with_years(district: District, years: tuple[CalendarYear, ...]) -> District:
    if not years:
        return district
    named = {year.id for year in years}

    def days(own: tuple[str, ...], given: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
        kept = (day for day in own if day[:4] not in named)
        return tuple(sorted({*kept, *(day for some in given for day in some)}))

    return replace(
        district,
        known_years=tuple(sorted({*district.known_years, *map(int, named)})),
        days_off=days(district.days_off, (year.days_off for year in years)),
        make_up_days=days(district.make_up_days, (year.make_up_days for year in years)),
    )
