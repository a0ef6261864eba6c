"""A screen with a form that must not be lost: its draft, its photos, how it is put down."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from patrol_tui.devices.disk import free_bytes
from patrol_tui.domain.language.errors import PatrolError
from patrol_tui.domain.language.text import inert
from patrol_tui.language import _
from patrol_tui.services.office import Done
from patrol_tui.services.overview.nearby import position_of_checkpoint
from patrol_tui.services.requests import PhotoFile, Request
from patrol_tui.tui.commands import key_of, key_on
from patrol_tui.tui.dialogs.photos import PhotoPlaces, PhotosDialog
from patrol_tui.tui.host.station_screen import StationScreen
from patrol_tui.tui.kit.dialogs.dialog import ConfirmDialog
from patrol_tui.tui.record.drafting import Drafting, Kept
from patrol_tui.tui.screen_table import make_screen
from patrol_tui.tui.views.recording.record_draft import RecordDraft
from patrol_tui.tui.views.recording.record_form import PHOTOS, typed_spot

if TYPE_CHECKING:
    from patrol_tui.domain.geo import LatLon

LITTLE_DISK_BYTES = 500_000_000
_RECENT_US = 12 * 3_600_000_000


class DraftedScreen(StationScreen[None]):
    """Keeps what is typed within a second, until its entry is durable.

    Attributes:
        draft: what is typed so far.
        drafting: keeps it.
        is_saving: its entry is being written.
    """

    def __init__(self, draft: RecordDraft) -> None:
        super().__init__()
        self.draft = draft
        self.drafting: Drafting | None = None
        self.is_saving = False

    def go_on(self, draft: RecordDraft) -> None:
        """Go on with a draft, new or kept."""
        self.draft = draft
        self.drafting = Drafting(self.session.drafts, draft.key, self._as_text, self.host.clock)
        self.drafting.told = self.show_kept

    def _as_text(self) -> str:
        """Return what is typed at the moment it is asked for."""
        return self.draft.as_text()

    def show_kept(self, kept: Kept) -> None:
        """Show when the draft was kept, or why not."""

    def show_photos(self, photos: Sequence[PhotoFile]) -> None:
        """Show what is attached."""

    def typed(self) -> None:
        """Keep the draft soon."""
        if self.drafting is not None:
            self.drafting.typed()

    def keep(self) -> None:
        """Keep what was typed at once."""
        if self.drafting is not None:
            self.drafting.now()

    # Photos.

    def add_photos(self) -> None:
        """Ask for photos."""
        desk = self.session.desk()
        free = free_bytes(self.host.door.places.data)
        little = free is not None and free < LITTLE_DISK_BYTES
        warning = _("Only {count} MB are free on the disk.") if little else ""
        places = PhotoPlaces(
            camera=self.host.settings.camera_folder,
            since_us=desk.now_us - _RECENT_US,
            now_us=desk.now_us,
            zone=desk.zone,
            warning=warning.format(count=(free or 0) // 1_000_000),
            place=self.spot(),
        )
        dialog = PhotosDialog(_("Photos"), self.draft.photos, places)
        self.app.push_screen(dialog, self._photos_chosen)

    def spot(self) -> "LatLon | None":
        """Return where the draft is: as it is typed, as it is measured, or its checkpoint."""
        known = typed_spot(self.draft.values) or self.host.spot()
        return known or position_of_checkpoint(self.session.catalog, self.draft.checkpoint)

    def action_look(self) -> None:
        """Look at the photos that are attached."""
        photos = self.draft.photos
        if photos:
            spot, changed = self.spot(), self._photos_chosen
            self.app.push_screen(
                make_screen("album_files", files=photos, place=spot, changed=changed)
            )
        else:
            said = _("There are no photos. {key} adds one.")
            self.say(said.format(key=key_on(self.NAME, "photo")))

    def takes_photos(self) -> bool:
        """Return whether there is a form."""
        return bool(self.draft.kind)

    def take_photos(self, photos: Sequence[PhotoFile]) -> None:
        """Attach photos beside those that are attached."""
        known = {one.path for one in self.draft.photos}
        more = (one for one in photos if one.path not in known)
        self._photos_chosen((*self.draft.photos, *more))

    def _photos_chosen(self, photos: tuple[PhotoFile, ...] | None) -> None:
        if photos is None or photos == self.draft.photos:
            return
        self.draft = replace(self.draft, photos=photos, touched=self.draft.touched | {PHOTOS})
        self.show_photos(photos)
        self.typed()

    # Writing.

    def write(self, requests: Sequence[Request], said: Callable[[Done], str]) -> None:
        """Write requests one after the other; then the draft goes, and the screen with it.

        Args:
            requests: the first that is refused stops those behind it; the draft stays then.
            said: returns what to say on the screen below.
        """
        if self.drafting is not None and not self.is_saving:
            self.is_saving = True
            self.drafting.stop()
            self._write_next(list(requests), said)

    def _write_next(self, left: list[Request], said: Callable[[Done], str]) -> None:
        first, *rest = left

        def written(done: Done) -> None:
            if rest:
                self._write_next(rest, said)
            else:
                self._finish(said(done))

        self.host.act(first, written, self._refused)

    def _refused(self, error: PatrolError) -> None:
        self.is_saving = False
        if self.drafting is not None:
            self.drafting.go_on()
        self.refused(error)

    def refused(self, error: PatrolError) -> None:
        """Say why the record was not written; everything typed is still there."""
        self.fail(error)

    def _finish(self, text: str) -> None:
        """Drop the draft and go back where one was."""
        if self.drafting is not None:
            self.app.run_worker(_drop(self.drafting, self.host.changed), group="drafts")
        while self in self.app.screen_stack:
            self.app.pop_screen()
        self.host.say(text)

    # Putting down.

    async def action_back(self) -> None:
        """Put the record down; its draft stays."""
        kept = self.drafting.now() if self.drafting is not None else None
        if kept is not None and kept.error is not None:
            self.show_kept(kept)
            why = inert(kept.error.text(_))
            text = _("The draft cannot be kept: {why} If you leave now, it is lost.")
            dialog = ConfirmDialog(
                _("Not kept"), text.format(why=why), verb=_("Leave all the same")
            )
            self.app.push_screen(dialog, self._lose)
            return
        is_begun = bool(self.draft.touched)
        await self.host.action_back()
        if is_begun:
            said = _("Put down. The draft stays; {key} goes on with it.")
            self.host.say(said.format(key=key_of("app.record")))

    async def _lose(self, may: bool | None) -> None:  # noqa: FBT001 - what the dialog answers
        if may:
            if self.drafting is not None:
                self.drafting.stop()
            await self.host.action_back()

    def retract(self) -> None:
        """Throw the draft away, if the officer says so."""
        text = _("What was typed here goes, and nothing of it was saved. Photo files stay.")
        dialog = ConfirmDialog(_("Throw the draft away"), text, verb=_("Throw away"))
        self.app.push_screen(dialog, self._discard)

    def action_discard(self) -> None:
        """Throw the draft away, if the officer says so."""
        self.retract()

    def _discard(self, may: bool | None) -> None:  # noqa: FBT001 - what the dialog answers
        if may:
            self._finish(_("The draft was thrown away."))


async def _drop(drafting: Drafting, then: Callable[[], None]) -> None:
    """Drop a draft, and show that it is gone; one that the disk keeps is known by its entry."""
    with suppress(PatrolError):
        await drafting.drop()
    then()
