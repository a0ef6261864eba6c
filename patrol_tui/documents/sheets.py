"""The sheets of a workbook: title, header, rows and notes, ready for the printer.

Rows go to the disk as they come, so a year of them takes no more memory than a day.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.format import Format as Style  # type: ignore[import-untyped]

from patrol_tui.documents.cells import decimal_text, excel_text, readable
from patrol_tui.domain.table import Cell, Column, Row, Table, day_meant, local_time, width_in_cells
from patrol_tui.language import _

MAX_ROWS = 1_048_576  # of a sheet; what is more goes on to a further one
_A4 = 9
_NAME_LENGTH = 31
_EXACT = 10**15  # Excel keeps fifteen digits of a number
_FIRST_YEAR = 1900  # of Excel's calendar
_LINE_POINTS = 16
_RIM_POINTS = 4
_HIGHEST_POINTS = 409  # Excel's limit
_TIME_SHOWN = "2026-11-23 10:32"
_WIDEST = 60
_FONT = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
_HEADER = {"border": 1, "bold": True, "align": "center", "text_wrap": True, "bg_color": "#D9E2EC"}


class Styles:
    """The looks of a workbook's cells, each made once."""

    def __init__(self, book: Workbook) -> None:
        """Make the fixed ones; those of columns follow when they are asked for."""
        self._book = book
        self._columns: dict[tuple[str, bool], Style] = {}
        self.title = self._style({"bold": True, "font_size": 18, "align": "center"})
        self.subtitle = self._style({"align": "left"})
        self.header = self._style(_HEADER)
        self.note = self._style({"text_wrap": True, "valign": "top"})

    def of(self, column: Column) -> Style:
        """Return how the column's cells look."""
        pattern = {
            "time": "yyyy-mm-dd hh:mm",
            "date": "yyyy-mm-dd",
            "integer": "0",
            "decimal": decimal_text(0, column.decimals),
        }.get(column.kind, "@")
        key = pattern, column.wrap
        if key not in self._columns:
            align = {"align": "left" if column.kind == "text" else "center"}
            look = {"border": 1, "num_format": pattern, "text_wrap": column.wrap}
            self._columns[key] = self._style(look | align)
        return self._columns[key]

    def _style(self, look: dict[str, object]) -> Style:
        return self._book.add_format(_FONT | look)


