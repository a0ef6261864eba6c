"""The sync that runs beside the screens: started by key or by itself, one at a time."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from random import SystemRandom
from typing import TYPE_CHECKING, Literal

from patrol_tui.services.syncing.sync_values import SyncProgress, SyncResult
from patrol_tui.services.syncing.watch import (
    AFTER_SAVE_S,
    QUIET_WAIT_S,
    has_failed,
    next_wait_s,
    spread_s,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from patrol_tui.tui.entering.door import SyncSide

Link = Literal["offline", "online", "syncing"]
_SECOND_US = 1_000_000
_JITTER_US = 31_250
_NEWS_EVERY_US = _SECOND_US


class Syncing:
    """What is known of the link, and the run that is on its way.

    Attributes:
        link: what the last run found.
        progress: how far the present one is; None while none runs.
        result: how the last one of this start went.
        finished_us: when it ended.
        due_us: when the next one starts by itself.
        photos_wait: whether photos are left for later.
        is_paused: whether something else needs the home's files, and no run may begin.
        random: spreads the waits.
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
        self.photos_wait = False
        self.is_paused = False
        self.random: Callable[[], float] = SystemRandom().random
        self._changed = changed
        self._side: SyncSide | None = None
        self._failures = 0
        self._shown = (0, 0, 0)
        self._shown_us = 0
        self._told_step: str | None = None
        self._ended = asyncio.Event()
        self._ended.set()

    @property
    def is_running(self) -> bool:
        """Return whether a run is on its way."""
        return not self._ended.is_set()

    def begin(self, side: SyncSide, now_us: int, device: bytes) -> None:
        """Take what syncs an opened home, and put the first run a few seconds ahead."""
        self._side, self._failures = side, 0
        self.due_us = now_us + device[-1] * _JITTER_US

    def wrote(self, now_us: int) -> None:
        """Send what the officer has written soon, unless the link is known to be gone."""
        if not self._failures:
            soon_us = round(spread_s(AFTER_SAVE_S, self.random) * _SECOND_US)
            self.due_us = min(self.due_us, now_us + soon_us)

    async def end_side(self) -> None:
        """End what carries the runs out, unless one is on its way; the next run starts it again."""
        if self._side is not None and not self.is_running:
            await asyncio.to_thread(self._side.close)

    def stop(self) -> None:
        """Stop after what is being sent; what was sent stays sent."""
        if self._side is not None and self.is_running:
            self._side.stop()

    async def close(self) -> None:
        """Bring the run to its end, and end what carries the runs out."""
        self.stop()
        await self._ended.wait()
        side, self._side = self._side, None
        if side is not None:
            await asyncio.to_thread(side.close)

    @asynccontextmanager
    async def paused(self) -> AsyncIterator[None]:
        """Let the run come to its end, and let none begin as long as the block runs."""
        self.is_paused = True
        try:
            await self._ended.wait()
            yield
        finally:
            self.is_paused = False

    async def run(self, now_us: Callable[[], int]) -> None:
        """Sync once, beside the screens; afterwards it is known when to sync next.

        Raises:
            PatrolError: another program syncs the home, or what syncs it broke.
        """
        side = self._side
        if side is None:
            raise RuntimeError("the home is locked")
        loop = asyncio.get_running_loop()
        self._ended.clear()
        self.progress = SyncProgress.begun()
        self._shown, self._shown_us = (0, 0, 0), now_us()
        self.link = "syncing"
        self._changed()

        def told(progress: SyncProgress) -> None:
            loop.call_soon_threadsafe(self._tell, progress)

        is_failed, is_cut = True, False
        try:
            self.result = await asyncio.to_thread(side.sync, told, with_photos=not self.photos_wait)
            is_failed, is_cut = has_failed(self.result), self.result.is_cut
        finally:
            self.link = "offline" if is_failed else "online"
            self._failures = self._failures + 1 if is_failed else 0
            self.progress, self.finished_us = None, now_us()
            wait_s = next_wait_s(self._failures, self.random, QUIET_WAIT_S, is_cut=is_cut)
            self.due_us = self.finished_us + round(wait_s * _SECOND_US)
            self._ended.set()
            self._changed()

    def has_news(self, now_us: int) -> bool:
        """Tell, at most once a second, whether the run has brought what screens may show."""
        moved = self.progress
        if moved is None or now_us - self._shown_us < _NEWS_EVERY_US:
            return False
        found = (moved.pulled, moved.entries_confirmed, moved.photos_confirmed)
        is_news, self._shown, self._shown_us = found != self._shown, found, now_us
        return is_news

    def may_move(self, *, is_still: bool) -> bool:
        """Return whether the screen may follow the run now; another step is always told.

        Args:
            is_still: somebody types, or wants nothing to move.
        """
        step = self.progress.step if self.progress is not None else None
        is_other, self._told_step = step != self._told_step, step
        return is_other or not is_still

    def _tell(self, progress: SyncProgress) -> None:
        if self.is_running:
            self.progress = progress
            self._changed()
