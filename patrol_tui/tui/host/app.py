"""The screens' app: shows the first of them, syncs, does what is due, says what went wrong."""

from __future__ import annotations

import gc
import logging
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from rich.text import Text
from textual import events
from textual.screen import ModalScreen, Screen

from patrol_tui.domain.language.errors import N_, PatrolError, Refused
from patrol_tui.language import LANGUAGES, catalogues_of, current
from patrol_tui.tui.host.going import LOWEST
from patrol_tui.tui.host.home_app import HomeApp, is_of_ledger
from patrol_tui.tui.host.hosted_screen import HostedScreen
from patrol_tui.tui.kit.chrome import StatusLine
from patrol_tui.tui.kit.frame import KIT_STYLES
from patrol_tui.tui.screen_table import FIRST_STYLES, make_screen

if TYPE_CHECKING:
    from pathlib import PurePath

    from patrol_tui.clock import Clock
    from patrol_tui.domain.language.pinyin import Pinyin
    from patrol_tui.domain.track.fix import Fix
    from patrol_tui.services.syncing.sync import SyncProgress, SyncResult
    from patrol_tui.tui.entering.door import Door, OpenHome
    from patrol_tui.tui.host.camera_watch import CameraWatch
    from patrol_tui.tui.host.scanner import Scanner
    from patrol_tui.tui.safety.lookout import Lookout
    from patrol_tui.tui.syncing import Link

_TICK_S = 5.0
_TOUCHES = (events.Key, events.MouseDown, events.Paste)
_MINUTE_US = 60_000_000
_TYPING_US = 2_000_000
_REOPENS_EVERY_US = 10 * _MINUTE_US
_log = logging.getLogger("patrol_tui.tui")
_STOPPED = N_(
    "The program has stopped by a fault of its own. Everything that was saved is there, "
    "and so is the draft. Open it again. What happened is written down in {path}."
)


class Damage(NamedTuple):
    """A ledger that turned out damaged in the middle of the work, after which the screens ended.

    Attributes:
        home: unlocked, with no session open.
        error: what was met.
    """

    home: OpenHome
    error: PatrolError


