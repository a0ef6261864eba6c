"""When and where a photo was taken, as its camera noted it."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from PIL import ExifTags, Image

from patrol_tui.domain.geo import E7, LatLon, is_on_earth
from patrol_tui.domain.times import microseconds

_TIME = re.compile(r"(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)")
_DAY = re.compile(r"(\d{4}):(\d\d):(\d\d)")
_OFFSET = re.compile(r"([+-])(\d\d):(\d\d)")
_TIMES = (
    (ExifTags.Base.DateTimeOriginal, ExifTags.Base.OffsetTimeOriginal),
    (ExifTags.Base.DateTime, ExifTags.Base.OffsetTime),
)
# What Pillow raises for remarks that a camera or a program has garbled.
_GARBLED = (
    OSError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    SyntaxError,
    ArithmeticError,
)


def taken_at_us(image: Image.Image, zone: tzinfo) -> int | None:
    """Return when the photo was taken, by the camera's clock.

    Args:
        image: an open photo.
        zone: where the clock was set, if the photo does not say.
    """
    try:
        exif = image.getexif()
        tags = {**exif, **exif.get_ifd(ExifTags.IFD.Exif)}
        return _time(tags, zone)
    except _GARBLED:
        return None


def place(image: Image.Image) -> LatLon | None:
    """Return where the camera was, times ten million."""
    try:
        found = _place(image.getexif().get_ifd(ExifTags.IFD.GPSInfo))
    except _GARBLED:
        return None
    # Cameras without a fix note zero and zero, a place in the Atlantic.
    return found if found != (0, 0) and is_on_earth(*found) else None


def satellites_us(image: Image.Image) -> int | None:
    """Return when it was by the camera's own receiver, to whom no hand sets the clock."""
    try:
        tags = image.getexif().get_ifd(ExifTags.IFD.GPSInfo)
        day = _DAY.match(str(tags[ExifTags.GPS.GPSDateStamp]))
        hour, minute, second = map(float, tags[ExifTags.GPS.GPSTimeStamp])
        if day is None:
            return None
        begin = datetime(int(day[1]), int(day[2]), int(day[3]), tzinfo=UTC)
        return microseconds(begin + timedelta(hours=hour, minutes=minute, seconds=second))
    except _GARBLED:
        return None


def orientation(image: Image.Image) -> int:
    """Return how the camera was held, 1 to 8 as EXIF counts; from 5 on it was turned sideways."""
    try:
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    except _GARBLED:
        return 1


def _time(tags: Mapping[int, object], zone: tzinfo) -> int | None:
    for time_tag, offset_tag in _TIMES:
        said = _TIME.match(str(tags.get(time_tag, "")))
        if said:
            year, month, day, hour, minute, second = map(int, said.groups())
            around = _offset(str(tags.get(offset_tag, ""))) or zone
            return microseconds(datetime(year, month, day, hour, minute, second, tzinfo=around))
    return None


def _offset(text: str) -> tzinfo | None:
    said = _OFFSET.match(text)
    if not said:
        return None
    ahead = timedelta(hours=int(said[2]), minutes=int(said[3]))
    return timezone(-ahead if said[1] == "-" else ahead)


def _place(tags: Mapping[int, tuple[float, float, float]]) -> LatLon:
    gps = ExifTags.GPS
    lat = _degrees_e7(tags[gps.GPSLatitude], str(tags[gps.GPSLatitudeRef]), "S")
    return lat, _degrees_e7(tags[gps.GPSLongitude], str(tags[gps.GPSLongitudeRef]), "W")


def _degrees_e7(parts: tuple[float, float, float], side: str, negative: str) -> int:
    degrees, minutes, seconds = map(float, parts)
    value = round((degrees + minutes / 60 + seconds / 3600) * E7)
    return -value if side.upper().startswith(negative) else value
