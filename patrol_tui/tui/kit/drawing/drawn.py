"""Widgets that show lines which a pure function made."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar, Protocol

from textual.binding import BindingType
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from patrol_tui.tui.commands import bindings
from patrol_tui.tui.kit.drawing.paint import Line, paint_of


class Block(Protocol):
    """Something that can be drawn as lines of a given width."""

    def lines(self, width: int) -> Sequence[Line]:
        """Return the lines; column 0 is the gutter, the last column stays free."""


class Drawn(Widget):
    """A widget of fixed text: lines made once for each width and theme."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Drawn { height: auto; width: 1fr; background: $paper; }
    """
    ground = "paper"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._strips: list[Strip] = []
        self._drawn_for: tuple[int, int, str] | None = None

    @abstractmethod
    def draw(self, width: int) -> Sequence[Line]:
        """Return the lines to show."""

    def redraw(self) -> None:
        """Draw anew, because what is shown has changed."""
        self._drawn_for = None
        self.refresh(layout=self.styles.is_auto_height)

    def _ready(self, width: int) -> list[Strip]:
        wanted = (width, self.size.height, self.app.theme)
        if self._drawn_for != wanted:
            self._strips = paint_of(self, self.ground).strips(self.draw(width), width)
            self._drawn_for = wanted
        return self._strips

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines there are at a width."""
        del container, viewport
        return len(self._ready(width))

    def render_line(self, y: int) -> Strip:
        """Return one line."""
        strips = self._ready(self.size.width)
        if y < len(strips):
            return strips[y]
        return paint_of(self, self.ground).blank(self.size.width)


class Blocks(Drawn):
    """Blocks one below the other, as high as they are."""

    def __init__(
        self,
        *blocks: Block,
        ground: str = "paper",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._blocks = blocks
        self.ground = ground

    def show(self, *blocks: Block) -> None:
        """Show other blocks."""
        self._blocks = blocks
        self.redraw()

    def draw(self, width: int) -> Sequence[Line]:
        """Return the lines of all blocks."""
        return [line for block in self._blocks for line in block.lines(width)]


class Sheet(ScrollView, can_focus=True):
    """Blocks one below the other that scroll where they do not fit: a detail pane."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = bindings("sheet")
    DEFAULT_CSS = """
    Sheet {
        background: $paper;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size: 1 1;
    }
    """

    def __init__(
        self,
        *blocks: Block,
        ground: str = "paper",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._blocks = blocks
        self._strips: list[Strip] = []
        self._drawn_for: tuple[int, str] | None = None
        self.ground = ground

    def show(self, *blocks: Block, keep_place: bool = False) -> None:
        """Show other blocks, from their top unless the same thing has only changed."""
        self._blocks = blocks
        self._drawn_for = None
        if self.is_mounted and self.size.width:
            self._measure()
            if not keep_place:
                self.scroll_to(y=0, animate=False)
        self.refresh()

    def on_resize(self) -> None:
        """Draw for the new width."""
        self._measure()

    def _measure(self) -> None:
        """Draw in the whole width, or beside the scrollbar where that is needed."""
        width, height = self.size
        if not width:
            return
        if len(self._ready(width)) > height:
            width -= self.styles.scrollbar_size_vertical
        self.virtual_size = Size(width, len(self._ready(width)))
        # A new layout tells the scrollbar only of another size of the pane.
        self._scroll_update(self.virtual_size)

    def _ready(self, width: int) -> list[Strip]:
        wanted = (width, self.app.theme)
        if self._drawn_for != wanted:
            lines = [line for block in self._blocks for line in block.lines(width)]
            self._strips = paint_of(self, self.ground).strips(lines, width)
            self._drawn_for = wanted
        return self._strips

    def render_line(self, y: int) -> Strip:
        """Return one line of what is in sight."""
        width = self.scrollable_content_region.width
        strips = self._ready(width)
        at = y + self.scroll_offset.y
        if at < len(strips):
            return strips[at]
        return paint_of(self, self.ground).blank(width)

    def action_scroll(self, amount: str) -> None:
        """Scroll: `up`, `down`, `page_up`, `page_down`, `home` or `end`."""
        page = max(1, self.size.height - 1)
        most = self.virtual_size.height
        by = {"up": -1, "down": 1, "page_up": -page, "page_down": page, "home": -most, "end": most}
        self.scroll_to(y=self.scroll_offset.y + by[amount], animate=False)
