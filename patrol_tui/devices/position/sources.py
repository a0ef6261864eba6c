"""Where positions come from, as the setting `gps` names it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from patrol_tui.devices.position.gpsd import WATCH, GpsdDecoder
from patrol_tui.devices.position.nmea import NmeaDecoder
from patrol_tui.devices.position.transports import (
    FileTransport,
    SerialTransport,
    SocketTransport,
    Transport,
    is_of_program,
)
from patrol_tui.domain.language.errors import N_, Usage
from patrol_tui.domain.track.fix import Fix
from patrol_tui.domain.values import dataclass

GPSD_PORT = 2947
USUAL_BAUD = 9600
OFF, AUTO = "off", "auto"
_GPSD = re.compile(r"gpsd(?:://([^/:\s]+)(?::([0-9]{1,5}))?)?")
_SERIAL = re.compile(r"((?:/dev/|COM|\\\\\.\\)[^@\s]+)(?:@([0-9]{3,7}))?", re.IGNORECASE)
_FILE = "file:"
_LAST_PORT = 65_535
UNKNOWN_SOURCE = N_(
    "gps = “{text}” names no receiver. Possible are: auto, off, gpsd, gpsd://HOST:PORT, "
    "/dev/ttyUSB0@9600, COM3@9600, file:PATH."
)


class Decoder(Protocol):
    """Makes fixes of bytes."""

    def feed(self, data: bytes, heard_us: int) -> list[Fix | None]:
        """Return what the bytes complete; None stands for a moment without a position."""
        ...

    def quiet(self) -> list[Fix | None]:
        """Return what is complete because nothing more comes."""
        ...


@dataclass(frozen=True, slots=True)
class Source:
    """A way to positions.

    Attributes:
        name: as the setting names it.
        connect: opens it; raises OSError where it is not there.
        decoder: makes what understands it.
    """

    name: str
    connect: Callable[[], Transport]
    decoder: Callable[[], Decoder]


def source_named(text: str) -> Source | None:
    """Return the source that a setting names, or None where positions are switched off.

    `auto` is gpsd on this machine: a serial port may belong to something else, so it is named.

    Raises:
        Usage: it names none.
    """
    wanted = text.strip()
    if wanted.casefold() == OFF:
        return None
    gpsd = _GPSD.fullmatch("gpsd" if wanted.casefold() == AUTO else wanted)
    if gpsd is not None and int(gpsd[2] or GPSD_PORT) <= _LAST_PORT:
        host, port = gpsd[1] or "127.0.0.1", int(gpsd[2] or GPSD_PORT)
        return Source(wanted, lambda: SocketTransport(host, port, WATCH), GpsdDecoder)
    if wanted.startswith(_FILE) and wanted != _FILE:
        path = Path(wanted.removeprefix(_FILE))
        return Source(wanted, lambda: FileTransport(path), lambda: NmeaDecoder(is_made_up=True))
    serial = _SERIAL.fullmatch(wanted)
    if serial is not None:
        name, baud = serial[1], int(serial[2] or USUAL_BAUD)
        return Source(
            wanted,
            lambda: SerialTransport(name, baud),
            lambda: NmeaDecoder(is_made_up=is_of_program(name)),
        )
    raise Usage(UNKNOWN_SOURCE, text=text)
