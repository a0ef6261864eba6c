"""What albums share: a photo as large as there is room, and beside it what is said of it."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult

from patrol_tui.language import _
from patrol_tui.tui.album.picture_view import PictureView, read_raster
from patrol_tui.tui.commands import KeyVerb, verbs
from patrol_tui.tui.host.station_screen import StationScreen
from patrol_tui.tui.kit.drawing.drawn import Sheet
from patrol_tui.tui.kit.frame import Panes
from patrol_tui.tui.views.album.leaf import Leaf
from patrol_tui.tui.views.album.leaf_blocks import Around, leaf_blocks

if TYPE_CHECKING:
    from patrol_tui.devices.raster import Raster


class LeavesScreen(StationScreen[None]):
    """One photo after the other.

    Attributes:
        leaves: the photos, each copy right behind its original.
        at: which of them is shown.
    """

    NAME = "album"

    def __init__(self, at: int = 0) -> None:
        """Begin at a photo."""
        super().__init__()
        self.leaves: Sequence[Leaf] = ()
        self.at = at
        self._rasters: dict[str, Raster | None] = {}

    def compose_body(self) -> ComposeResult:
        """Lay out the photo and what is said of it."""
        with Panes():
            yield PictureView(classes="pane work")
            yield Sheet(classes="pane aside")

    def on_mount(self) -> None:
        """Give the keys to the photo."""
        self.take_keys()

    def take_keys(self) -> None:
        """Give the keys to the photo."""
        self.query_one(PictureView).focus()

    @property
    def leaf(self) -> Leaf | None:
        """The photo that is shown."""
        return self.leaves[self.at] if self.at < len(self.leaves) else None

    @abstractmethod
    def around(self) -> Around:
        """Return what photos are compared to."""

    # Showing.

    def show_leaves(self, leaves: Sequence[Leaf]) -> None:
        """Show photos, from the one that was shown before."""
        self.leaves = leaves
        self.at = max(0, min(self.at, len(leaves) - 1))
        self.show_leaf()

    def show_leaf(self) -> None:
        """Show the photo whose turn it is."""
        leaf = self.leaf
        if leaf is None:
            return
        nothing = "" if leaf.problem else _("Nothing of it has come yet.")
        self.query_one(PictureView).show(self._raster(leaf), leaf.shown.turn, nothing)
        self.show_said()
        self.show_keys(self.keys_of(leaf))

    def show_said(self) -> None:
        """Show what is said of the photo; it ages with the clock."""
        leaf = self.leaf
        if leaf is not None:
            count = len({one.number for one in self.leaves})
            blocks = leaf_blocks(leaf, count, self.around())
            self.query_one(Sheet).show(*blocks, keep_place=True)

    def keys_of(self, leaf: Leaf) -> list[KeyVerb]:
        """Return the footer: what can be done with a photo."""
        del leaf
        return verbs("album_touch" if self.host.settings.touch else "album", self.host.remap)

    def show_frame(self) -> None:
        """Let the photo age with the clock."""
        super().show_frame()
        if self.is_mounted and self.leaves:
            self.show_said()

    def show_position(self) -> None:
        """Follow where the officer stands."""
        self.show_said()

    def _raster(self, leaf: Leaf) -> "Raster | None":
        name, small = leaf.shown.name, leaf.shown.small
        if small is None:
            return None
        if name not in self._rasters:
            self._rasters[name] = read_raster(small)
        return self._rasters[name]

    # Going about.

    def action_leaf(self, by: int) -> None:
        """Go to the next photo, or the one before; behind the last comes the first."""
        if self.leaves:
            self.at = (self.at + by) % len(self.leaves)
            self.query_one(Sheet).scroll_to(y=0, animate=False)
            self.show_leaf()

    def action_full(self) -> None:
        """Give the whole width to the photo, or take it back."""
        panes = self.query_one(Panes)
        panes.set_class(not panes.has_class("-alone"), "-alone")
        self.take_keys()

    def action_turn(self, by: int) -> None:
        """Turn the photo, where that can be kept; a subclass that can overrides this."""
        del by
        self.say(_("A photo can be turned once it is saved."))

    def action_blacken(self) -> None:
        """Blacken parts in a copy, where that can be kept; a subclass that can overrides this."""
        self.say(_("Parts can be blackened once the photo is saved."))

    async def action_back(self) -> None:
        """Take the width back, then go back."""
        if self.query_one(Panes).has_class("-alone"):
            self.action_full()
        else:
            await self.host.action_back()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Go on with the wheel."""
        event.stop()
        self.action_leaf(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Go back with the wheel."""
        event.stop()
        self.action_leaf(-1)
