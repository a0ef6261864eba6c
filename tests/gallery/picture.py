"""Draws what a terminal would show, cell by cell, as a picture."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from rich.cells import cell_len
from rich.color import Color, ColorSystem
from rich.segment import Segment
from rich.style import Style
from rich.terminal_theme import TerminalTheme
from textual.strip import Strip

CELL = (9, 18)
_FOLDERS = (Path("/usr/share/fonts"), Path.home() / ".local/share/fonts")
_NARROW = ("DejaVuSansMono", "NotoSansMono", "LiberationMono")
_WIDE = ("NotoSansCJK", "NotoSansCJKsc", "wqy-zenhei", "wqy-microhei")
_NARROW_PX, _WIDE_PX = 15, 16
_HALVES = {
    "▀": ((0, 0, 2, 1),),
    "▄": ((0, 1, 2, 2),),
    "█": ((0, 0, 2, 2),),
    "▌": ((0, 0, 1, 2),),
    "▐": ((1, 0, 2, 2),),
    "▙": ((0, 0, 1, 2), (0, 1, 2, 2)),
    "▟": ((1, 0, 2, 2), (0, 1, 2, 2)),
    "▛": ((0, 0, 1, 2), (0, 0, 2, 1)),
    "▜": ((1, 0, 2, 2), (0, 0, 2, 1)),
}
"""What terminals draw themselves: the halves of the cell that are filled."""
_LINES = {"─": (1, ""), "━": (3, ""), "│": (1, "v"), "┃": (3, "v")}
_BRAILLE = 0x2800
_DOTS = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))
"""Where the bits of a braille character stand: column and row."""
Ink = tuple[int, int, int]
Spot = tuple[int, int]


def _font_file(names: Sequence[str], weights: Sequence[str]) -> Path:
    """Return the first font there is; the lighter weights' names are parts of the bold ones'."""
    files = [path for folder in _FOLDERS for path in sorted(folder.rglob("*.tt[fc]"))]
    stems = {path.stem: path for path in reversed(files)}
    for name in names:
        for weight in weights:
            if name + weight in stems:
                return stems[name + weight]
    raise SystemExit(f"no font called {' or '.join(names)} in {_FOLDERS[0]}")


@cache
def _font(*, is_wide: bool, is_bold: bool) -> ImageFont.FreeTypeFont:
    names, size = (_WIDE, _WIDE_PX) if is_wide else (_NARROW, _NARROW_PX)
    path = _font_file(names, ("-Bold", "", "-Regular") if is_bold else ("-Regular", ""))
    is_collection = path.suffix == ".ttc" and path.name.startswith("Noto")
    return ImageFont.truetype(str(path), size, index=2 if is_collection else 0)


@cache
def _mask(char: str, *, is_bold: bool) -> Image.Image:
    """Return a character as what the ink comes through."""
    wide = cell_len(char)
    width, height = CELL[0] * max(1, wide), CELL[1]
    mask = Image.new("L", (width, height))
    draw = ImageDraw.Draw(mask)
    if char in _HALVES:
        half_x, half_y = width / 2, height / 2
        for left, top, right, bottom in _HALVES[char]:
            box = (left * half_x, top * half_y, right * half_x - 1, bottom * half_y - 1)
            draw.rectangle(box, fill=255)
    elif _BRAILLE <= ord(char) < _BRAILLE + 256:
        for bit, (x, y) in enumerate(_DOTS):
            if ord(char) - _BRAILLE & 1 << bit:
                left, top = 1 + x * width // 2, 1 + y * height // 4
                draw.rectangle((left, top, left + 1, top + 1), fill=255)
    elif char in _LINES:
        thick, way = _LINES[char]
        x, y = (width - thick) // 2, (height - thick) // 2
        box = (x, 0, x + thick - 1, height) if way else (0, y, width, y + thick - 1)
        draw.rectangle(box, fill=255)
    else:
        font = _font(is_wide=wide > 1, is_bold=is_bold)
        across = max(0.0, (width - font.getlength(char)) / 2)
        draw.text((across, height - 4), char, fill=255, font=font, anchor="ls")
    return mask


class Picture:
    """A terminal's window in the colours of one look."""

    def __init__(self, system: ColorSystem, theme: TerminalTheme) -> None:
        """Make it.

        Args:
            system: how many colours the terminal shows.
            theme: what its own colours are.
        """
        self._system, self._theme = system, theme

    def draw(self, strips: Sequence[Strip]) -> Image.Image:
        """Return the rows of a screen as a picture."""
        columns = max(strip.cell_length for strip in strips)
        size = (columns * CELL[0], len(strips) * CELL[1])
        image = Image.new("RGB", size, tuple(self._theme.background_color))
        for row, strip in enumerate(strips):
            column = 0
            for segment in strip:
                self._segment(image, segment, (column, row))
                column += segment.cell_length
        return image

    def _segment(self, image: Image.Image, segment: Segment, at: Spot) -> None:
        style = segment.style or Style()
        ink, ground = self._colours(style)
        x, y = at[0] * CELL[0], at[1] * CELL[1]
        width = segment.cell_length * CELL[0]
        image.paste(ground, (x, y, x + width, y + CELL[1]))
        for char in segment.text:
            if not char.isspace():
                image.paste(ink, (x, y), _mask(char, is_bold=bool(style.bold)))
            x += cell_len(char) * CELL[0]

    def _colours(self, style: Style) -> tuple[Ink, Ink]:
        ink = self._shown(style.color, is_ink=True)
        ground = self._shown(style.bgcolor, is_ink=False)
        return (ground, ink) if style.reverse else (ink, ground)

    def _shown(self, colour: Color | None, *, is_ink: bool) -> Ink:
        shown = (colour or Color.default()).downgrade(self._system)
        red, green, blue = shown.get_truecolor(self._theme, foreground=is_ink)
        return red, green, blue
