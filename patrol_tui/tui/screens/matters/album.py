"""The photos of a thing, or of a form that is not saved: looked at, turned, blackened in a copy."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from patrol_tui.domain.folding.state import State
from patrol_tui.domain.geo import LatLon
from patrol_tui.domain.language.errors import NotFound, PatrolError
from patrol_tui.language import _, current
from patrol_tui.services.overview.nearby import position_of_thing
from patrol_tui.services.photos.photo_view import shown_photos
from patrol_tui.services.requests import PhotoFile, TurnPhoto
from patrol_tui.services.syncing.photo_sync import PhotoMarks
from patrol_tui.tui.album.leaves_screen import LeavesScreen
from patrol_tui.tui.disk import photo_files
from patrol_tui.tui.kit.frame import work
from patrol_tui.tui.screen_table import make_screen
from patrol_tui.tui.views.album.leaf import Leaf, leaf_of_file, leaf_without, leaves_of
from patrol_tui.tui.views.album.leaf_blocks import Around
from patrol_tui.tui.views.wording.spoken import number_at_home, spoken

if TYPE_CHECKING:
    from patrol_tui.services.session import Session
    from patrol_tui.tui.commands import KeyVerb

_FULL_TURN = 360


class AlbumScreen(LeavesScreen):
    """The photos of a thing that is written down."""

    CSS_PATH = Path(__file__).with_name("album.tcss")

    def __init__(self, subject: bytes, at: int = 0) -> None:
        """Show photos.

        Args:
            subject: the thing.
            at: which of its leaves to begin with.
        """
        super().__init__(at)
        self._subject = subject
        self._copy_of = ""

    @property
    def state(self) -> State | None:
        """The thing as it is held now."""
        return self.session.ledger.state(self._subject)

    def show_data(self) -> None:
        """Read the photos of the thing."""
        session, state = self.session, self.state
        if state is None:
            return
        marks, around = PhotoMarks(session.ledger), self.around()
        leaves = leaves_of(shown_photos(session.blobs, marks, state, around.place))
        for at, leaf in enumerate(leaves):
            if leaf.original is not None and leaf.original.name == self._copy_of:
                self.at, self._copy_of = at, ""
        self.show_leaves(leaves)

    def around(self) -> Around:
        """Return what the photos are compared to."""
        desk, state = self.session.desk(), self.state
        if state is None:
            return Around(desk.now_us, desk.zone)
        code = desk.catalog.station(desk.writer.station_code).code
        title = state.text("place") or state.text("title")
        about = [spoken(title), number_at_home(state.text("number"), code)]
        return Around(
            now_us=desk.now_us,
            zone=desk.zone,
            about=[line for line in about if line],
            place=position_of_thing(desk.catalog, state),
            is_checkpoint=state.integer("lat_e7") is None,
            me=self.host.spot(),
        )

    def action_turn(self, by: int) -> None:
        """Turn the photo for everybody who looks at it."""
        leaf, state = self.leaf, self.state
        if leaf is None or state is None:
            return
        name = (leaf.original or leaf.shown).name
        turn = (leaf.shown.turn + by) % _FULL_TURN
        self.act(TurnPhoto(self._subject, name, turn, state.heads))

    def action_blacken(self) -> None:
        """Choose parts to blacken in a copy."""
        leaf = self.leaf
        if leaf is None:
            return
        photo = leaf.original or leaf.shown
        if not self.session.blobs.has(bytes.fromhex(photo.name)):
            self.say(_("The photo is not here whole yet; it can be blackened once it is."))
            self.run_worker(work(partial(self._ask_back, photo.name)), group="album")
            return

        def made(is_made: bool | None) -> None:  # noqa: FBT001 - what the screen answers
            if is_made:
                self._copy_of = photo.name
                self.show_all()
                self.say(_("The copy is made. The original stays as it was."))

        screen = make_screen("blacken", subject=self._subject, photo=photo)
        self.app.push_screen(screen, made)

    async def _ask_back(self, name: str) -> None:
        """Have the next sync bring a photo that went away because it is old."""

        def miss(session: "Session") -> None:
            with suppress(NotFound):
                session.blobs.get(bytes.fromhex(name))

        await self.host.ask(miss)
        self.host.syncing.wrote(self.host.clock.now_us())


class FilesScreen(LeavesScreen):
    """The photos of a form that is not saved, or of a folder."""

    CSS_PATH = Path(__file__).with_name("album.tcss")

    def __init__(
        self, files: Sequence[PhotoFile], at: int = 0, place: LatLon | None = None
    ) -> None:
        """Show photos.

        Args:
            files: where they lie.
            at: which of them to begin with.
            place: where the record is, if that is known.
        """
        super().__init__(at)
        self._files, self._place = files, place

    def on_mount(self) -> None:
        """Read the files beside the keys."""
        super().on_mount()
        self.run_worker(work(self._read), group="album")

    async def _read(self) -> None:
        around, leaves = self.around(), list[Leaf]()
        for number, file in enumerate(self._files, 1):
            try:
                photo = await asyncio.to_thread(photo_files.photo_in, file.path)
            except PatrolError as error:
                leaves.append(leaf_without(number, file.caption, error.text(_, current())))
                continue
            leaves.append(leaf_of_file(number, photo, file.caption, around.now_us, around.place))
        if self.is_mounted:
            self.show_leaves(leaves)

    def around(self) -> Around:
        """Return what the photos are compared to."""
        desk = self.session.desk()
        names = [self._files[self.at].path.name] if self._files else []
        return Around(desk.now_us, desk.zone, names, self._place, me=self.host.spot())

    def keys_of(self, leaf: Leaf) -> "list[KeyVerb]":
        """Return the footer without what needs an entry."""
        needs_entry = {"album.left", "album.right", "album.blacken"}
        return [one for one in super().keys_of(leaf) if one.command not in needs_entry]
