"""Images as braille dots: to be recognised in any terminal, in one colour on one ground."""

from PIL import Image, ImageOps

DOTS_ACROSS, DOTS_DOWN = 2, 4
_BLANK = 0x2800
# Bits of a braille character, row by row, left before right.
_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))


def braille(image: Image.Image, *, on_dark: bool = False) -> tuple[str, ...]:
    """Return an image as rows of braille, one dot a pixel.

    Args:
        image: as large as it shall be drawn.
        on_dark: dots are light on a dark ground, in place of the other way round.
    """
    grey = ImageOps.autocontrast(image.convert("L"), cutoff=1)
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
