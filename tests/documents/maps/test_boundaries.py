"""Boundaries of the bureau are read from GeoJSON; what is none is refused by name."""

import json
from pathlib import Path

import pytest

from patrol_tui.documents.maps import boundaries
from patrol_tui.documents.maps.boundaries import read_boundaries
from patrol_tui.domain.language.errors import Refused

SQUARE = [[117.20, 36.96], [117.24, 36.96], [117.24, 36.98], [117.20, 36.96]]


def put(home: Path, body: object, name: str = "district.geojson") -> Path:
    folder = home / "maps"
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(json.dumps(body), encoding="utf-8")
    return path


def area(kind: str, coordinates: object) -> dict[str, object]:
    return {"type": "Feature", "geometry": {"type": kind, "coordinates": coordinates}}


def test_lines_of_every_kind_of_geometry_are_drawn(tmp_path: Path) -> None:
    body = {
        "type": "FeatureCollection",
        "features": [
            area("LineString", SQUARE),
            area("MultiLineString", [SQUARE, SQUARE]),
            area("Polygon", [SQUARE]),
            area("MultiPolygon", [[SQUARE], [SQUARE]]),
            area("Point", SQUARE[0]),
            area("LineString", SQUARE[:1]),
            {"type": "Feature", "geometry": None},
            {
                "type": "Feature",
                "geometry": {
                    "type": "GeometryCollection",
                    "geometries": [{"type": "LineString", "coordinates": SQUARE}],
                },
            },
        ],
    }
    put(tmp_path, body)
    put(tmp_path, area("LineString", [[*place, 25.0] for place in SQUARE]), "second.geojson")
    lines = read_boundaries(tmp_path)
    assert len(lines) == 8
    assert set(lines) == {tuple((round(lat * 1e7), round(lon * 1e7)) for lon, lat in SQUARE)}


def test_without_a_folder_there_are_none(tmp_path: Path) -> None:
    assert read_boundaries(tmp_path) == ()


@pytest.mark.parametrize(
    "body",
    [
        [],
        {},
        {"type": "FeatureCollection", "features": [7]},
        {"type": "Nothing"},
        area("LineString", [[500_000.0, 4_000_000.0], [0, 0]]),
        area("LineString", [7, 8]),
        area("Polygon", [7]),
        area("LineString", [["a", "b"], ["c", "d"]]),
        area("LineString", [[1.0], [2.0]]),
    ],
)
def test_what_is_no_map_is_refused(body: object, tmp_path: Path) -> None:
    path = put(tmp_path, body)
    with pytest.raises(Refused, match=path.name):
        read_boundaries(tmp_path)


def test_what_cannot_be_read_or_is_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(tmp_path, area("LineString", SQUARE))
    monkeypatch.setattr(boundaries, "MAX_PLACES", 3)
    with pytest.raises(Refused, match="large"):
        read_boundaries(tmp_path)
    monkeypatch.setattr(boundaries, "MAX_FILE_BYTES", 10)
    with pytest.raises(Refused, match="large"):
        read_boundaries(tmp_path)
    path.unlink()
    path.mkdir()
    with pytest.raises(Refused, match="read"):
        read_boundaries(tmp_path)
