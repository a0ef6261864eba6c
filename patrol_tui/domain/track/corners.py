"""The few places that a long line is drawn by: its ends, and where it turns."""

import math
from collections.abc import Sequence
from heapq import heappop, heappush

from patrol_tui.domain.geo import E7, LatLon

MOST_CORNERS = 30
_LEAST_TURN_M = 10.0
_M_A_DEGREE = 111_195.0


def corners(places: Sequence[LatLon], most: int = MOST_CORNERS) -> tuple[int, ...]:
    """Return which places of a line show its way, in their order, at most so many.

    A line of few places was drawn by hand and is taken whole. Of a longer one those that lie
    farthest off a straight way are taken, one after the other, until all others lie within ten
    metres of it.
    """
    if len(places) <= most:
        return tuple(range(len(places)))
    taken = [0, len(places) - 1]
    waiting: list[tuple[float, int, int, int]] = []
    _offer(places, 0, len(places) - 1, waiting)
    while waiting and len(taken) < most:
        _off, begin, at, end = heappop(waiting)
        taken.append(at)
        _offer(places, begin, at, waiting)
        _offer(places, at, end, waiting)
    return tuple(sorted(taken))


def _offer(
    places: Sequence[LatLon], begin: int, end: int, waiting: list[tuple[float, int, int, int]]
) -> None:
    """Put the place farthest off the way from one to another among those that wait."""
    if end - begin > 1:
        off = [_off_m(places[at], places[begin], places[end]) for at in range(begin + 1, end)]
        farthest = max(off)
        if farthest >= _LEAST_TURN_M:
            heappush(waiting, (-farthest, begin, begin + 1 + off.index(farthest), end))


def _off_m(place: LatLon, begin: LatLon, end: LatLon) -> float:
    """Return how far a place lies off the straight way, in metres; the earth is flat so near by."""
    narrow = math.cos(math.radians(begin[0] / E7))
    x, y = (place[1] - begin[1]) * narrow, float(place[0] - begin[0])
    way_x, way_y = (end[1] - begin[1]) * narrow, float(end[0] - begin[0])
    square = way_x * way_x + way_y * way_y
    part = 0.0 if square == 0 else max(0.0, min(1.0, (x * way_x + y * way_y) / square))
    return math.hypot(x - part * way_x, y - part * way_y) / E7 * _M_A_DEGREE
