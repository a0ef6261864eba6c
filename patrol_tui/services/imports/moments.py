"""Days and times as offices write them in tables."""

import re
import unicodedata
from datetime import date, datetime, timedelta, tzinfo

from patrol_tui.domain.catalog import Deadline, TimeUnit
from patrol_tui.domain.language.errors import N_, Refused

_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?!\d)")
_CLOCK = re.compile(
    r"(凌晨|早上|上午|中午|下午|晚上|am|pm)?\s*(\d{1,2})\s*[:时点]\s*(?:(\d{1,2})\s*分?)?"
    r"(?:\s*[:]?\s*(\d{1,2})\s*秒?)?(?:\.\d+)?\s*(am|pm)?",
    re.IGNORECASE,
)
_SERIAL = re.compile(r"[3-7]\d{4}(\.\d+)?")
_WEEKDAY = re.compile(r"\(?(星期|周|礼拜)[一二三四五六日天]\)?")
_UNITS = {
    "工作日": TimeUnit.WORKING_DAYS,
    "工作时": TimeUnit.WORKING_HOURS,
    "工作小时": TimeUnit.WORKING_HOURS,
    "天": TimeUnit.DAYS,
    "日": TimeUnit.DAYS,
    "小时": TimeUnit.HOURS,
}
_LIMIT = re.compile(rf"(\d{{1,3}})\s*个?\s*({'|'.join(_UNITS)})(?:内|以内|之内)?")
_SERIAL_BEGINS = datetime(1899, 12, 30)  # noqa: DTZ001 - local to whoever wrote the table
_AFTERNOON = frozenset(("下午", "晚上", "pm"))
_NOON, _HALF_DAY = 12, 12
_DAY_MIN = 24 * 60
NO_TIME = N_("{text} is no day or time. Write it as 2026-03-02 or 2026-03-02 09:30.")
NO_SPAN = N_("{text} is no span of hours. Write it as 08:00-17:00.")


def read_moment(text: str, zone: tzinfo, *, day_end_min: int | None = None) -> datetime:
    """Return the time that a cell means, in the district's zone.

    Args:
        text: 2026-03-02 09:30, 2026/3/2, 20260302, 2026年3月2日下午3时, or the number that
            Excel keeps a day as.
        zone: of the district.
        day_end_min: minutes after midnight that a day without a time means; None: its beginning.

    Raises:
        Refused: it is none of these, or no such day exists.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    try:
        if _SERIAL.fullmatch(plain):
            whole = _SERIAL_BEGINS + timedelta(seconds=round(float(plain) * 86_400))
            return _at_end(whole, day_end_min).replace(tzinfo=zone)
        found = _DAY.match(plain) or _COMPACT.match(plain)
        if found is None:
            raise Refused(NO_TIME, text=text)
        day = datetime(*map(int, found.groups()))  # type: ignore[arg-type] # noqa: DTZ001
        rest = _WEEKDAY.sub("", plain[found.end() :]).strip(" T")
        if not rest:
            return _at_end(day, day_end_min).replace(tzinfo=zone)
        return (day + timedelta(minutes=_minutes(rest, text))).replace(tzinfo=zone)
    except (ValueError, OverflowError) as error:
        raise Refused(NO_TIME, text=text) from error


def read_day(text: str, zone: tzinfo) -> date:
    """Return the day that a cell means.

    Raises:
        Refused: it means none.
    """
    return read_moment(text, zone).date()


def read_minute(text: str) -> int:
    """Return minutes after midnight of a time of day: 08:00, 8时, 下午3点.

    Raises:
        Refused: it is none.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    return _minutes(plain, text)


def read_span(text: str) -> tuple[int, int]:
    """Return the minutes after midnight of hours from and to; past midnight the end is later.

    Raises:
        Refused: it is no span.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    parts = [part for part in re.split(r"[-~—–至到]+", plain) if part.strip()]
    if len(parts) != 2:  # noqa: PLR2004 - from and to
        raise Refused(NO_SPAN, text=text)
    is_next_day = bool(re.match(r"\s*(次日|翌日|第二天)", parts[1]))
    begin, end = (_minutes(re.sub(r"次日|翌日|第二天", "", part).strip(), text) for part in parts)
    return begin, end + _DAY_MIN if is_next_day or end <= begin else end


def read_limit(text: str) -> Deadline | None:
    """Return the span of time that a cell means, such as 5个工作日; None where it means none."""
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _LIMIT.fullmatch(plain)
    return None if found is None else Deadline(int(found[1]), _UNITS[found[2]])


def _at_end(day: datetime, day_end_min: int | None) -> datetime:
    is_bare = (day.hour, day.minute, day.second) == (0, 0, 0)
    return day + timedelta(minutes=day_end_min) if is_bare and day_end_min is not None else day


def _minutes(plain: str, text: str) -> int:
    found = _CLOCK.fullmatch(plain)
    if found is None:
        raise Refused(NO_TIME, text=text)
    before, hour_text, minute_text, _second, after = found.groups()
    hour, minute = int(hour_text), int(minute_text or 0)
    half = (before or after or "").lower()
    if half in _AFTERNOON and hour < _NOON:
        hour += _HALF_DAY
    elif half == "am" and hour == _NOON:
        hour = 0
    if hour * 60 + minute > _DAY_MIN or minute > 59:  # noqa: PLR2004 - of an hour
        raise Refused(NO_TIME, text=text)
    return hour * 60 + minute
