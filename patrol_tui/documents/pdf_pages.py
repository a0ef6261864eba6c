"""Pages of a PDF: text in fonts that have its characters, broken into lines, in ruled boxes."""

from collections.abc import Sequence
from functools import cache, partial
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Literal

from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import TTFFont

from patrol_tui.documents.breaking import Measure, lines_of
from patrol_tui.documents.cells import readable
from patrol_tui.documents.fonts import FONTS_FOLDER, FontFile, find_fonts, system_folders
from patrol_tui.documents.staging import staged
from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.language import _

MARGIN_MM = 15.0
_POINT_MM = 25.4 / 72
_LEADING = 1.45
_PAD_MM = 1.2
_ROUNDING = 1e-6
_SHADE, _PALE = 238, 120
Look = Literal["plain", "head", "mark"]
"""How a box looks: what heads a list is shaded, what marks a blank is pale."""
_MAGIC = frozenset((b"\x00\x01\x00\x00", b"OTTO", b"ttcf", b"true"))
BAD_FONT = N_("{path} is no font that can be used: {error}. Take it away, then export again.")


class _Sheets(FPDF):
    """A PDF whose pages carry their numbers."""

    family = ""

    def footer(self) -> None:
        """Write the page's number at its foot."""
        self.set_y(-MARGIN_MM + 3)
        self.set_font(self.family, size=8)
        self.set_text_color(0)
        text = _("Page {page} of {pages}").format(page=self.page_no(), pages="{nb}")
        self.cell(0, 5, text, align="C", new_x=XPos.LMARGIN, new_y=YPos.NEXT)


