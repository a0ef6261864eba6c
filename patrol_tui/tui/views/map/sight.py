"""How a piece of the earth lies on the screen: flat, north up, so many metres to a dot."""

import math
from collections.abc import Iterable
from dataclasses import replace

from patrol_tui.domain.geo import E7, LatLon
from patrol_tui.domain.values import dataclass
from patrol_tui.tui.kit.drawing.braille import ACROSS, DOWN, Dot

_DEGREE_M = 111_195.0  # of latitude, on the mean sphere
SCALES_M = (0.25, 0.5, 1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 512, 1024)
"""Metres to a dot, from the nearest to the farthest."""
_LEAST_FIT = 2
"""Fitting never goes nearer than this place of the scales: a single stop is no reason to."""
_MARGIN_CELLS = 3
_BAR_CELLS = 8
_ROUND_M = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Sight:
    """What of the earth is seen.

    Attributes:
        centre: in the middle of the drawing.
        scale: place in `SCALES_M`.
        width: of the drawing, in cells.
        height: the same.
    """

    centre: LatLon
    scale: int
    width: int
    height: int

    @property
    def metres(self) -> float:
        """Return how many metres a dot stands for."""
        return SCALES_M[self.scale]

    def dot(self, place: LatLon) -> Dot:
        """Return where a place is drawn; it may lie outside."""
        north_m, east_m = _apart_m(self.centre, place)
        across = self.width * ACROSS / 2 + east_m / self.metres
        return math.floor(across), math.floor(self.height * DOWN / 2 - north_m / self.metres)

    def cell(self, place: LatLon) -> tuple[int, int]:
        """Return column and row of a place; they may lie outside."""
        across, down = self.dot(place)
        return across // ACROSS, down // DOWN

    def moved(self, right: float, down: float) -> "Sight":
        """Return the sight so many cells to the right and down."""
        lat, lon = self.centre
        north_m, east_m = -down * DOWN * self.metres, right * ACROSS * self.metres
        narrow = max(0.01, math.cos(math.radians(lat / E7)))
        moved = (
            round(lat + north_m / _DEGREE_M * E7),
            round(lon + east_m / (_DEGREE_M * narrow) * E7),
        )
        return replace(self, centre=moved)

    def zoomed(self, steps: int) -> "Sight":
        """Return the sight nearer (above zero) or farther by steps."""
        return replace(self, scale=min(max(self.scale - steps, 0), len(SCALES_M) - 1))

    def zoomed_at(self, steps: int, right: float, down: float) -> "Sight":
        """Return the sight zoomed so that what is so far from the middle stays where it is."""
        near = self.zoomed(steps)
        kept = 1 - near.metres / self.metres
        return replace(near, centre=self.moved(right * kept, down * kept).centre)

    def bar(self) -> tuple[int, int]:
        """Return the scale bar: its cells, and the round number of metres that it stands for."""
        cell_m = ACROSS * self.metres
        most_m = cell_m * _BAR_CELLS
        power = 10 ** max(0, math.floor(math.log10(max(most_m, 1))))
        metres = max(part * power for part in _ROUND_M if part * power <= max(most_m, 1))
        return max(1, round(metres / cell_m)), metres


def _apart_m(here: LatLon, there: LatLon) -> tuple[float, float]:
    """Return how far north and east one place lies of another."""
    narrow = math.cos(math.radians(here[0] / E7))
    north_m = (there[0] - here[0]) / E7 * _DEGREE_M
    return north_m, (there[1] - here[1]) / E7 * _DEGREE_M * narrow


def fitted(places: Iterable[LatLon], width: int, height: int) -> Sight | None:
    """Return the nearest sight that shows all places; None without any."""
    found = list(places)
    if not found:
        return None
    lats, lons = [place[0] for place in found], [place[1] for place in found]
    centre = (min(lats) + max(lats)) // 2, (min(lons) + max(lons)) // 2
    high_m, wide_m = _apart_m((min(lats), min(lons)), (max(lats), max(lons)))
    across = max(1, width - 2 * _MARGIN_CELLS) * ACROSS
    down = max(1, height - 2) * DOWN
    wanted = max(wide_m / across, high_m / down)
    fitting = (at for at, metres in enumerate(SCALES_M) if metres >= wanted and at >= _LEAST_FIT)
    return Sight(centre, next(fitting, len(SCALES_M) - 1), width, height)
