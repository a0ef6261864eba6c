"""JSON and GeoJSON, for other programs."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO
from zoneinfo import ZoneInfo

from patrol_tui.documents.staging import staged, watched
from patrol_tui.domain.geo import degrees_text
from patrol_tui.domain.table import (
    Feature,
    FeatureCollection,
    Progress,
    Table,
    Written,
    meaning,
    never_cancelled,
)

_SURROGATE = re.compile("[\ud800-\udfff]")  # UTF-8 cannot hold a half of one


def write_json(table: Table, path: Path, progress: Progress = never_cancelled) -> Written:
    """Write one document: title, subtitle, zone, columns, `items` (an object a row) and notes.

    Times are RFC 3339 with offset; empty cells are null.

    Raises:
        Refused: the file could not be written; what stood there still stands.
    """
    head = {"title": table.title, "subtitle": table.subtitle, "zone": table.zone}
    columns = [{"id": column.id, "title": column.title} for column in table.columns]
    with staged(path) as stage:
        stage.file.write(_json({**head, "columns": columns})[:-1] + b',\n"items": [')
        count = _write_items(stage.file, _objects(table, progress))
        stage.file.write(b'],\n"notes": ' + _json(table.notes) + b"}\n")
    return Written(count)


def write_geojson(
    collection: FeatureCollection, path: Path, progress: Progress = never_cancelled
) -> Written:
    """Write points as RFC 7946 has them: WGS-84, longitude first, seven decimals.

    Raises:
        Refused: the file could not be written; what stood there still stands.
    """
    with staged(path) as stage:
        name = _json(collection.title)
        stage.file.write(b'{"type": "FeatureCollection",\n"name": ' + name + b',\n"features": [')
        features = watched(collection.features, progress)
        count = _write_items(stage.file, map(_feature, features))
        stage.file.write(b"]}\n")
    return Written(count)


def _write_items(file: BinaryIO, items: Iterable[bytes]) -> int:
    count = 0
    for count, item in enumerate(items, 1):
        file.write((b",\n" if count > 1 else b"\n") + item)
    return count


def _objects(table: Table, progress: Progress) -> Iterator[bytes]:
    zone = ZoneInfo(table.zone)
    for row in watched(table.rows, progress):
        cells = zip(table.columns, row, strict=True)
        yield _json({column.id: meaning(cell, column, zone) for column, cell in cells})


def _feature(feature: Feature) -> bytes:
    parts = [b'{"type": "Feature", ']
    if feature.id:
        parts.append(b'"id": ' + _json(feature.id) + b", ")
    if feature.lat_e7 is None or feature.lon_e7 is None:
        parts.append(b'"geometry": null, ')
    else:
        # Written out by hand: all seven decimals, and no rounding through a float.
        point = f"[{degrees_text(feature.lon_e7)}, {degrees_text(feature.lat_e7)}]"
        parts.append(f'"geometry": {{"type": "Point", "coordinates": {point}}}, '.encode())
    parts.append(b'"properties": ' + _json(dict(feature.properties)) + b"}")
    return b"".join(parts)


def _json(value: object) -> bytes:
    return _SURROGATE.sub("\ufffd", json.dumps(value, ensure_ascii=False)).encode()
