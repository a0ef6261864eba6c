"""Sync: what goes and what comes, conflicts, and the log of all runs."""

from typing import TYPE_CHECKING

from textual.app import ComposeResult

from patrol_tui.domain.language.text import inert
from patrol_tui.domain.subjects.device import REVOKED_STATE
from patrol_tui.language import _
from patrol_tui.services.bureau.laptops import fork_of_own
from patrol_tui.services.syncing.sync_log import past_syncs
from patrol_tui.tui.acting.barred_acts import BarredActs
from patrol_tui.tui.acting.settling import Settling, first_in_conflict
from patrol_tui.tui.commands import command, key_of, shown_key, verbs
from patrol_tui.tui.exports.stick_files import open_stick
from patrol_tui.tui.host.station_screen import StationScreen
from patrol_tui.tui.kit.drawing.drawn import Sheet
from patrol_tui.tui.views.station.sync_blocks import SyncSeen, sync_blocks

if TYPE_CHECKING:
    from patrol_tui.domain.language.phrase import Phrase

_REDRAW_S = 0.25


class SyncScreen(StationScreen[None]):
    """Typing goes on elsewhere; here one can watch, stop, and go on to the receipt."""

    NAME = "sync"

    def __init__(self) -> None:
        super().__init__()
        self._is_waiting = False
        self._conflict = ""
        self._shut_out: str | None = None
        self._forked: Phrase | None = None
        self._barred = BarredActs(self)
        self._settling = Settling(self)

    def compose_body(self) -> ComposeResult:
        """Lay out the one page."""
        yield Sheet(id="page")

    def on_mount(self) -> None:
        """Take the keys, to scroll."""
        self.query_one(Sheet).focus()

    def show_data(self) -> None:
        """Read counts, log and what is to settle, and show them."""
        self.host.note_state()  # a command beside the screens may have added photos
        self._conflict = first_in_conflict(self.session)
        self._shut_out = self._why_shut_out()
        self._forked = fork_of_own(self.session.ledger)
        self._show_page()

    def show_sync(self) -> None:
        """Show how far the sync is, at most four times a second."""
        super().show_sync()
        if not self._is_waiting:
            self._is_waiting = True
            self._show_page()
            self.set_timer(_REDRAW_S, self._show_late)

    def _show_late(self) -> None:
        self._is_waiting = False
        self._show_page()

    def _show_page(self) -> None:
        # What it shows may be gone by now: the program is left while a sync comes to its end.
        if self.host.session is None or not self.query(Sheet):
            return
        session, desk = self.session, self.session.desk()
        progress = self.host.progress
        seen = SyncSeen(
            progress=progress,
            counts=session.ledger.counts(),
            unsent_photos=self.host.unsent_photos,
            photos_wait=self.host.syncing.photos_wait,
            past=past_syncs(session.ledger),
            conflict=self._conflict,
            now_us=desk.now_us,
            zone=desk.zone,
            barred_key=shown_key(command("sync.quarantine"), self.host.remap),
            shut_out=self._shut_out,
            forked=self._forked,
        )
        self.query_one(Sheet).show(*sync_blocks(seen), keep_place=True)
        keys = verbs("sync_running" if progress is not None else "sync", self.host.remap)
        left_out = "" if seen.counts.conflicts else "sync.decide"
        self.show_keys([one for one in keys if one.command != left_out])

    def _why_shut_out(self) -> str | None:
        """Return why the bureau shut this laptop out, or None."""
        ledger = self.session.ledger
        state = ledger.state(ledger.writer.device)
        if state is None or state.status != REVOKED_STATE:
            return None
        said = [(fact.content or {}).get("reason") for fact in state.facts]
        return inert(" ".join(str(reason) for reason in said if reason))

    def action_quarantine(self) -> None:
        """Show what is kept without effect, and why."""
        self._barred.choose()

    async def action_receipt(self) -> None:
        """Show whether the laptop may be closed."""
        await self.host.over("receipt")

    def action_decide(self) -> None:
        """Settle what is to settle, of whatever type."""
        self._settling.choose()

    def action_photos_later(self) -> None:
        """Leave photos for later, or send them after all."""
        syncing = self.host.syncing
        syncing.photos_wait = not syncing.photos_wait
        progress = self.host.progress
        if not syncing.photos_wait:
            self.say(_("Photos are sent again, after the entries."))
            self.host.start_sync()
        else:
            said = _("Entries alone from now on. The photos are safe here; {key} sends them.")
            self.say(said.format(key=key_of("sync.photos_later")))
            if progress is not None and progress.step == "photos":
                self.host.stop_sync()
        self._show_page()

    async def action_stick(self) -> None:
        """Sync by a file on a stick."""
        await open_stick(self.host, self.show_all)

    async def action_back(self) -> None:
        """Stop the running sync, else go back."""
        if self.host.progress is not None:
            self.host.stop_sync()
            self.say(_("Stopping. What was sent stays sent."))
        else:
            await self.host.action_back()
