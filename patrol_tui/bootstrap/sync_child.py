"""The process that syncs beside the screens: `sync_process` starts it, nobody else.

Its standard input brings the home's key, then orders; its standard output takes what the sync
tells. When the input ends, the screens are gone, and so is it.
"""

import logging
import os
import queue
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from patrol_tui import logs
from patrol_tui.bootstrap.homes import Home, Unlocked
from patrol_tui.bootstrap.sessions import open_session, open_store
from patrol_tui.clock import Clock, SystemClock
from patrol_tui.domain.language.errors import PatrolError
from patrol_tui.ledger.keyring.data_key import receive
from patrol_tui.services.session import Session
from patrol_tui.services.syncing.sync import STOPPED
from patrol_tui.services.syncing.sync_log import note_outcome
from patrol_tui.services.syncing.sync_values import SyncProgress, SyncResult
from patrol_tui.services.syncing.sync_wire import Order, Told, read_opening, read_order, told_line
from patrol_tui.settings import Places, load

GRACE_S = 2.0
TELLS_EVERY_US = 250_000
_NICER_BY = 5
_log = logging.getLogger("patrol_tui.sync")


@dataclass
class Work:
    """What this process is at, shared by the thread that syncs and the one that listens.

    Attributes:
        unlocked: the home, with the key that was handed over.
        out: where to tell what.
        clock: what time it is.
        orders: syncs that are asked for; None ends the process.
        is_idle: set while no sync runs.
    """

    unlocked: Unlocked
    out: BinaryIO
    clock: Clock
    orders: "queue.SimpleQueue[Order | None]" = field(default_factory=queue.SimpleQueue)
    is_idle: threading.Event = field(default_factory=threading.Event)
    _is_stopped: bool = False
    _progress: SyncProgress | None = None
    _telling: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        """Begin idle, before any thread can say otherwise."""
        self.is_idle.set()

    # In the thread that syncs.

    def run(self) -> None:
        """Sync whenever that is ordered, with one connection, until the orders end."""
        session = open_session(self.unlocked, self.clock)
        try:
            while (order := self.orders.get()) is not None:
                session = self._of_present_settings(session)
                try:
                    result = session.sync(
                        self._tell_some, lambda: self._is_stopped, with_photos=order.with_photos
                    )
                except PatrolError as error:
                    self._end(error)
                else:
                    self._end(result)
        finally:
            session.close()

    def _of_present_settings(self, session: Session) -> Session:
        """Return the session, or another where the settings name another shared database."""
        home = self.unlocked.home
        present = load(home.places.config).settings
        if present.shared_url == home.settings.shared_url:
            return session
        session.close()
        self.unlocked = replace(self.unlocked, home=replace(home, settings=present))
        return open_session(self.unlocked, self.clock)

    def _tell_some(self, progress: SyncProgress) -> None:
        """Tell how far it is, a few times a second: whoever reads has keys to follow."""
        last, self._progress = self._progress, progress
        if last is None or _is_news(progress, last):
            with self._telling:
                self._write(progress)

    def _end(self, told: Told) -> None:
        with self._telling:
            self.is_idle.set()
            self._progress = None
            self._write(told)

    def _write(self, told: Told) -> None:
        self.out.write(told_line(told))
        self.out.flush()

    # In the thread that listens.

    def listen(self, lines: BinaryIO) -> None:
        """Take orders until there are no more; then end, whatever the sync waits for."""
        for line in lines:
            order = read_order(line)
            self._is_stopped = order.is_stop
            if order.is_stop:
                threading.Thread(target=self._stop_hard, daemon=True).start()
            else:
                self.is_idle.clear()
                self.orders.put(order)
        self._is_stopped = True
        self.orders.put(None)
        threading.Event().wait(GRACE_S)
        os._exit(1)  # what is done is durable at any moment; nobody waits for the rest

    def _stop_hard(self) -> None:
        """End a sync that goes on waiting for a silent server, and this process with it."""
        if self.is_idle.wait(GRACE_S):
            return
        with self._telling:
            if self.is_idle.is_set():
                return
            told = self._progress or SyncProgress.begun()
            result = SyncResult.cut_off(told, PatrolError(STOPPED), self.clock.now_us())
            with suppress(PatrolError):  # the log of syncs is a comfort, no more
                store = open_store(self.unlocked, self.clock)
                note_outcome(store, result, was_reached=result.round_trips > 0)
                store.close()
            self._write(result)
            os._exit(0)


def _is_news(progress: SyncProgress, last: SyncProgress) -> bool:
    if progress.step != last.step or progress.pulled != last.pulled:
        return True
    return progress.took_us // TELLS_EVERY_US != last.took_us // TELLS_EVERY_US


def main() -> None:
    """Serve the process that started this one until it lets go of the input."""
    lines, out = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # nothing else may mix with what is told
    if sys.platform != "win32":
        os.nice(_NICER_BY)  # the keyboard comes first
    key = receive(lines)
    opening = read_opening(lines.readline())
    places = Places(Path(opening.config), Path(opening.data), Path(opening.log))
    logs.start(places.log)
    home = Home(places, load(places.config).settings)
    card = next(card for card in home.cards() if card.badge == opening.badge)
    work = Work(Unlocked(home, card, key), out, SystemClock())
    threading.Thread(target=work.listen, args=(lines,), daemon=True).start()
    try:
        work.run()
    except BrokenPipeError:
        return
    except BaseException:
        _log.exception("the sync beside the screens stopped by a fault")
        raise
