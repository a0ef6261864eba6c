"""A photo in the cells of the terminal, as large as there is room, and frames upon it."""

from importlib import import_module
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from patrol_tui.tui.album.frames import EVERYTHING, Sight
from patrol_tui.tui.cells import cells, cut
from patrol_tui.tui.kit.drawing.paint import Paint, Span, paint_of, pixel
from patrol_tui.tui.themes import Depth

if TYPE_CHECKING:
    from collections.abc import Sequence

    from patrol_tui.devices.raster import Cell, Raster
    from patrol_tui.domain.folding.pictures import Region

    Drawing = Sequence[Sequence[Cell | str]]

_HALF, _FULL = "▀", "█"
_BLACK, _FRAME = "000000", "ffe14d"
_INVERSE = "@cursor"
_FADED = 2
"""What lies in the frame that is moved is still seen, but darker."""


class PictureView(Widget, can_focus=True):
    """A photo, turned and as near as it is wanted.

    Attributes:
        part: what is shown of the photo as it is turned.
        laid: parts that will be black.
        frame: the part that is being chosen, or None.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    PictureView { height: 1fr; width: 1fr; padding: 0 1; background: $paper; }
    """

    def __init__(self, *, classes: str = "") -> None:
        """Begin without a photo."""
        super().__init__(classes=classes)
        self.part = EVERYTHING
        self.laid: Sequence[Region] = ()
        self.frame: Region | None = None
        self._raster: Raster | None = None
        self._turn = 0
        self._said = ""
        self._drawn: Drawing = ()
        self._drawn_for: object = None
        self._strips: list[Strip] = []

    def show(self, raster: "Raster | None", turn: int, said: str = "") -> None:
        """Show a photo.

        Args:
            raster: what was read of it, or None.
            turn: degrees clockwise.
            said: what stands in its place where there is none.
        """
        if raster is not self._raster or turn != self._turn:
            self.part = EVERYTHING
        self._raster, self._turn, self._said = raster, turn, said
        self.redraw()

    def sharpen(self, raster: "Raster") -> None:
        """Draw the same photo from a larger image."""
        self._raster = raster
        self.redraw()

    def redraw(self) -> None:
        """Draw anew: another photo, another part of it, another frame."""
        self._strips = []
        self.refresh()

    @property
    def sight(self) -> Sight:
        """What is shown of the photo, and in how many cells."""
        if self._raster is None or not all(self.size):
            return Sight(self.part, 1, 1)
        return Sight(self.part, *self._raster.fitted(self.part, self._turn, *self.size))

    @property
    def corner(self) -> tuple[int, int]:
        """The cell of the widget where the picture begins."""
        sight = self.sight
        return (self.size.width - sight.columns) // 2, (self.size.height - sight.rows) // 2

    def render_line(self, y: int) -> Strip:
        """Return one row."""
        paint = paint_of(self)
        wanted = (self.size, self.app.theme, self._raster, self._turn, self.part)
        if self._drawn_for != wanted:
            self._drawn, self._drawn_for, self._strips = self._draw(paint), wanted, []
        if not self._strips:
            self._strips = self._painted(paint)
        at = y - (self.corner[1] if self._raster is not None else self.size.height // 2)
        if 0 <= at < len(self._strips):
            return self._strips[at]
        return paint.blank(self.size.width)

    def _has_colours(self, paint: Paint) -> bool:
        look = paint.look
        return look.depth in {Depth.TRUE, Depth.INDEXED} and not look.ascii_lines

    def _draw(self, paint: Paint) -> "Drawing":
        if self._raster is None or not all(self.size):
            return ()
        width, height = self.size
        if self._has_colours(paint):
            return self._raster.halves(self.part, self._turn, width, height)
        on_dark = paint.look.theme == "night"
        return self._raster.dots(self.part, self._turn, width, height, on_dark=on_dark)

    def _painted(self, paint: Paint) -> list[Strip]:
        width = self.size.width
        if self._raster is None:
            text = cut(paint.shown(self._said), width)
            margin = " " * ((width - cells(text)) // 2)
            line = Strip([Segment(margin + text, paint.style("soft"))])
            return [line.adjust_cell_length(width, paint.style())]
        over = {**self._blackened(), **self._framed()}
        ink = _Ink(paint, has_colours=self._has_colours(paint))
        left = self.corner[0]
        rows = []
        for y, row in enumerate(self._drawn):
            made = ink.row(row, y, over)
            before = Segment(" " * left, paint.style())
            rows.append(Strip([before, *made]).adjust_cell_length(width, paint.style()))
        return rows

    def _blackened(self) -> dict[tuple[int, int], str]:
        found = {}
        for region in self.laid:
            spot = self.sight.spot(region)
            for y in range(spot.top, spot.bottom):
                for x in range(spot.left, spot.right):
                    found[x, y] = _FULL
        return found

    def _framed(self) -> dict[tuple[int, int], str]:
        """Return the lines of the frame, and inside it what is only darker."""
        if self.frame is None:
            return {}
        spot = self.sight.spot(self.frame)
        right, bottom = spot.right - 1, spot.bottom - 1
        found = {}
        for y in range(spot.top, spot.bottom):
            for x in range(spot.left, spot.right):
                edge = (x == spot.left, x == right, y == spot.top, y == bottom)
                found[x, y] = _EDGES.get(edge, "")
        return found


_EDGES = {
    (True, False, True, False): "┏",
    (False, True, True, False): "┓",
    (True, False, False, True): "┗",
    (False, True, False, True): "┛",
    (False, False, True, False): "━",
    (False, False, False, True): "━",
    (True, False, False, False): "┃",
    (False, True, False, False): "┃",
    (True, True, True, False): "┳",
    (True, True, False, True): "┻",
    (True, True, False, False): "┃",
    (True, False, True, True): "┣",
    (False, True, True, True): "┫",
    (False, False, True, True): "━",
    (True, True, True, True): "╋",
}
"""Lines of a frame by which of its edges a cell lies at: left, right, top, bottom."""


class _Ink:
    """Makes segments of cells, in the colours that the theme allows."""

    def __init__(self, paint: Paint, *, has_colours: bool) -> None:
        self._paint, self._has_colours = paint, has_colours

    def row(
        self, row: "Sequence[Cell | str]", y: int, over: dict[tuple[int, int], str]
    ) -> list[Segment]:
        """Return a row of cells, like ones as one."""
        made: list[Span] = []
        for x, cell in enumerate(row):
            text, style = self._cell(cell, over.get((x, y)))
            before = made.pop()[0] if made and made[-1][1] == style else ""
            made.append((before + text, style))
        return [Segment(text, self._paint.style(style)) for text, style in made]

    def _cell(self, cell: "Cell | str", over: str | None) -> Span:
        """Return a cell of the photo, with what lies over it: a sign, or only a shadow."""
        if over:
            return over, self._over(over)
        if isinstance(cell, str):
            return cell, "" if over is None else _INVERSE
        return _HALF, pixel(*(cell if over is None else map(_faded, cell)))

    def _over(self, sign: str) -> str:
        if self._has_colours:
            return pixel(_BLACK if sign == _FULL else _FRAME, _BLACK)
        return "" if sign == _FULL else _INVERSE


def _faded(colour: str) -> str:
    return bytes(one // _FADED for one in bytes.fromhex(colour)).hex()


def read_raster(content: bytes) -> "Raster | None":
    """Return a photo to be drawn; what reads images is loaded when the first is looked at."""
    found: Raster | None = import_module("patrol_tui.devices.raster").raster(content)
    return found
