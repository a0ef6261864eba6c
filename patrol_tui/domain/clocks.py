"""When something is due: plain time, and the district's working time, with what stood still."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import islice
from zoneinfo import ZoneInfo

from patrol_tui.domain.catalog.kinds import Deadline, TimeUnit
from patrol_tui.domain.catalog.places import District, WorkPeriod
from patrol_tui.domain.times import day_of, in_zone, microseconds
from patrol_tui.domain.values import dataclass

MINUTE_US = 60_000_000
_PLAIN_US = {
    TimeUnit.MINUTES: MINUTE_US,
    TimeUnit.HOURS: 60 * MINUTE_US,
    TimeUnit.DAYS: 24 * 60 * MINUTE_US,
}
_CLOSING_MIN = 18 * 60
_DAYS_KEPT = 512
_ONE_DAY = timedelta(days=1)
_HORIZON = timedelta(days=4_000)
"""A district that has not worked for so long is taken never to work."""


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch in which a clock stands still, such as 挂账.

    Attributes:
        from_us: when it began, microseconds since 1970 UTC.
        until_us: when the clock went on.
    """

    from_us: int
    until_us: int


def due_us(start_us: int, deadline: Deadline, district: District) -> int:
    """Return when a span that begins at a time ends, in microseconds since 1970 UTC.

    Working days are counted from the day after; the last one ends when work ends. Working hours
    run on only while the district works. A district that never works counts like any other clock.

    Args:
        start_us: when it begins.
        deadline: how long it is; its units are defaults of the district's data.
        district: its zone and working hours.
    """
    plain_us = _PLAIN_US.get(deadline.unit)
    if plain_us is not None:
        return start_us + deadline.amount * plain_us
    if deadline.unit == TimeUnit.WORKING_DAYS:
        return _end_of_working_day(start_us, deadline.amount, district)
    return _after_working_time(start_us, deadline.amount * _PLAIN_US[TimeUnit.HOURS], district)


def after_pause(
    due: int, unit: TimeUnit, district: District, pause: Pause, begun_us: int = 0
) -> int:
    """Return when is due what stood still for a while: as much time is left as there was before.

    A working day counts where the clock runs at its end. What was over already stays over, and a
    hold that is lifted within the minute was none.

    Args:
        due: when it was due before the clock stood.
        unit: what the span was counted in. A deadline in working days that is not at the end of
            one was set by hand; what is left of it is counted in working hours. So was one that
            lies outside of working time, such as a Sunday: what is left of it is plain time.
        district: its zone and working hours.
        pause: when the clock stood.
        begun_us: when the span began; working days are counted from the day after.
    """
    from_us, until_us = pause.from_us, pause.until_us
    if due <= from_us or until_us - from_us < MINUTE_US:
        return due
    plain = due + until_us - from_us
    if unit in _PLAIN_US:
        return plain
    if unit == TimeUnit.WORKING_DAYS and due in _ends_of_work(due, due, district):
        first_us = 1 + max(_end_us(day_of(begun_us, ZoneInfo(district.zone)), district), from_us)
        left = sum(first_us <= end_us <= due for end_us in _ends_of_work(from_us, due, district))
        if left:
            ends = _ends_of_work(until_us, None, district)
            later = (end_us for end_us in ends if end_us >= max(until_us, first_us))
            return next(islice(later, left - 1, None), plain)
    stretches = list(_worked(from_us, due, district))
    if not any(begin_us < due <= end_us for begin_us, end_us in stretches):
        return plain
    left_us = sum(min(end_us, due) - begin_us for begin_us, end_us in stretches if begin_us < due)
    return _after_working_time(until_us, left_us, district)


def is_working_day(day: date, district: District) -> bool:
    """Return whether the district works on a day: by weekday, holidays and make-up days aside."""
    text = day.isoformat()
    if text in district.make_up_days:
        return True
    return day.isoweekday() in district.work_days and text not in district.days_off


def unknown_year(start_us: int, due_us: int, deadline: Deadline, district: District) -> int | None:
    """Return the first year that a deadline reaches without its holidays being known, or None.

    What is due then is reckoned by weekdays alone, and whoever shows it says so. Plain time asks
    for no holidays, nor does a district that has laid down no year.
    """
    if deadline.unit in _PLAIN_US or not district.known_years:
        return None
    zone = ZoneInfo(district.zone)
    first, last = day_of(start_us, zone).year, day_of(due_us, zone).year
    return next((year for year in range(first, last + 1) if year not in district.known_years), None)


def _end_of_working_day(start_us: int, days: int, district: District) -> int:
    zone = ZoneInfo(district.zone)
    begin = in_zone(start_us, zone).date()
    worked = (day for day in _days(start_us, None, district) if is_working_day(day, district))
    after = (day for day in worked if day > begin)
    found = next(islice(after, days - 1, None), None) if days > 0 else begin
    return _end_us(found or begin + days * _ONE_DAY, district)


def _end_us(day: date, district: District) -> int:
    closing = district.work_periods[-1].end_min if district.work_periods else _CLOSING_MIN
    return microseconds(_at(day, closing, ZoneInfo(district.zone)))


def _days(from_us: int, until_us: int | None, district: District) -> Iterator[date]:
    """Yield the days from a time on, to another one where that is given, else for many years."""
    zone = ZoneInfo(district.zone)
    day = day_of(from_us, zone)
    last = day + _HORIZON if until_us is None else day_of(until_us, zone)
    while day <= last:
        yield day
        day += _ONE_DAY


def _ends_of_work(from_us: int, until_us: int | None, district: District) -> Iterator[int]:
    """Yield when work ends, from the day of a time on."""
    for day in _days(from_us, until_us, district):
        if is_working_day(day, district):
            yield _end_us(day, district)


def _after_working_time(start_us: int, left_us: int, district: District) -> int:
    whole_us = left_us
    for day in _days(start_us, None, district):
        for begin_us, end_us in _running(day, start_us, district):
            if end_us - begin_us >= left_us:
                return begin_us + left_us
            left_us -= end_us - begin_us
    return start_us + whole_us


def _worked(from_us: int, until_us: int, district: District) -> Iterator[tuple[int, int]]:
    """Yield the stretches of working time from a time on, up to the end of another one's day."""
    for day in _days(from_us, until_us, district):
        yield from _running(day, from_us, district)


def _running(day: date, start_us: int, district: District) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a day, from a time on, in which a clock of working hours runs."""
    if is_working_day(day, district):
        for begin_us, end_us in _hours(day, district.work_periods, district.zone):
            if start_us <= end_us:
                yield max(begin_us, start_us), end_us


@lru_cache(maxsize=_DAYS_KEPT)
def _hours(
    day: date, periods: tuple[WorkPeriod, ...], zone_name: str
) -> tuple[tuple[int, int], ...]:
    """Return when working hours begin and end on a day; each save asks for the same few days."""
    zone = ZoneInfo(zone_name)
    return tuple(
        (microseconds(_at(day, one.start_min, zone)), microseconds(_at(day, one.end_min, zone)))
        for one in periods
    )


def _at(day: date, minute: int, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone) + timedelta(minutes=minute)
