"""Times as people write and read them. Inside the program a time is microseconds since 1970 UTC."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from unicodedata import normalize

from patrol_tui.domain.language.errors import N_, Usage

DISTRICT_ZONE = timezone(timedelta(hours=8))
"""Beijing time, the same since 1991: the first frame waits for no database of zones."""
MICROSECOND = timedelta(microseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_CLOCK_TIME = re.compile(r"(\d{1,2}):(\d{2})")
_AHEAD = re.compile(r"\+(\d{1,6})([mhd])")
_AHEAD_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}


def in_zone(at_us: int, zone: tzinfo = DISTRICT_ZONE) -> datetime:
    """Return a time as an aware datetime of a zone."""
    return (_EPOCH + timedelta(microseconds=at_us)).astimezone(zone)


def microseconds(moment: datetime) -> int:
    """Return an aware datetime as microseconds since 1970 UTC, exactly."""
    return (moment - _EPOCH) // MICROSECOND


def rfc3339(at_us: int, zone: tzinfo = DISTRICT_ZONE) -> str:
    """Return a time as RFC 3339 with the offset of a zone, such as `2026-03-02T09:30:00+08:00`."""
    return in_zone(at_us, zone).isoformat()


def offset_min(at_us: int, zone: tzinfo = DISTRICT_ZONE) -> int:
    """Return how many minutes a zone is ahead of UTC at a time."""
    return (in_zone(at_us, zone).utcoffset() or timedelta()) // timedelta(minutes=1)


def day_of(at_us: int, zone: tzinfo = DISTRICT_ZONE) -> date:
    """Return the calendar day of a time in a zone."""
    return in_zone(at_us, zone).date()


def day_text(day: date, today: date) -> str:
    """Return a day as `11-23`; one of another year says it, as numbers do: `27-01-05`."""
    return day.strftime("%m-%d" if day.year == today.year else "%y-%m-%d")


def day_clock_text(at_us: int, now_us: int, zone: tzinfo = DISTRICT_ZONE) -> str:
    """Return a time as `11-23 17:30`, in another year as `27-01-05 17:30`."""
    return f"{day_text(day_of(at_us, zone), day_of(now_us, zone))} {in_zone(at_us, zone):%H:%M}"


def clock_or_day_text(
    at_us: int, now_us: int, zone: tzinfo = DISTRICT_ZONE, *, clock: str = "%H:%M"
) -> str:
    """Return a time as its clock where it is today, else as day and clock."""
    if day_of(at_us, zone) == day_of(now_us, zone):
        return in_zone(at_us, zone).strftime(clock)
    return day_clock_text(at_us, now_us, zone)


def day_start_us(day: date, zone: tzinfo = DISTRICT_ZONE) -> int:
    """Return when a day begins in a zone."""
    return microseconds(datetime.combine(day, time(), zone))


def parse_day(text: str) -> date:
    """Return the day that `2026-03-02` names.

    Raises:
        Usage: the text names no day.
    """
    try:
        return date.fromisoformat(normalize("NFKC", text).strip())
    except ValueError:
        raise Usage(N_("{text} is no date. Write it as 2026-03-02."), text=text) from None


def parse_time(text: str, now_us: int, zone: tzinfo = DISTRICT_ZONE) -> int:
    """Return the time that a person wrote, in microseconds since 1970 UTC.

    Understood are RFC 3339 (without an offset: in the zone), `HH:MM` (today), and `+30m`, `+2h`,
    `+3d` from now. Full-width digits and signs of an input method count as plain ones.

    Raises:
        Usage: the text names no time.
    """
    plain = normalize("NFKC", text).strip()
    try:
        return microseconds(_moment(plain, in_zone(now_us, zone), zone))
    except (ValueError, OverflowError):
        raise Usage(
            N_("{text} is no time. Write 2026-03-02T09:30, 09:30, +30m, +2h or +3d."), text=text
        ) from None


def _moment(plain: str, now: datetime, zone: tzinfo) -> datetime:
    if ahead := _AHEAD.fullmatch(plain):
        return now + int(ahead[1]) * _AHEAD_UNITS[ahead[2]]
    if clock_time := _CLOCK_TIME.fullmatch(plain):
        hour, minute = int(clock_time[1]), int(clock_time[2])
        return now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    moment = datetime.fromisoformat(plain)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
