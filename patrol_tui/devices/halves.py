"""Photos as half blocks: two pixels a cell, one above the other, each in its own colour."""

import io
from functools import lru_cache

from PIL import Image, ImageOps, UnidentifiedImageError

Cell = tuple[str, str]
"""The colours of a cell's upper and lower half, as rrggbb."""

_BROKEN = (OSError, ValueError, SyntaxError, EOFError, UnidentifiedImageError)
_SHADE = 12
"""Colours that differ by less are one: the fewer there are, the sooner they are drawn."""


@lru_cache(maxsize=24)
def halves(content: bytes, cells: int, rows: int, turn: int = 0) -> tuple[tuple[Cell, ...], ...]:
    """Return a photo as rows of cells, as large as fits; none where it cannot be read.

    Args:
        content: of the image file.
        cells: how wide it may be; a cell is taken to be twice as high as it is wide.
        rows: how high it may be.
        turn: degrees clockwise.
    """
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as image:
            image.draft("RGB", (4 * cells, 8 * rows))
            upright = ImageOps.exif_transpose(image).convert("RGB").rotate(-turn, expand=True)
    except (*_BROKEN, Image.DecompressionBombError):
        return ()
    upright.thumbnail((cells, 2 * rows))
    pixels = upright.load()
    if pixels is None:
        return ()
    return tuple(
        tuple(
            (_named(pixels[x, y]), _named(pixels[x, min(y + 1, upright.height - 1)]))
            for x in range(upright.width)
        )
        for y in range(0, upright.height, 2)
    )


def _named(colour: object) -> str:
    bands = colour if isinstance(colour, tuple) else ()
    return "".join(f"{min(255, int(one) // _SHADE * _SHADE):02x}" for one in bands)
