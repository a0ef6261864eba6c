"""When something is due: plain time, and the district's working time."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from patrol_tui.domain.catalog.kinds import Deadline, TimeUnit
from patrol_tui.domain.catalog.places import District
from patrol_tui.domain.times import in_zone, microseconds

MINUTE_US = 60_000_000
_PLAIN_US = {
    TimeUnit.MINUTES: MINUTE_US,
    TimeUnit.HOURS: 60 * MINUTE_US,
    TimeUnit.DAYS: 24 * 60 * MINUTE_US,
}
_HORIZON_DAYS = 400
_CLOSING_MIN = 18 * 60
_ONE_DAY = timedelta(days=1)


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
    return _after_working_time(start_us, timedelta(hours=deadline.amount), district)


def is_working_day(day: date, district: District) -> bool:
    """Return whether the district works on a day: by weekday, holidays and make-up days aside."""
    text = day.isoformat()
    if text in district.make_up_days:
        return True
    return day.isoweekday() in district.work_days and text not in district.days_off


def _end_of_working_day(start_us: int, days: int, district: District) -> int:
    zone = ZoneInfo(district.zone)
    begin = in_zone(start_us, zone).date()
    day, left = begin, days
    for _ in range(_HORIZON_DAYS + 7 * days):
        if left <= 0:
            break
        day += _ONE_DAY
        left -= is_working_day(day, district)
    else:
        day = begin + days * _ONE_DAY
    closing = district.work_periods[-1].end_min if district.work_periods else _CLOSING_MIN
    return microseconds(_at(day, closing, zone))


def _after_working_time(start_us: int, span: timedelta, district: District) -> int:
    zone = ZoneInfo(district.zone)
    moment, left = in_zone(start_us, zone), span
    day = moment.date()
    for _ in range(_HORIZON_DAYS):
        for period in district.work_periods if is_working_day(day, district) else ():
            begin = max(_at(day, period.start_min, zone), moment)
            room = _at(day, period.end_min, zone) - begin
            if room >= left:
                return microseconds(begin + left)
            left -= max(room, timedelta())
        day += _ONE_DAY
    return start_us + span // timedelta(microseconds=1)


def _at(day: date, minute: int, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone) + timedelta(minutes=minute)
