"""The screens' app: opens the home, keeps the session, queues what is written, runs the sync."""

from __future__ import annotations

import asyncio
import gc
import logging
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from rich.text import Text
from textual import events
from textual.screen import ModalScreen, Screen

from patrol_tui import bootstrap
from patrol_tui.domain.language.errors import PatrolError, Refused
from patrol_tui.domain.language.text import inert
from patrol_tui.language import _, current
from patrol_tui.tui.entering.home_door import HomeDoor
from patrol_tui.tui.host.acts import Act, ActQueue
from patrol_tui.tui.host.choosing import ChoosingApp
from patrol_tui.tui.host.hosted_screen import HostedScreen
from patrol_tui.tui.keymap import keymap_problems
from patrol_tui.tui.kit.chrome import StatusLine
from patrol_tui.tui.kit.form.text_box import TextBox
from patrol_tui.tui.kit.frame import KIT_STYLES
from patrol_tui.tui.screen_table import FIRST_STYLES, make_screen
from patrol_tui.tui.syncing import Link, Syncing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import PurePath

    from patrol_tui.bootstrap import Home
    from patrol_tui.clock import Clock
    from patrol_tui.domain.folding.state import State
    from patrol_tui.domain.language.pinyin import Pinyin
    from patrol_tui.domain.language.problem import Problem
    from patrol_tui.services.office import Done
    from patrol_tui.services.requests import Request
    from patrol_tui.services.session import Session
    from patrol_tui.services.syncing.sync import SyncProgress, SyncResult
    from patrol_tui.tui.entering.door import Door, OpenHome

T = TypeVar("T")

_TICK_S = 5.0
_TOUCHES = (events.Key, events.MouseDown, events.Paste)
_MINUTE_US = 60_000_000
_TYPING_US = 2_000_000
_log = logging.getLogger("patrol_tui.tui")


