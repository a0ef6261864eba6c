"""Waypoints from an Excel workbook."""

import io
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineSheet, CalamineWorkbook

from patrol_tui.documents.reading.book_size import BROKEN, measure
from patrol_tui.documents.reading.waypoint_rows import Line, no_header, waypoints_of_rows
from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.domain.waypoint import WaypointFile


def waypoints_of_book(data: bytes, path: Path) -> WaypointFile:
    """Return the waypoints of the first sheet that has the header.

    Raises:
        Refused: no workbook, far too large, or without the header.
    """
    try:
        measure(data, path)
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in book.sheet_names:
            found = waypoints_of_rows(_lines(book.get_sheet_by_name(name)), path)
            if found is not None:
                return found
    except BROKEN as error:
        raise Refused(N_("{path} is no Excel workbook, or a broken one."), path=path) from error
    raise no_header(path)


def _lines(sheet: CalamineSheet) -> Iterator[Line]:
    for number, cells in enumerate(sheet.to_python(skip_empty_area=False), 1):
        yield number, [_said(cell) for cell in cells]


def _said(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))  # Excel knows no whole numbers
    return str(cell)
