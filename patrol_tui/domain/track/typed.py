"""Positions as people copy them from a map: two numbers in whichever order the map has them."""

import re
import unicodedata

from patrol_tui.domain.geo import LatLon, degrees_e7, is_on_earth
from patrol_tui.domain.track.datum import is_in_china

_NUMBER = r"(-?\d{1,3}(?:\.\d+)?)\s*°?"
_SIDED = rf"([NE北东纬经\s]*){_NUMBER}\s*([NE]?)"
_PAIR = re.compile(rf"{_SIDED}[\s,、;]+{_SIDED}")
_LONGITUDE_FIRST = frozenset((("E", "N"), ("E", ""), ("", "N")))


def place_typed(text: str) -> LatLon | None:
    """Return the place that a text means, or None where it means none.

    Latitude stands first or longitude does: Chinese maps do either. What says so (N, E, 北纬, 东经)
    counts; without it the order counts by which the place lies in China, else latitude first.
    """
    plain = unicodedata.normalize("NFKC", text).strip().upper()
    pair = _PAIR.fullmatch(plain)
    if pair is None:
        return None
    first, second = degrees_e7(pair[2]), degrees_e7(pair[5])
    if first is None or second is None:
        return None
    here, swapped = (first, second), (second, first)
    said = _side(pair[1] + pair[3]), _side(pair[4] + pair[6])
    if said[0] and said[0] == said[1]:
        return None
    lies_swapped = not any(said) and not is_in_china(here) and is_in_china(swapped)
    if said in _LONGITUDE_FIRST or lies_swapped:
        here = swapped
    return here if is_on_earth(*here) else None


def _side(said: str) -> str:
    if any(sign in said for sign in "N北纬"):
        return "N"
    return "E" if any(sign in said for sign in "E东经") else ""
