"""The leaves of an album: each photo, and behind it its copy with parts blackened."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from patrol_tui.domain.entries.photo import Photo
from patrol_tui.domain.folding.pictures import Region, regions_of
from patrol_tui.domain.geo import LatLon
from patrol_tui.domain.photo_checks import Difference, Taken, differences
from patrol_tui.services.photos.photo_view import ShownPhoto, taken_of
from patrol_tui.services.requests import PhotoFile

if TYPE_CHECKING:
    from patrol_tui.domain.entries.payload import Json


@dataclass(frozen=True)
class Leaf:
    """A photo as it is looked at.

    Attributes:
        number: of the photo, beginning at 1; a copy has that of its original.
        shown: what there is of it.
        original: where this is a copy with parts blackened, the photo that it was made of.
        is_file: it lies in a folder, and no entry names it yet.
        problem: why there is nothing to look at.
    """

    number: int
    shown: ShownPhoto
    original: ShownPhoto | None = None
    is_file: bool = False
    problem: str = ""

    @property
    def taken(self) -> Taken:
        """What the photo says of itself; of a copy, what its original says."""
        return taken_of((self.original or self.shown).body)

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What of it does not fit the record."""
        return (self.original or self.shown).differences

    @property
    def regions(self) -> tuple[Region, ...]:
        """What is blackened in it."""
        return regions_of(self.shown.body)


def leaves_of(photos: Sequence[ShownPhoto]) -> tuple[Leaf, ...]:
    """Return a thing's photos as leaves, each copy right behind its original."""
    found: list[Leaf] = []
    for number, photo in enumerate(photos, 1):
        found.append(Leaf(number, photo))
        if photo.copy is not None:
            found.append(Leaf(number, photo.copy, original=photo))
    return tuple(found)


def leaf_without(number: int, caption: str, problem: str) -> Leaf:
    """Return a file that cannot be looked at as a leaf, with the reason in words."""
    shown = ShownPhoto({"caption": caption}, "here", None, is_preview=False)
    return Leaf(number, shown, is_file=True, problem=problem)


def leaf_of_file(
    number: int, photo: Photo, file: PhotoFile, now_us: int, here: LatLon | None
) -> Leaf:
    """Return a photo that lies in a folder as a leaf.

    Args:
        number: of the photo.
        photo: what was read of it.
        file: what it shows, and how it is to be looked at.
        now_us: the present, to which its time is compared.
        here: where the record is, as far as that is known.
    """
    body = _body(photo, file)
    shown = ShownPhoto(
        body=body,
        where="here",
        small=photo.smaller_jpeg or photo.data,
        is_preview=False,
        turn=file.turn,
        differences=differences(taken_of(body), now_us, here),
    )
    return Leaf(number, shown, is_file=True)


def with_copy(leaf: Leaf, copy: Photo, file: PhotoFile) -> tuple[Leaf, Leaf]:
    """Return a file's leaf, and behind it that of the copy which will be made of it."""
    regions: list[Json] = [region.body() for region in file.regions]
    body: dict[str, Json] = {**_body(copy, file), "of": leaf.shown.name, "blackened": regions}
    small = copy.smaller_jpeg or copy.data
    shown = ShownPhoto(body, "here", small, is_preview=False, turn=file.turn)
    first = replace(leaf, shown=replace(leaf.shown, copy=shown))
    return first, Leaf(leaf.number, shown, original=first.shown, is_file=True)


def _body(photo: Photo, file: PhotoFile) -> "dict[str, Json]":
    return {
        "hash": sha256(photo.data).hexdigest(),
        "size": len(photo.data),
        "type": photo.media_type,
        "caption": file.caption,
        "taken_us": photo.taken_at_us,
        "satellites_us": photo.satellites_us,
        "lat_e7": photo.lat_e7,
        "lon_e7": photo.lon_e7,
    }
