"""Boundaries that the bureau supplies as GeoJSON, for the map."""

import json
from collections.abc import Iterator
from pathlib import Path

from patrol_tui.domain.geo import E7, Boundaries, LatLon, is_on_earth
from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.domain.language.os_reasons import reason_of

FOLDER = "maps"
"""Of a home's data folder: every `.geojson` in it is drawn."""
MAX_FILE_BYTES = 8_000_000
MAX_PLACES = 100_000
_DEPTH = {
    "LineString": 0,
    "MultiLineString": 1,
    "Polygon": 1,
    "MultiPolygon": 2,
}
"""How deep the lines of a geometry lie in its coordinates."""
_LEAST_PLACES = 2


def read_boundaries(home: Path) -> Boundaries:
    """Return the lines of all files in the folder of maps; none where there is no such folder.

    Raises:
        Refused: one cannot be read, is no GeoJSON, or is far too large.
    """
    try:
        paths = sorted((home / FOLDER).glob("*.geojson"))
    except OSError:
        return ()
    lines = [line for path in paths for line in _lines_of(path)]
    if sum(map(len, lines)) > MAX_PLACES:
        raise Refused(N_("{path} is too large."), path=home / FOLDER)
    return tuple(lines)


def _lines_of(path: Path) -> list[tuple[LatLon, ...]]:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        template = N_("{path} cannot be read: {error}.")
        raise Refused(template, path=path, error=reason_of(error)) from error
    if len(content) > MAX_FILE_BYTES:
        raise Refused(N_("{path} is too large."), path=path)
    try:
        return list(_lines(json.loads(content)))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        template = N_("{path} is no GeoJSON with lines or areas in degrees of WGS-84.")
        raise Refused(template, path=path) from error


def _lines(value: object) -> Iterator[tuple[LatLon, ...]]:
    if not isinstance(value, dict):
        raise TypeError
    kind = value["type"]
    if kind == "FeatureCollection":
        for feature in value["features"]:
            yield from _lines(feature)
    elif kind == "GeometryCollection":
        for geometry in value["geometries"]:
            yield from _lines(geometry)
    elif kind == "Feature":
        if value["geometry"] is not None:
            yield from _lines(value["geometry"])
    elif kind in _DEPTH:
        yield from _at_depth(value["coordinates"], _DEPTH[kind])
    elif kind not in {"Point", "MultiPoint"}:
        raise ValueError(kind)


def _at_depth(coordinates: list[object], depth: int) -> Iterator[tuple[LatLon, ...]]:
    if depth:
        for part in coordinates:
            if not isinstance(part, list):
                raise TypeError
            yield from _at_depth(part, depth - 1)
        return
    line = tuple(_place(place) for place in coordinates)
    if len(line) >= _LEAST_PLACES:
        yield line


def _place(value: object) -> LatLon:
    if not isinstance(value, list):
        raise TypeError
    lon, lat = value[:2]
    place = round(lat * E7), round(lon * E7)
    if not is_on_earth(*place):
        raise ValueError(value)
    return place
