"""A link of the project's own that delays and narrows what passes, and counts it."""

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self, TypeVar

PIECE_BYTES = 4_096
_WAIT_S = 10

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Quality:
    """How slow a link is.

    Attributes:
        name: for the table.
        delay_s: time that every byte is on its way, one way.
        bytes_per_s: how much goes through, each way; None for as much as there is.
    """

    name: str
    delay_s: float = 0.0
    bytes_per_s: float | None = None


class SlowLink:
    """Forwards TCP connections from a port of its own, in a thread of its own.

    Attributes:
        sent: bytes that went to the server since the last `reset`.
        received: bytes that came from it.
    """

    def __init__(self, server: str | int, quality: Quality) -> None:
        """Take a server's Unix socket, or its port on this machine."""
        self._server, self._quality = server, quality
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self.sent = self.received = self.port = 0

    def reset(self) -> None:
        """Begin to count anew."""
        self.sent = self.received = 0

    def __enter__(self) -> Self:
        self._thread.start()
        self.port = self._in_loop(self._listen()).result(_WAIT_S)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._in_loop(self._end()).result(_WAIT_S)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_WAIT_S)
        self._loop.close()

    def _in_loop(self, work: Coroutine[None, None, Value]) -> Future[Value]:
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    async def _listen(self) -> int:
        self._listener = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        return int(self._listener.sockets[0].getsockname()[1])

    async def _end(self) -> None:
        self._listener.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _connected(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        if isinstance(self._server, str):
            far, there = await asyncio.open_unix_connection(self._server)
        else:
            far, there = await asyncio.open_connection("127.0.0.1", self._server)
        # the connection itself takes a round trip, which the near end was spared
        await asyncio.sleep(2 * self._quality.delay_s)
        ways = (self._way(near, there, is_up=True), self._way(far, back, is_up=False))
        try:
            with suppress(OSError, asyncio.CancelledError):
                await asyncio.gather(*ways)
        finally:
            for end in (there, back):
                end.close()
                with suppress(OSError):
                    await end.wait_closed()

    async def _way(
        self, source: asyncio.StreamReader, target: asyncio.StreamWriter, *, is_up: bool
    ) -> None:
        """Read at the link's pace, and let each piece arrive after the delay."""
        on_their_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        arrivals = asyncio.ensure_future(_arrive(on_their_way, target))
        free_at = self._loop.time()
        while piece := await source.read(PIECE_BYTES):
            free_at = max(free_at, self._loop.time())
            if self._quality.bytes_per_s:
                free_at += len(piece) / self._quality.bytes_per_s
                await asyncio.sleep(max(0.0, free_at - self._loop.time()))
            self.sent += len(piece) if is_up else 0
            self.received += 0 if is_up else len(piece)
            on_their_way.put_nowait((free_at + self._quality.delay_s, piece))
        on_their_way.put_nowait((free_at + self._quality.delay_s, b""))
        await arrivals


async def _arrive(
    on_their_way: asyncio.Queue[tuple[float, bytes]], target: asyncio.StreamWriter
) -> None:
    loop = asyncio.get_running_loop()
    while True:
        at, piece = await on_their_way.get()
        await asyncio.sleep(max(0.0, at - loop.time()))
        if not piece:
            break
        target.write(piece)
        await target.drain()
    target.close()
