"""Positions as Chinese maps have them, to and from WGS-84.

Maps published in China move every position by a few hundred metres: GCJ-02 (Amap, Tencent), and
BD-09 (Baidu) on top of it. Neither rule is published; what stands here are the polynomials and
sines that are in general use, which agree with the maps to about a metre. Outside China nothing is
moved.
"""

import math
from collections.abc import Callable
from enum import StrEnum

from patrol_tui.domain.geo import E7, LatLon

_LONG_AXIS_M = 6_378_245.0  # Krasovsky's ellipsoid
_ECCENTRICITY_2 = 0.006_693_421_622_965_943
_CHINA_LAT_E7 = (8_293_000, 558_271_000)
_CHINA_LON_E7 = (720_040_000, 1_378_347_000)
_BAIDU_TURN = math.pi * 3000 / 180
_BAIDU_LAT, _BAIDU_LON = 0.006, 0.0065
_ROUNDS = 5
"""Each round of the way back is a hundred times nearer than the one before."""


class Datum(StrEnum):
    """What a pair of coordinates refers to."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"
    BD09 = "bd09"


def to_wgs84(place: LatLon, datum: Datum) -> LatLon:
    """Return a place in WGS-84."""
    return place if datum is Datum.WGS84 else _undone(place, lambda here: from_wgs84(here, datum))


def from_wgs84(place: LatLon, datum: Datum) -> LatLon:
    """Return a place of WGS-84 as a map of another datum has it."""
    if datum is Datum.WGS84 or not is_in_china(place):
        return place
    moved = _moved(place)
    return moved if datum is Datum.GCJ02 else _baidu(moved)


def is_in_china(place: LatLon) -> bool:
    """Return whether a place lies where Chinese maps move what they show."""
    (south, north), (west, east) = _CHINA_LAT_E7, _CHINA_LON_E7
    return south <= place[0] <= north and west <= place[1] <= east


def _undone(place: LatLon, moved: Callable[[LatLon], LatLon]) -> LatLon:
    """Return what is moved to a place: there is no formula, so it is approached."""
    here = place
    for _round in range(_ROUNDS):
        there = moved(here)
        here = (here[0] + place[0] - there[0], here[1] + place[1] - there[1])
    return here


def _waves(along: float, *terms: tuple[float, float]) -> float:
    return sum(weight * math.sin(along * math.pi * often) for weight, often in terms) * 2 / 3


def _moved(place: LatLon) -> LatLon:
    lat, lon = place[0] / E7, place[1] / E7
    x, y = lon - 105.0, lat - 35.0
    root = math.sqrt(abs(x))
    common = _waves(x, (20, 6), (20, 2))
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + common
    north += _waves(y, (20, 1), (40, 1 / 3)) + _waves(y, (160, 1 / 12), (320, 1 / 30))
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + common
    east += _waves(x, (20, 1), (40, 1 / 3)) + _waves(x, (150, 1 / 12), (300, 1 / 30))
    turned = math.radians(lat)
    bulge = 1 - _ECCENTRICITY_2 * math.sin(turned) ** 2
    a_degree_north = math.radians(_LONG_AXIS_M * (1 - _ECCENTRICITY_2) / bulge**1.5)
    a_degree_east = math.radians(_LONG_AXIS_M / math.sqrt(bulge) * math.cos(turned))
    return round((lat + north / a_degree_north) * E7), round((lon + east / a_degree_east) * E7)


def _baidu(place: LatLon) -> LatLon:
    lat, lon = place[0] / E7, place[1] / E7
    far = math.hypot(lon, lat) + 0.000_02 * math.sin(lat * _BAIDU_TURN)
    turn = math.atan2(lat, lon) + 0.000_003 * math.cos(lon * _BAIDU_TURN)
    return (
        round((far * math.sin(turn) + _BAIDU_LAT) * E7),
        round((far * math.cos(turn) + _BAIDU_LON) * E7),
    )
