"""The app's hold on a home: opening it, reading, writing, lending it out, closing it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import cached_property
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, TypeVar

from patrol_tui import bootstrap
from patrol_tui.domain.language.errors import Corrupt, NotFound, PatrolError
from patrol_tui.domain.language.text import inert
from patrol_tui.language import _, current
from patrol_tui.tui.host.acts import Act, ActQueue
from patrol_tui.tui.host.hosted_screen import HostedScreen
from patrol_tui.tui.host.placed import PlacedApp
from patrol_tui.tui.keymap import keymap_problems
from patrol_tui.tui.screen_table import make_screen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from patrol_tui.clock import Clock
    from patrol_tui.domain.folding.state import State
    from patrol_tui.domain.language.problem import Problem
    from patrol_tui.domain.track.points import Point
    from patrol_tui.services.office import Done
    from patrol_tui.services.requests import Request
    from patrol_tui.services.session import Session
    from patrol_tui.tui.entering.door import Door, OpenHome
    from patrol_tui.tui.syncing import Syncing

T = TypeVar("T")
TYPING_US = 500_000
"""Nothing moves for so long after a key: who types looks at what they type."""


def is_of_ledger(error: BaseException) -> bool:
    """Return whether an error says that the ledger itself is damaged, old or missing."""
    path = error.params.get("path") if isinstance(error, Corrupt | NotFound) else None
    if path is None:
        return isinstance(error, Corrupt)
    return PurePath(str(path)).name == bootstrap.LEDGER_FILE


class HomeApp(PlacedApp):
    """An app over a home that is opened and closed while it runs.

    Attributes:
        session: the opened home, for reading on the event loop; None while it is locked.
        unsent_photos: how many photos the shared ledger has not confirmed.
        battery_percent: what is left, if there is a battery.
        patrol: the patrol under way.
        officers: who is on duty here.
        filters: what officers of this home like to look for, under names.
    """

    def __init__(self, door: Door, clock: Clock) -> None:
        """Begin with a home that is shut."""
        super().__init__(door, clock)
        self.session: Session | None = None
        self.unsent_photos = 0
        self.battery_percent: int | None = None
        self.patrol: State | None = None
        self.officers: tuple[str, ...] = ()
        self.filters: Mapping[str, str] = {}
        self._home: OpenHome | None = None
        self._acts = ActQueue(self._broken)
        self._last_written: bytes | None = None
        self._touched_us = clock.now_us()
        self._wants_rest = True

    @cached_property
    def syncing(self) -> Syncing:
        """Return the sync that runs beside the screens."""
        made: Syncing = import_module("patrol_tui.tui.syncing").Syncing(self._sync_moved)
        return made

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
        self.listen(home.receiver)
        await self._take_filters(self.session)
        await self.clear_stack()
        await self.switch_screen(make_screen("today"))
        self._tell_wrong_settings()
        for notice in notices:
            self.warn(inert(notice.text(_, current())))

    async def _take_filters(self, session: Session) -> None:
        """Take the filters out of the home; those of older settings move there."""
        earlier, now_us = self.settings.filters, self.clock.now_us()
        take = import_module("patrol_tui.tui.host.behind_pin").taken_over
        try:
            self.filters = await asyncio.to_thread(take, session.drafts, earlier, now_us)
        except PatrolError as error:
            self.filters = earlier
            self.say_refused(error)
        else:
            if earlier:
                self.choose(replace(self.settings, filters={}))

    def keep_filters(self, kept: Mapping[str, str]) -> bool:
        """Keep filters in the place of those before, and return whether the disk took them."""
        keep = import_module("patrol_tui.tui.host.behind_pin").keep_filters
        try:
            keep(self.opened.drafts, kept, self.clock.now_us())
        except PatrolError as error:
            self.say_refused(error)
            return False
        self.filters = kept
        return True

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

    async def close_home(self, *, is_locking: bool = False) -> None:
        """Finish what is being written and sent, then close every file.

        Args:
            is_locking: somebody will come back: the receiver is listened to meanwhile.
        """
        self.keep_typed()
        if is_locking:
            self.positioning.hold()
        else:
            self.positioning.stop()
        self.syncing.stop()
        await self._acts.close()
        await self.syncing.close()
        session, self.session, self._home = self.session, None, None
        self.filters = {}
        if session is not None:
            session.close()

    async def reopen_readers(self) -> None:
        """Close what the program itself has open, and open it again.

        A read that was left open keeps the log of writes from being emptied: afterwards none of
        ours is, and the log is moved at once.
        """
        home, session = self._home, self.session
        if home is None or session is None:
            return
        await self.syncing.end_side()
        try:
            fresh = await asyncio.to_thread(home.session)
            self.session = fresh
            session.close()
            await self._acts.reopen()
        except PatrolError as error:
            self.say_refused(error)
            return
        self._show_all()
        await self._acts.rest()

    async def mend(self, home: OpenHome, error: PatrolError | None = None) -> None:
        """Close the home and offer to make its ledger whole again."""
        await self.clear_stack()
        await self.close_home()
        await self.switch_screen(make_screen("mend", home=home, error=error))

    async def action_mend(self) -> None:
        """Offer to make the ledger of the open home whole again."""
        if self._home is not None:
            await self.mend(self._home)

    async def action_lock(self) -> None:
        """Close the home and ask for the PIN."""
        if self.session is None:
            return
        await self.clear_stack()
        await self.close_home(is_locking=True)
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
            self._last_written = done.subject or None
            if then is not None:
                then(done)
            self.syncing.wrote(self.clock.now_us())
            self.changed()

        self.positioning.flush()
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

    async def beside(self, job: Callable[[OpenHome], T]) -> T:
        """Do what opens the home's files for itself, such as the bureau's work, in a thread.

        Raises:
            PatrolError: why it could not be done.
        """
        home = self._home
        if home is None:
            raise RuntimeError("the home is locked")
        try:
            async with self.syncing.paused():
                return await asyncio.to_thread(job, home)
        finally:
            self.changed()

    async def forget_catalog(self) -> None:
        """Fold the catalogue anew, for reading and for deciding: entries may have changed it."""
        self.opened.refresh()
        await self._acts.refresh()

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
        self.positioning.follow(self.patrol)
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
        self.act(bootstrap.undo_last(self._last_written), self._say_undone, self.say_refused)

    def _say_undone(self, done: Done) -> None:
        del done
        self._last_written = None
        self.say(_("The last step was taken back."))

    def keep_track(self, patrol: bytes, points: tuple[Point, ...]) -> None:
        """Queue points of a patrol to be made durable."""
        request = bootstrap.track_kept(patrol, points)
        self._acts.put(Act(request, lambda _done: None, self.say_refused))

    def say_refused(self, error: PatrolError) -> None:
        """Say why something was refused."""
        self.warn(inert(error.text(_, current())))

    # Showing.

    def _sync_moved(self) -> None:
        if self.session is None or not self.screen_stack:
            return
        if self.syncing.has_news(self.clock.now_us()):
            self.changed()
        idle_us = self.clock.now_us() - self._touched_us
        is_still = self.settings.reduced_motion or 0 <= idle_us < TYPING_US
        if isinstance(self.screen, HostedScreen) and self.syncing.may_move(is_still=is_still):
            self.screen.show_sync()

    def _show_all(self) -> None:
        # A sync may end while the last screen is already taken away.
        if self.screen_stack and isinstance(self.screen, HostedScreen):
            self.screen.show_all()

    def _broken(self, error: BaseException) -> None:
        """Show a fault of our own."""
        self._handle_exception(error if isinstance(error, Exception) else RuntimeError(repr(error)))
