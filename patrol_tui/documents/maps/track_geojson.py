"""Tracks as GeoJSON: a line for each way walked, a point for checkpoints, issues and odd fixes."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from patrol_tui.documents.staging import staged
from patrol_tui.domain.geo import LatLon, degrees_text
from patrol_tui.domain.language.text import inert
from patrol_tui.domain.track.file import PatrolTrack, Pin, TrackFile
from patrol_tui.domain.track.points import Point
from patrol_tui.domain.track.stretch import marks_by_name, marks_of

_LEAST_IN_LINE = 2
Properties = Mapping[str, object]


def write_track_geojson(tracks: TrackFile, path: Path) -> None:
    """Write a file of tracks as RFC 7946 has it: WGS-84, longitude first.

    `coordTimes` gives each place of a line its time, as other programs write it.

    Raises:
        Refused: it could not be written; what stood there still stands.
    """
    with staged(path) as stage:
        name = _json(inert(tracks.title))
        stage.file.write(f'{{"type": "FeatureCollection",\n"name": {name},\n"features": ['.encode())
        between = "\n"
        for track in tracks.tracks:
            for feature in _features(track):
                stage.file.write((between + feature).encode("utf-8", "replace"))
                between = ",\n"
        stage.file.write(b"]}\n")


def _features(track: PatrolTrack) -> Iterator[str]:
    about = {"patrol": track.number, "route": inert(track.name)}
    for pin in (*track.route, *track.issues):
        yield _feature("Point", _place(pin.place), {**about, **_pin(pin)})
    facts = {
        name.removesuffix("_us") if name.endswith("ed_us") else name: value
        for name, value in track.facts.items()
    }
    for name in ("started", "finished"):
        value = facts.get(name)
        facts[name] = _time(value) if isinstance(value, int) else None
    for run in track.runs():
        if len(run) < _LEAST_IN_LINE or not run[0].counts:
            yield from (_odd(point, about) for point in run)
            continue
        places = ", ".join(_place(point.place) for point in run)
        times = [_time(point.time_us) for point in run]
        marks = marks_by_name(marks_of(run))
        said = {"kind": "track", **about, **facts, "marks": marks, "coordTimes": times}
        yield _feature("LineString", f"[{places}]", said)


def _odd(point: Point, about: Properties) -> str:
    said = {"kind": "fix", **about, "time": _time(point.time_us), "accuracy_m": point.accuracy_m}
    return _feature(
        "Point", _place(point.place), {**said, "marks": marks_by_name(marks_of((point,)))}
    )


def _pin(pin: Pin) -> Properties:
    time = None if pin.at_us is None else _time(pin.at_us)
    return {"kind": pin.kind, "name": inert(pin.name), "time": time, "note": inert(pin.note)}


def _feature(kind: str, coordinates: str, properties: Properties) -> str:
    geometry = f'{{"type": "{kind}", "coordinates": {coordinates}}}'
    return f'{{"type": "Feature", "geometry": {geometry}, "properties": {_json(properties)}}}'


def _place(place: LatLon) -> str:
    return f"[{degrees_text(place[1])}, {degrees_text(place[0])}]"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _time(time_us: int) -> str:
    return datetime.fromtimestamp(time_us // 1_000_000, UTC).isoformat().replace("+00:00", "Z")
