"""A thing of any subject as one row of a list: mark, number and matter, clock."""

from collections.abc import Sequence
from dataclasses import replace

from patrol_tui.domain.clocks import MINUTE_US
from patrol_tui.domain.language.errors import N_
from patrol_tui.domain.language.text import inert
from patrol_tui.language import _, current
from patrol_tui.services.ports.lists import Row
from patrol_tui.services.wording import status_words, times_words
from patrol_tui.tui.kit.drawing.paint import Line
from patrol_tui.tui.kit.lists.rows import Record, RowLook, record_lines
from patrol_tui.tui.views.issues.issue_rows import WITH_STATE, Sight, row_clock, urged_mark
from patrol_tui.tui.views.wording.moments import NEAR_MIN
from patrol_tui.tui.views.wording.spoken import bare, spoken

GROUP_NAMES = {
    "call_back": N_("To call back"),
    "today": N_("group|Today"),
    "work": N_("In work"),
    "letters": N_("Waiting for an answer"),
    "week": N_("This week"),
    "later": N_("Later"),
    "undated": N_("No date"),
    "held": N_("group|On hold"),
    "ended": N_("Ended"),
}


def mark_text(sight: Sight, mark_id: str) -> str:
    """Return the two cells of a work mark; one that is not known here by its first letters."""
    mark = sight.catalog.marks.get(mark_id)
    if mark is None:
        return inert(mark_id)[:2]
    return mark.letters if current() == "en" else mark.glyph


def thing_lines(row: Row, look: RowLook, sight: Sight) -> Sequence[Line]:
    """Return a thing's line; a narrow list shows an ended one's state in place of the clock."""
    record = thing_record(row, sight)
    if not row.is_open and look.width < WITH_STATE:
        style = "" if look.has_keys else "soft"
        record = replace(record, clock=record.state, clock_style=style, kind_style="soft")
    return record_lines(record, look)


def thing_record(row: Row, sight: Sight) -> Record:
    """Return a thing as a list shows it where there is room for its state."""
    urgent = row.due_us is not None and row.due_us - sight.now_us < NEAR_MIN * MINUTE_US
    mark, mark_style = "", ""
    if row.has_conflict:
        mark, mark_style = bare(_("mark|!!")), "red bold"
    elif row.subject in sight.unsent:
        mark, mark_style = bare(_("mark|un")), "amber bold"
    clock, clock_style = row_clock(row, sight)
    return Record(
        kind=mark_text(sight, row.kind),
        text="  ".join(filter(None, (inert(row.title), spoken(times_words(row))))),
        clock=clock,
        kind_style="chip-red" if urgent and row.is_open else "blue bold",
        clock_style=clock_style,
        mark=mark,
        mark_style=mark_style,
        state=spoken(status_words(row.status, row.type)),
        urged=urged_mark(row),
    )
