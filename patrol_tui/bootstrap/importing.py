"""Files to import: a table, and what was laid down about its columns."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from patrol_tui.domain.sheet import ColumnMap, Sheet


def read_tables(path: "Path") -> "tuple[Sheet, ...]":
    """Return the sheets of a file.

    Raises:
        Refused: it cannot be read; the message says why.
    """
    from patrol_tui.documents.reading.tables import read_tables as read

    return read(path)


def read_column_map(path: "Path | None") -> "ColumnMap":
    """Return what a file says of the columns; without one, nothing.

    Raises:
        Refused: it cannot be read; the message names the line.
    """
    from patrol_tui.catalog_files.column_maps import read_column_map as read
    from patrol_tui.domain.sheet import ColumnMap

    return ColumnMap() if path is None else read(path)
