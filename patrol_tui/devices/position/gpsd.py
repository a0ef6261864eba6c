"""What gpsd says in its JSON protocol, as fixes."""

import json
import math
from collections.abc import Mapping
from datetime import datetime

from patrol_tui.devices.position.nmea import UNSURE_M_A_HDOP
from patrol_tui.domain.geo import E7, is_on_earth
from patrol_tui.domain.track.fix import SECOND_US, Fix, moment_us

WATCH = b'?WATCH={"enable":true,"json":true};\n'
MAX_LINE_BYTES = 64 << 10
_LEAST_MODE = 2
_ESTIMATED, _MADE_UP = frozenset((5, 6)), frozenset((7, 8))
"""Dead reckoning; and typed in by hand (gpsd calls it surveyed) or simulated."""
_PRETENDED = "/dev/pts/"
"""A receiver behind a pseudo-terminal is another program; so gpsd names it, wherever it runs."""


class GpsdDecoder:
    """Takes bytes as they come and gives fixes; None stands for a report without one.

    Attributes:
        broken: how many lines were no report.
    """

    def __init__(self) -> None:
        self._rest = b""
        self._hdop: float | None = None
        self._satellites: int | None = None
        self.broken = 0

    def feed(self, data: bytes, heard_us: int) -> list[Fix | None]:
        """Return what the bytes complete."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        self._rest = self._rest[-MAX_LINE_BYTES:]
        found: list[Fix | None] = []
        for line in filter(None, map(bytes.strip, lines)):
            report = _report(line)
            if report is None:
                self.broken += 1
            elif report.get("class") == "SKY":
                self._take_sky(report)
            elif report.get("class") == "TPV":
                found.append(self._fix(report, heard_us))
        return found

    def quiet(self) -> list[Fix | None]:
        """Return nothing: a report is whole by itself."""
        return []

    def _take_sky(self, sky: Mapping[str, object]) -> None:
        self._hdop = _number(sky, "hdop") or self._hdop
        used = _number(sky, "uSat")
        self._satellites = round(used) if used is not None else self._satellites

    def _fix(self, report: Mapping[str, object], heard_us: int) -> Fix | None:
        # A report of mode 3 may lack the position, right after a start.
        lat, lon = _number(report, "lat"), _number(report, "lon")
        if (_number(report, "mode") or 0) < _LEAST_MODE or lat is None or lon is None:
            return None
        place = round(lat * E7), round(lon * E7)
        if not is_on_earth(*place):
            return None
        said_us = _time_us(report.get("time"))
        time_us, has_date = (heard_us, False) if said_us is None else moment_us(said_us, heard_us)
        status = _number(report, "status")
        return Fix(
            time_us=time_us,
            place=place,
            accuracy_m=self._accuracy_m(report),
            heard_us=heard_us,
            satellites=self._satellites,
            has_date=has_date,
            is_simulated=status in _MADE_UP or _PRETENDED in str(report.get("device", "")),
            is_estimated=status in _ESTIMATED,
        )

    def _accuracy_m(self, report: Mapping[str, object]) -> int | None:
        told = _number(report, "eph")
        if told is None:
            sides = _number(report, "epx"), _number(report, "epy")
            known = [side for side in sides if side is not None]
            told = math.hypot(*known) if known else None
        if told is None and self._hdop is not None:
            told = self._hdop * UNSURE_M_A_HDOP
        return None if told is None else max(1, round(told))


def _report(line: bytes) -> Mapping[str, object] | None:
    try:
        report = json.loads(line)
    except ValueError:
        return None
    return report if isinstance(report, dict) else None


def _number(report: Mapping[str, object], name: str) -> float | None:
    value = report.get(name)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if isinstance(value, int | float) and is_number and math.isfinite(value) else None


def _time_us(text: object) -> int | None:
    try:
        moment = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    if moment is None or moment.tzinfo is None:
        return None
    return round(moment.timestamp() * 1000) * (SECOND_US // 1000)
