"""Excel workbooks in the layout that a Chinese clerk expects and can print at once."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO
from zoneinfo import ZoneInfo

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.exceptions import FileCreateError  # type: ignore[import-untyped]

from patrol_tui.documents.cells import csv_cell
from patrol_tui.documents.sheets import Sheets, Styles, column_width
from patrol_tui.documents.staging import Stage, staged, watched
from patrol_tui.domain.table import Progress, Row, Table, Written, never_cancelled

_ROWS_MEASURED = 200


def write_xlsx(
    tables: Sequence[Table], path: Path, progress: Progress = never_cancelled
) -> Written:
    """Write each table on a sheet of its own, on further ones where a sheet is full.

    Every text stays text, whatever it begins with; times and days are real ones, local to the
    table's zone. A text longer than a cell holds is cut and says so.

    Raises:
        Refused: the file could not be written; what stood there still stands.
    """
    count = shortened = 0
    with staged(path) as stage, opened(stage) as book:
        styles = Styles(book)
        for table in tables:
            sheets = _write_table(book, styles, table, progress)
            count += sheets.count
            shortened += sheets.shortened
    return Written(count, shortened)


def _write_table(book: Workbook, styles: Styles, table: Table, progress: Progress) -> Sheets:
    rows = iter(table.rows)
    first = list(islice(rows, _ROWS_MEASURED))
    sheets = Sheets(book, styles, table, _widths(table, first))
    for row in watched(chain(first, rows), progress):
        sheets.write(row)
    sheets.finish()
    return sheets


def _widths(table: Table, rows: Sequence[Row]) -> list[int]:
    zone = ZoneInfo(table.zone)
    return [
        column_width(column, [csv_cell(cell, column, zone) for cell in cells])
        for column, cells in zip(table.columns, _columns(table, rows), strict=True)
    ]


def _columns(table: Table, rows: Sequence[Row]) -> Sequence[Row]:
    return list(zip(*rows, strict=True)) or [()] * len(table.columns)


@contextmanager
def opened(stage: Stage) -> Iterator[Workbook]:
    """Give a workbook that is written to the stage at the end; on a failure nothing lingers.

    Raises:
        OSError: the disk refused.
    """
    outlet = _Outlet(stage.file)
    book = Workbook(outlet, {"constant_memory": True, "tmpdir": str(stage.folder)})
    try:
        yield book
        book.close()
    except FileCreateError as error:
        raise error.args[0] from error  # the OSError that it wraps
    finally:
        outlet.shut()
        for sheet in book.worksheets():
            if sheet.row_data_fh:
                with suppress(OSError):  # a full disk was reported before
                    sheet.row_data_fh.close()


class _Outlet:
    """The file as the workbook sees it.

    XlsxWriter leaves its archive open when it fails, and that would write once more, and complain
    on the terminal, when Python clears it away: by then nothing is passed on any more.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file: BinaryIO = file

    def shut(self) -> None:
        self._file = io.BytesIO()

    def write(self, data: bytes) -> int:
        return self._file.write(data)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def flush(self) -> None:
        self._file.flush()