class Sheets:
    """Writes one table, row by row, on as many sheets as it needs.

    Attributes:
        count: rows written.
        shortened: texts that were too long for a cell.
    """

    def __init__(
        self,
        book: Workbook,
        styles: Styles,
        table: Table,
        widths: Sequence[int],
        most_rows: int = MAX_ROWS,
    ) -> None:
        """Open the first sheet; `widths` are the columns' in cells."""
        self._book, self._styles, self._table, self._widths = book, styles, table, widths
        self._zone = ZoneInfo(table.zone)
        self._looks = [styles.of(column) for column in table.columns]
        self._wrapped = [place for place, one in enumerate(table.columns) if one.wrap]
        self._last_row = most_rows - len(table.notes) - 2
        self._on_paper = table.on_paper or len(widths)
        self._number = 0
        self.count = self.shortened = 0
        self._open()

    def write(self, row: Row) -> None:
        """Write the next row."""
        if self._next > self._last_row:
            self._close()
            self._open()
        lines = max((self._lines(row[place], place) for place in self._wrapped), default=1)
        if lines > 1:  # not every program finds out by itself
            points = _LINE_POINTS * lines + _RIM_POINTS
            self._sheet.set_row(self._next, min(points, _HIGHEST_POINTS))
        columns = zip(row, self._table.columns, self._looks, strict=True)
        for place, (cell, column, look) in enumerate(columns):
            self._write_cell(place, cell, column, look)
        self._next += 1
        self.count += 1

    def finish(self) -> None:
        """Write the notes under the last row."""
        self._close()
        width = sum(self._widths[: self._on_paper])
        for line, note in enumerate(self._table.notes, self._next + 1):
            points = _LINE_POINTS * _lines_in(note, width)
            self._across(line, note, self._styles.note, points)
        self._print_until(self._next + len(self._table.notes))

    def _lines(self, cell: Cell, place: int) -> int:
        return _lines_in(cell, self._widths[place]) if isinstance(cell, str) else 1

    def _open(self) -> None:
        self._number += 1
        self._sheet = self._book.add_worksheet(self._name())
        for place, width in enumerate(self._widths):
            self._sheet.set_column(place, place, width + 1)
        self._across(0, self._table.title, self._styles.title, 34)
        if self._table.subtitle:
            self._across(1, self._table.subtitle, self._styles.subtitle, 20)
        self._header = 2 if self._table.subtitle else 1
        for place, column in enumerate(self._table.columns):
            self._sheet.write_string(
                self._header, place, readable(column.title), self._styles.header
            )
        self._next = self._header + 1
        self._set_up_print()

    def _set_up_print(self) -> None:
        sheet = self._sheet
        sheet.freeze_panes(self._header + 1, 0)
        sheet.set_paper(_A4)
        if self._table.landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(self._header)
        sheet.center_horizontally()
        sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
        sheet.set_header(f"&R{_spoken(self._table.title)[:200]}")
        page = _("Page {page} of {pages}")
        sheet.set_footer(f"&C{_spoken(page).format(page='&P', pages='&N')}")

    def _close(self) -> None:
        last = max(self._next - 1, self._header)
        self._sheet.autofilter(self._header, 0, last, len(self._widths) - 1)
        self._print_until(last)

    def _print_until(self, last: int) -> None:
        if self._on_paper < len(self._widths):
            self._sheet.print_area(0, 0, last, self._on_paper - 1)

    def _across(self, row: int, text: str, look: Style, points: int) -> None:
        self._sheet.set_row(row, points)
        clean, _cut = excel_text(text)
        if self._on_paper == 1:
            self._sheet.write_string(row, 0, clean, look)
        else:
            self._sheet.merge_range(row, 0, row, self._on_paper - 1, "", look)
            self._sheet.write_string(row, 0, clean, look)  # merge_range alone would guess a type

    def _name(self) -> str:
        more = f" ({self._number})" if self._number > 1 else ""
        plain = re.sub(r"[\[\]:*?/\\']", " ", readable(self._table.title)).strip() or "1"
        units = plain.encode("utf-16-le")[: 2 * (_NAME_LENGTH - len(more))]
        name = units.decode("utf-16-le", "ignore") + more
        taken = {sheet.get_name().casefold() for sheet in self._book.worksheets()}
        if name.casefold() not in taken:
            return name
        self._number += 1
        return self._name()

    def _write_cell(self, place: int, cell: Cell, column: Column, look: Style) -> None:
        sheet, row = self._sheet, self._next
        if cell is None or cell == "":
            sheet.write_blank(row, place, None, look)
        elif (moment := _calendar(cell, column, self._zone)) is not None:
            sheet.write_datetime(row, place, moment, look)
        elif isinstance(cell, str):
            text, cut = excel_text(cell)
            self.shortened += cut
            sheet.write_string(row, place, text, look)
        elif column.kind == "flag":
            sheet.write_string(row, place, _("yes") if cell else _("no"), look)
        elif abs(cell) < _EXACT:
            decimals = column.decimals if column.kind == "decimal" else 0
            sheet.write_number(row, place, cell / 10**decimals, look)
        else:
            sheet.write_string(row, place, str(cell), look)


def column_width(column: Column, samples: Sequence[str]) -> int:
    """Return a column's width in cells: as declared, else wide enough for what stands in it."""
    shown = [_TIME_SHOWN] if column.kind == "time" else samples
    needed = max(map(width_in_cells, (*shown, column.title + "__")))  # the filter's arrow
    return column.width_cells or min(needed, _WIDEST)


def _lines_in(text: str, width: int) -> int:
    return sum(-(-width_in_cells(part) // width) or 1 for part in readable(text).split("\n"))


def _calendar(cell: str | int, column: Column, zone: ZoneInfo) -> date | datetime | None:
    """Return what Excel can keep as a real date or time."""
    found: date | datetime | None = None
    if column.kind == "date":
        found = day_meant(cell, zone)
    elif column.kind == "time" and isinstance(cell, int):
        moment = local_time(cell, zone)
        found = moment.replace(microsecond=0, tzinfo=None) if moment else None
    return found if found and found.year >= _FIRST_YEAR else None


def _spoken(text: str) -> str:
    """Return text without codes for Excel's headers and footers."""
    return readable(text).replace("&", "&&").replace("\n", " ")
