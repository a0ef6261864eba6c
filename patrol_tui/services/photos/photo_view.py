"""What can be shown of a photo on this laptop: a small copy, also while the photo is on its way."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.state import State
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
    """

    body: Mapping[str, Json]
    where: Whereabouts
    small: bytes | None
    is_preview: bool


def whereabouts(box: PhotoView, marks: PhotoMarks, body: Mapping[str, Json]) -> Whereabouts:
    """Return where a photo is, as far as is known here."""
    name = _hash(body)
    if name is not None and marks.is_confirmed(name):
        return "shared"
    return "here" if name is not None and box.has(name) else "coming"


def shown_photos(box: PhotoView, marks: PhotoMarks, state: State) -> tuple[ShownPhoto, ...]:
    """Return all photos of a thing with something to look at."""
    bodies = [value.value for value in state.records.get("photos", ())]
    return tuple(_shown(box, marks, body) for body in bodies if isinstance(body, dict))


def _shown(box: PhotoView, marks: PhotoMarks, body: dict[str, Json]) -> ShownPhoto:
    name, preview = _hash(body), preview_hash(body)
    is_here = name is not None and box.has(name)
    small = None
    if preview is not None and box.has(preview):
        small = box.get(preview)
    elif name is not None and is_here:
        small = box.thumbnail(name) or box.get(name)
    return ShownPhoto(body, whereabouts(box, marks, body), small, small is not None and not is_here)


def _hash(body: Mapping[str, Json]) -> bytes | None:
    try:
        return bytes.fromhex(str(body.get("hash", ""))) or None
    except ValueError:
        return None
