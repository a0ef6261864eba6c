"""Syncing in a process of its own: started with the first sync, kept, and ended with the home.

So neither its imports nor its parsing stand in the way of the keys. It is handed the home's key
through the pipe that is its standard input, never by argument, environment or file.
"""

import subprocess
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from patrol_tui.domain.language.errors import N_, PatrolError
from patrol_tui.ledger.beside import piped, start_beside
from patrol_tui.services.syncing.sync_values import SyncProgress, SyncResult
from patrol_tui.services.syncing.sync_wire import (
    Opening,
    Order,
    opening_line,
    order_line,
    read_told,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from patrol_tui.bootstrap.homes import Unlocked

BROKE = N_(
    "The sync beside the screens ended by itself (code {code}). Nothing is lost; it is tried again."
)
_ENDS_WITHIN_S = 5.0
_FROZEN_WORD = "--sync-beside"


class SyncBroke(PatrolError):
    """The process ended without an answer; what it had done is done."""


class _Unanswered(Exception):
    """The process ended before it had told anything."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class SyncProcess:
    """The other process, as the screens know it; `sync` is called in a thread of its own."""

    def __init__(self, unlocked: "Unlocked") -> None:
        """Take the home that is to be synced; nothing is started yet."""
        self._unlocked = unlocked
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    @property
    def pid(self) -> int | None:
        """Return which process it is, or None while none runs."""
        return None if self._process is None else self._process.pid

    def sync(
        self, progress: "Callable[[SyncProgress], None]", *, with_photos: bool = True
    ) -> SyncResult:
        """Sync once and say how it went.

        Raises:
            SyncBroke: the process ended by itself; the next sync starts another.
            PatrolError: the home cannot be opened, or another program syncs it.
        """
        was_there = self._process is not None
        try:
            return self._answer(Order(with_photos=with_photos), progress)
        except _Unanswered as ended:
            if not was_there:
                raise SyncBroke(BROKE, code=ended.code) from ended
        # It had died since the last sync, with nothing begun.
        try:
            return self._answer(Order(with_photos=with_photos), progress)
        except _Unanswered as ended:
            raise SyncBroke(BROKE, code=ended.code) from ended

    def _answer(self, order: Order, progress: "Callable[[SyncProgress], None]") -> SyncResult:
        process = self._started()
        with suppress(OSError):  # it has ended: reading tells
            self._send(process, order_line(order))
        has_begun = False
        for line in piped(process.stdout):
            told = read_told(line)
            if isinstance(told, SyncResult):
                return told
            if isinstance(told, PatrolError):
                raise told
            has_begun = True
            progress(told)
        code = self._ended(process)
        if has_begun:
            raise SyncBroke(BROKE, code=code)
        raise _Unanswered(code)

    def stop(self) -> None:
        """Have a running sync end after what it is sending; it answers as always."""
        process = self._process
        if process is not None:
            with suppress(OSError, ValueError):
                self._send(process, order_line(Order(is_stop=True)))

    def close(self) -> None:
        """End the process, once no sync runs."""
        with self._lock:
            process, self._process = self._process, None
        if process is None:
            return
        with suppress(OSError):
            piped(process.stdin).close()
        try:
            process.wait(_ENDS_WITHIN_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        piped(process.stdout).close()

    def _started(self) -> "subprocess.Popen[bytes]":
        with self._lock:
            if self._process is not None and self._process.poll() is not None:
                self._ended(self._process)
            if self._process is None:
                self._process = _start(self._unlocked)
            return self._process

    def _ended(self, process: "subprocess.Popen[bytes]") -> int:
        code = process.wait()
        self._process = None
        with suppress(OSError):
            piped(process.stdin).close()
        piped(process.stdout).close()
        return code

    def _send(self, process: "subprocess.Popen[bytes]", line: bytes) -> None:
        pipe = piped(process.stdin)
        pipe.write(line)
        pipe.flush()


def _start(unlocked: "Unlocked") -> "subprocess.Popen[bytes]":
    from patrol_tui.ledger.keyring.data_key import hand_over

    process = start_beside("patrol_tui.bootstrap.sync_child", _FROZEN_WORD)
    places = unlocked.home.places
    opening = Opening(str(places.config), str(places.data), str(places.log), unlocked.card.badge)
    pipe = piped(process.stdin)
    with suppress(OSError):  # it has ended already: reading from it tells
        hand_over(unlocked.key, pipe)
        pipe.write(opening_line(opening))
        pipe.flush()
    return process
