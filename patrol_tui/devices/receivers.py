"""Whether a position can come from anywhere: gpsd, or a receiver at a serial port."""

import socket
from collections.abc import Sequence
from pathlib import Path

GPSD_PORT = 2947
_WAIT_S = 0.3
_NAMES = ("gps*", "ttyACM*", "ttyUSB*")


def receivers(devices: Path = Path("/dev"), port: int = GPSD_PORT) -> Sequence[str]:
    """Return what could tell where one is: `gpsd`, and serial ports that are there.

    Args:
        devices: folder of the system's devices; where there is none, no port is found.
        port: TCP port of gpsd on this machine.
    """
    found = ["gpsd"] if _answers(port) else []
    for name in _NAMES:
        found += sorted(str(path) for path in devices.glob(name))
    return found


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=_WAIT_S):
            return True
    except OSError:
        return False
