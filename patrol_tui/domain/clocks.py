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


def due_us(start_us: int, deadline: Deadline, district: District) -> int:
    """Return when a span that begins at a time ends, in microseconds since 1970 UTC.

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
    return _after_working_minutes(start_us, deadline.amount * 60, district)


def is_working_day(day: date, district: District) -> bool:
    """Return whether the district works on a day."""
    return day.isoweekday() in district.work_days


def _end_of_working_day(start_us: int, days: int, district: District) -> int:
    zone = ZoneInfo(district.zone)
    day = in_zone(start_us, zone).date()
    left = days
    for _ in range(_HORIZON_DAYS):
        if left <= 0:
            break
        day += timedelta(days=1)
        left -= is_working_day(day, district)
    closing = district.work_periods[-1].end_min if district.work_periods else 18 * 60
    return microseconds(_at(day, closing, zone))


def _after_working_minutes(start_us: int, minutes: int, district: District) -> int:
    zone = ZoneInfo(district.zone)
    moment, left = in_zone(start_us, zone), minutes
    day = moment.date()
    for _ in range(_HORIZON_DAYS):
        for period in district.work_periods if is_working_day(day, district) else ():
            begin, end = _at(day, period.start_min, zone), _at(day, period.end_min, zone)
            begin = max(begin, moment)
            room = (end - begin) // timedelta(minutes=1)
            if room >= left:
                return microseconds(begin + timedelta(minutes=left))
            left -= max(room, 0)
        day += timedelta(days=1)
    return start_us + minutes * MINUTE_US


def _at(day: date, minute: int, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone) + timedelta(minutes=minute)
