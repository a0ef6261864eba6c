"""A table as a PDF, as it is printed and filed: title, heading on each page, ruled rows."""

from collections.abc import Sequence
from itertools import chain, islice
from pathlib import Path

from patrol_tui.documents.cells import printed_row
from patrol_tui.documents.columns import shares
from patrol_tui.documents.pdf_pages import MARGIN_MM, Look, Pages
from patrol_tui.documents.staging import watched
from patrol_tui.domain.table import Progress, Row, Table, Written, never_cancelled

_SIZE = 8.0
_ROWS_MEASURED = 200


def write_table_pdf(
    table: Table, path: Path, home: Path, progress: Progress = never_cancelled
) -> Written:
    """Write the columns that are printed; `home` may hold fonts of the district.

    Raises:
        Refused: no font, or the file could not be written; what stood there still stands.
    """
    pages = Pages(table.title, home, landscape=table.landscape)
    rows = iter(table.rows)
    first = list(islice(rows, _ROWS_MEASURED))
    sheet = _Sheet(pages, table, shares(table, first, pages.width_mm, pages.cell_measure(_SIZE)))
    pages.paragraph(table.title, 16, align="C")
    if table.subtitle:
        pages.paragraph(table.subtitle, 9)
    sheet.head()
    count = 0
    for row in watched(chain(first, rows), progress):
        sheet.row(row)
        count += 1
    pages.y_mm += 2
    for note in table.notes:
        pages.paragraph(note, 9)
    pages.save(path)
    return Written(count, len(pages.lacking))


class _Sheet:
    """Writes the rows of one table, the heading again on each page."""

    def __init__(self, pages: Pages, table: Table, widths: Sequence[float]) -> None:
        self._pages, self._table, self._widths = pages, table, widths
        self._columns = table.columns[: len(widths)]

    def head(self) -> None:
        self._write(self._lines([column.title for column in self._columns]), look="head")

    def row(self, row: Row) -> None:
        lines = self._lines(printed_row(self._table, row, self._columns))
        height = max(self._pages.height(one, _SIZE) for one in lines)
        if height + self._pages.y_mm > self._pages.end_mm:
            self._pages.turn()
            self.head()
        self._write(lines)

    def _lines(self, texts: Sequence[str]) -> list[list[str]]:
        pages = self._pages
        return [
            pages.lines(text, _SIZE, pages.inner(width))
            for text, width in zip(texts, self._widths, strict=True)
        ]

    def _write(self, all_lines: list[list[str]], *, look: Look = "plain") -> None:
        pages, x_mm = self._pages, MARGIN_MM
        while any(all_lines):
            room = pages.room(_SIZE)
            now = [lines[:room] for lines in all_lines]
            all_lines = [lines[room:] for lines in all_lines]
            height = max(pages.height(lines, _SIZE) for lines in now)
            x_mm = MARGIN_MM
            for lines, width in zip(now, self._widths, strict=True):
                pages.box(x_mm, width, height, lines, _SIZE, look=look)
                x_mm += width
            pages.y_mm += height
            if any(all_lines):
                pages.turn()
