"""A route from waypoints that somebody drew on a map or listed in a table."""

import re
from collections.abc import Sequence
from dataclasses import replace

from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.geo import distance_m
from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.domain.language.pinyin import Pinyin
from patrol_tui.domain.track.datum import Datum, to_wgs84
from patrol_tui.domain.waypoint import Waypoint
from patrol_tui.services.ports.desk import Desk, required
from patrol_tui.services.requests import PublishRoute

GRACE_MIN = 15
WALKED_M_A_MIN = 60
"""A patrol looks around as it walks."""
STOP_MIN = 3
MOST_POINTS = 200
_LONGEST_ID = 40
_ID = re.compile(r"[a-z][a-z0-9_]*")
_NOT_OF_ID = re.compile(r"[^a-z0-9]+")
_GENERAL_ITEM: Json = {
    "id": "i01",
    "text": {"zh": "现场无异常", "en": "Nothing amiss here"},
}


def route_from(
    desk: Desk,
    waypoints: Sequence[Waypoint],
    name: str,
    route_id: str | None,
    grace_min: int,
    pinyin: Pinyin,
) -> PublishRoute:
    """Return the request that publishes waypoints as a route of this station.

    Checkpoints are called c01, c02...; when each is due follows from a walk at ease. A checkpoint
    without items of its own gets a general one, so that every stop is answered for.

    Raises:
        Refused: too few or too many points, or the id is none.
    """
    title = required(name, N_("The route needs a name."))
    if not waypoints:
        raise Refused(N_("There is no waypoint in it."))
    if len(waypoints) > MOST_POINTS:
        raise Refused(N_("A route has at most {most} checkpoints."), most=MOST_POINTS)
    chosen = route_id if route_id is not None else _id_of(desk, title, pinyin)
    if not _ID.fullmatch(chosen):
        raise Refused(N_("{id} is no id: small letters, digits and _, a letter first."), id=chosen)
    body: dict[str, Json] = {
        "station": desk.writer.station_code,
        "name": _both(title),
        "grace_min": grace_min,
        "checkpoints": _checkpoints(waypoints),
    }
    return PublishRoute(body, chosen)


def in_wgs84(waypoints: Sequence[Waypoint], datum: Datum) -> tuple[Waypoint, ...]:
    """Return waypoints that were drawn on a Chinese map as they truly lie."""
    moved = ((point, to_wgs84((point.lat_e7, point.lon_e7), datum)) for point in waypoints)
    return tuple(replace(point, lat_e7=lat, lon_e7=lon) for point, (lat, lon) in moved)


def _id_of(desk: Desk, title: str, pinyin: Pinyin) -> str:
    sound = _NOT_OF_ID.sub("_", "_".join(pinyin.syllables(title)).lower()).strip("_")
    return f"{desk.writer.station_code}_{sound or 'route'}"[:_LONGEST_ID].rstrip("_")


def _both(text: str) -> Json:
    return {"zh": text, "en": text}


def _checkpoints(waypoints: Sequence[Waypoint]) -> list[Json]:
    points: list[Json] = []
    walked_m = 0
    for number, point in enumerate(waypoints, 1):
        if number > 1:
            before = waypoints[number - 2]
            walked_m += distance_m((before.lat_e7, before.lon_e7), (point.lat_e7, point.lon_e7))
        body: dict[str, Json] = {
            "id": f"c{number:02d}",
            "name": _both(point.name),
            "lat_e7": point.lat_e7,
            "lon_e7": point.lon_e7,
            "planned_min": round(walked_m / WALKED_M_A_MIN) + STOP_MIN * (number - 1),
            "items": _items(point),
        }
        if point.note:
            body["note"] = _both(point.note)
        points.append(body)
    return points


def _items(point: Waypoint) -> list[Json]:
    own: list[Json] = [
        {"id": f"i{number:02d}", "text": _both(text)} for number, text in enumerate(point.items, 1)
    ]
    return own or [_GENERAL_ITEM]
