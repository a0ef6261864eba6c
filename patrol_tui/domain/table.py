"""What is handed to a writer of files: a table of plain values, or features on a map.

A cell is text, a whole number or nothing. Its column says what it means:

| kind | value |
|---|---|
| `text` | text |
| `integer` | a number |
| `decimal` | a number without its point: 306127000 in a column of 7 decimals is 30.6127000 |
| `time` | microseconds since 1970 UTC, shown in the table's zone |
| `date` | `YYYY-MM-DD`, or microseconds since 1970 UTC that mean their day in that zone |
| `flag` | 1 or 0 |

Text in a column of another kind stays text: a writer never drops what it cannot place.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date, datetime
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from patrol_tui.domain.geo import is_on_earth
from patrol_tui.domain.language.errors import Refused
from patrol_tui.domain.times import in_zone
from patrol_tui.domain.values import dataclass

Kind = Literal["text", "integer", "decimal", "time", "date", "flag"]
Cell = str | int | None
Row = Sequence[Cell]
Progress = Callable[[int], bool]
"""Told now and then how many rows are written; its answer is whether to go on."""


class Cancelled(Refused):
    """The user stopped the work; what stood there before still stands."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        id: name of the value in JSON and GeoJSON, snake_case.
        title: what heads the column, in the language of the export.
        kind: what its values mean.
        width_cells: width in cells, two for a Chinese character; 0 measures the first rows.
        wrap: whether long text breaks into lines instead of running out of sight.
        decimals: digits after the point of a `decimal`.
    """

    id: str
    title: str
    kind: Kind = "text"
    width_cells: int = 0
    wrap: bool = False
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table whose rows may be an iterator, so that a year of them streams to a file.

    Attributes:
        title: what stands above it, and names the sheet.
        columns: the columns, in order.
        rows: values in the order of the columns; read once.
        zone: where times are shown, as `Asia/Shanghai`.
        subtitle: a line under the title: unit, period, who made it.
        notes: lines under the table.
        landscape: printed on a page lying down.
        on_paper: how many of the first columns are printed, so that a page can be read; 0 for all.
        position: ids of the columns that hold latitude and longitude times ten million; GeoJSON
            makes a point of them.
    """

    title: str
    columns: tuple[Column, ...]
    rows: Iterable[Row]
    zone: str
    subtitle: str = ""
    notes: tuple[str, ...] = ()
    landscape: bool = True
    on_paper: int = 0
    position: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Feature:
    """Something at a point, or nowhere, and what is known of it."""

    id: str
    lat_e7: int | None
    lon_e7: int | None
    properties: Mapping[str, str | int | float | bool | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FeatureCollection:
    """Features of one map; `features` may be an iterator."""

    title: str
    features: Iterable[Feature]


@dataclass(frozen=True, slots=True)
class Written:
    """What became of an export: its rows, and how many texts a cell was too small for."""

    rows: int
    shortened: int = 0


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file that a table can become.

    Attributes:
        id: what the user types, as `xlsx`.
        extension: of the file's name, without a dot.
        write: writes the whole file or, raising Refused, nothing of it.
    """

    id: str
    extension: str
    write: Callable[[Table, Path, Progress], Written]


def never_cancelled(_rows: int) -> bool:
    """Go on: the progress of an export that nobody watches."""
    return True


def local_time(time_us: int, zone: ZoneInfo) -> datetime | None:
    """Return the time in a zone, or None if no calendar reaches so far."""
    try:
        return in_zone(time_us, zone)
    except OverflowError:
        return None


def day_meant(value: str | int, zone: ZoneInfo) -> date | None:
    """Return the day that a `date` cell means, or None if it means none."""
    if isinstance(value, int):
        moment = local_time(value, zone)
        return moment.date() if moment else None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def meaning(cell: Cell, column: Column, zone: ZoneInfo) -> str | int | float | bool | None:
    """Return a cell as JSON says it: times as RFC 3339 with offset, days as ISO 8601."""
    if cell is not None and column.kind == "date":
        day = day_meant(cell, zone)
        return day.isoformat() if day else cell
    if cell is None or isinstance(cell, str):
        return cell
    if column.kind == "time":
        moment = local_time(cell, zone)
        return moment.isoformat() if moment else cell
    if column.kind == "flag":
        return bool(cell)
    return cell / 10**column.decimals if column.kind == "decimal" else cell


def features(table: Table) -> FeatureCollection:
    """Return the rows as points, with the other columns as their properties.

    A row whose two columns hold no place on earth has no point, and keeps what they hold. The
    first column is the id.
    """
    return FeatureCollection(table.title, _features(table))


def _features(table: Table) -> Iterator[Feature]:
    zone = ZoneInfo(table.zone)
    for row in table.rows:
        cells = {column.id: cell for column, cell in zip(table.columns, row, strict=True)}
        said = {
            column.id: meaning(cell, column, zone)
            for column, cell in zip(table.columns, row, strict=True)
        }
        lat, lon = (cells.get(id) for id in table.position or ("", ""))
        name = "" if row[0] is None else str(row[0])
        if isinstance(lat, int) and isinstance(lon, int) and is_on_earth(lat, lon):
            rest = {id: value for id, value in said.items() if id not in (table.position or ())}
            yield Feature(name, lat, lon, rest)
        else:
            yield Feature(name, None, None, said)


def width_in_cells(text: str) -> int:
    """Return how many cells the widest line takes; a Chinese character takes two."""
    return max(map(_line_width, text.split("\n")))


def _line_width(line: str) -> int:
    drawn = [character for character in line if not unicodedata.combining(character)]
    wide = sum(1 for character in drawn if unicodedata.east_asian_width(character) in "WFA")
    return len(drawn) + wide
