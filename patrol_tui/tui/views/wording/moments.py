"""Times in the words of a screen: clocks, days, what is left, what is over."""

from datetime import date, datetime, tzinfo

from patrol_tui.domain.times import day_of, day_text, in_zone
from patrol_tui.language import _, current

WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
SOON_MIN = 30
NEAR_MIN = 60
_HOUR_MIN = 60
_MINUTE_US = 60_000_000


def clock_text(at_us: int, zone: tzinfo) -> str:
    """Return a time of day as `10:32`."""
    return in_zone(at_us, zone).strftime("%H:%M")


def date_text(local: datetime) -> str:
    """Return a day as `11月23日 周一`, or `Mon 23 Nov`."""
    if current() == "zh":
        return f"{local.month}月{local.day}日 {WEEKDAYS[local.weekday()]}"
    return local.strftime("%a %d %b")


def span_text(span_us: int) -> str:
    """Return a span as hours and minutes: `1:30`."""
    minutes = max(span_us, 0) // _MINUTE_US
    return f"{minutes // _HOUR_MIN}:{minutes % _HOUR_MIN:02d}"


def moment_text(at_us: int, now_us: int, zone: tzinfo) -> str:
    """Return a past time: a clock today, `昨天` before, else the day."""
    days = (day_of(now_us, zone) - day_of(at_us, zone)).days
    if days == 0:
        return clock_text(at_us, zone)
    if days == 1:
        return _("moment|yest.").rpartition("|")[2]
    return day_text(day_of(at_us, zone), day_of(now_us, zone))


def day_of_law(day: str, today: str) -> str:
    """Return the day whose law holds, both given as YYYY-MM-DD."""
    return day_text(date.fromisoformat(day), date.fromisoformat(today))


def left_text(due_us: int, now_us: int, zone: tzinfo, *, spaced: bool = False) -> str:
    """Return what is left until a deadline: `余0:46`, `超1:10`, `明日`, `3日`.

    Args:
        due_us: when it is due.
        now_us: the present.
        zone: in which days are reckoned.
        spaced: set the word apart from the clock, where there is room.
    """
    days = (day_of(due_us, zone) - day_of(now_us, zone)).days
    if days == 1:
        return _("tomorrow")
    if days > 1:
        return _("{count} d").format(count=days)
    form = _("{clock} over") if due_us < now_us else _("{clock} left")
    clock = span_text(abs(due_us - now_us))
    if current() != "zh":
        return form.format(clock=clock)
    return form.format(clock=f" {clock}" if spaced else clock)


def left_style(due_us: int, now_us: int) -> str:
    """Return the style of a deadline: red under half an hour or overdue, amber under one."""
    left_min = (due_us - now_us) // _MINUTE_US
    if left_min < SOON_MIN:
        return "red bold"
    return "amber bold" if left_min < NEAR_MIN else ""


def minute_of_day(at_us: int, zone: tzinfo) -> int:
    """Return the minute of its day that a time falls into."""
    local = in_zone(at_us, zone)
    return local.hour * _HOUR_MIN + local.minute
