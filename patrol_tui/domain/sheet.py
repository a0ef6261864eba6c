"""A table as an office keeps it in a spreadsheet, and what its columns mean."""

from collections.abc import Mapping
from dataclasses import field

from patrol_tui.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row as people see it.

    Attributes:
        line: its number in the file, from 1.
        cells: its texts; days and times as 2026-03-02 09:30, merged cells filled.
    """

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one sheet; a text file has one without a name."""

    name: str
    rows: tuple[SheetRow, ...]


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """What somebody laid down about the columns of a file; all else is found by their titles.

    Attributes:
        columns: titles by field; the texts of several are joined. An empty tuple leaves it out.
        fixed: the value of a field that no column has.
        words: by field, what a word in the file stands for.
        skip: by title, what a row must say to be passed over.
        sheet: the name of the sheet; empty takes the first with a header.
        header: the line of the titles; 0 looks for it.
    """

    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    skip: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sheet: str = ""
    header: int = 0