class PatrolApp(ChoosingApp):
    """The whole program on a screen.

    Attributes:
        clock: what time it is.
        session: the opened home, for reading on the event loop; None while it is locked.
        syncing: the sync that runs beside the screens.
        unsent_photos: how many photos the shared ledger has not confirmed.
        battery_percent: what is left, if there is a battery.
        patrol: the patrol under way.
        officers: who is on duty here.
    """

    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = [KIT_STYLES, *FIRST_STYLES]

    def __init__(self, door: Door, clock: Clock) -> None:
        """Show a home; nothing is opened before the first frame."""
        super().__init__(door)
        self.clock = clock
        self.session: Session | None = None
        self.syncing = Syncing(self._sync_moved)
        self.unsent_photos = 0
        self.battery_percent: int | None = None
        self.patrol: State | None = None
        self.officers: tuple[str, ...] = ()
        self._home: OpenHome | None = None
        self._acts = ActQueue(self._broken)
        self._pinyin: Pinyin | None = None
        self._last_written: bytes | None = None
        self._touched_us = clock.now_us()
        self._wants_rest = True

    @property
    def is_open(self) -> bool:
        """Return whether the home is open."""
        return self.session is not None

    @property
    def has_pin(self) -> bool:
        """Return whether the open home can be locked again."""
        return self._home is not None and self._home.has_pin

    @property
    def opened(self) -> Session:
        """Return the opened home; only screens behind the PIN ask for it."""
        if self.session is None:
            raise RuntimeError("the home is locked")
        return self.session

    @property
    def pinyin(self) -> Pinyin:
        """Return the readings of Chinese characters, for whatever is found by typing."""
        if self._pinyin is None:
            self._pinyin = self.door.pinyin()
        return self._pinyin

    def get_default_screen(self) -> Screen[Any]:
        """Return the first screen, in the place of an empty one that would be drawn before it."""
        first = make_screen("unlock")
        # Textual switches away only from what was pushed, and this is how it knows that.
        first._push_result_callback(self, None)  # noqa: SLF001
        return first

    async def on_mount(self) -> None:
        """Begin to count the time; the first screen is there already."""
        self.set_interval(_TICK_S, self.tick)
        self.call_after_refresh(gc.enable)

    # Opening and closing.

    async def open(self, home: OpenHome) -> None:
        """Open the home that a PIN or a set-up has unlocked, and show Today.

        Raises:
            PatrolError: it cannot be opened; the message says why.
        """
        notices = await self._acts.open(home.session)
        try:
            self.session = await asyncio.to_thread(home.session)
        except PatrolError:
            await self._acts.close()
            raise
        self._home = home
        self._touched_us = self.clock.now_us()
        device = self.session.ledger.writer.device
        self.syncing.begin(home.sync_side(), self._touched_us, device)
        self.note_state()
        await self.clear_stack()
        await self.switch_screen(make_screen("today"))
        self._tell_wrong_settings()
        for notice in notices:
            self.warn(inert(notice.text(_, current())))

    def _tell_wrong_settings(self) -> None:
        """Say what is wrong in the settings' file, its keys too; defaults stand in."""
        told = [self._told(problem) for problem in self.door.problems]
        told += keymap_problems(self.remap)
        if not told:
            return
        more = _("{said} {count} more: `patrol-tui doctor` names them.")
        count = len(told) - 1
        self.warn(more.format(said=told[0], count=count) if count else told[0])

    def _told(self, problem: Problem) -> str:
        said = inert(problem.error.text(_, current()))
        form = _("settings.toml, line {line}: {said}")
        return form.format(line=problem.line, said=said) if problem.line else said

    async def close_home(self) -> None:
        """Finish what is being written and sent, then close every file."""
        self.keep_typed()
        self.syncing.stop()
        await self._acts.close()
        await self.syncing.close()
        session, self.session, self._home = self.session, None, None
        if session is not None:
            session.close()

    async def action_lock(self) -> None:
        """Close the home and ask for the PIN."""
        if self.session is None:
            return
        await self.clear_stack()
        await self.close_home()
        await self.switch_screen(make_screen("unlock"))

    async def action_leave(self) -> None:
        """Close the home and leave."""
        await self.close_home()
        self.exit(0)

    async def on_unmount(self) -> None:
        """Close the home, whatever ended the program."""
        await self.close_home()

    # Writing.

    def act(
        self,
        request: Request,
        then: Callable[[Done], None] | None,
        refused: Callable[[PatrolError], None],
    ) -> None:
        """Queue a request; afterwards whatever is in front is shown anew."""

        def written(done: Done) -> None:
            self._last_written = done.subject
            if then is not None:
                then(done)
            self.syncing.wrote(self.clock.now_us())
            self.changed()

        self._acts.put(Act(request, written, refused))

    async def ask(self, question: Callable[[Session], T]) -> T:
        """Return the answer to what takes too long for the event loop, such as the receipt.

        It is asked in a thread, of a session of its own.

        Raises:
            PatrolError: the home cannot be opened a second time, or the question has no answer.
        """
        home = self._home
        if home is None:
            raise RuntimeError("the home is locked")

        def work() -> T:
            session = home.session()
            try:
                return question(session)
            finally:
                session.close()

        return await asyncio.to_thread(work)

    async def settled(self) -> None:
        """Wait until all that was queued is written or refused."""
        await self._acts.settled()

    def changed(self) -> None:
        """Show what is in front anew, since the ledger has changed."""
        if self.session is None:
            return
        self._wants_rest = True
        self.note_state()
        self._show_all()

    def note_state(self) -> None:
        """Take down what the status line says of patrol, officers, photos and battery."""
        session = self.opened
        self.patrol = session.office.patrol_under_way()
        partners = self.patrol.sets.get("partners", ()) if self.patrol else ()
        self.officers = (session.ledger.writer.name, *session.names_of(partners))
        self.unsent_photos = session.unsent_photos()
        self.battery_percent = self.door.battery_percent()

    def action_undo(self) -> None:
        """Take back the last step, while nothing of it was sent."""
        if self.session is None:
            return
        if self._last_written is None:
            self.say(_("There is no step to take back."))
            return
        self.act(bootstrap.undo_last(self._last_written), self._say_undone, self._say_refused)

    def _say_undone(self, done: Done) -> None:
        del done
        self._last_written = None
        self.say(_("The last step was taken back."))

    def _say_refused(self, error: PatrolError) -> None:
        self.warn(inert(error.text(_, current())))

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
        if self._home is None or self.syncing.is_running:
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
                self._say_refused(error)
        if self.session is not None and self.result is not None and self.result.pulled:
            # What came in may have changed the catalogue, for reading and for deciding.
            self.session.refresh()
            await self._acts.refresh()
        self.changed()

    def _sync_moved(self) -> None:
        if self.session is None or not self.screen_stack:
            return
        if self.syncing.has_news(self.clock.now_us()):
            self.changed()
        if isinstance(self.screen, HostedScreen):
            self.screen.show_sync()

    def _show_all(self) -> None:
        if isinstance(self.screen, HostedScreen):
            self.screen.show_all()

    # Time.

    async def on_event(self, event: events.Event) -> None:
        """Remember when somebody was last here; let an error go that has been seen."""
        if isinstance(event, _TOUCHES) and not event.is_forwarded:
            self._touched_us = self.clock.now_us()
            for line in self.screen.query(StatusLine):
                line.key_pressed()
        await super().on_event(event)

    async def tick(self) -> None:
        """Do what is due: the minute, the lock, a sync."""
        if self.session is None:
            return
        if isinstance(self.screen, HostedScreen):
            self.screen.show_frame()
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
            await self._acts.rest()
        if home is None or session is None or now_us < self.syncing.due_us:
            return
        if home.is_linked(session):
            self.start_sync(is_asked=False)

    def _may_lock(self) -> bool:
        """Return whether the home can be opened again, and no form is half typed."""
        names = [getattr(one, "NAME", "") for one in self.own_screens()]
        return self.has_pin and "record" not in names and not self._is_half_typed()

    def _is_half_typed(self) -> bool:
        """Return whether a dialog in front holds words that locking would lose."""
        if not isinstance(self.screen, ModalScreen):
            return False
        return any(box.value for box in self.screen.query(TextBox).results())

    # Faults.

    def _broken(self, error: BaseException) -> None:
        self._handle_exception(error if isinstance(error, Exception) else RuntimeError(repr(error)))

    def _fatal_error(self) -> None:
        """Say on a plain page that the program has stopped.

        Textual's own page prints what variables held: names of residents among them.
        """
        fault = self._exception
        _log.critical("the screens stopped by a fault", exc_info=getattr(fault, "error", fault))
        text = _(
            "The program has stopped by a fault of its own. Everything that was saved is there, "
            "and so is the draft. Open it again. What happened is written down in {path}."
        )
        self.panic(Text(text.format(path=self.door.places.log)))


def run(home: Home, clock: Clock) -> int:
    """Open the screens of a home and return the exit code when they are left."""
    code = PatrolApp(HomeDoor(home, clock), clock).run()
    return 1 if code is None else code
