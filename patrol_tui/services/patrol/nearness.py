"""What a position proposes: to arrive where one has come to, to leave what one has left."""

from typing import Literal

from patrol_tui.domain.catalog import Checkpoint
from patrol_tui.domain.geo import distance_m
from patrol_tui.domain.track.fix import Fix
from patrol_tui.domain.track.judge import POOR_M
from patrol_tui.domain.values import dataclass
from patrol_tui.services.patrol.walk import Stop, Walk

_AWAY_TIMES = 2
"""So many radii off, somebody has left; nearer they may be walking round the building."""
_MOST_HELP_M = 20
"""An unsure position widens the circle, but by no more than this."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A step that the position speaks for.

    Attributes:
        does: the step.
        stop: where.
        distance_m: how far one is from it.
    """

    does: Literal["arrive", "leave"]
    stop: Stop
    distance_m: int


def from_point_m(point: Checkpoint, fix: Fix) -> int:
    """Return how far a fix is from a checkpoint."""
    return distance_m((point.lat_e7, point.lon_e7), fix.place)


def proposal(walk: Walk, fix: Fix | None) -> Proposal | None:
    """Return the step that a good position speaks for, or None.

    At no stop: to arrive at the nearest one that is open, the next one first. At a stop: to leave
    it, once one is well away. It is never taken by itself.
    """
    if fix is None or walk.state.status != "walking" or _is_unsure(fix):
        return None
    here = next((stop for stop in walk.stops if stop.is_here), None)
    if here is not None:
        away_m = from_point_m(here.point, fix)
        least_m = here.point.radius_m * _AWAY_TIMES + (fix.accuracy_m or 0)
        return Proposal("leave", here, away_m) if away_m > least_m else None
    near = [
        (stop is not walk.next_stop, from_point_m(stop.point, fix), stop)
        for stop in walk.stops
        if stop.arrived_us is None and not stop.skipped
    ]
    found = [one for one in near if one[1] <= _reach_m(one[2], fix)]
    if not found:
        return None
    _is_other, far_m, stop = min(found, key=lambda one: one[:2])
    return Proposal("arrive", stop, far_m)


def _reach_m(stop: Stop, fix: Fix) -> int:
    return stop.point.radius_m + min(fix.accuracy_m or 0, _MOST_HELP_M)


def _is_unsure(fix: Fix) -> bool:
    return fix.is_estimated or (fix.accuracy_m is not None and fix.accuracy_m > POOR_M)
