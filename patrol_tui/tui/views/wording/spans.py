"""Spans of time as people say them: 3 hours ago, 2 h 40 min."""

from patrol_tui.language import _
from patrol_tui.tui.views.wording.spoken import bare

_MINUTE_US = 60_000_000
_HOUR_MIN, _DAY_MIN = 60, 24 * 60


def ago_text(at_us: int, now_us: int) -> str:
    """Return how long ago something was, in the one unit that fits."""
    minutes = (now_us - at_us) // _MINUTE_US
    if minutes < 0:
        return _("{span} ahead of now").format(span=length_text(at_us - now_us))
    if minutes == 0:
        return _("just now")
    if minutes < _HOUR_MIN:
        return _("{count} min ago").format(count=minutes)
    if minutes < _DAY_MIN:
        return _("{count} h ago").format(count=minutes // _HOUR_MIN)
    return _("{count} d ago").format(count=minutes // _DAY_MIN)


def length_text(span_us: int) -> str:
    """Return how long something lasts, in its two largest units: `2 h 40 min`, `3 d 2 h`."""
    minutes = max(1, span_us // _MINUTE_US)
    days, rest = divmod(minutes, _DAY_MIN)
    hours, minutes = divmod(rest, _HOUR_MIN)
    units = (
        (_("span|{count} d"), days),
        (_("span|{count} h"), hours),
        (_("span|{count} min"), minutes),
    )
    said = [bare(form).format(count=count) for form, count in units if count]
    return " ".join(said[:2])
