"""A sheet of checkpoints' codes to print, cut and hang up where they belong."""

from collections.abc import Sequence
from pathlib import Path

import segno

from patrol_tui.documents.pdf_pages import MARGIN_MM, Pages
from patrol_tui.domain.values import dataclass

_COLUMNS, _ROWS = 2, 4
_TITLE_MM = 12.0
_QUIET_MODULES = 4
_CODE_MM = 44.0
_NAME_SIZE, _SMALL_SIZE = 15.0, 9.0


@dataclass(frozen=True, slots=True)
class CodeLabel:
    """What one label says.

    Attributes:
        name: of the checkpoint, read from two steps away.
        remark: route and number.
        code: digits, drawn as a QR code.
        digits: the same for people.
    """

    name: str
    remark: str
    code: str
    digits: str


def qr_rows(code: str) -> tuple[bytearray, ...]:
    """Return the modules of a code, 1 is dark: digits alone, a quarter of it may be dirty."""
    return segno.make(code, error="q", micro=False).matrix


def write_code_sheet(title: str, labels: Sequence[CodeLabel], path: Path, home: Path) -> None:
    """Write the sheet, eight labels a page; `home` may hold fonts of the district.

    Raises:
        Refused: no font, or the file could not be written; what stood there still stands.
    """
    pages = Pages(title, home)
    per_page = _COLUMNS * _ROWS
    width = pages.width_mm / _COLUMNS
    height = (pages.end_mm - MARGIN_MM - _TITLE_MM) / _ROWS
    for first in range(0, len(labels), per_page):
        if first:
            pages.turn()
        pages.paragraph(title, _NAME_SIZE)
        for at, label in enumerate(labels[first : first + per_page]):
            row, column = divmod(at, _COLUMNS)
            pages.y_mm = MARGIN_MM + _TITLE_MM + row * height
            _label(pages, MARGIN_MM + column * width, width, height, label)
    pages.save(path)


def _label(pages: Pages, x_mm: float, width_mm: float, height_mm: float, label: CodeLabel) -> None:
    """Draw a label: the rule to cut along, the code at the left, what it is beside it."""
    pages.box(x_mm, width_mm, height_mm, (), _SMALL_SIZE)
    rows = qr_rows(label.code)
    module_mm = _CODE_MM / (len(rows) + 2 * _QUIET_MODULES)
    left, top = x_mm + _QUIET_MODULES * module_mm, pages.y_mm + (height_mm - _CODE_MM) / 2
    for down, row in enumerate(rows):
        for along, is_dark in enumerate(row):
            if is_dark:
                y_mm = top + (down + _QUIET_MODULES) * module_mm
                pages.square(left + along * module_mm, y_mm, module_mm)
    text_mm = x_mm + _CODE_MM + 1
    room = width_mm - _CODE_MM - 3
    y_mm = top + _QUIET_MODULES * module_mm
    texts = ((label.name, _NAME_SIZE), (label.remark, _SMALL_SIZE), (label.digits, _SMALL_SIZE))
    for text, size in texts:
        for line in pages.lines(text, size, room):
            pages.at(text_mm, y_mm, line, size)
            y_mm += pages.line_mm(size)
        y_mm += 1.5
