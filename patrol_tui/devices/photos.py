"""Photos: truly images, not too large, and read without changing a byte."""

import io
import struct
import warnings
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import tzinfo
from hashlib import sha256
from pathlib import Path

from PIL import Image, ImageDraw, ImageOps, UnidentifiedImageError

from patrol_tui.devices.camera import IS_HEIC, MAX_FILE_BYTES, TOO_LARGE
from patrol_tui.devices.exif import orientation, place, satellites_us, taken_at_us
from patrol_tui.domain.entries.photo import Photo
from patrol_tui.domain.folding.pictures import WHOLE, Region
from patrol_tui.domain.language.errors import N_, NotFound, Refused
from patrol_tui.domain.language.os_reasons import reason_of
from patrol_tui.domain.times import DISTRICT_ZONE

THUMBNAIL_PIXELS = 320
THUMBNAIL_BYTES = 12_000
SMALLER_PIXELS = 1280
_SMALLER_QUALITY = 70
_WORTH_IT = 2
"""So many times the bytes of a smaller copy a photo must have for it to be made."""
_BLACKENED_QUALITY = 90
_NAME_DIGITS = 12
_QUALITIES = (75, 65, 55, 45, 35, 25, 15)
_FORMATS = ("JPEG", "PNG", "WEBP")
_MEDIA_TYPES = {
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",  # what some phones write: a JPEG with a second one behind it
    "PNG": "image/png",
    "WEBP": "image/webp",
}
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SIDEWAYS = range(5, 9)
_HEIC = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"}
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, IndexError, struct.error, zlib.error)


def read_photo(path: Path, zone: tzinfo = DISTRICT_ZONE) -> Photo:
    """Return a photo with its measures, time, place and thumbnail.

    Args:
        path: of the file; its bytes are kept as they are.
        zone: where the camera's clock was set, if the photo does not say.

    Raises:
        NotFound: there is no such file.
        Refused: no JPEG, PNG or WebP image, a broken one, or too large.
    """
    try:
        if not path.exists():
            raise NotFound(N_("There is no photo {name}."), name=path)
        if not path.is_file():
            raise Refused(N_("{name} is no file."), name=path)
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        template = N_("{name} cannot be read: {error}.")
        raise Refused(template, name=path, error=reason_of(error)) from error
    return photo_of(data, str(path), zone)


def photo_of(data: bytes, name: str, zone: tzinfo = DISTRICT_ZONE) -> Photo:
    """Return a photo from its bytes; `name` is for messages.

    Raises:
        Refused: no JPEG, PNG or WebP image, a broken one, or too large.
    """
    if len(data) > MAX_FILE_BYTES:
        raise Refused(TOO_LARGE, name=name, limit=MAX_FILE_BYTES // 1_000_000)
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC:
        raise Refused(IS_HEIC, name=name)
    with _read_as_photo(name):
        return _photo(data, zone)


def blackened(data: bytes, regions: Sequence[Region]) -> Photo:
    """Return a copy of a photo in which nothing of some regions is left.

    It is upright, and without the remarks of its camera.

    Raises:
        Refused: the photo cannot be read.
    """
    name = sha256(data).hexdigest()[:_NAME_DIGITS]
    with _read_as_photo(name):
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            upright = _on_white(ImageOps.exif_transpose(image))
        brush = ImageDraw.Draw(upright)
        for region in regions:
            brush.rectangle(_covering(region, upright.size), fill="black")
        packed = io.BytesIO()
        upright.save(packed, "JPEG", quality=_BLACKENED_QUALITY)
    return photo_of(packed.getvalue(), name)


def _covering(region: Region, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Return the pixels of a region; one that is only touched belongs to it."""
    width, height = size
    right, bottom = region.x + region.width, region.y + region.height
    return (
        region.x * width // WHOLE,
        region.y * height // WHOLE,
        -(-right * width // WHOLE) - 1,
        -(-bottom * height // WHOLE) - 1,
    )


@contextmanager
def _read_as_photo(name: str) -> Iterator[None]:
    """Say in words why a file cannot be read as a photo."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about remarks in the file; nobody could act on them
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            yield
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        template = N_("{name} has too many pixels. Set the camera to smaller pictures.")
        raise Refused(template, name=name) from error
    except UnidentifiedImageError as error:
        raise Refused(N_("{name} is no JPEG, PNG or WebP photo."), name=name) from error
    except _BROKEN as error:
        raise Refused(N_("{name} is broken or incomplete. Copy it again."), name=name) from error


def _photo(data: bytes, zone: tzinfo) -> Photo:
    with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
        width, height = image.size
        if orientation(image) in _SIDEWAYS:
            width, height = height, width
        lat_e7, lon_e7 = place(image) or (None, None)
        when = taken_at_us(image, zone)
        by_satellites = satellites_us(image)
        media_type = _MEDIA_TYPES[image.format or ""]
        thumbnail = _thumbnail(image)
    smaller = _smaller(data)
    return Photo(
        data, media_type, width, height, when, lat_e7, lon_e7, thumbnail, by_satellites, smaller
    )


def _smaller(data: bytes) -> bytes | None:
    """Return a JPEG that fills a screen, for links too slow for the photo itself."""
    with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
        if max(image.size) <= SMALLER_PIXELS:
            return None
        image.draft("RGB", (SMALLER_PIXELS, SMALLER_PIXELS))
        turn = _TURNS.get(orientation(image))
        image.thumbnail((SMALLER_PIXELS, SMALLER_PIXELS))
        small = _on_white(image)
    packed = io.BytesIO()
    upright = small if turn is None else small.transpose(turn)
    upright.save(packed, "JPEG", quality=_SMALLER_QUALITY)
    return packed.getvalue() if len(packed.getvalue()) * _WORTH_IT <= len(data) else None


def _on_white(image: Image.Image) -> Image.Image:
    """Return an image without transparency: what lies behind it is white."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    clear = image.convert("RGBA")
    white = Image.new("RGB", clear.size, "white")
    white.paste(clear, mask=clear.getchannel("A"))
    return white


def _thumbnail(image: Image.Image) -> bytes:
    """Return a small JPEG; decodes the whole file, so a truncated one raises here."""
    image.draft("RGB", (2 * THUMBNAIL_PIXELS, 2 * THUMBNAIL_PIXELS))  # a fraction of a large JPEG
    image.load()
    turn = _TURNS.get(orientation(image))
    image.thumbnail((THUMBNAIL_PIXELS, THUMBNAIL_PIXELS))
    small = _on_white(image)
    return _packed(small if turn is None else small.transpose(turn))


def _packed(small: Image.Image) -> bytes:
    packed = b""
    for quality in _QUALITIES:
        file = io.BytesIO()
        small.save(file, "JPEG", quality=quality, optimize=True)
        packed = file.getvalue()
        if len(packed) <= THUMBNAIL_BYTES:
            break
    return packed
