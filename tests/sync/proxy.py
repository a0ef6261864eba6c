"""A link of our own between laptop and server, that counts and can break at any byte."""

import contextlib
import socket
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

Carries = Callable[[bool, int], int]
"""Told whether a piece comes from the laptop and how long it is; answers how much goes through."""

_PIECE_BYTES = 65_536
_WAIT_S = 10


class _Way:
    """One direction of the link.

    Attributes:
        passed: bytes that came since the last `reset`.
        cut_after: bytes after which the link breaks; None for never.
    """

    def __init__(self) -> None:
        self.passed = 0
        self.cut_after: int | None = None


class Proxy:
    """Forwards TCP connections to a Unix socket, or to a TCP port of this machine.

    The bytes up to where a link is cut are still delivered. One that falls silent there carries
    nothing more, either way, while both ends go on believing that it is whole.

    Attributes:
        turns: how often the laptop spoke after it had listened: its round trips.
        new_link: asked with each connection what it will carry; it breaks at the first piece that
            does not go through whole.
    """

    def __init__(self, server: str | int) -> None:
        self._server = server
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._sockets: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._lock = threading.Lock()
        self._up, self._down = _Way(), _Way()
        self._is_speaking = self._stalls = False
        self._is_passing = threading.Event()
        self._is_passing.set()
        self.turns = 0
        self.new_link: Callable[[], Carries] = lambda: lambda _is_up, size: size
        self._start(self._accept)

    @property
    def port(self) -> int:
        """Return where laptops connect to."""
        return int(self._listener.getsockname()[1])

    @property
    def sent(self) -> int:
        """Return how many bytes came from the laptop."""
        return self._up.passed

    @property
    def received(self) -> int:
        """Return how many bytes went to the laptop."""
        return self._down.passed

    @property
    def is_silent(self) -> bool:
        """Return whether links are kept open of which nothing comes through any more."""
        return not self._is_passing.is_set()

    def reset(
        self,
        *,
        cut_sent: int | None = None,
        cut_received: int | None = None,
        stalls: bool = False,
    ) -> None:
        """Begin to count anew, end links that fell silent, and say when the next one breaks.

        Args:
            cut_sent: after how many bytes of the laptop's.
            cut_received: after how many bytes of the server's.
            stalls: fall silent there instead, and tell neither side until the next reset.
        """
        with self._lock:
            self._stalls = stalls
            self._is_passing.set()
            self.turns = self._up.passed = self._down.passed = 0
            self._is_speaking = False
            self._up.cut_after, self._down.cut_after = cut_sent, cut_received

    def _start(self, run: Callable[..., None], *values: object) -> None:
        thread = threading.Thread(target=run, args=values, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                laptop, _ = self._listener.accept()
            except OSError:
                return
            server = self._connected()
            self._sockets += [laptop, server]
            carries = self.new_link()
            self._start(self._forward, laptop, server, self._up, carries)
            self._start(self._forward, server, laptop, self._down, carries)

    def _connected(self) -> socket.socket:
        if isinstance(self._server, int):
            return socket.create_connection(("127.0.0.1", self._server))
        server = socket.socket(socket.AF_UNIX)
        server.connect(self._server)
        return server

    def _forward(
        self, source: socket.socket, target: socket.socket, way: _Way, carries: Carries
    ) -> None:
        with contextlib.suppress(OSError):
            while piece := source.recv(_PIECE_BYTES):
                passed = self._passed(way, len(piece), carries)
                target.sendall(piece[:passed])
                if passed < len(piece):
                    break
        self._is_passing.wait()
        for one in (source, target):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def _passed(self, way: _Way, size: int, carries: Carries) -> int:
        """Count a piece, and return how much of it goes through."""
        with self._lock:
            self.turns += way is self._up and not self._is_speaking
            self._is_speaking = way is self._up
            left = size if way.cut_after is None else max(0, way.cut_after - way.passed)
            way.passed += size
            passed = 0 if self.is_silent else min(size, left, carries(way is self._up, size))
            if self._stalls and passed < size:
                self._is_passing.clear()
            return passed

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # a listener that another thread waits on is woken by shutdown alone
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.reset()
        for one in self._sockets:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(_WAIT_S)
        for one in self._sockets:
            one.close()