class PatrolApp(HomeApp):
    """The whole program on a screen.

    Attributes:
        damage: why the screens ended, where another app shall mend the ledger.
    """

    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = [KIT_STYLES, *FIRST_STYLES]

    def __init__(self, door: Door, clock: Clock, damage: Damage | None = None) -> None:
        """Show a home; nothing is opened before the first frame.

        Args:
            door: the home.
            clock: what time it is.
            damage: what an app before this one met; mending it is offered first.
        """
        super().__init__(door, clock)
        self.damage: Damage | None = None
        self._met = damage
        self._reopened_us = -_REOPENS_EVERY_US
        self._pinyin: Pinyin | None = None
        self._scanner: Scanner | None = None
        self._lookout: Lookout | None = None
        self._camera: CameraWatch | None = None

    @property
    def pinyin(self) -> Pinyin:
        """Return the readings of Chinese characters, for whatever is found by typing."""
        if self._pinyin is None:
            self._pinyin = self.door.pinyin()
        return self._pinyin

    def get_default_screen(self) -> Screen[Any]:
        """Return the first screen, in the place of an empty one that would be drawn before it."""
        first = make_screen("unlock")
        if self._met is not None:
            first = make_screen("mend", home=self._met.home, error=self._met.error)
        # Textual switches away only from what was pushed, and this is how it knows that.
        first._push_result_callback(self, None)  # noqa: SLF001
        return first

    async def open(self, home: OpenHome) -> None:
        """Open the home that a PIN or a set-up has unlocked, and show Today.

        Raises:
            PatrolError: it cannot be opened; the message says why.
        """
        behind = import_module("patrol_tui.tui.host.behind_pin")
        self._scanner = behind.Scanner(self, self._handle)
        self._lookout = behind.Lookout(self)
        self._camera = behind.CameraWatch(self)
        await super().open(home)

    async def on_mount(self) -> None:
        """Begin to count the time; the first screen is there already."""
        self.set_interval(_TICK_S, self.tick)
        self.call_after_refresh(gc.enable)

    # Syncing.

    @property
    def link(self) -> Link:
        """Return what the last sync found of the link."""
        return self.syncing.link

    @property
    def progress(self) -> SyncProgress | None:
        """Return how far the running sync is; None while none runs."""
        return self.syncing.progress

    @property
    def result(self) -> SyncResult | None:
        """Return how the last sync of this start went."""
        return self.syncing.result

    async def action_sync(self) -> None:
        """Start a sync, or show the one that runs."""
        await self.go("sync")
        self.start_sync()

    def start_sync(self, *, is_asked: bool = True) -> None:
        """Start a sync where none runs; one that nobody asked for is not spoken of if refused."""
        if self._home is None or self.syncing.is_running or self.syncing.is_paused:
            return
        self.run_worker(self._sync(is_asked=is_asked), group="sync", name="sync")

    def stop_sync(self) -> None:
        """Stop the running sync after what it is sending; what was sent stays sent."""
        self.syncing.stop()

    async def _sync(self, *, is_asked: bool) -> None:
        try:
            await self.syncing.run(self.clock.now_us)
        except PatrolError as error:
            if is_asked or not isinstance(error, Refused):
                self.say_refused(error)
        if self.session is not None and self.result is not None and self.result.pulled:
            await self.forget_catalog()
        self.changed()

    # Time.

    async def on_event(self, event: events.Event) -> None:
        """Remember when somebody was last here; let an error go that has been seen."""
        if isinstance(event, _TOUCHES) and not event.is_forwarded:
            self._touched_us = self.clock.now_us()
            for line in self.screen.query(StatusLine):
                line.key_pressed()
            scanner = self._scanner
            if isinstance(event, events.Key) and scanner and await scanner.takes(event):
                return
        await super().on_event(event)

    async def _handle(self, event: events.Event) -> None:
        await super().on_event(event)

    async def settled(self) -> None:
        """Wait until what was typed is handled, and what was queued is written or refused."""
        if self._scanner is not None:
            await self._scanner.settled()
        await super().settled()

    def here(self) -> Fix | None:
        """Return where the laptop is now; None where nothing tells."""
        return self.positioning.here(self.clock.now_us())

    async def tick(self) -> None:
        """Do what is due: the minute, the lock, a sync."""
        if self.session is None:
            return
        if isinstance(self.screen, HostedScreen):
            self.screen.show_frame()
        self.follow_setting()
        if self._lookout is not None:
            self._lookout.tick(self._touched_us)
        if self._camera is not None:
            self._camera.tick()
        now_us = self.clock.now_us()
        idle_us = now_us - self._touched_us
        if self._may_lock() and idle_us >= self.settings.lock_after_min * _MINUTE_US:
            await self.action_lock()
        elif idle_us > _TYPING_US:
            await self._idle(now_us)

    async def _idle(self, now_us: int) -> None:
        """Do what waits until nobody types."""
        home, session = self._home, self.session
        if self._wants_rest:
            self._wants_rest = False
            if await self._acts.rest() and self._may_reopen(now_us):
                self._reopened_us = now_us
                await self.reopen_readers()
                home, session = self._home, self.session
        if home is None or session is None or now_us < self.syncing.due_us:
            return
        if home.is_linked(session):
            self.start_sync(is_asked=False)

    def _may_reopen(self, now_us: int) -> bool:
        """Return whether no screen but one of the nine reads, and it was not done just before."""
        is_plain = len(self.screen_stack) == LOWEST
        return is_plain and now_us - self._reopened_us >= _REOPENS_EVERY_US

    def _may_lock(self) -> bool:
        """Return whether the home can be opened again, and no form is half typed."""
        names = [getattr(one, "NAME", "") for one in self.own_screens()]
        return self.has_pin and "record" not in names and not self._is_half_typed()

    def _is_half_typed(self) -> bool:
        """Return whether a dialog in front holds words that locking would lose."""
        if not isinstance(self.screen, ModalScreen):
            return False
        behind = import_module("patrol_tui.tui.host.behind_pin")
        return any(box.value for box in self.screen.query(behind.TextBox).results())

    @property
    def new_photos(self) -> str:
        """Return how many photos the camera has that are not attached yet, in words."""
        return self._camera.said() if self._camera is not None else ""

    def action_offered(self) -> None:
        """Ask which new photos of the camera shall be attached to what is in front."""
        if self.session is not None and self._camera is not None:
            self._camera.ask()

    def action_safe(self) -> None:
        """Write down that the officer is safe."""
        if self.session is not None and self._lookout is not None:
            self._lookout.check_in()

    def action_sos(self) -> None:
        """Ask what is the matter, and write it down."""
        if self.session is not None and self._lookout is not None:
            self._lookout.sos()

    # Faults.

    def _fatal_error(self) -> None:
        """Say on a plain page that the program has stopped.

        Textual's own page prints what variables held: names of residents among them.
        """
        fault = getattr(self._exception, "error", self._exception)
        _log.critical("the screens stopped by a fault", exc_info=fault)
        if self._home is not None and isinstance(fault, PatrolError) and is_of_ledger(fault):
            self.damage = Damage(self._home, fault)
            self._close_messages_no_wait()
            return
        # Both languages: whoever is called for help may read only the other one.
        own_first = sorted(LANGUAGES, key=lambda code: code != current())
        said = [catalogues_of(code).gettext(_STOPPED) for code in own_first]
        self.panic(Text("\n\n".join(said).format(path=self.door.places.log)))
