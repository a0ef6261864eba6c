"""Checks waypoints one by one and keeps what is wrong with them."""

import re
from collections.abc import Iterable
from pathlib import Path

from patrol_tui.domain.geo import LatLon, degrees_e7, is_on_earth
from patrol_tui.domain.language.errors import N_, PatrolError, Refused
from patrol_tui.domain.language.problem import Problem
from patrol_tui.domain.language.text import inert
from patrol_tui.domain.track.corners import corners
from patrol_tui.domain.waypoint import Waypoint, WaypointFile

MAX_WAYPOINTS = 5_000
_MAX_NAME, _MAX_NOTE = 200, 4_000
_BETWEEN_ITEMS = re.compile(r"[;；|｜\n]")


class WaypointList:
    """Takes waypoints as a file words them."""

    def __init__(self, path: Path) -> None:
        """Start with none; `path` is named in problems."""
        self._path = path
        self._waypoints: list[Waypoint] = []
        self._problems: list[Problem] = []
        self._remarks: list[Problem] = []

    def problem(self, line: int, error: PatrolError) -> None:
        """Keep what is wrong in a line or row."""
        self._problems.append(Problem(str(self._path), line, error))

    def remark(self, line: int, template: str, **params: object) -> None:
        """Keep what there is to say of a line or row with which nothing is wrong."""
        self._remarks.append(Problem(str(self._path), line, Refused(template, **params)))

    def add(
        self, line: int, name: str, lat: str, lon: str, *, note: str = "", items: str = ""
    ) -> None:
        """Take a waypoint, or keep why it is none.

        Raises:
            Refused: the file holds far more points than a route can have.
        """
        if len(self._waypoints) + len(self._problems) >= MAX_WAYPOINTS:
            template = N_("{path} holds more than {count} points.")
            raise Refused(template, path=self._path, count=MAX_WAYPOINTS)
        place = self._place(line, lat, lon)
        if place is not None:
            shown = inert(name).strip()[:_MAX_NAME] or f"#{len(self._waypoints) + 1}"
            words = tuple(filter(None, map(_line, _BETWEEN_ITEMS.split(items))))
            remark = inert(note, lines=True).strip()[:_MAX_NOTE]
            self._waypoints.append(Waypoint(shown, *place, remark, words))

    def add_line(self, line: int, name: str, points: Iterable[tuple[int, str, str]]) -> None:
        """Take a line that somebody walked or drew: where it turns are its waypoints.

        Args:
            line: of the file, where it begins.
            name: of the line; its waypoints are numbered behind it.
            points: line of the file, latitude and longitude of each.
        """
        found = [self._place(*point) for point in points]
        places = [place for place in found if place is not None]
        taken = corners(places)
        title = inert(name).strip()[:_MAX_NAME]
        for number, at in enumerate(taken, 1):
            shown = f"{title} {number}" if title else f"#{len(self._waypoints) + 1}"
            self._waypoints.append(Waypoint(shown, *places[at]))
        if len(taken) < len(places):
            template = N_("A line of {count} points: the {kept} at its ends and turns are taken.")
            self.remark(line, template, count=len(places), kept=len(taken))

    def _place(self, line: int, lat: str, lon: str) -> LatLon | None:
        """Return a place on earth, or keep why it is none."""
        lat_e7, lon_e7 = degrees_e7(lat), degrees_e7(lon)
        if lat_e7 is None or lon_e7 is None:
            template = N_("“{lat}, {lon}” are no decimal degrees, such as 30.6127, 114.3051.")
            self.problem(line, Refused(template, lat=inert(lat), lon=inert(lon)))
        elif is_on_earth(lat_e7, lon_e7):
            return lat_e7, lon_e7
        elif is_on_earth(lon_e7, lat_e7):
            template = N_("{lat} is no latitude; are latitude and longitude swapped?")
            self.problem(line, Refused(template, lat=inert(lat)))
        else:
            template = N_("“{lat}, {lon}” is no place on earth.")
            self.problem(line, Refused(template, lat=inert(lat), lon=inert(lon)))
        return None

    def result(self) -> WaypointFile:
        """Return what was taken and what was not."""
        if not self._waypoints and not self._problems:
            self.problem(0, Refused(N_("The file holds no point.")))
        remarks = tuple(self._remarks)
        return WaypointFile(tuple(self._waypoints), tuple(self._problems), remarks)


def _line(text: str) -> str:
    return inert(text).strip()[:_MAX_NAME]
