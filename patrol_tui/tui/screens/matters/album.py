"""The photos of a thing, or of a form that is not saved: looked at, turned, blackened in a copy."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from patrol_tui.domain.folding.pictures import Region
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
from patrol_tui.tui.views.album.leaf import (
    Leaf,
    leaf_of_file,
    leaf_without,
    leaves_of,
    with_copy,
)
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
        self,
        files: Sequence[PhotoFile],
        at: int = 0,
        place: LatLon | None = None,
        changed: Callable[[tuple[PhotoFile, ...]], None] | None = None,
    ) -> None:
        """Show photos.

        Args:
            files: where they lie.
            at: which of them to begin with.
            place: where the record is, if that is known.
            changed: told how they are to be looked at and what shall be black; nothing of that can
                be changed without.
        """
        super().__init__()
        self._files, self._place, self._changed = list(files), place, changed
        self._first = at + 1

    def on_mount(self) -> None:
        """Read the files beside the keys."""
        super().on_mount()
        self.run_worker(work(self._read), group="album")

    async def _read(self) -> None:
        leaves: list[Leaf] = []
        for number in range(1, len(self._files) + 1):
            leaves += await self._leaves(number)
        if self.is_mounted:
            self.at = next((at for at, one in enumerate(leaves) if one.number == self._first), 0)
            self.show_leaves(leaves)

    async def _leaves(self, number: int) -> tuple[Leaf, ...]:
        """Return a file's leaf, and that of the copy that will be made of it."""
        file, around = self._files[number - 1], self.around()
        try:
            photo = await asyncio.to_thread(photo_files.photo_in, file.path)
            leaf = leaf_of_file(number, photo, file, around.now_us, around.place)
            if not file.regions:
                return (leaf,)
            copy = await asyncio.to_thread(photo_files.blackened_copy, photo.data, file.regions)
        except PatrolError as error:
            return (leaf_without(number, file.caption, error.text(_, current())),)
        return with_copy(leaf, copy, file)

    def around(self) -> Around:
        """Return what the photos are compared to."""
        desk, leaf = self.session.desk(), self.leaf
        number = leaf.number if leaf is not None else self._first
        names = [one.path.name for one in self._files[number - 1 : number]]
        return Around(desk.now_us, desk.zone, names, self._place, me=self.host.spot())

    def keys_of(self, leaf: Leaf) -> "list[KeyVerb]":
        """Return the footer without what cannot be kept."""
        changes = {"album.left", "album.right", "album.blacken"}
        may = self._changed is not None and not leaf.problem
        return [one for one in super().keys_of(leaf) if may or one.command not in changes]

    def action_turn(self, by: int) -> None:
        """Turn the photo, and note that for the entry."""
        leaf = self.leaf
        if self._changed is None or leaf is None or leaf.problem:
            super().action_turn(by)
            return
        file = self._files[leaf.number - 1]
        turn = (file.turn + by) % _FULL_TURN
        self._keep(leaf.number, replace(file, turn=turn))
        self.show_leaves([_turned(one, turn, leaf.number) for one in self.leaves])

    def action_blacken(self) -> None:
        """Choose parts that shall be black in a copy, and note them for the entry."""
        leaf = self.leaf
        if self._changed is None or leaf is None or leaf.problem:
            super().action_blacken()
            return
        number, file = leaf.number, self._files[leaf.number - 1]

        def take(regions: tuple[Region, ...]) -> None:
            self._keep(number, replace(file, regions=regions))
            self.say(_("Noted: the copy is made when the record is saved."))
            self.run_worker(work(partial(self._anew, number)), group="album")

        photo = leaf.original or leaf.shown
        self.app.push_screen(make_screen("blacken_file", path=file.path, photo=photo, take=take))

    def _keep(self, number: int, file: PhotoFile) -> None:
        self._files[number - 1] = file
        if self._changed is not None:
            self._changed(tuple(self._files))

    async def _anew(self, number: int) -> None:
        """Show a file anew; its copy, where there is one now."""
        fresh = await self._leaves(number)
        before = [one for one in self.leaves if one.number < number]
        after = [one for one in self.leaves if one.number > number]
        if self.is_mounted:
            self.at = len(before) + len(fresh) - 1
            self.show_leaves([*before, *fresh, *after])


def _turned(leaf: Leaf, turn: int, number: int) -> Leaf:
    if leaf.number != number:
        return leaf
    original = None if leaf.original is None else replace(leaf.original, turn=turn)
    return replace(leaf, shown=replace(leaf.shown, turn=turn), original=original)
