"""Tracks as GPX 1.1: checkpoints and issues as waypoints, the route, the way walked.

What GPX has no word for, how far off a position may be and what there is to say against it, stands
in `extensions` under a name of our own.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from patrol_tui.documents.staging import staged
from patrol_tui.domain.geo import LatLon, degrees_text
from patrol_tui.domain.language.text import inert
from patrol_tui.domain.track.file import PatrolTrack, Pin, TrackFile
from patrol_tui.domain.track.points import Point
from patrol_tui.domain.track.stretch import marks_by_name, marks_of

NAMESPACE = "http://www.topografix.com/GPX/1/1"
OWN_NAMESPACE = "urn:patrol-tui:track:1"
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<gpx version="1.1" creator="patrol-tui" xmlns="{NAMESPACE}" xmlns:pt="{OWN_NAMESPACE}">\n'
)


def write_gpx(tracks: TrackFile, path: Path) -> None:
    """Write a file of tracks.

    Raises:
        Refused: it could not be written; what stood there still stands.
    """
    with staged(path) as stage:
        for piece in _document(tracks):
            stage.file.write(piece.encode("utf-8", "replace"))


def _document(tracks: TrackFile) -> Iterator[str]:
    yield _HEAD
    yield "<metadata>" + _element("name", tracks.title)
    if tracks.author:
        yield f"<author>{_element('name', tracks.author)}</author>"
    yield f"<time>{_time(tracks.made_us)}</time></metadata>\n"
    for track in tracks.tracks:
        for pin in (*track.route, *track.issues):
            if pin.kind == "issue" or pin.at_us is not None:
                yield _pin("wpt", pin)
    for track in tracks.tracks:
        if track.route:
            yield "<rte>" + _element("name", track.name)
            yield from (_pin("rtept", pin) for pin in track.route)
            yield "</rte>\n"
    for track in tracks.tracks:
        yield from _track(track)
    yield "</gpx>\n"


def _track(track: PatrolTrack) -> Iterator[str]:
    runs = track.runs()
    if not runs:
        return
    yield f"<trk>{_element('name', f'{track.number} {track.name}')}"
    yield _element("desc", track.note) if track.note else ""
    for run in runs:
        yield "<trkseg>\n"
        yield from map(_point, run)
        yield "</trkseg>\n"
    yield "</trk>\n"


def _point(point: Point) -> str:
    more = "" if point.accuracy_m is None else f"<pt:accuracy>{point.accuracy_m}</pt:accuracy>"
    more += "".join(f"<pt:mark>{name}</pt:mark>" for name in marks_by_name(marks_of((point,))))
    inside = f"<time>{_time(point.time_us)}</time>"
    inside += f"<extensions>{more}</extensions>" if more else ""
    return _placed("trkpt", point.place, inside)


def _pin(tag: str, pin: Pin) -> str:
    inside = "" if pin.at_us is None else f"<time>{_time(pin.at_us)}</time>"
    inside += _element("name", pin.name)
    inside += _element("desc", pin.note) if pin.note else ""
    return _placed(tag, pin.place, inside + _element("type", pin.kind))


def _placed(tag: str, place: LatLon, inside: str) -> str:
    lat, lon = map(degrees_text, place)
    if lon == "180.0000000":
        lon = "-180.0000000"  # GPX counts the meridian on the other side
    return f"<{tag} lat={quoteattr(lat)} lon={quoteattr(lon)}>{inside}</{tag}>\n"


def _element(tag: str, text: str) -> str:
    return f"<{tag}>{escape(inert(text))}</{tag}>"


def _time(time_us: int) -> str:
    moment = datetime.fromtimestamp(time_us // 1_000_000, UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{time_us % 1_000_000 // 100_000}Z"
