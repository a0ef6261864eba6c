"""The preview of an import: a row for each of the table's."""

from collections.abc import Sequence

from patrol_tui.domain.language.text import inert
from patrol_tui.language import _, current
from patrol_tui.services.exports.export import Speech
from patrol_tui.services.imports.rows import Outcome, PlannedRow
from patrol_tui.services.imports.telling import OUTCOMES, note_of
from patrol_tui.tui.cells import cut, pad, pad_left
from patrol_tui.tui.kit.drawing.paint import Line
from patrol_tui.tui.kit.lists.rows import RowLook

_LINE_CELLS = 5
_OUTCOME_CELLS = 8
STYLES = {
    Outcome.NEW: "blue bold",
    Outcome.CHANGED: "blue bold",
    Outcome.DIFFERS: "amber bold",
    Outcome.BAD: "red bold",
}


def row_lines(row: PlannedRow, look: RowLook) -> Sequence[Line]:
    """Return line, what becomes of it, and what it is about; of a wrong one what is wrong."""
    bold = "bold" if look.is_cursor and look.has_keys else ""
    note = note_of(row, Speech(_, current()))
    said = note if row.outcome is Outcome.BAD else "  ".join(filter(None, (row.title, note)))
    word = OUTCOMES[row.outcome].in_(current())
    room = look.width - _LINE_CELLS - _OUTCOME_CELLS - 3
    left = [
        (pad_left(str(row.line), _LINE_CELLS), "soft"),
        ("  ", ""),
        (pad(word, _OUTCOME_CELLS), STYLES.get(row.outcome, "soft")),
        (cut(inert(said), room), bold),
    ]
    return (Line(left),)
