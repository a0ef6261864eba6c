"""Photos in the cells of a terminal: half blocks of two colours, or dots of one."""

import io
from functools import lru_cache

from PIL import Image, ImageOps, UnidentifiedImageError

from patrol_tui.devices.dots import DOTS_ACROSS, DOTS_DOWN, braille
from patrol_tui.domain.folding.pictures import WHOLE, Region

HALVES = 2
_ALL = Region(0, 0, WHOLE, WHOLE)
MOST_PIXELS = 1600
"""Larger is not kept: a terminal shows no more, not even of a part that is looked at closely."""
_BANDS = 3
_SHADE = 12
_SHADES = bytes(one // _SHADE * _SHADE for one in range(256))
"""Colours that differ by less are one: the fewer there are, the sooner they are drawn."""
_FORMATS = ("JPEG", "PNG", "WEBP")
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, UnidentifiedImageError)
_TURNS = {
    90: Image.Transpose.ROTATE_270,  # Pillow turns the other way round
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}

Cell = tuple[str, str]
"""The colours of a cell's upper and lower half, as rrggbb."""


class Raster:
    """A photo that is read once, and drawn as often as it is turned or looked at closely."""

    def __init__(self, upright: Image.Image) -> None:
        """Keep an image as it is to be held without being turned."""
        self._upright = upright
        self._turned: dict[int, Image.Image] = {0: upright}

    def fitted(self, part: Region, turn: int, cells: int, rows: int) -> tuple[int, int]:
        """Return how many cells and rows a part takes, as large as fits.

        A cell is taken to be twice as high as it is wide.
        """
        width, height = self._image(turn).size
        wide, high = max(1, width * part.width), max(1, height * part.height)
        scale = min(cells / wide, rows * HALVES / high)
        return max(1, round(wide * scale)), max(1, round(high * scale / HALVES))

    def halves(
        self, part: Region, turn: int, cells: int, rows: int
    ) -> tuple[tuple[Cell, ...], ...]:
        """Return a part as rows of cells, each with two pixels, as large as fits.

        Args:
            part: of the photo as it is turned.
            turn: degrees clockwise.
            cells: how wide it may be.
            rows: how high it may be.
        """
        columns, lines = self.fitted(part, turn, cells, rows)
        pixels = self._drawn(part, turn, columns, lines * HALVES).tobytes().translate(_SHADES)
        colours = [pixels[at : at + _BANDS].hex() for at in range(0, len(pixels), _BANDS)]
        above = range(0, len(colours), columns * HALVES)
        return tuple(
            tuple(
                zip(
                    colours[at : at + columns],
                    colours[at + columns : at + columns * HALVES],
                    strict=True,
                )
            )
            for at in above
        )

    def dots(
        self, part: Region, turn: int, cells: int, rows: int, *, on_dark: bool
    ) -> tuple[str, ...]:
        """Return a part as rows of braille, as large as fits, for terminals of few colours."""
        columns, lines = self.fitted(part, turn, cells, rows)
        drawn = self._drawn(part, turn, columns * DOTS_ACROSS, lines * DOTS_DOWN)
        return braille(drawn, on_dark=on_dark)

    def _drawn(self, part: Region, turn: int, width: int, height: int) -> Image.Image:
        image = self._image(turn)
        across, down = image.width / WHOLE, image.height / WHOLE
        box = (
            part.x * across,
            part.y * down,
            (part.x + part.width) * across,
            (part.y + part.height) * down,
        )
        return image.resize((width, height), Image.Resampling.BICUBIC, box, reducing_gap=2.0)

    def _image(self, turn: int) -> Image.Image:
        found = self._turned.get(turn)
        if found is None:
            found = self._turned[turn] = self._upright.transpose(_TURNS[turn])
        return found


@lru_cache(maxsize=24)
def halves(content: bytes, cells: int, rows: int, turn: int = 0) -> tuple[tuple[Cell, ...], ...]:
    """Return a photo as rows of cells, as large as fits; none where it cannot be read.

    Args:
        content: of the image file.
        cells: how wide it may be.
        rows: how high it may be.
        turn: degrees clockwise.
    """
    found = raster(content)
    return () if found is None else found.halves(_ALL, turn, cells, rows)


def raster(content: bytes) -> Raster | None:
    """Return a photo to be drawn; None where its bytes cannot be read as one."""
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
            image.draft("RGB", (MOST_PIXELS, MOST_PIXELS))
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except (*_BROKEN, Image.DecompressionBombError):
        return None
    upright.thumbnail((MOST_PIXELS, MOST_PIXELS))
    return Raster(upright)
