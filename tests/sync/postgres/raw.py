"""A client that speaks PostgreSQL's protocol by hand, to stop where no driver would."""

import socket
import struct
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from patrol_tui.sync.reaching.address import ServerAddress

_PROTOCOL = 196_608
_BINARY = 1


class RawClient:
    """A connection over the server's Unix socket, whose login needs no password there."""

    def __init__(self, address: ServerAddress, login: str) -> None:
        path = next(Path(address.parameters["host"]).glob(".s.PGSQL.*[0-9]"))
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(10)
        self._socket.connect(str(path))
        given = {"user": login, "database": address.parameters["dbname"]}
        words = b"".join(part.encode() + b"\0" for pair in given.items() for part in pair) + b"\0"
        self._socket.sendall(struct.pack(">II", len(words) + 8, _PROTOCOL) + words)
        self.until(b"Z")

    def execute(self, sql: str, values: Sequence[bytes]) -> None:
        """Parse, bind and execute one statement, and ask for what came of it, but send no Sync."""
        bound = b"".join(struct.pack(">I", len(value)) + value for value in values)
        formats = struct.pack(">HHH", 1, _BINARY, len(values))
        self._send(b"P", b"\0" + sql.encode() + b"\0\0\0")
        self._send(b"B", b"\0\0" + formats + bound + struct.pack(">HH", 1, _BINARY))
        self._send(b"E", b"\0" + struct.pack(">I", 0))
        self._send(b"H", b"")

    def sync(self) -> None:
        """End the message."""
        self._send(b"S", b"")
        self.until(b"Z")

    def until(self, kind: bytes) -> bytes:
        """Read up to a message of a kind, and return what it says."""
        while True:
            found = self._read(1)
            (length,) = struct.unpack(">I", self._read(4))
            body = self._read(length - 4)
            if found == kind:
                return body
            assert found != b"E", body

    def _send(self, kind: bytes, body: bytes) -> None:
        self._socket.sendall(kind + struct.pack(">I", len(body) + 4) + body)

    def _read(self, count: int) -> bytes:
        data = b""
        while len(data) < count:
            part = self._socket.recv(count - len(data))
            if not part:
                raise EOFError
            data += part
        return data

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._socket.close()
