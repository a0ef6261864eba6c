"""Drafts on their way to the disk: kept within a second of the last key, beside the keys."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from patrol_tui.domain.language.errors import PatrolError
from patrol_tui.services.office import Clock
from patrol_tui.services.session import DraftStore

DELAY_S = 0.4
"""How long after a key the draft is written; less than the second that may be lost."""

AGAIN_S = 5.0
"""How long after a failure it is tried again."""


@dataclass(frozen=True)
class Kept:
    """How the last attempt went.

    Attributes:
        at_us: when it was made.
        error: why the draft could not be kept, or None.
    """

    at_us: int
    error: PatrolError | None = None


class Drafting:
    """Keeps one draft; the text is asked for when it is written, so the newest one is."""

    def __init__(self, store: DraftStore, key: str, text: Callable[[], str], clock: Clock) -> None:
        """Begin with nothing to keep.

        Args:
            store: where drafts lie.
            key: the id of the thing that the draft will become.
            text: returns what is typed now.
            clock: the time that the draft bears.
        """
        self._store, self._key, self._text, self._clock = store, key, text, clock
        self._hand = Lock()
        self._typed_serial = 0
        self._kept_serial = 0
        self._is_over = False
        self._writing: asyncio.Task[None] | None = None
        self.told: Callable[[Kept], None] = lambda _kept: None

    @property
    def is_unsaved(self) -> bool:
        """Return whether something was typed that is not kept yet."""
        return self._kept_serial != self._typed_serial

    def typed(self) -> None:
        """Keep the draft soon."""
        self._typed_serial += 1
        if not self._is_over and (self._writing is None or self._writing.done()):
            self._writing = asyncio.create_task(self._write_soon())

    async def settled(self) -> None:
        """Wait until what was typed is kept, or cannot be."""
        if self._writing is not None:
            await self._writing

    async def _write_soon(self) -> None:
        await asyncio.sleep(DELAY_S)
        while self.is_unsaved and not self._is_over:
            kept = await asyncio.to_thread(self._write, self._text(), self._typed_serial)
            self.told(kept)
            if self.is_unsaved:
                await asyncio.sleep(DELAY_S if kept.error is None else AGAIN_S)

    def _write(self, text: str, serial: int) -> Kept:
        at_us = self._clock.now_us()
        with self._hand:
            if self._is_over or serial <= self._kept_serial:
                return Kept(at_us)
            try:
                self._store.save(self._key, text, at_us)
            except PatrolError as error:
                return Kept(at_us, error)
            self._kept_serial = serial
        return Kept(at_us)

    def now(self) -> Kept | None:
        """Keep at once what is not kept yet, waiting for the disk; None where nothing is.

        For the moment in which the form goes away.
        """
        if self._is_over or not self.is_unsaved:
            return None
        return self._write(self._text(), self._typed_serial)

    def stop(self) -> None:
        """Write no more: the entry is about to be written, and its draft must not come back."""
        with self._hand:
            self._is_over = True

    def go_on(self) -> None:
        """Write again, since the entry was refused."""
        self._is_over = False
        if self.is_unsaved:
            self._typed_serial -= 1
            self.typed()

    async def drop(self) -> None:
        """Remove the draft: its entry is durable, or the officer threw it away."""
        self.stop()
        await asyncio.to_thread(self._delete)

    def _delete(self) -> None:
        with self._hand:
            self._store.delete(self._key)
