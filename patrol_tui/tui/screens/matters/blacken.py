"""Choosing the parts of a photo that shall be black in a copy, by keys or by the mouse."""

import asyncio
from abc import abstractmethod
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult

from patrol_tui.domain.folding.pictures import Region, regions_of
from patrol_tui.domain.language.errors import PatrolError
from patrol_tui.language import _, ngettext
from patrol_tui.services.office import Done
from patrol_tui.services.requests import BlackenPhoto
from patrol_tui.tui.album.frames import Sight
from patrol_tui.tui.album.picture_view import PictureView, read_raster
from patrol_tui.tui.commands import key_of, verbs
from patrol_tui.tui.disk import photo_files
from patrol_tui.tui.host.station_screen import StationScreen
from patrol_tui.tui.kit.blocks import Fact, Gap, Keys, Paragraph, Rule, Title
from patrol_tui.tui.kit.drawing.drawn import Sheet
from patrol_tui.tui.kit.frame import Panes, work

if TYPE_CHECKING:
    from patrol_tui.devices.raster import Raster
    from patrol_tui.services.photos.photo_view import ShownPhoto
    from patrol_tui.tui.kit.drawing.drawn import Block

_FULL_TURN = 360
_HASH_DIGITS = 16


class PartsScreen(StationScreen[bool]):
    """Nothing is written before F2; Esc takes back step by step, and leaves.

    Attributes:
        laid: the parts that are chosen, in the photo as it is turned.
    """

    NAME = "blacken"
    CSS_PATH = Path(__file__).with_name("blacken.tcss")

    def __init__(self, photo: "ShownPhoto") -> None:
        """Begin with what an earlier copy has blackened.

        Args:
            photo: the original.
        """
        super().__init__()
        self._photo = photo
        earlier = regions_of(photo.copy.body) if photo.copy is not None else ()
        self._earlier = len(earlier)
        self.laid: list[Region] = [one.turned(photo.turn) for one in earlier]
        self._sizes = False
        self._anchor: tuple[int, int] | None = None

    def compose_body(self) -> ComposeResult:
        """Lay out the photo and what is about to happen."""
        with Panes():
            yield PictureView(classes="pane work")
            yield Sheet(classes="pane aside")

    @property
    def view(self) -> PictureView:
        """The photo."""
        return self.query_one(PictureView)

    def on_mount(self) -> None:
        """Show the small copy at once, and the photo itself as soon as it is read."""
        self.take_keys()
        small = self._photo.small
        self.view.show(read_raster(small) if small is not None else None, self._photo.turn)
        self.run_worker(work(self._read), group="blacken")

    def take_keys(self) -> None:
        """Give the keys to the photo."""
        self.view.focus()

    @abstractmethod
    async def whole(self) -> "Raster | None":
        """Return the photo itself.

        Raises:
            PatrolError: it cannot be read.
        """

    @abstractmethod
    def chosen(self, regions: tuple[Region, ...]) -> None:
        """Make the copy of what was chosen in the upright photo."""

    async def _read(self) -> None:
        try:
            found = await self.whole()
        except PatrolError as error:
            self.fail(error)
            return
        if found is not None and self.is_mounted:
            self.view.sharpen(found)

    def show_data(self) -> None:
        """Show the frame, and what F2 would do."""
        if self.view.frame is None and not self.laid:
            self.call_after_refresh(self._begin)
        self._show()

    def _begin(self) -> None:
        if self.view.frame is None and not self.laid:
            self._put(self._sight.first())

    # Showing.

    @property
    def _sight(self) -> Sight:
        return self.view.sight

    def _put(self, frame: Region | None) -> None:
        """Show the frame somewhere, and keep it in sight."""
        view = self.view
        view.frame = frame
        if frame is not None:
            view.part = self._sight.followed(frame)
        self._show()

    def _show(self) -> None:
        self.view.laid = self.laid
        self.view.redraw()
        self.query_one(Sheet).show(*self._blocks(), keep_place=True)
        mode = _("Move it") if self._sizes else _("Size it")
        named = {"blacken.mode": mode, "blacken.back": self._undo_verb()}
        footer = "blacken_touch" if self.host.settings.touch else "blacken"
        self.show_keys(verbs(footer, self.host.remap, named=named))

    def _undo_verb(self) -> str:
        return _("Take back") if self._has_chosen() else _("Leave it")

    @property
    def _regions(self) -> Sequence[Region]:
        frame = self.view.frame
        return [*self.laid, frame] if frame is not None else self.laid

    def _blocks(self) -> "list[Block]":
        count = len(self._regions)
        said = ngettext("{count} part", "{count} parts", count).format(count=count)
        nearness = (("nearer", _("Nearer")), ("farther", _("Farther")))
        arrows = _("Arrows size the frame.") if self._sizes else _("Arrows move the frame.")
        return [
            Title(_("Blacken in a copy"), right=said if count else ""),
            Rule(),
            Paragraph(arrows, "bold"),
            Paragraph(_("Shift with them does the other; or draw with the mouse."), "soft"),
            Gap(),
            Keys([(key_of("blacken.lay"), _("One more"))]),
            Keys([(key_of("blacken.mode"), _("Move it") if self._sizes else _("Size it"))]),
            Keys([(key_of(f"blacken.{one}"), said) for one, said in nearness]),
            Keys([(key_of("blacken.back"), self._undo_verb())]),
            Gap(),
            Keys([(key_of("blacken.make"), _("Make the copy"))]),
            Gap(),
            Paragraph(_("The original stays unchanged. The entry names both by their hashes."), ""),
            Fact("SHA", self._photo.name[:_HASH_DIGITS], column=6, style="soft"),
        ]

    # Choosing.

    def action_push(self, to: str) -> None:
        """Move the frame, or size it, whichever the arrow keys do."""
        self._change(to, sizes=self._sizes)

    def action_size(self, to: str) -> None:
        """Size the frame; while the arrow keys do that, move it."""
        self._change(to, sizes=not self._sizes)

    def _change(self, to: str, *, sizes: bool) -> None:
        frame, sight = self.view.frame, self._sight
        if frame is None:
            # The next part often lies beside the last one, and is as large.
            self._put(sight.moved(self.laid[-1], to) if self.laid else sight.first())
        else:
            self._put(sight.sized(frame, to) if sizes else sight.moved(frame, to))

    def action_mode(self) -> None:
        """Let the arrow keys do the other."""
        self._sizes = not self._sizes
        self._show()

    def action_lay(self) -> None:
        """Keep the part that is chosen; the next arrow brings another frame."""
        if self.view.frame is not None:
            self.laid.append(self.view.frame)
            self._put(None)

    def action_nearer(self) -> None:
        """Look at the frame closely."""
        self.view.part = self._sight.nearer(self.view.frame)
        self._show()

    def action_farther(self) -> None:
        """Show more of the photo."""
        self.view.part = self._sight.farther(self.view.frame)
        self._show()

    async def action_back(self) -> None:
        """Take a part off again; with none left, go back, and nothing was written."""
        if self.view.frame is not None and self._has_chosen():
            self._put(None)
        elif len(self.laid) > self._earlier:
            self._put(self.laid.pop())
        else:
            self.dismiss(None)

    def _has_chosen(self) -> bool:
        return len(self.laid) > self._earlier

    # The mouse.

    def _cell(self, event: events.MouseEvent) -> tuple[int, int]:
        left, top = self.view.corner
        at = event.screen_offset - self.view.content_region.offset
        return at.x - left, at.y - top

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin a frame."""
        if self.view.region.contains_point(event.screen_offset):
            self._anchor = self._cell(event)
            self.view.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Draw the frame."""
        if self._anchor is not None:
            self._draw(event)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End the frame."""
        if self._anchor is not None:
            self._draw(event)
            self._anchor = None
            self.view.release_mouse()

    def _draw(self, event: events.MouseEvent) -> None:
        frame = self._sight.between(self._anchor or (0, 0), self._cell(event))
        if frame is not None:
            self._put(frame)

    # Writing.

    def action_make(self) -> None:
        """Make the copy."""
        back = (_FULL_TURN - self._photo.turn) % _FULL_TURN
        regions = tuple(one.turned(back) for one in self._regions)
        if not regions:
            self.say(_("Choose a part first: an arrow key brings the frame."))
        else:
            self.chosen(regions)


class BlackenScreen(PartsScreen):
    """Parts of a photo that is written down: F2 writes the copy."""

    def __init__(self, subject: bytes, photo: "ShownPhoto") -> None:
        """Begin with what an earlier copy has blackened.

        Args:
            subject: the thing.
            photo: its original.
        """
        super().__init__(photo)
        self._subject = subject
        self._is_writing = False

    async def whole(self) -> "Raster | None":
        """Return the photo out of the home."""
        name = bytes.fromhex(self._photo.name)
        return await self.host.ask(lambda session: read_raster(session.blobs.get(name)))

    def chosen(self, regions: tuple[Region, ...]) -> None:
        """Write the copy."""
        state = self.session.ledger.state(self._subject)
        if state is None or self._is_writing:
            return
        self._is_writing = True
        self.say(_("Making the copy"))
        request = BlackenPhoto(self._subject, self._photo.name, regions, state.heads)
        self.host.act(request, self._made, self._refused)

    def _made(self, done: Done) -> None:
        del done
        self.dismiss(result=True)

    def _refused(self, error: PatrolError) -> None:
        self._is_writing = False
        self.fail(error)


class BlackenFileScreen(PartsScreen):
    """Parts of a photo of a form: F2 notes them, and the copy is made with the entry."""

    def __init__(
        self, path: Path, photo: "ShownPhoto", take: Callable[[tuple[Region, ...]], None]
    ) -> None:
        """Begin with what was chosen before.

        Args:
            path: where the photo lies.
            photo: what is shown of it.
            take: takes what was chosen.
        """
        super().__init__(photo)
        self._path, self._take = path, take

    async def whole(self) -> "Raster | None":
        """Return the photo out of its file."""

        def read() -> "Raster | None":
            return read_raster(photo_files.photo_in(self._path).data)

        return await asyncio.to_thread(read)

    def chosen(self, regions: tuple[Region, ...]) -> None:
        """Hand on what was chosen."""
        self._take(regions)
        self.dismiss(result=True)
