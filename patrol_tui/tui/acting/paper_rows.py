"""Asks for the rows of a paper's list, one after the other, until one is left empty."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.app import App

from patrol_tui.domain.language.text import inert, is_blank
from patrol_tui.domain.paper import TO_FILL, Grid
from patrol_tui.language import _, current
from patrol_tui.tui.dialogs.words import FieldsDialog, Values
from patrol_tui.tui.kit.form.fields import Field, FieldKind

Row = tuple[str, ...]
Rows = tuple[Row, ...]


def proposed(grid: Grid) -> Rows:
    """Return the rows that a list begins with, such as questions without their answers."""
    mark, skipped = TO_FILL.in_(current()), 1 if grid.is_counted else 0
    rows = (tuple("" if cell == mark else cell for cell in row[skipped:]) for row in grid.rows)
    return tuple(row for row in rows if any(row))


@dataclass(frozen=True)
class RowsAsked:
    """Asks for the rows of one list.

    Attributes:
        app: whose screen the dialogs lie over.
        grid: the list.
        begun: rows that are there already, each to be looked at again.
        left: told the rows so far when it is broken off.
        done: told all rows.
    """

    app: App[None]
    grid: Grid
    begun: Sequence[Row]
    left: Callable[[Rows], None]
    done: Callable[[Rows], None]

    def ask(self, rows: Rows = (), at: int = 0) -> None:
        """Ask for the row after those that are given; `at` counts what was begun."""
        columns = [id for id, _heading in self.grid.asked]
        kind = FieldKind.TEXT if self.grid.is_counted else FieldKind.LONG
        fields = [Field(id, inert(heading), kind) for id, heading in self.grid.asked]
        begun = self.begun[at] if at < len(self.begun) else ()

        def row_of(values: Values) -> Row:
            return tuple(str(values[name]).strip() for name in columns)

        def left(values: Values) -> None:
            row = row_of(values)
            self.left((*rows, *(() if _is_empty(row) else (row,)), *self.begun[at + 1 :]))

        def answered(values: Values | None) -> None:
            if values is None:
                return
            row = row_of(values)
            if not _is_empty(row):
                self.ask((*rows, row), at + 1)
            elif at < len(self.begun):
                self.ask(rows, at + 1)
            else:
                self.done(rows)

        dialog = FieldsDialog(
            inert(self.grid.title),
            fields,
            dict(zip(columns, begun, strict=False)),
            note=_("row {number}").format(number=len(rows) + 1),
            remark=_("An empty row ends the list."),
            verb=_("Next row"),
            left=left,
        )
        self.app.push_screen(dialog, answered)


def _is_empty(row: Row) -> bool:
    return all(map(is_blank, row))
