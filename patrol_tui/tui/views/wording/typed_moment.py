"""Times to come, as a field shows them and takes them back."""

import re
from datetime import datetime, timedelta, tzinfo
from unicodedata import normalize

from patrol_tui.domain.catalog import Deadline, TimeUnit
from patrol_tui.domain.language.errors import Usage
from patrol_tui.domain.times import clock_or_day_text, in_zone, microseconds, parse_time
from patrol_tui.language import ngettext

_CLOCK = re.compile(r"(\d{1,2}):?(\d{2})")
_DAY_CLOCK = re.compile(r"(?:(\d{2})-)?(\d{1,2})[-/.月](\d{1,2})日?\s*(\d{1,2}):?(\d{2})")
_WORDS = {"今天": 0, "今日": 0, "today": 0, "明天": 1, "明日": 1, "tomorrow": 1, "后天": 2}


def moment_shown(at_us: int, now_us: int, zone: tzinfo) -> str:
    """Return a time as its field shows it: `11:18` today, `11-24 17:30` on another day.

    Another year is said in two digits: `27-01-05 17:30`. What is past is shown with all four: what
    a field shows is read again when it is taken, and a clock or a day alone means the next one.
    """
    at = in_zone(at_us, zone)
    if at_us < now_us:
        return at.strftime("%Y-%m-%d %H:%M")
    return clock_or_day_text(at_us, now_us, zone)


def moment_typed(text: str, now_us: int, zone: tzinfo) -> int | None:
    """Return the time to come that somebody typed, or None where it is none.

    Understood are a clock (the next time it shows so), month and day with a clock, 明天 or tomorrow
    with a clock, and what commands take, such as `+2h`.
    """
    plain = normalize("NFKC", text).strip().replace("。", ".").casefold()
    try:
        return _moment(plain, now_us, zone)
    except (ValueError, OverflowError, Usage):
        return None


def _moment(plain: str, now_us: int, zone: tzinfo) -> int:
    now = in_zone(now_us, zone)
    if clock := _CLOCK.fullmatch(plain):
        at = now.replace(hour=int(clock[1]), minute=int(clock[2]), second=0, microsecond=0)
        return microseconds(at if at > now else at + timedelta(days=1))
    if found := _DAY_CLOCK.fullmatch(plain):
        month, day, hour, minute = (int(part) for part in found.groups()[1:])
        year = now.year // 100 * 100 + int(found[1]) if found[1] else now.year
        at = datetime(year, month, day, hour, minute, tzinfo=zone)
        is_coming = bool(found[1]) or at.date() >= now.date()
        return microseconds(at if is_coming else at.replace(year=now.year + 1))
    for word, days in _WORDS.items():
        if plain.startswith(word) and (clock := _CLOCK.fullmatch(plain[len(word) :].strip())):
            at = now + timedelta(days=days)
            at = at.replace(hour=int(clock[1]), minute=int(clock[2]), second=0, microsecond=0)
            return microseconds(at)
    return parse_time(plain, now_us, zone)


def within(span: Deadline) -> str:
    """Return a span in words: 1 小时内."""
    count = span.amount
    match span.unit:
        case TimeUnit.MINUTES:
            text = ngettext("in {count} minute", "in {count} minutes", count)
        case TimeUnit.HOURS:
            text = ngettext("in {count} hour", "in {count} hours", count)
        case TimeUnit.DAYS:
            text = ngettext("in {count} day", "in {count} days", count)
        case TimeUnit.WORKING_HOURS:
            text = ngettext("in {count} working h", "in {count} working h", count)
        case TimeUnit.WORKING_DAYS:
            text = ngettext("in {count} working day", "in {count} working days", count)
    return text.format(count=count)
