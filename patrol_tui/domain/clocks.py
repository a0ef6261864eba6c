"""When something is due: plain time, and the district's working time, with what stood still."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import cast
from zoneinfo import ZoneInfo

from patrol_tui.domain.catalog.kinds import Deadline, TimeUnit
from patrol_tui.domain.catalog.places import District
from patrol_tui.domain.times import day_of, in_zone, microseconds

MINUTE_US = 60_000_000
_PLAIN_US = {
    TimeUnit.MINUTES: MINUTE_US,
    TimeUnit.HOURS: 60 * MINUTE_US,
    TimeUnit.DAYS: 24 * 60 * MINUTE_US,
}
_HORIZON_DAYS = 400
_CLOSING_MIN = 18 * 60
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Pause:
    """A stretch in which a clock stands still, such as 挂账.

    Attributes:
        from_us: when it began, microseconds since 1970 UTC.
        until_us: when the clock went on; None while it still stands.
    """

    from_us: int
    until_us: int | None = None


def due_us(start_us: int, deadline: Deadline, district: District) -> int:
    """Return when a span that begins at a time ends, in microseconds since 1970 UTC.

    Working days are counted from the day after; the last one ends when work ends. Working hours
    run on only while the district works. A district that never works counts like any other clock.

    Args:
        start_us: when it begins.
        deadline: how long it is; its units are defaults of the district's data.
        district: its zone and working hours.
    """
    # only a clock that stands has no end
    return cast("int", due_with_pauses(start_us, deadline, district, ()))


def due_with_pauses(
    start_us: int, deadline: Deadline, district: District, pauses: Iterable[Pause]
) -> int | None:
    """Return when a span ends whose clock stood still now and then; None while it stands.

    Time within a pause does not count, nor does a working day at whose end the clock stands.

    Args:
        start_us: when it begins.
        deadline: how long it is.
        district: its zone and working hours.
        pauses: in any order; they may overlap.
    """
    still = _merged(pauses)
    plain_us = _PLAIN_US.get(deadline.unit)
    if plain_us is not None:
        return _after_plain_time(start_us, deadline.amount * plain_us, still)
    if deadline.unit == TimeUnit.WORKING_DAYS:
        return _end_of_working_day(start_us, deadline.amount, district, still)
    return _after_working_time(start_us, timedelta(hours=deadline.amount), district, still)


def moved_on(due_us: int, pause: Pause, unit: TimeUnit, district: District) -> int:
    """Return when a span ends that was to end at a time, after its clock stood still.

    What was left of it when the clock stopped is left when it goes on. A span that had ended
    before, and a pause that still lasts, change nothing.

    Args:
        due_us: when it was to end, microseconds since 1970 UTC.
        pause: when its clock stood.
        unit: what the span is reckoned in.
        district: its zone and working hours.
    """
    until_us = pause.until_us
    if until_us is None or due_us <= pause.from_us:
        return due_us
    zone = ZoneInfo(district.zone)
    first, last = day_of(pause.from_us, zone), day_of(due_us, zone)
    days = [first + number * _ONE_DAY for number in range((last - first).days + 1)]
    if unit == TimeUnit.WORKING_DAYS:
        ends = (_closing_us(day, district) for day in days if is_working_day(day, district))
        left = sum(pause.from_us <= end_us <= due_us for end_us in ends)
        closing = _nth_closing(until_us, left, district) if left else None
        if closing is not None:
            return closing
    if unit == TimeUnit.WORKING_HOURS:
        pieces = (piece for day in days for piece in _running(day, pause.from_us, district, ()))
        left = sum(max(0, min(end, due_us) - begin) for begin, end in pieces)
        if left:
            span = timedelta(microseconds=left)
            return cast("int", _after_working_time(until_us, span, district, ()))
    return due_us + until_us - pause.from_us


def _nth_closing(from_us: int, number: int, district: District) -> int | None:
    """Return the end of the n-th working day that ends at a time or later; None if none comes."""
    first = day_of(from_us, ZoneInfo(district.zone))
    days = (first + after * _ONE_DAY for after in range(_HORIZON_DAYS + 7 * number))
    ends = (_closing_us(day, district) for day in days if is_working_day(day, district))
    return next(islice((end for end in ends if end >= from_us), number - 1, None), None)


def _closing_us(day: date, district: District) -> int:
    closing = district.work_periods[-1].end_min if district.work_periods else _CLOSING_MIN
    return microseconds(_at(day, closing, ZoneInfo(district.zone)))


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


def _merged(pauses: Iterable[Pause]) -> tuple[Pause, ...]:
    """Return pauses in order, none touching another; what follows an open one is within it."""
    merged: list[Pause] = []
    for pause in sorted(pauses, key=lambda pause: pause.from_us):
        if pause.until_us is not None and pause.until_us <= pause.from_us:
            continue
        before = merged[-1] if merged else None
        if before is None or (before.until_us is not None and before.until_us < pause.from_us):
            merged.append(pause)
        elif before.until_us is not None:
            until = None if pause.until_us is None else max(before.until_us, pause.until_us)
            merged[-1] = Pause(before.from_us, until)
    return tuple(merged)


def _after_plain_time(start_us: int, span_us: int, still: Sequence[Pause]) -> int | None:
    due = start_us + span_us
    for pause in still:
        begin = max(pause.from_us, start_us)
        if begin >= due:
            break
        if pause.until_us is None:
            return None
        due += max(0, pause.until_us - begin)
    return due


def _end_of_working_day(
    start_us: int, days: int, district: District, still: Sequence[Pause]
) -> int | None:
    zone = ZoneInfo(district.zone)
    begin = in_zone(start_us, zone).date()
    left = days
    for number in range(_horizon_days(still) + 7 * days):
        day = begin + number * _ONE_DAY
        end_us = _closing_us(day, district)
        pause = next((pause for pause in still if _covers(pause, end_us)), None)
        counts = pause is None and (number == 0 or is_working_day(day, district))
        left -= counts and number > 0
        if counts and left <= 0:
            return end_us
        if pause is not None and pause.until_us is None:
            return None
    return _closing_us(begin + days * _ONE_DAY, district)


def _covers(pause: Pause, at_us: int) -> bool:
    return pause.from_us <= at_us and (pause.until_us is None or at_us < pause.until_us)


def _horizon_days(still: Sequence[Pause]) -> int:
    """Return after how many days a district that has not worked is taken never to work."""
    stood_us = sum(pause.until_us - pause.from_us for pause in still if pause.until_us is not None)
    return _HORIZON_DAYS + stood_us // _PLAIN_US[TimeUnit.DAYS]


def _after_working_time(
    start_us: int, span: timedelta, district: District, still: Sequence[Pause]
) -> int | None:
    left_us = span_us = span // timedelta(microseconds=1)
    if not district.work_periods:
        return _after_plain_time(start_us, span_us, still)
    first = in_zone(start_us, ZoneInfo(district.zone)).date()
    for number in range(_horizon_days(still)):
        day = first + number * _ONE_DAY
        for begin_us, end_us in _running(day, start_us, district, still):
            if end_us - begin_us >= left_us:
                return begin_us + left_us
            left_us -= end_us - begin_us
        if still and still[-1].until_us is None and _starts_before(still[-1], day, district):
            return None
    return _after_plain_time(start_us, span_us, still)


def _starts_before(pause: Pause, day: date, district: District) -> bool:
    return pause.from_us < microseconds(_at(day + _ONE_DAY, 0, ZoneInfo(district.zone)))


def _running(
    day: date, start_us: int, district: District, still: Sequence[Pause]
) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a day, from a time on, in which a clock of working hours runs."""
    zone = ZoneInfo(district.zone)
    for period in district.work_periods if is_working_day(day, district) else ():
        begin_us = max(microseconds(_at(day, period.start_min, zone)), start_us)
        end_us = microseconds(_at(day, period.end_min, zone))
        for pause in still:
            if begin_us < min(pause.from_us, end_us):
                yield begin_us, min(pause.from_us, end_us)
            begin_us = max(begin_us, end_us if pause.until_us is None else pause.until_us)
        if begin_us <= end_us:
            yield begin_us, end_us


def _at(day: date, minute: int, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone) + timedelta(minutes=minute)
