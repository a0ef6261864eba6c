"""Waypoints from GPX 1.1 and KML."""

import html
import re
from pathlib import Path

from patrol_tui.documents.reading.safe_xml import Element, parse
from patrol_tui.documents.reading.waypoint_list import WaypointList
from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.domain.waypoint import WaypointFile

_MARKUP = re.compile(r"<[^<>]*>")


def waypoints_of_map(data: bytes, path: Path) -> WaypointFile:
    """Return the points of a GPX or KML document.

    GPX: the points of its routes, or else its waypoints. KML: its placemarks with a point.

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
        found.problem(alone[0].line, Refused(template, count=len(alone)))
    for point in routed or alone:
        lat, lon = (point.attributes.get(name, "") for name in ("lat", "lon"))
        note = point.child("desc") or point.child("cmt")
        found.add(point.line, point.child("name"), lat, lon, note=note)


def _read_kml(root: Element, found: WaypointList) -> None:
    for placemark in root.below("Placemark"):
        name = placemark.child("name")
        point = next(placemark.below("Point"), None)
        if point is None:
            template = N_("{name} is no point and was left out.")
            found.problem(placemark.line, Refused(template, name=name or "Placemark"))
            continue
        lon, lat, *_height = (*point.child("coordinates").split(","), "", "")
        note = html.unescape(_MARKUP.sub(" ", placemark.child("description")))
        found.add(point.line, name, lat, lon, note=note)
