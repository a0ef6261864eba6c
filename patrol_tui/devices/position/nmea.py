"""NMEA 0183 as receivers speak it: RMC, GGA, GLL and ZDA of any talker, put together to fixes.

A receiver says several sentences about one moment. They belong together when they name the same
time of day; the moment is over when another time comes, or when nothing more does.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation

from patrol_tui.domain.geo import E7, LatLon, is_on_earth
from patrol_tui.domain.track.fix import SECOND_US, Fix, dated_us, moment_us

UNSURE_M_A_HDOP = 5
"""What a receiver is unsure of under an open sky, for each unit of its dilution."""
MAX_LINE_BYTES = 1024
_SENTENCE = re.compile(rb"\$([A-Z0-9]{2})([A-Z]{3}),([\x20-\x7e]*)\*([0-9A-Fa-f]{2})")
_ANGLE = re.compile(r"([0-9]{2,3})([0-9]{2}(?:\.[0-9]+)?)")
_TIME = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{2}(?:\.[0-9]+)?)")
_CENTURY_TURN = 80
_MADE_UP = frozenset("SM")  # of RMC's and GLL's mode: simulated, typed in by hand
_QUALITY_NONE, _QUALITY_ESTIMATED = "0", "6"
_QUALITY_MADE_UP = frozenset("78")


@dataclass(slots=True)
class _Moment:
    """What was said of one moment so far."""

    time_of_day_us: int
    heard_us: int
    place: LatLon | None = None
    day_us: int | None = None
    hdop: Decimal | None = None
    satellites: int | None = None
    is_void: bool = False
    is_simulated: bool = False
    is_estimated: bool = False


class NmeaDecoder:
    """Takes bytes as they come and gives fixes; None stands for a moment without one.

    Attributes:
        broken: how many sentences came damaged.
    """

    def __init__(self, *, is_made_up: bool = False) -> None:
        """Begin with nothing heard.

        Args:
            is_made_up: it is a file or another program, so nothing of it is measured now.
        """
        self._is_made_up = is_made_up
        self._rest = b""
        self._moment: _Moment | None = None
        self.broken = 0

    def feed(self, data: bytes, heard_us: int) -> list[Fix | None]:
        """Return what the bytes complete."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        self._rest = self._rest[-MAX_LINE_BYTES:]
        found: list[Fix | None] = []
        for line in lines:
            found += self._sentence(line.strip(), heard_us)
        return found

    def quiet(self) -> list[Fix | None]:
        """Return the moment that is over, since nothing more comes."""
        moment, self._moment = self._moment, None
        return [self._fix(moment)] if moment is not None else []

    def _sentence(self, line: bytes, heard_us: int) -> list[Fix | None]:
        whole = _SENTENCE.search(line)
        if whole is None or not _is_sound(whole):
            self.broken += bool(line.startswith(b"$"))
            return []
        said = whole[3].decode("ascii").split(",")
        read = _READERS.get(whole[2])
        if read is None:
            return []
        place, count = read
        time_of_day_us = _time_us(said[place]) if len(said) >= count else None
        if time_of_day_us is None:
            return []
        over: list[Fix | None] = []
        if self._moment is None or self._moment.time_of_day_us != time_of_day_us:
            over = self.quiet()
            self._moment = _Moment(time_of_day_us, heard_us)
        _TAKE[whole[2]](self._moment, said)
        return over

    def _fix(self, moment: _Moment) -> Fix | None:
        if moment.place is None or moment.is_void:
            return None
        time_us, has_date = dated_us(moment.time_of_day_us, moment.heard_us), False
        if moment.day_us is not None:
            said_us = moment.day_us + moment.time_of_day_us
            time_us, has_date = moment_us(said_us, moment.heard_us)
        hdop = moment.hdop
        return Fix(
            time_us=time_us,
            place=moment.place,
            accuracy_m=None if hdop is None else max(1, round(hdop * UNSURE_M_A_HDOP)),
            heard_us=moment.heard_us,
            satellites=moment.satellites,
            has_date=has_date,
            is_simulated=moment.is_simulated or self._is_made_up,
            is_estimated=moment.is_estimated,
        )


