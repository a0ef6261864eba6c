"""A photo as a record takes it in."""

from dataclasses import field

from patrol_tui.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Photo:
    """An image file, unchanged, and what is known of it.

    Attributes:
        data: the file's bytes.
        media_type: such as `image/jpeg`.
        width: in pixels, as it is to be looked at.
        height: likewise.
        taken_at_us: what the camera's clock said, or None.
        lat_e7: where the camera was (WGS-84), or None.
        lon_e7: likewise.
        thumbnail_jpeg: a small JPEG without any of the original's remarks.
        satellites_us: when it was taken by the camera's receiver, or None.
        smaller_jpeg: a JPEG that fills a screen, or None where the photo is hardly larger.
    """

    data: bytes = field(repr=False)
    media_type: str
    width: int
    height: int
    taken_at_us: int | None
    lat_e7: int | None
    lon_e7: int | None
    thumbnail_jpeg: bytes = field(repr=False)
    satellites_us: int | None = None
    smaller_jpeg: bytes | None = field(default=None, repr=False)
