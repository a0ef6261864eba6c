"""A scanner of checkpoints' codes, at whatever screen is in front."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from patrol_tui.domain.language.errors import PatrolError
from patrol_tui.domain.language.text import inert
from patrol_tui.language import _
from patrol_tui.services.patrol.scans import arrival, is_far_off
from patrol_tui.tui.host.hosted_screen import HostedScreen
from patrol_tui.tui.host.stray import Stray
from patrol_tui.tui.host.wedge import BURST_S, Wedge
from patrol_tui.tui.views.wording.spoken import spoken

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual import events
    from textual.timer import Timer

    from patrol_tui.services.office import Done
    from patrol_tui.services.requests import Arrive
    from patrol_tui.tui.host.app import PatrolApp


class Scanner:
    """Has digits wait until it is clear whether a scanner types them; a code means arrival."""

    def __init__(self, host: PatrolApp, handle: Callable[[events.Key], Awaitable[None]]) -> None:
        """Begin with nothing scanned.

        Args:
            host: the app.
            handle: what becomes of a key that fingers typed.
        """
        self._host = host
        self._handle = handle
        self._wedge = Wedge(self._scanned, handle)
        self._stray = Stray(self._typed)
        self._timer: Timer | None = None

    async def takes(self, key: events.Key) -> bool:
        """Return whether a key is kept from the screens, for now or for good."""
        if self._timer is not None:
            self._timer.stop()
        is_kept = await self._stray.take(key) or await self._is_held(key)
        if self._holds:
            self._timer = self._host.set_timer(BURST_S, self._let_go)
        return is_kept

    @property
    def _holds(self) -> bool:
        return self._stray.holds or self._wedge.holds

    async def _is_held(self, key: events.Key) -> bool:
        return self._host.session is not None and await self._wedge.take(key)

    async def _typed(self, key: events.Key) -> None:
        """Take a key that is no report of the terminal's, a moment after it came."""
        if not await self._is_held(key):
            await self._handle(key)

    async def _let_go(self) -> None:
        await self._stray.let_go()
        await self._wedge.let_go()

    async def settled(self) -> None:
        """Have what waits handled, without waiting for the moment to pass."""
        if not self._holds:
            return
        gone = asyncio.Event()

        async def let_go() -> None:
            await self._let_go()
            gone.set()

        self._host.call_later(let_go)
        await gone.wait()

    def _scanned(self, code: str) -> None:
        host = self._host
        fix = host.here()
        place, unsure_m = (fix.place, fix.accuracy_m) if fix is not None else (None, None)
        try:
            request = arrival(host.opened.catalog, host.patrol, code, place, unsure_m)
        except PatrolError as error:
            self._refused(error)
            return
        host.act(request, lambda done: self._said(request, done), self._refused)

    def _refused(self, error: PatrolError) -> None:
        self._host.bell()
        self._host.warn(inert(error.text(_)))

    def _said(self, request: Arrive, done: Done) -> None:
        """Say where one has come to; a code scanned far from its place is said loudly."""
        host = self._host
        for screen in host.own_screens():
            if isinstance(screen, HostedScreen):
                screen.arrived(request.checkpoint)
        state = host.opened.ledger.state(done.subject)
        route = state.text("route") if state is not None else ""
        point = host.opened.catalog.checkpoint(route, request.checkpoint)
        place = spoken(point.name)
        if is_far_off(point, request.distance_m, request.accuracy_m):
            far = _("{place}: scanned {m} m away from it. That is written down and flagged.")
            host.bell()
            host.warn(far.format(place=place, m=request.distance_m))
        elif request.distance_m is None:
            bare = _("Arrived at {place} by its code. No position to compare.")
            host.say(bare.format(place=place))
        else:
            near = _("Arrived at {place} by its code, {m} m.")
            host.say(near.format(place=place, m=request.distance_m))
