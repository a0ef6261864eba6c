"""Listens to a receiver in a thread of its own, and comes back to one that was gone."""

import logging
import threading
from collections.abc import Callable
from contextlib import closing

from patrol_tui.devices.position.sources import Source
from patrol_tui.domain.track.fix import SECOND_US, Fix
from patrol_tui.domain.values import dataclass

_FIRST_WAIT_S, _LONGEST_WAIT_S = 1.0, 15.0
_LEAST_BETWEEN_US = SECOND_US - 50_000
"""A receiver that says ten positions a second is heard once."""
_SILENT_READS = 20
_log = logging.getLogger("patrol_tui.position")


@dataclass(frozen=True, slots=True)
class Heard:
    """What the receiver last had to say.

    Attributes:
        is_there: somebody answers at the source.
        fix: a position, where there is one.
    """

    is_there: bool
    fix: Fix | None = None


class Receiver:
    """One source, listened to until it is stopped; screens never wait for it."""

    def __init__(
        self, source: Source, now_us: Callable[[], int], told: Callable[[Heard], None]
    ) -> None:
        """Prepare to listen.

        Args:
            source: what to listen to.
            now_us: the laptop's clock.
            told: what is told of each change, in the receiver's thread.
        """
        self._source = source
        self._now_us = now_us
        self._told = told
        self._stop = threading.Event()
        self._last_us: int | None = None
        self._thread = threading.Thread(target=self._run, name="receiver", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def stop(self) -> None:
        """Stop listening; the thread ends by itself within half a second."""
        self._stop.set()

    def join(self) -> None:
        """Wait until the thread has ended."""
        self._thread.join()

    def _run(self) -> None:
        wait_s, is_noted = _FIRST_WAIT_S, False
        while not self._stop.is_set():
            try:
                with closing(self._source.connect()) as transport:
                    wait_s, is_noted = _FIRST_WAIT_S, False
                    self._tell(Heard(is_there=True))
                    self._listen(transport.read)
            except OSError as error:
                if not is_noted:  # once, not for every try of a whole shift
                    _log.info("the receiver %s is gone: %s", self._source.name, error)
                is_noted = True
                self._tell(Heard(is_there=False))
            self._stop.wait(wait_s)
            wait_s = min(wait_s * 2, _LONGEST_WAIT_S)

    def _listen(self, read: Callable[[], bytes]) -> None:
        decoder, silent = self._source.decoder(), 0
        while not self._stop.is_set():
            data = read()
            silent = 0 if data else silent + 1
            found = decoder.feed(data, self._now_us()) if data else decoder.quiet()
            for fix in found:
                self._tell_fix(fix)
            if silent == _SILENT_READS:
                self._tell(Heard(is_there=True))

    def _tell_fix(self, fix: Fix | None) -> None:
        if fix is None:
            self._tell(Heard(is_there=True))
            return
        since_us = None if self._last_us is None else fix.time_us - self._last_us
        # A time far back is a clock that was set, not a position that came late.
        if since_us is not None and -_LEAST_BETWEEN_US <= since_us < _LEAST_BETWEEN_US:
            return
        self._last_us = fix.time_us
        self._tell(Heard(is_there=True, fix=fix))

    def _tell(self, heard: Heard) -> None:
        if not self._stop.is_set():
            self._told(heard)
