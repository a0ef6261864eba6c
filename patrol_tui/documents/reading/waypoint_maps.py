"""Waypoints from GPX 1.1 and KML."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

from patrol_tui.documents.reading.safe_xml import Element, parse
from patrol_tui.documents.reading.waypoint_list import WaypointList
from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.domain.waypoint import WaypointFile

_MARKUP = re.compile(r"<[^<>]*>")


def waypoints_of_map(data: bytes, path: Path) -> WaypointFile:
    """Return the points of a GPX or KML document.

    GPX: the points of its routes, or else its waypoints, or else where its tracks turn. KML: its
    placemarks with a point, or else where its lines turn.

    Raises:
        Refused: neither of the two, broken, or with a document type.
    """
    root = parse(data, path)
    found = WaypointList(path)
    if root.tag == "gpx":
        _read_gpx(root, found)
    elif root.tag == "kml":
        _read_kml(root, found)
    else:
        raise Refused(N_("{path} is neither GPX nor KML."), path=path)
    return found.result()


def _read_gpx(root: Element, found: WaypointList) -> None:
    alone = [element for element in root.children if element.tag == "wpt"]
    routed = list(root.below("rtept"))
    if alone and routed:
        template = N_("{count} waypoints beside the route were left out.")
        found.remark(alone[0].line, template, count=len(alone))
    for point in routed or alone:
        note = point.child("desc") or point.child("cmt")
        _line, lat, lon = _where(point)
        found.add(point.line, point.child("name"), lat, lon, note=note)
    if not routed and not alone:
        for track in root.below("trk"):
            found.add_line(track.line, track.child("name"), map(_where, track.below("trkpt")))


def _where(point: Element) -> tuple[int, str, str]:
    return point.line, point.attributes.get("lat", ""), point.attributes.get("lon", "")


def _read_kml(root: Element, found: WaypointList) -> None:
    marks = [(one, next(one.below("Point"), None)) for one in root.below("Placemark")]
    has_points = any(point is not None for _one, point in marks)
    for placemark, point in marks:
        name = placemark.child("name")
        way = [] if has_points else list(_kml_line(placemark))
        if point is not None:
            lon, lat, *_height = (*point.child("coordinates").split(","), "", "")
            note = html.unescape(_MARKUP.sub(" ", placemark.child("description")))
            found.add(point.line, name, lat, lon, note=note)
        elif way:
            found.add_line(placemark.line, name, way)
        else:
            template = N_("{name} is no point and was left out.")
            found.remark(placemark.line, template, name=name or "Placemark")


def _kml_line(placemark: Element) -> Iterator[tuple[int, str, str]]:
    """Yield the points of a drawn line, or of a walk that Google Earth recorded."""
    for line in placemark.below("LineString"):
        for said in line.child("coordinates").split():
            lon, lat, *_height = (*said.split(","), "", "")
            yield line.line, lat, lon
    for walk in placemark.below("Track"):
        for moment in (one for one in walk.children if one.tag == "coord"):
            lon, lat, *_height = (*moment.text.split(), "", "")
            yield moment.line, lat, lon