def _is_sound(whole: "re.Match[bytes]") -> bool:
    total = 0
    for byte in whole[1] + whole[2] + b"," + whole[3]:
        total ^= byte
    return total == int(whole[4], 16)


def _time_us(text: str) -> int | None:
    whole = _TIME.fullmatch(text)
    if whole is None:
        return None
    seconds = (int(whole[1]) * 60 + int(whole[2])) * 60 + Decimal(whole[3])
    return int(seconds * SECOND_US)


def _day_us(day: str, month: str, year: int) -> int | None:
    try:
        return int(datetime(year, int(month), int(day), tzinfo=UTC).timestamp()) * SECOND_US
    except ValueError:
        return None


def _place(lat: str, north: str, lon: str, east: str) -> LatLon | None:
    lat_e7, lon_e7 = _angle_e7(lat, north, "NS"), _angle_e7(lon, east, "EW")
    if lat_e7 is None or lon_e7 is None or not is_on_earth(lat_e7, lon_e7):
        return None
    return (lat_e7, lon_e7) if lat_e7 or lon_e7 else None  # zero, zero is what some say for nowhere


def _angle_e7(text: str, side: str, sides: str) -> int | None:
    whole = _ANGLE.fullmatch(text)
    if whole is None or side not in sides or not side:
        return None
    degrees_e7 = int(whole[1]) * E7 + Decimal(whole[2]) * E7 / 60
    angle = int(degrees_e7.to_integral_value(ROUND_HALF_EVEN))
    return angle if side == sides[0] else -angle


def _take_rmc(moment: _Moment, said: Sequence[str]) -> None:
    moment.is_void |= said[1] != "A"
    moment.place = _place(*said[2:6]) or moment.place
    date = said[8]
    if len(date) == 6 and date.isdecimal():  # noqa: PLR2004 - ddmmyy
        year = int(date[4:]) + (1900 if int(date[4:]) >= _CENTURY_TURN else 2000)
        moment.day_us = _day_us(date[:2], date[2:4], year)
    _take_mode(moment, said[11] if len(said) > 11 else "")  # noqa: PLR2004 - since version 2.3


def _take_gll(moment: _Moment, said: Sequence[str]) -> None:
    moment.is_void |= said[5] != "A"
    moment.place = moment.place or _place(*said[0:4])
    _take_mode(moment, said[6] if len(said) > 6 else "")  # noqa: PLR2004 - since version 2.3


def _take_mode(moment: _Moment, mode: str) -> None:
    moment.is_simulated |= mode in _MADE_UP and bool(mode)
    moment.is_estimated |= mode == "E"
    moment.is_void |= mode == "N"


def _take_gga(moment: _Moment, said: Sequence[str]) -> None:
    quality = said[5]
    moment.is_void |= quality in {"", _QUALITY_NONE}
    moment.is_simulated |= quality in _QUALITY_MADE_UP
    moment.is_estimated |= quality == _QUALITY_ESTIMATED
    moment.place = _place(*said[1:5]) or moment.place
    moment.satellites = int(said[6]) if said[6].isdecimal() else None
    try:
        hdop = Decimal(said[7])
    except InvalidOperation:
        return
    moment.hdop = hdop if hdop.is_finite() and 0 < hdop < 50 else None  # noqa: PLR2004 - 99.9 is none


def _take_zda(moment: _Moment, said: Sequence[str]) -> None:
    if said[3].isdecimal():
        moment.day_us = _day_us(said[1], said[2], int(said[3])) or moment.day_us


_READERS = {b"RMC": (0, 9), b"GGA": (0, 8), b"GLL": (4, 6), b"ZDA": (0, 4)}
"""Where the time stands, and how many fields there must be."""
_TAKE = {b"RMC": _take_rmc, b"GGA": _take_gga, b"GLL": _take_gll, b"ZDA": _take_zda}
