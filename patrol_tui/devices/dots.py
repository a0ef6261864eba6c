"""Photos as braille dots: to be recognised in any terminal, in one colour on one ground."""

import io

from PIL import Image, ImageOps, UnidentifiedImageError

DOTS_ACROSS, DOTS_DOWN = 2, 4
_BLANK = 0x2800
# Bits of a braille character, row by row, left before right.
_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, UnidentifiedImageError)


def dotted(content: bytes, cells: int, rows: int, *, on_dark: bool = False) -> tuple[str, ...]:
    """Return a photo as rows of braille, as large as fits; none where it cannot be read.

    Args:
        content: of the image file.
        cells: how wide it may be.
        rows: how high it may be.
        on_dark: dots are light on a dark ground, in place of the other way round.
    """
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as image:
            image.draft("L", (4 * cells, 4 * cells))
            grey = ImageOps.exif_transpose(image).convert("L")
    except (*_BROKEN, Image.DecompressionBombError):
        return ()
    grey.thumbnail((cells * DOTS_ACROSS, rows * DOTS_DOWN))
    grey = ImageOps.autocontrast(grey, cutoff=1)
    bits = (grey if on_dark else ImageOps.invert(grey)).convert("1")
    width, height = bits.size
    lit = bits.load()
    if lit is None:
        return ()
    return tuple(
        "".join(
            chr(
                _BLANK
                + sum(
                    _BITS[down][across]
                    for down in range(DOTS_DOWN)
                    for across in range(DOTS_ACROSS)
                    if left + across < width
                    and top + down < height
                    and lit[left + across, top + down]
                )
            )
            for left in range(0, width, DOTS_ACROSS)
        )
        for top in range(0, height, DOTS_DOWN)
    )
