"""From words and style names to the strips that Textual shows.

Text is always plain data. A span is a text with the name of a style, such as `("10:18", "soft")`:

- nothing or `ink`, `soft`, `blue`, `green`, `amber`, `red`, `line`: the colour of the text;
- `bold` beside it: what is read first;
- `chip-red` and so on, `chip-ink` for keys: a solid seal; `tint-red` and so on: a tinted state;
- `@focus` behind it: a ground of its own;
- what `pixel` makes: the upper and lower half of a cell, of a photo.

The ground of a line is `paper`, `band`, `raised`, `field`, `focus`, `cursor`, `selection`, a tint
or a solid colour.
"""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from patrol_tui.tui.cells import cells, cut, plain
from patrol_tui.tui.themes import Look, look_named

Span = tuple[str, str]
Spans = Sequence[Span]

_ASCII = str.maketrans(
    {
        **dict.fromkeys("─╌┄", "-"),
        **dict.fromkeys("│╎┆", "|"),
        **dict.fromkeys("━", "="),
        **dict.fromkeys("╍┅┬┴┼├┤┌┐└┘╋", "+"),
        **dict.fromkeys("┃▌▐█▀▄▙▟▁▂▃▅▆▇", "#"),
    },
)
_PIXEL = "pixel-"
_NIGHT = (255, 111, 97)
_FLAT_GROUNDS = frozenset({"band", "selection"})
_SOLID_GROUNDS = frozenset({"red", "amber", "green", "blue", "ink"})


class Line(NamedTuple):
    """One row: what stands at the left, what at the right edge, and on which ground.

    Where both do not fit, the left is cut: a clock never is.
    """

    left: Spans = ()
    right: Spans = ()
    ground: str = ""


class Paint:
    """Draws spans in the colours of one look on one ground."""

    def __init__(self, look: Look, ground: str = "paper") -> None:
        self.look = look
        self.ground = ground
        self._palette = look.palette
        self._styles: dict[tuple[str, str], Style] = {}

    def over(self, ground: str) -> "Paint":
        """Return the paint for the same look on another ground."""
        return self if ground == self.ground else paint_for(self.look, ground)

    def style(self, name: str = "", ground: str = "") -> Style:
        """Return the terminal style of a style name on a ground."""
        if name.startswith(_PIXEL):
            return _pixel_style(name, is_red=self.look.theme == "night")
        key = (name, ground or self.ground)
        found = self._styles.get(key)
        if found is None:
            found = self._styles[key] = self._make(*key)
        return found

    def _make(self, name: str, ground: str) -> Style:
        name, _at, own_ground = name.partition("@")
        ground = own_ground or ground
        words = name.split()
        palette = self._palette
        bold = "bold" in words
        colour = next((word for word in words if word != "bold"), "ink")
        base: str = getattr(palette, ground.replace("-", "_"))
        if colour.startswith("chip-"):
            return _style(palette.chip_ink, getattr(palette, colour[5:]), bold=True)
        if colour == "caret":
            return _style(base, palette.ink, bold=bold)
        if colour.startswith("tint-") and ground != "cursor":
            base, colour = getattr(palette, colour.replace("-", "_")), colour[5:]
            bold = True
        if ground in _SOLID_GROUNDS:
            ink = palette.chip_ink
        elif ground == "cursor":
            ink = palette.cursor_ink
        else:
            is_flat = self.look.is_flat and ground in _FLAT_GROUNDS
            ink = palette.ink if is_flat else getattr(palette, colour)
        return _style(ink, base, bold=bold)

    def shown(self, text: str) -> str:
        """Return a text as it is put on the screen: inert, with lines of the look's kind."""
        text = plain(text)
        return text.translate(_ASCII) if self.look.ascii_lines else text

    def strip(self, line: Line, width: int) -> Strip:
        """Return a line drawn in exactly `width` cells."""
        ground = line.ground or self.ground
        right = [(self.shown(text), name) for text, name in line.right]
        right_cells = sum(cells(text) for text, _ in right)
        is_said = any(not text.isspace() for text, _ in right)
        room = width - right_cells - (1 if is_said and line.left else 0)
        segments: list[Segment] = []
        used = 0
        for text, name in line.left:
            shown = cut(self.shown(text), room - used)
            used += cells(shown)
            segments.append(Segment(shown, self.style(name, ground)))
            if used >= room:
                break
        gap = width - used - right_cells
        if gap > 0:
            segments.append(Segment(" " * gap, self.style("", ground)))
        segments.extend(Segment(text, self.style(name, ground)) for text, name in right)
        strip = Strip(segments)
        return strip if strip.cell_length == width else strip.adjust_cell_length(width)

    def strips(self, lines: Iterable[Line], width: int) -> list[Strip]:
        """Return lines drawn in exactly `width` cells each."""
        return [self.strip(line, width) for line in lines]

    def blank(self, width: int, ground: str = "") -> Strip:
        """Return an empty row."""
        return Strip.blank(width, self.style("", ground))

    def on(self, strip: Strip, ground: str) -> Strip:
        """Return a strip with its ground replaced."""
        bgcolor = self.style("", ground).bgcolor
        return strip.apply_style(Style(bgcolor=bgcolor))


def _style(colour: str, ground: str, *, bold: bool) -> Style:
    return Style(color=Color.parse(colour), bgcolor=Color.parse(ground), bold=bold)


@lru_cache(maxsize=8192)
def _pixel_style(name: str, *, is_red: bool) -> Style:
    """Return the two colours of a photo's cell; in shades of red alone where eyes are kept dark."""
    halves = name.removeprefix(_PIXEL).split("-")
    colours = [Color.parse(f"#{_reddened(half) if is_red else half}") for half in halves]
    return Style(color=colours[0], bgcolor=colours[1])


def _reddened(colour: str) -> str:
    red, green, blue = bytes.fromhex(colour)
    light = (3 * red + 6 * green + blue) // 10
    return bytes(light * one // 255 for one in _NIGHT).hex()


@cache
def paint_for(look: Look, ground: str = "paper") -> Paint:
    """Return the one paint of a look on a ground."""
    return Paint(look, ground)


def paint_of(widget: Widget, ground: str = "paper") -> Paint:
    """Return the paint of the look that a widget's app shows."""
    return paint_for(look_named(widget.app.theme), ground)


def chip(text: str, colour: str = "red") -> Span:
    """Return a solid chip: what is urgent or chosen. A screen has few."""
    return (f" {text} ", f"chip-{colour}")


def pixel(upper: str, lower: str) -> str:
    """Return the style of an upper half block in two colours, each as rrggbb."""
    return f"{_PIXEL}{upper}-{lower}"


def tint(text: str, colour: str = "blue") -> Span:
    """Return a tinted chip: a state."""
    return (f" {text} ", f"tint-{colour}")


def key(text: str) -> Span:
    """Return a key as a solid chip."""
    return (f" {text} ", "chip-ink")


def line(text: str, style: str = "", right: str = "", right_style: str = "soft") -> Line:
    """Return a line of one text, and perhaps another at the right edge."""
    return Line(((text, style),), ((right, right_style),) if right else ())


def spans_cells(spans: Spans) -> int:
    """Return how many cells spans take."""
    return sum(cells(text) for text, _ in spans)


def indented(line: Line, left: int, right: int = 0) -> Line:
    """Return a line moved in from its edges."""
    return line._replace(
        left=((" " * left, ""), *line.left),
        right=(*line.right, (" " * right, "")) if line.right and right else line.right,
    )
