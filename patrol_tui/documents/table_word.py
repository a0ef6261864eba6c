"""A table as a Word file, lying on A4, its heading on every page."""

from collections.abc import Sequence
from itertools import chain, islice
from pathlib import Path

from docx.document import Document as Doc
from docx.shared import Pt
from docx.table import Table as WordTable
from docx.table import _Row

from patrol_tui.documents.cells import printed_row, readable
from patrol_tui.documents.columns import in_cells, shares
from patrol_tui.documents.staging import watched
from patrol_tui.documents.word import (
    add_grid,
    add_row,
    add_title,
    fit,
    keep_whole,
    new_document,
    repeat_on_each_page,
    save_document,
)
from patrol_tui.domain.table import Column, Progress, Table, Written, never_cancelled

_ROWS_MEASURED = 200
_ROWS_A_TABLE = 60
"""Word processors lay a table out in time that grows with the square of its rows."""
_CELL_MM, _PAD_MM = 1.5, 0.8
_WIDTHS_MM = (180.0, 267.0)


def write_table_word(table: Table, path: Path, progress: Progress = never_cancelled) -> Written:
    """Write the columns that are printed.

    Raises:
        Refused: the file could not be written; what stood there still stands.
    """
    rows = iter(table.rows)
    first = list(islice(rows, _ROWS_MEASURED))
    widths = shares(
        table, first, _WIDTHS_MM[table.landscape], in_cells(_CELL_MM, 2 * _PAD_MM + 0.4)
    )
    columns = table.columns[: len(widths)]
    document = new_document(readable(table.title), landscape=table.landscape)
    add_title(document, readable(table.title))
    if table.subtitle:
        document.add_paragraph(readable(table.subtitle))
    grid, count = _begun(document, columns), 0
    for row in watched(chain(first, rows), progress):
        if count and count % _ROWS_A_TABLE == 0:
            fit(grid, widths, _PAD_MM)
            document.add_paragraph()
            grid = _begun(document, columns)
        line = add_row(grid)
        _fill(line, printed_row(table, row, columns))
        keep_whole(line)
        count += 1
    fit(grid, widths, _PAD_MM)
    for note in table.notes:
        document.add_paragraph(readable(note))
    save_document(document, path)
    return Written(count)


def _begun(document: Doc, columns: Sequence[Column]) -> WordTable:
    """Return a grid with the titles of the columns, on each of its pages."""
    grid = add_grid(document, len(columns))
    heading = add_row(grid)
    _fill(heading, [column.title for column in columns])
    repeat_on_each_page(heading)
    return grid


def _fill(row: _Row, texts: list[str]) -> None:
    # row.cells looks all of them up again each time it is asked
    for cell, text in zip(row.cells, texts, strict=True):
        run = cell.paragraphs[0].add_run(readable(text))
        run.font.size = Pt(8)
