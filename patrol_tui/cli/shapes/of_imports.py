"""What an import would write, as JSON and as lines."""

from collections.abc import Iterator
from pathlib import Path

from patrol_tui.cli.columns import table
from patrol_tui.domain.entries.ids import id_text
from patrol_tui.language import _
from patrol_tui.services.exports.export import Speech
from patrol_tui.services.imports.plan import Plan
from patrol_tui.services.imports.rows import Outcome, PlannedRow
from patrol_tui.services.imports.telling import OUTCOMES, columns_of, note_of


def import_shape(
    plan: Plan, path: Path, speech: Speech, *, dry_run: bool, is_written: bool
) -> dict[str, object]:
    """Return an import as JSON has it."""
    header = plan.header
    return {
        "what": plan.target.what,
        "path": str(path),
        "sheet": header.sheet.name,
        "dry_run": dry_run,
        "written": is_written,
        "columns": {field: header.title(field) for field in header.places},
        "unread": list(header.unread()),
        "counts": {outcome.value: plan.count(outcome) for outcome in Outcome},
        "items": [_row_shape(row, speech) for row in plan.rows],
        "bad": [
            {
                "line": row.line,
                "column": problem.column,
                "what": problem.error.text(speech.translate, speech.lang),
            }
            for row in plan.bad
            for problem in row.problems
        ],
        "next": None,
    }


def _row_shape(row: PlannedRow, speech: Speech) -> dict[str, object]:
    return {
        "line": row.line,
        "outcome": row.outcome.value,
        "id": id_text(row.thing) if row.thing else None,
        "number": row.number,
        "title": row.title,
        "note": note_of(row, speech),
    }


def import_lines(plan: Plan, speech: Speech, width: int) -> list[str]:
    """Return the rows as a table for people."""
    titles = (_("line"), _("becomes"), _("number"), _("what"), _("note"))
    rows = [
        (
            str(row.line),
            speech.say(OUTCOMES[row.outcome]),
            row.number,
            row.title,
            note_of(row, speech),
        )
        for row in plan.rows
    ]
    return table(titles, rows, width)


def column_lines(plan: Plan, speech: Speech) -> Iterator[str]:
    """Yield how the columns were understood."""
    for field, label, source in columns_of(plan):
        said = source if isinstance(source, str) else speech.say(source)
        yield f"{field} ({speech.say(label)}): {said}"
    unread = "、".join(plan.header.unread())
    if unread:
        yield _("Not taken over: {titles}").format(titles=unread)
