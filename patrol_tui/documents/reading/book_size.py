"""How large the sheets of an Excel workbook are, before they are laid out.

The reader lays a sheet out as one rectangle in memory, and a single cell far down would end the
whole program; so the rectangle is measured first.
"""

import io
import re
import zipfile
import zlib
from pathlib import Path

from python_calamine import CalamineError

from patrol_tui.documents.reading.safe_xml import scan
from patrol_tui.domain.language.errors import N_, Refused

MAX_UNPACKED_BYTES = 100_000_000
MAX_CELLS = 2_000_000
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ROW = re.compile(r"[0-9]{1,7}")
BROKEN = (
    CalamineError,
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    ValueError,
    RuntimeError,  # a password, or a way to pack that Python lacks
)
"""What readers raise for a file that is no workbook, or a broken one."""


def measure(data: bytes, path: Path) -> None:
    """Check that the sheets of a workbook fit into memory.

    Raises:
        Refused: they do not; one of `BROKEN` where it is no workbook.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        if sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
            raise Refused(N_("{path} is too large."), path=path)
        if archive.testzip():
            raise zipfile.BadZipFile
        for part in parts:
            if part.filename.startswith("xl/") and part.filename.endswith(".xml"):
                _Extent(path).measure(archive.read(part))


class _Extent:
    """The rectangle that holds all cells of a sheet."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._row = self._column = 0
        self._rows = self._columns = 0

    def measure(self, part: bytes) -> None:
        scan(part, self._path, self._start)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "row":
            named = _ROW.fullmatch(attributes.get("r", ""))
            self._row = int(named[0]) if named else self._row + 1
            self._column = 0
        elif tag == "c":
            self._column += 1
            named = _REFERENCE.fullmatch(attributes.get("r", ""))
            if named:
                self._column, self._row = _column_number(named[1]), int(named[2])
            self._grow()

    def _grow(self) -> None:
        self._rows = max(self._rows, self._row)
        self._columns = max(self._columns, self._column)
        if self._rows * self._columns > MAX_CELLS:
            raise Refused(N_("{path} is too large."), path=self._path)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
