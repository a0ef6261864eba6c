"""Ways by which a receiver's bytes come: a socket, a serial port, a file that is replayed."""

import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Protocol

import serial

READ_S = 0.5
"""No read lasts longer, so that stopping never waits."""
_AT_ONCE = 4096
_CONNECT_S = 3.0
_EPOCH_S = 1.0


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
