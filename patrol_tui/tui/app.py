"""The screens' app: opens the home, keeps the session, queues what is written, runs the sync."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Literal

from textual import events
from textual.screen import Screen

from patrol_tui import bootstrap
from patrol_tui.bootstrap import Home, Unlocked
from patrol_tui.clock import Clock
from patrol_tui.domain.errors import PatrolError
from patrol_tui.language import _, set_language
from patrol_tui.services.office import Done
from patrol_tui.services.requests import Request
from patrol_tui.services.session import Session
from patrol_tui.services.sync import SyncProgress, SyncResult
from patrol_tui.settings import Settings, save
from patrol_tui.tui.acts import Act, ActQueue
from patrol_tui.tui.commands import command
from patrol_tui.tui.kit.chrome import Header
from patrol_tui.tui.kit.frame import FramedScreen, KitApp
from patrol_tui.tui.screen_table import make_screen
from patrol_tui.tui.station_screen import StationScreen
from patrol_tui.tui.themes import THEMES

Link = Literal["offline", "online", "syncing"]
_TICK_S = 15.0
_MINUTE_US = 60_000_000


class PatrolApp(KitApp[int]):
    """The whole program on a screen.

    Attributes:
        home: the home that is shown.
        session: the opened home, for reading on the event loop; None while it is locked.
        link: what the last sync found.
        progress: how far the running sync is; None while none runs.
        result: how the last sync of this start went.
    """

    def __init__(self, home: Home, clock: Clock) -> None:
        """Show a home; nothing is opened before the first frame."""
        settings = home.settings
        super().__init__(
            theme=settings.theme,
            ascii_lines=settings.lines == "ascii",
            remap=settings.keys,
        )
        self.home = home
        self.clock = clock
        self.session: Session | None = None
        self.link: Link = "offline"
        self.progress: SyncProgress | None = None
        self.result: SyncResult | None = None
        self.unsent_photos = 0
        self.battery_percent: int | None = None
        self.patrol_since_us: int | None = None
        self.officers: tuple[str, ...] = ()
        self._unlocked: Unlocked | None = None
        self._acts = ActQueue()
        self._stop_sync = False
        self._touched_us = clock.now_us()

    @property
    def settings(self) -> Settings:
        """Return what the user chose."""
        return self.home.settings

    @property
    def opened(self) -> Session:
        """Return the opened home; only screens behind the PIN ask for it."""
        if self.session is None:
            raise RuntimeError("the home is locked")  # noqa: EM101 - a bug, not a message
        return self.session

    def on_mount(self) -> None:
        """Show the first screen, then go on behind it."""
        self.push_screen(make_screen("unlock" if self.home.is_set_up() else "setup"))
        self.set_interval(_TICK_S, self._tick)

    # Opening and locking.

    async def open(self, unlocked: Unlocked) -> None:
        """Open the home that a PIN or a set-up has unlocked, and show Today.

        Raises:
            PatrolError: it cannot be opened; the message says why.
        """
        reading = await asyncio.to_thread(bootstrap.open_session, unlocked, self.clock)
        writing = await asyncio.to_thread(bootstrap.open_session, unlocked, self.clock)
        self._unlocked, self.session = unlocked, reading
        self.run_worker(self._write(writing), group="acts", name="acts")
        self.note_state()
        self.switch_screen(make_screen("today"))

    async def _write(self, session: Session) -> None:
        try:
            await self._acts.consume(session.office.perform)
        finally:
            session.close()

    async def action_lock(self) -> None:
        """Finish what is being written, close everything, ask for the PIN."""
        await self._close()
        while len(self.screen_stack) > 2:  # noqa: PLR2004 - Textual's own and the lowest of ours
            self.pop_screen()
        self.switch_screen(make_screen("unlock"))

    async def _close(self) -> None:
        self._stop_sync = True
        await self._acts.settled()
        self.workers.cancel_group(self, "acts")
        if self.session is not None:
            self.session.close()
        self.session, self._unlocked = None, None

    async def action_leave(self) -> None:
        """Finish what is being written, close everything, leave."""
        await self._close()
        self.exit(0)

    # Writing.

    def act(
        self,
        request: Request,
        then: Callable[[Done], None] | None,
        refused: Callable[[PatrolError], None],
    ) -> None:
        """Queue a request; afterwards whatever is in front is shown anew."""

        def written(done: Done) -> None:
            if then is not None:
                then(done)
            self.changed()

        self._acts.put(Act(request, written, refused))

    def changed(self) -> None:
        """Show what is in front anew, since the ledger has changed."""
        if self.session is None:
            return
        self.session.refresh()
        self.note_state()
        if isinstance(self.screen, StationScreen):
            self.screen.show_all()

    def note_state(self) -> None:
        """Take down what the status line says of patrol, officers, photos and battery."""
        session = self.opened
        patrol = session.office.patrol_under_way()
        self.patrol_since_us = patrol.integer("started_us") if patrol else None
        partners = patrol.sets.get("partners", ()) if patrol else ()
        self.officers = (session.ledger.writer.name, *partners)
        self.unsent_photos = session.unsent_photos()
        self.battery_percent = bootstrap.battery_percent()

    # Syncing.

    def action_sync(self) -> None:
        """Start a sync, or show the one that runs."""
        self.action_go("sync")
        if self.progress is None and self._unlocked is not None:
            self._stop_sync = False
            self.progress = SyncProgress.begun()
            self.link = "syncing"
            self.run_worker(self._sync(self._unlocked), group="sync", name="sync")

    def stop_sync(self) -> None:
        """Stop the running sync after what it is sending; what was sent stays sent."""
        self._stop_sync = True

    async def _sync(self, unlocked: Unlocked) -> None:
        def told(progress: SyncProgress) -> None:
            self.call_from_thread(self._show_progress, progress)

        def run() -> SyncResult:
            session = bootstrap.open_session(unlocked, self.clock)
            try:
                return session.sync(told, lambda: self._stop_sync)
            finally:
                session.close()

        try:
            self.result = await asyncio.to_thread(run)
            self.link = "online" if self.result.state in {"complete", "partial"} else "offline"
        except PatrolError as error:
            self.link = "offline"
            if isinstance(self.screen, StationScreen):
                self.screen.fail(error)
        finally:
            self.progress = None
        self.changed()

    def _show_progress(self, progress: SyncProgress) -> None:
        self.progress = progress
        if isinstance(self.screen, StationScreen):
            self.screen.show_all()

    # Going about.

    def action_go(self, name: str) -> None:
        """Show one of the nine screens."""
        if self.session is None:
            return
        while len(self.screen_stack) > 2:  # noqa: PLR2004 - Textual's own and the lowest of ours
            self.pop_screen()
        if getattr(self.screen, "NAME", "") != name:
            self.switch_screen(make_screen(name))

    def on_header_tab_chosen(self, message: Header.TabChosen) -> None:
        """Go to the tab that was clicked."""
        self.action_go(message.screen)

    def action_record(self) -> None:
        """Record an issue, over whatever is in front."""
        if self.session is not None:
            self.push_screen(make_screen("record"))

    def action_help(self) -> None:
        """Show the keys that hold here."""
        self.push_screen(make_screen("help"))

    def action_find(self) -> None:
        """Search everything."""
        if self.session is not None:
            self.push_screen(make_screen("find"))

    def action_finder(self) -> None:
        """Offer every command and every sort of record."""
        self.push_screen(make_screen("palette"))

    def action_menu(self) -> None:
        """Offer the commands that hold here."""
        self.push_screen(make_screen("menu"))

    async def action_back(self) -> None:
        """Go one step back; from the nine screens to Today."""
        if len(self.screen_stack) > 2:  # noqa: PLR2004 - Textual's own and the lowest of ours
            self.pop_screen()
        elif self.session is not None:
            self.action_go("today")

    async def run_command(self, command_id: str) -> None:
        """Do what a command's key would do, on the screen that is in front."""
        one = command(command_id)
        await self.run_action(one.action, self if one.scope == "app" else self.screen)

    # Choosing.

    def choose(self, **values: object) -> None:
        """Change settings at once and keep them."""
        settings = replace(self.settings, **values)  # type: ignore[arg-type] - names are fields
        self.home = replace(self.home, settings=settings)
        set_language(settings.language)
        self.choose_theme(settings.theme)
        with suppress(PatrolError):
            save(self.home.places.config, settings)
        self.screen.refresh(recompose=True)

    def action_theme(self) -> None:
        """Go to the next colours."""
        names = list(THEMES)
        self.choose(theme=names[(names.index(self.settings.theme) + 1) % len(names)])

    def action_language(self) -> None:
        """Speak the other language."""
        self.choose(language="en" if self.settings.language == "zh" else "zh")

    def action_touch(self) -> None:
        """Make rows three high, or one."""
        self.choose(touch=not self.settings.touch)

    # Time.

    def on_event_key(self, event: events.Key) -> None:
        """Remember when somebody was last here."""
        del event
        self._touched_us = self.clock.now_us()

    async def _tick(self) -> None:
        screen: Screen[object] = self.screen
        if self.session is None or not isinstance(screen, FramedScreen):
            return
        if isinstance(screen, StationScreen):
            screen.show_frame()
        idle_us = self.clock.now_us() - self._touched_us
        is_form = getattr(screen, "NAME", "") == "record"
        asks_pin = self._unlocked is not None and self._unlocked.has_pin
        if asks_pin and not is_form and idle_us > self.settings.lock_after_min * _MINUTE_US:
            await self.action_lock()


def run(home: Home, clock: Clock) -> int:
    """Open the screens and return the exit code."""
    code = PatrolApp(home, clock).run()
    return 0 if code is None else code


__all__ = ["PatrolApp", "run"]
