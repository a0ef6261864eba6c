"""A checkpoint as a file of waypoints names it."""

from patrol_tui.domain.language.problem import Problem
from patrol_tui.domain.values import dataclass


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
    """What a file holds.

    Attributes:
        waypoints: in its order.
        problems: what of it is wrong.
        remarks: what of it is no part of a route, or was made fewer; nothing is wrong with it.
    """

    waypoints: tuple[Waypoint, ...]
    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...] = ()
