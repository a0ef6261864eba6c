"""Between which times an entry was written: the shared ledger proves it, its clock only claims."""

from patrol_tui.domain.entries.entry import Entry
from patrol_tui.domain.language.errors import N_
from patrol_tui.domain.language.phrase import Phrase
from patrol_tui.domain.times import in_zone, offset_min
from patrol_tui.domain.values import dataclass

SLACK_US = 5 * 60 * 1_000_000
_YEAR_9999_US = 253_370_764_800_000_000
SLOW = N_("The clock was slow: what its author had seen arrived {time}.")
FAST = N_("The clock was fast: it arrived {time}.")
ELSEWHERE = N_("Written at {time} by the local time of UTC{offset}.")


@dataclass(frozen=True, slots=True)
class Bracket:
    """The times that an entry was written between; None where nothing proves it.

    Attributes:
        after_us: when the shared ledger took the last that the author had seen of it.
        before_us: when the shared ledger took the entry itself.
    """

    after_us: int | None = None
    before_us: int | None = None


def clock_warning(entry: Entry, bracket: Bracket) -> Phrase | None:
    """Return what is odd about an entry's claimed time, or None.

    Clocks a little apart are no news; an offset other than the district's is said.
    """
    at_us = entry.wall_us
    if bracket.after_us is not None and at_us < bracket.after_us - SLACK_US:
        return Phrase(SLOW, {"time": _text(bracket.after_us)})
    if bracket.before_us is not None and at_us > bracket.before_us + SLACK_US:
        return Phrase(FAST, {"time": _text(bracket.before_us)})
    offset = entry.header.tz_offset_min
    if 0 <= at_us < _YEAR_9999_US and offset != offset_min(at_us):
        local = _text(at_us + (offset - offset_min(at_us)) * 60_000_000)
        sign = "-" if offset < 0 else "+"
        shown = f"{sign}{abs(offset) // 60:02d}:{abs(offset) % 60:02d}"
        return Phrase(ELSEWHERE, {"time": local, "offset": shown})
    return None


def _text(at_us: int) -> str:
    return in_zone(at_us).strftime("%Y-%m-%d %H:%M")
