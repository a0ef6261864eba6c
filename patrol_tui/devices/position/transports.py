"""Ways by which a receiver's bytes come: a socket, a serial port, a file that is replayed."""

import os
import socket
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO, Protocol

import serial
from serial.tools import list_ports

READ_S = 0.5
"""No read lasts longer, so that stopping never waits."""
_AT_ONCE = 4096
_CONNECT_S = 3.0
_EPOCH_S = 1.0


_PSEUDO = "/dev/pts/"
_PAIRED = ("com0com", "virtual serial", "vspe")
"""What drivers of port pairs on Windows call themselves."""


class Port(Protocol):
    """A serial port as the system describes it."""

    @property
    def device(self) -> str:
        """Return its name, such as COM3."""

    @property
    def description(self) -> str:
        """Return what the system shows of it."""

    @property
    def hwid(self) -> str:
        """Return what its driver says of the device."""


def is_of_program(name: str, ports: Callable[[], Iterable[Port]] = list_ports.comports) -> bool:
    """Return whether another program is behind a port: what it says nobody measured.

    Args:
        name: of the port; a link is followed.
        ports: lists the serial ports of this machine.
    """
    if os.name == "posix":
        return os.path.realpath(name).startswith(_PSEUDO)
    return is_paired(name, ports())


def is_paired(name: str, ports: Iterable[Port]) -> bool:
    """Return whether a port of Windows is one end of a pair that joins two programs."""
    wanted = name.removeprefix("\\\\.\\").casefold()
    said = (f"{one.description} {one.hwid}" for one in ports if one.device.casefold() == wanted)
    return any(maker in text.casefold() for text in said for maker in _PAIRED)


class Transport(Protocol):
    """Something to read from."""

    def read(self) -> bytes:
        """Return what has come, nothing after half a second of silence.

        Raises:
            OSError: it is gone.
        """
        ...

    def close(self) -> None:
        """End it."""
        ...


class SocketTransport:
    """A TCP connection."""

    def __init__(self, host: str, port: int, greeting: bytes) -> None:
        """Connect, and say what opens the talk.

        Raises:
            OSError: nobody answers there.
        """
        self._socket = socket.create_connection((host, port), timeout=_CONNECT_S)
        self._socket.settimeout(READ_S)
        self._socket.sendall(greeting)

    def read(self) -> bytes:
        """Return what has come."""
        try:
            data = self._socket.recv(_AT_ONCE)
        except TimeoutError:
            return b""
        if not data:
            raise ConnectionResetError
        return data

    def close(self) -> None:
        """Hang up."""
        self._socket.close()


class SerialTransport:
    """A serial port, or a USB receiver that looks like one."""

    def __init__(self, port: str, baud: int) -> None:
        """Open the port.

        Raises:
            OSError: it is not there, or another program has it.
        """
        self._port = serial.Serial(port, baud, timeout=READ_S)

    def read(self) -> bytes:
        """Return what has come."""
        data = self._port.read(1)
        return data + self._port.read(self._port.in_waiting) if data else data

    def close(self) -> None:
        """Let go of the port."""
        self._port.close()


class FileTransport:
    """A recording of a receiver, a round of sentences a second; what is added later is read too."""

    def __init__(self, path: Path, pause: Callable[[float], None] = time.sleep) -> None:
        """Open the file.

        Raises:
            OSError: it cannot be read.
        """
        self._file: BinaryIO = path.open("rb")
        self._pause = pause
        self._first = b""

    def read(self) -> bytes:
        """Return the next line, or nothing at the end for now."""
        line = self._file.readline()
        if not line:
            self._pause(READ_S)
            return b""
        kind = line[:6]
        self._first = self._first or kind
        if kind == self._first:
            self._pause(_EPOCH_S)
        return line

    def close(self) -> None:
        """Close the file."""
        self._file.close()
