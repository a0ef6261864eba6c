"""A checkpoint as a file of waypoints names it."""

from dataclasses import dataclass

from patrol_tui.domain.language.problem import Problem


@dataclass(frozen=True, slots=True)
class Waypoint:
    """A named point to pass, with what to look at there."""

    name: str
    lat_e7: int
    lon_e7: int
    note: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WaypointFile:
    """What a file holds, in its order, and what of it could not be taken."""

    waypoints: tuple[Waypoint, ...]
    problems: tuple[Problem, ...]
