"""Waypoint files for `route import`: GPX, KML, csv and xlsx."""

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path

from patrol_tui.documents.reading.content import content_of, text_of
from patrol_tui.documents.reading.waypoint_book import waypoints_of_book
from patrol_tui.documents.reading.waypoint_maps import waypoints_of_map
from patrol_tui.documents.reading.waypoint_rows import Line, no_header, waypoints_of_rows
from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.domain.waypoint import WaypointFile


def read_waypoints(path: Path) -> WaypointFile:
    """Return the waypoints of a file and what of it could not be taken.

    Raises:
        Refused: the file cannot be read as what its name says.
    """
    suffix = path.suffix.lower()
    reader = _READERS.get(suffix)
    if reader is None:
        template = N_("{path} is none of the files that are read: {known}.")
        raise Refused(template, path=path, known=" ".join(_READERS))
    return reader(content_of(path), path)


def waypoints_of_csv(data: bytes, path: Path) -> WaypointFile:
    """Return the waypoints of comma-, semicolon- or tab-separated text in UTF-8 or GB 18030.

    Raises:
        Refused: in another encoding, broken, or without the header.
    """
    text = text_of(data, path)
    try:
        for delimiter in ",\t;，；":
            found = waypoints_of_rows(_lines(text, delimiter), path)
            if found is not None:
                return found
    except csv.Error as error:
        raise Refused(N_("{path} is broken: {error}."), path=path, error=error) from error
    raise no_header(path)


def _lines(text: str, delimiter: str) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    number = 1  # a quoted cell may run over lines: a row is where it begins
    for cells in reader:
        yield number, cells
        number = reader.line_num + 1


_READERS: dict[str, Callable[[bytes, Path], WaypointFile]] = {
    ".gpx": waypoints_of_map,
    ".kml": waypoints_of_map,
    ".csv": waypoints_of_csv,
    ".txt": waypoints_of_csv,
    ".xlsx": waypoints_of_book,
}
