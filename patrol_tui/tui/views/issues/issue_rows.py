"""An issue as one row of a list: kind, place, mark, state, clock."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo

from patrol_tui.domain.catalog import Catalog
from patrol_tui.domain.clocks import MINUTE_US
from patrol_tui.domain.folding.subject import HELD
from patrol_tui.domain.language.text import inert
from patrol_tui.domain.subjects.issue import ENDED
from patrol_tui.domain.times import day_of
from patrol_tui.language import _
from patrol_tui.services.ports.lists import Row
from patrol_tui.services.things.pauses import is_held
from patrol_tui.services.wording import status_words
from patrol_tui.tui.kit.drawing.paint import Line
from patrol_tui.tui.kit.lists.rows import Record, RowLook, record_lines
from patrol_tui.tui.views.wording.moments import NEAR_MIN, left_style, span_text
from patrol_tui.tui.views.wording.spoken import bare, kind_mark, spoken

HOUR_US = 60 * MINUTE_US
LONG_H = 10
"""From so many hours on minutes are left away."""

WITH_STATE = 40
"""From so many cells on a list shows the state in a column of its own."""


@dataclass(frozen=True)
class Sight:
    """What rows are drawn from beside themselves.

    Attributes:
        catalog: what kinds are called.
        now_us: the present.
        zone: in which days are reckoned.
        unsent: things with entries that are not in the shared ledger.
    """

    catalog: Catalog
    now_us: int
    zone: tzinfo
    unsent: frozenset[bytes] = frozenset()


def issue_record(row: Row, sight: Sight) -> Record:
    """Return an issue as a list shows it where there is room for its state."""
    urgent = row.due_us is not None and row.due_us - sight.now_us < NEAR_MIN * MINUTE_US
    mark, mark_style = "", ""
    if row.has_conflict:
        mark, mark_style = bare(_("mark|!!")), "red bold"
    elif row.subject in sight.unsent:
        mark, mark_style = bare(_("mark|un")), "amber bold"
    clock, clock_style = row_clock(row, sight)
    return Record(
        kind=kind_mark(sight.catalog.kinds.get(row.kind)),
        text=inert(row.title) or _("nothing of it counts"),
        clock=clock,
        kind_style="chip-red" if urgent else "blue bold",
        clock_style=clock_style,
        mark=mark,
        mark_style=mark_style,
        state=state_text(row),
        urged=urged_mark(row),
    )


def state_text(row: Row) -> str:
    """Return the state in a column's few cells."""
    if not row.is_open and row.status not in ENDED:
        return bare(_("state|Taken"))
    return spoken(status_words(row.status))


def urged_mark(row: Row) -> str:
    """Return the two cells that say that somebody pressed for a thing, or nothing."""
    return bare(_("mark|ur")) if row.is_open and row.extra.get("urged") else ""


def row_clock(row: Row, sight: Sight) -> tuple[str, str]:
    """Return what is left until a thing is due, and its style; on hold it says so."""
    if is_held(row):
        return spoken(status_words(HELD)), "soft"
    if row.due_us is None:
        return "", ""
    clock = due_clock(row.due_us, sight.now_us, sight.zone)
    return clock, left_style(row.due_us, sight.now_us)


def due_clock(due_us: int, now_us: int, zone: tzinfo) -> str:
    """Return what is left until a deadline in six cells: 余0:46, 余12时, 超1:10, 明日, 3日."""
    left_us = due_us - now_us
    hours, days = abs(left_us) // HOUR_US, abs(left_us) // (24 * HOUR_US)
    nights = (day_of(due_us, zone) - day_of(now_us, zone)).days
    if left_us < 0:
        if days:
            return bare(_("due|-{count} d")).format(count=days)
        if hours >= LONG_H:
            return bare(_("due|-{hours} h")).format(hours=hours)
        return bare(_("due|-{clock}")).format(clock=span_text(-left_us))
    if nights and left_us >= HOUR_US:
        tomorrow = bare(_("due|tmrw"))
        return tomorrow if nights == 1 else bare(_("due|{count} d")).format(count=nights)
    if hours >= LONG_H:
        return bare(_("due|{hours} h")).format(hours=hours)
    return bare(_("due|{clock}")).format(clock=span_text(left_us))


def issue_lines(row: Row, look: RowLook, sight: Sight) -> Sequence[Line]:
    """Return an issue's line; a narrow list shows an ended one's state in place of the clock."""
    record = issue_record(row, sight)
    if not row.is_open and look.width < WITH_STATE:
        style = "" if look.has_keys else "soft"
        record = replace(record, clock=record.state, clock_style=style, kind_style="soft")
    return record_lines(record, look)
