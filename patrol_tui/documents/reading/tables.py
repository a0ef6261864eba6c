"""Tables that offices keep, for `import`: xlsx and csv."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import CalamineSheet, CalamineWorkbook

from patrol_tui.documents.reading.book_size import BROKEN, measure
from patrol_tui.documents.reading.content import content_of, text_of
from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.domain.sheet import Sheet, SheetRow

NOT_READ = N_("{path} is none of the files that are read: {known}.")
OLD_BOOK = N_("{path} is an old workbook. Open it in Excel or WPS, save it as .xlsx, then import.")
_OLD = frozenset((".xls", ".et"))
_LONGEST_CELL = 32_767
_SAMPLE_LINES = 20
_BETWEEN = ",\t;，；"


def read_tables(path: Path) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook, or the one table of a text file.

    Raises:
        Refused: the file cannot be read as what its name says.
    """
    suffix = path.suffix.lower()
    if suffix in _OLD:
        raise Refused(OLD_BOOK, path=path)
    reader = _READERS.get(suffix)
    if reader is None:
        raise Refused(NOT_READ, path=path, known=" ".join(_READERS))
    return reader(content_of(path), path)


def _book(data: bytes, path: Path) -> tuple[Sheet, ...]:
    try:
        measure(data, path)
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return tuple(_sheet(book.get_sheet_by_name(name)) for name in book.sheet_names)
    except BROKEN as error:
        raise Refused(N_("{path} is no Excel workbook, or a broken one."), path=path) from error


def _sheet(sheet: CalamineSheet) -> Sheet:
    rows = [[_said(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    # What is merged is said of every cell under it, in headings as in data.
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if top >= len(rows) or left >= len(rows[top]):
            continue
        for row in rows[top : bottom + 1]:
            row[left : right + 1] = [rows[top][left]] * len(row[left : right + 1])
    return Sheet(sheet.name, _numbered(enumerate(rows, 1)))


def _said(cell: object) -> str:
    """Return what a cell says, as people would type it."""
    match cell:
        case bool():
            return "是" if cell else "否"
        case float() if cell.is_integer():
            return str(int(cell))  # Excel knows no whole numbers
        case datetime() | date() | time() | timedelta():
            return _time_said(cell)
        case _:
            return str(cell)[:_LONGEST_CELL]


def _time_said(cell: date | time | timedelta) -> str:
    if isinstance(cell, datetime):
        is_day = (cell.hour, cell.minute, cell.second) == (0, 0, 0)
        return f"{cell:%Y-%m-%d}" if is_day else f"{cell:%Y-%m-%d %H:%M:%S}"
    if isinstance(cell, timedelta):
        minutes = cell // timedelta(minutes=1)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return f"{cell:%H:%M}" if isinstance(cell, time) else cell.isoformat()


def _text(data: bytes, path: Path) -> tuple[Sheet, ...]:
    text = text_of(data, path)
    try:
        return (Sheet("", _numbered(_lines(text, _delimiter(text)))),)
    except csv.Error as error:
        raise Refused(N_("{path} is broken: {error}."), path=path, error=error) from error


def _delimiter(text: str) -> str:
    """Return what stands between the cells: whatever is most frequent in the first lines."""
    begin = "\n".join(text.splitlines()[:_SAMPLE_LINES])
    return max(_BETWEEN, key=begin.count)


def _lines(text: str, delimiter: str) -> list[tuple[int, Sequence[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    found: list[tuple[int, Sequence[str]]] = []
    number = 1  # a quoted cell may run over lines: a row is where it begins
    for cells in reader:
        found.append((number, cells))
        number = reader.line_num + 1
    return found


def _numbered(rows: Iterable[tuple[int, Sequence[str]]]) -> tuple[SheetRow, ...]:
    return tuple(SheetRow(line, tuple(cells)) for line, cells in rows)


_READERS: dict[str, Callable[[bytes, Path], tuple[Sheet, ...]]] = {
    ".xlsx": _book,
    ".xlsm": _book,
    ".csv": _text,
    ".txt": _text,
}
