"""Photos as papers carry them: upright, no larger than print needs, without what a camera adds."""

from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

_MOST_PIXELS = 40_000_000
_LONGEST_SIDE = 1_400
_QUALITY = 82


def printed(data: bytes, turn: int = 0) -> tuple[bytes, float] | None:
    """Return a photo as JPEG and how many times its width its height is; None if it is none.

    Args:
        data: of the photo.
        turn: degrees clockwise by which it is to be turned beside what its camera noted.
    """
    try:
        with Image.open(BytesIO(data)) as opened:
            width, height = opened.size
            if width * height > _MOST_PIXELS:
                return None
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return None
    upright.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    upright = upright.rotate(-turn, expand=True)
    packed = BytesIO()
    upright.save(packed, "JPEG", quality=_QUALITY)
    return packed.getvalue(), upright.height / upright.width