class Pages:
    """Writes down the page and on to the next.

    Attributes:
        margin_mm: what stays free on each side.
        lacking: characters that no font had; each was written as its code.
    """

    def __init__(
        self, title: str, home: Path, *, landscape: bool = False, margin_mm: float = MARGIN_MM
    ) -> None:
        """Begin the first page.

        Raises:
            Refused: no font has Chinese characters, or one cannot be used.
        """
        self._fonts = find_fonts(home / FONTS_FOLDER, system_folders())
        self._pdf = _Sheets("L" if landscape else "P", "mm", "A4")
        self._pdf.set_title(readable(title))
        self.margin_mm = margin_mm
        self._pdf.set_margin(margin_mm)
        self._pdf.set_auto_page_break(auto=False)
        self._loaded: list[dict[int, str]] = []
        self._load_next()
        self._pdf.family = self._family(0)
        self._place_of = cache(self._find_place)
        self._width_of = cache(self._measure)
        self.lacking: dict[str, None] = {}
        self._pdf.add_page()
        self.y_mm = self.margin_mm

    @property
    def width_mm(self) -> float:
        """Return how wide text may be."""
        return float(self._pdf.epw)

    @property
    def end_mm(self) -> float:
        """Return where the page ends for text."""
        return float(self._pdf.h) - self.margin_mm - 5

    def turn(self) -> None:
        """Go on to a new page."""
        self._pdf.add_page()
        self.y_mm = self.margin_mm

    def lines(self, text: str, size: float, width_mm: float) -> list[str]:
        """Return a text broken where it has to be; characters that no font has as their codes."""
        whole = "".join(self._shown(character) for character in readable(text))
        measure = partial(self.text_width, size=size)
        return [line for part in whole.split("\n") for line in lines_of(part, width_mm, measure)]

    def line_mm(self, size: float) -> float:
        """Return how high a line is."""
        return size * _POINT_MM * _LEADING

    def height(self, lines: Sequence[str], size: float) -> float:
        """Return how high a box of lines is."""
        return len(lines) * self.line_mm(size) + 2 * _PAD_MM

    def room(self, size: float) -> int:
        """Return how many lines a box on the rest of the page takes; at least one."""
        left = self.end_mm - self.y_mm - 2 * _PAD_MM
        return max(int(left / self.line_mm(size) + _ROUNDING), 1)

    def text_width(self, text: str, size: float) -> float:
        """Return how wide a line is."""
        return sum(self._width_of(character) for character in text) * size

    def inner(self, width_mm: float) -> float:
        """Return how much of a box's width text may take."""
        return width_mm - 2 * _PAD_MM

    def cell_measure(self, size: float) -> Measure:
        """Return what tells how wide a box has to be for a text on one line."""
        return lambda text: self.text_width(text, size) + 2 * _PAD_MM + _ROUNDING

    def box(
        self,
        x_mm: float,
        width_mm: float,
        height_mm: float,
        lines: Sequence[str],
        size: float,
        *,
        look: Look = "plain",
    ) -> None:
        """Rule a box at the present height and write lines into it."""
        self._pdf.set_fill_color(_SHADE)
        self._pdf.rect(x_mm, self.y_mm, width_mm, height_mm, style="DF" if look == "head" else "D")
        top = self.y_mm + _PAD_MM
        for number, line in enumerate(lines):
            top_mm = top + number * self.line_mm(size)
            self.at(x_mm + _PAD_MM, top_mm, line, size, is_mark=look == "mark")

    def paragraph(
        self, text: str, size: float, *, align: str = "L", gap_mm: float = 1.5, mark: str = ""
    ) -> None:
        """Write text over the whole width, and go on below it; a mark at its end is pale."""
        for line in self.lines(text, size, self.width_mm):
            if self.y_mm + self.line_mm(size) > self.end_mm:
                self.turn()
            spare = self.width_mm - self.text_width(line, size)
            x_mm = self.margin_mm + {"C": spare / 2, "R": spare}.get(align, 0.0)
            said = line.removesuffix(mark)
            self.at(x_mm, self.y_mm, said, size)
            rest_mm = x_mm + self.text_width(said, size)
            self.at(rest_mm, self.y_mm, line[len(said) :], size, is_mark=True)
            self.y_mm += self.line_mm(size)
        self.y_mm += gap_mm

    def at(
        self, x_mm: float, top_mm: float, line: str, size: float, *, is_mark: bool = False
    ) -> None:
        """Write one line at a place, each stretch of it in a font that has it.

        What marks a blank is pale, so that hands can write over it.
        """
        self._pdf.set_text_color(_PALE if is_mark else 0)
        base = top_mm + size * _POINT_MM * 1.05
        for place, part in groupby(line, self._place_of):
            text = "".join(part)
            self._pdf.set_font(self._family(max(place, 0)), size=size)
            self._pdf.text(x_mm, base, text)
            x_mm += self.text_width(text, size)

    def picture(self, image: bytes, height_mm: float, below_mm: float) -> None:
        """Put a picture at the left, no higher than it may be, and go on below it.

        Args:
            image: its bytes; what cannot be read as a picture is left out.
            height_mm: how high it may be.
            below_mm: what has to find room below it on the same page.
        """
        if self.y_mm + height_mm + below_mm > self.end_mm:
            self.turn()
        try:
            put = self._pdf.image(
                BytesIO(image),
                self.margin_mm,
                self.y_mm,
                self.width_mm,
                height_mm,
                keep_aspect_ratio=True,
            )
        except (OSError, ValueError):
            return
        self.y_mm += put.rendered_height + _PAD_MM

    def square(self, x_mm: float, top_mm: float, side_mm: float) -> None:
        """Fill a square with ink."""
        self._pdf.set_fill_color(0)
        self._pdf.rect(x_mm, top_mm, side_mm, side_mm, style="F")

    def rule(self, x_mm: float, until_mm: float, y_mm: float) -> None:
        """Draw a line to write on."""
        self._pdf.line(x_mm, y_mm, until_mm, y_mm)

    def make_room(self, height_mm: float) -> None:
        """Go on to a new page where what is so high does not fit on this one."""
        if self.y_mm + height_mm > self.end_mm:
            self.turn()

    def draw(self, jpeg: bytes, x_mm: float, width_mm: float, height_mm: float) -> None:
        """Draw a picture at the present height."""
        self._pdf.image(BytesIO(jpeg), x_mm, self.y_mm, width_mm, height_mm)

    def save(self, path: Path) -> None:
        """Write the file.

        Raises:
            Refused: the disk refused; what stood there still stands.
        """
        whole = BytesIO()
        self._pdf.output(whole)
        with staged(path) as stage:
            stage.file.write(whole.getvalue())

    def _shown(self, character: str) -> str:
        if character == "\n" or self._place_of(character) >= 0:
            return character
        self.lacking[character] = None
        return f"〔U+{ord(character):04X}〕"

    def _find_place(self, character: str) -> int:
        """Return which font has a character; -1 where none has."""
        code = ord(character)
        place = 0
        while place < len(self._loaded) or self._load_next():
            if code in self._loaded[place]:
                return place
            place += 1
        return -1

    def _measure(self, character: str) -> float:
        """Return a character's width at one point."""
        self._pdf.set_font(self._family(max(self._place_of(character), 0)), size=100)
        return float(self._pdf.get_string_width(character)) / 100

    def _load_next(self) -> bool:
        """Open the next font; most texts need but the first."""
        place = len(self._loaded)
        if place == len(self._fonts):
            return False
        font = self._fonts[place]
        self._loaded.append(self._open(font, self._family(place)))
        return True

    def _open(self, font: FontFile, family: str) -> dict[int, str]:
        try:
            _check_font(font.path)
            self._pdf.add_font(family, "", font.path, collection_font_number=font.face)
        except (ValueError, KeyError, OSError, RuntimeError) as error:
            raise Refused(BAD_FONT, path=font.path, error=error) from error
        loaded = self._pdf.fonts[family]
        return dict(loaded.cmap) if isinstance(loaded, TTFFont) else {}

    def _family(self, place: int) -> str:
        return f"cjk{place}"


def _check_font(path: Path) -> None:
    """Look at a font first: what reads fonts leaves a file open that it cannot read."""
    with path.open("rb") as file:
        if file.read(4) not in _MAGIC:
            raise ValueError(_("it has another format"))
