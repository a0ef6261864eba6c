"""What can be shown of a photo on this laptop: a small copy, also while the photo is on its way."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal, Protocol

from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.pictures import Picture, pictures_of
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.geo import LatLon, is_on_earth
from patrol_tui.domain.photo_checks import Difference, Taken, differences
from patrol_tui.domain.values import dataclass
from patrol_tui.services.syncing.photo_sync import PhotoMarks
from patrol_tui.services.syncing.photo_trip import preview_hash

Whereabouts = Literal["shared", "here", "coming"]


class PhotoView(Protocol):
    """Where photos lie, as far as they are looked at."""

    def has(self, name: bytes) -> bool:
        """Return whether a photo is here whole."""
        ...

    def get(self, name: bytes) -> bytes:
        """Return a whole photo."""
        ...

    def thumbnail(self, name: bytes) -> bytes | None:
        """Return the small copy that was kept with a photo, if there is one."""
        ...


@dataclass(frozen=True, slots=True)
class ShownPhoto:
    """A photo that an entry names.

    Attributes:
        body: what the entry says of it.
        where: confirmed by the shared ledger; only here so far; or not here yet.
        small: bytes of an image to show, or None where nothing has come yet.
        is_preview: whether that is the preview, for want of the photo.
        turn: degrees clockwise by which it is to be turned.
        copy: the copy with parts blackened, if there is one.
        differences: what of it does not fit the record.
    """

    body: Mapping[str, Json]
    where: Whereabouts
    small: bytes | None
    is_preview: bool
    turn: int = 0
    copy: "ShownPhoto | None" = None
    differences: tuple[Difference, ...] = ()

    @property
    def name(self) -> str:
        """The hash of the photo, in hexadecimal digits."""
        return str(self.body.get("hash", ""))


def whereabouts(box: PhotoView, marks: PhotoMarks, body: Mapping[str, Json]) -> Whereabouts:
    """Return where a photo is, as far as is known here."""
    name = _hash(body)
    if name is not None and marks.is_confirmed(name):
        return "shared"
    return "here" if name is not None and box.has(name) else "coming"


def shown_photos(
    box: PhotoView, marks: PhotoMarks, state: State, here: LatLon | None = None
) -> tuple[ShownPhoto, ...]:
    """Return all photos of a thing with something to look at.

    Args:
        box: where photos lie.
        marks: tell which of them are confirmed.
        state: of the thing.
        here: where the thing is, as far as that is known.
    """
    return tuple(_whole(box, marks, one, here) for one in pictures_of(state))


def _whole(box: PhotoView, marks: PhotoMarks, picture: Picture, here: LatLon | None) -> ShownPhoto:
    copy = None if picture.copy is None else _shown(box, marks, picture.copy)
    return replace(
        _shown(box, marks, picture.body),
        turn=picture.turn,
        copy=None if copy is None else replace(copy, turn=picture.turn),
        differences=differences(taken_of(picture.body), picture.said.wall_us, here),
    )


def taken_of(body: Mapping[str, Json]) -> Taken:
    """Return what a photo said of itself, as its entry has it."""
    numbers = (body.get(name) for name in ("taken_us", "satellites_us", "lat_e7", "lon_e7"))
    at_us, satellites_us, lat_e7, lon_e7 = (
        one if isinstance(one, int) else None for one in numbers
    )
    has_place = lat_e7 is not None and lon_e7 is not None and is_on_earth(lat_e7, lon_e7)
    return Taken(at_us, satellites_us, (lat_e7 or 0, lon_e7 or 0) if has_place else None)


def small_copy(box: PhotoView, body: Mapping[str, Json]) -> bytes | None:
    """Return a photo as small as it is held here; None where nothing of it has come."""
    name, preview = _hash(body), preview_hash(body)
    if preview is not None and box.has(preview):
        return box.get(preview)
    if name is not None and box.has(name):
        return box.thumbnail(name) or box.get(name)
    return None


def _shown(box: PhotoView, marks: PhotoMarks, body: Mapping[str, Json]) -> ShownPhoto:
    name, small = _hash(body), small_copy(box, body)
    is_here = name is not None and box.has(name)
    return ShownPhoto(body, whereabouts(box, marks, body), small, small is not None and not is_here)


def _hash(body: Mapping[str, Json]) -> bytes | None:
    try:
        return bytes.fromhex(str(body.get("hash", ""))) or None
    except ValueError:
        return None
