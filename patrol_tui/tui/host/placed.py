"""An app that knows where the officer is: one receiver, listened to while a home is open."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING

from patrol_tui.domain.language.errors import PatrolError
from patrol_tui.tui.host.choosing import ChoosingApp
from patrol_tui.tui.host.hosted_screen import HostedScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from patrol_tui.clock import Clock
    from patrol_tui.domain.geo import Boundaries, LatLon
    from patrol_tui.domain.track.points import Point
    from patrol_tui.tui.entering.door import Door
    from patrol_tui.tui.positioning import Heard, Positioning, Receiver

    OpenReceiver = Callable[[Callable[[Heard], None]], Receiver | None]


class PlacedApp(ChoosingApp):
    """An app with a receiver.

    Attributes:
        clock: what time it is.
    """

    def __init__(self, door: Door, clock: Clock) -> None:
        """Begin without a receiver."""
        super().__init__(door)
        self.clock = clock
        self._open_receiver: OpenReceiver | None = None
        self._named = ""

    @cached_property
    def positioning(self) -> Positioning:
        """Return where the officer is."""
        positioning = import_module("patrol_tui.tui.positioning")
        made: Positioning = positioning.Positioning(self.keep_track, self._moved)
        return made

    def listen(self, open_receiver: OpenReceiver) -> None:
        """Listen to the receiver that the settings name; one that was held is listened to on."""
        if self.positioning.is_listening and self._named == self.settings.gps:
            self._open_receiver = open_receiver
            self.positioning.release()
            return
        loop = asyncio.get_running_loop()

        def told(heard: Heard) -> None:
            with suppress(RuntimeError):  # the loop has ended, and the thread is about to
                loop.call_soon_threadsafe(self.positioning.hear, heard)

        self._open_receiver, self._named = open_receiver, self.settings.gps
        try:
            receiver = open_receiver(told)
        except PatrolError as error:
            self.say_refused(error)
            receiver = None
        self.positioning.begin(receiver)

    def follow_setting(self) -> None:
        """Listen to another receiver, if another was chosen."""
        if self._open_receiver is not None and self.settings.gps != self._named:
            self.listen(self._open_receiver)

    def spot(self) -> LatLon | None:
        """Return where the officer stands, as far as a receiver measures it now."""
        fix = self.positioning.here(self.clock.now_us())
        return None if fix is None or fix.is_simulated else fix.place

    async def boundaries(self) -> Boundaries:
        """Return the district's lines; none, told, where their file cannot be read."""
        try:
            return await asyncio.to_thread(self.door.boundaries)
        except PatrolError as error:
            self.say_refused(error)
            return ()

    def keep_track(self, patrol: bytes, points: tuple[Point, ...]) -> None:
        """Make points of a patrol durable; nothing by default."""

    def say_refused(self, error: PatrolError) -> None:
        """Say why something was refused; nothing by default."""

    def _moved(self) -> None:
        if self.screen_stack and isinstance(self.screen, HostedScreen):
            self.screen.show_position()
