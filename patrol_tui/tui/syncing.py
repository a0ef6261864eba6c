"""The sync that runs beside the screens: started by key or by itself, one at a time."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Literal

from patrol_tui.services.sync_values import SyncProgress, SyncResult

if TYPE_CHECKING:
    from collections.abc import Callable

    from patrol_tui.services.session import Session

Link = Literal["offline", "online", "syncing"]
AGAIN_AFTER_US = 5 * 60_000_000
_JITTER_US = 250_000
_REACHED = frozenset(("complete", "partial"))


class Syncing:
    """What is known of the link, and the run that is on its way.

    Attributes:
        link: what the last run found.
        progress: how far the present one is; None while none runs.
        result: how the last one of this start went.
        finished_us: when it ended.
        due_us: when the next one starts by itself.
    """

    def __init__(self, changed: Callable[[], None]) -> None:
        """Begin without a link.

        Args:
            changed: told on the event loop of each step.
        """
        self.link: Link = "offline"
        self.progress: SyncProgress | None = None
        self.result: SyncResult | None = None
        self.finished_us: int | None = None
        self.due_us = 0
        self._changed = changed
        self._is_stopped = False
        self._ended = asyncio.Event()
        self._ended.set()

    @property
    def is_running(self) -> bool:
        """Return whether a run is on its way."""
        return not self._ended.is_set()

    def plan(self, now_us: int, device: bytes) -> None:
        """Put the next run a few minutes ahead; laptops of a station do not start together."""
        self.due_us = now_us + AGAIN_AFTER_US + device[-1] * _JITTER_US

    def soon(self, now_us: int, device: bytes) -> None:
        """Put the first run a few seconds ahead."""
        self.due_us = now_us + device[-1] * _JITTER_US // 8

    def stop(self) -> None:
        """Stop after what is being sent; what was sent stays sent."""
        self._is_stopped = True

    async def ended(self) -> None:
        """Wait for the end of the run."""
        await self._ended.wait()

    async def run(self, open_session: Callable[[], Session], now_us: Callable[[], int]) -> None:
        """Sync once, in a thread with a session of its own.

        Raises:
            PatrolError: the home cannot be opened a second time.
        """
        loop = asyncio.get_running_loop()
        self._is_stopped = False
        self._ended.clear()
        self.progress = SyncProgress.begun()
        self.link = "syncing"
        self._changed()

        def told(progress: SyncProgress) -> None:
            loop.call_soon_threadsafe(self._tell, progress)

        def work() -> SyncResult:
            session = open_session()
            try:
                return session.sync(told, lambda: self._is_stopped)
            finally:
                session.close()

        reached = False
        try:
            self.result = await asyncio.to_thread(work)
            reached = self.result.state in _REACHED
        finally:
            self.link = "online" if reached else "offline"
            self.progress, self.finished_us = None, now_us()
            self._ended.set()
            self._changed()

    def _tell(self, progress: SyncProgress) -> None:
        if self.is_running:
            self.progress = progress
            self._changed()
