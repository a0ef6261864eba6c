"""Positions on the earth, in WGS-84 degrees times ten million."""

import math
import unicodedata
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation

E7 = 10_000_000
LatLon = tuple[int, int]
"""Latitude and longitude."""
Boundaries = tuple[tuple[LatLon, ...], ...]
"""Lines between one place and another, such as a district's."""

MAX_LAT_E7 = 90 * E7
MAX_LON_E7 = 180 * E7
_EARTH_RADIUS_M = 6_371_008.8  # mean radius of WGS-84


def is_on_earth(lat_e7: int, lon_e7: int) -> bool:
    """Return whether the two numbers are a latitude and a longitude."""
    return abs(lat_e7) <= MAX_LAT_E7 and abs(lon_e7) <= MAX_LON_E7


def distance_m(here: LatLon, there: LatLon) -> int:
    """Return the great-circle distance in whole metres, within 0.6 % of the ellipsoid's."""
    lat_a, lat_b = math.radians(here[0] / E7), math.radians(there[0] / E7)
    half_lat = (lat_b - lat_a) / 2
    half_lon = math.radians((there[1] - here[1]) / E7) / 2
    chord = math.sin(half_lat) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(half_lon) ** 2
    return round(2 * _EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(chord))))


def degrees_e7(text: str) -> int | None:
    """Return decimal degrees such as `30.6127` or `３０．６１２７°` times ten million.

    Returns:
        None if the text is no plain decimal number of degrees.
    """
    plain = unicodedata.normalize("NFKC", text).strip().removesuffix("°").strip()
    try:
        degrees = Decimal(plain)
    except InvalidOperation:
        return None
    if not degrees.is_finite() or abs(degrees) > 360:  # noqa: PLR2004 - a full circle
        return None
    return int((degrees * E7).to_integral_value(ROUND_HALF_EVEN))


def degrees_text(value_e7: int) -> str:
    """Return degrees with all seven decimals, exactly: `30.6127000`."""
    whole, fraction = divmod(abs(value_e7), E7)
    return f"{'-' if value_e7 < 0 else ''}{whole}.{fraction:07d}"
