"""Photos: durable on this laptop first, then named by an entry."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from patrol_tui.domain.entries import payload
from patrol_tui.domain.folding.pictures import Region
from patrol_tui.services.requests import PhotoFile
from patrol_tui.services.syncing.photo_trip import PREVIEW_TYPE
from patrol_tui.services.things.issues import PhotoRef


class TakenPhoto(Protocol):
    """A file that truly is a photo, and what it says of itself."""

    @property
    def data(self) -> bytes:
        """Return the file's bytes, untouched."""
        ...

    @property
    def media_type(self) -> str:
        """Return its type, such as image/jpeg."""
        ...

    @property
    def thumbnail_jpeg(self) -> bytes:
        """Return a small copy."""
        ...

    @property
    def taken_at_us(self) -> int | None:
        """Return when the camera says it was taken."""
        ...

    @property
    def lat_e7(self) -> int | None:
        """Return where the camera says it was taken."""
        ...

    @property
    def lon_e7(self) -> int | None:
        """Return where the camera says it was taken."""
        ...

    @property
    def satellites_us(self) -> int | None:
        """Return when it was taken by the camera's receiver."""
        ...

    @property
    def smaller_jpeg(self) -> bytes | None:
        """Return a copy that fills a screen, where the photo is much larger."""
        ...


PhotoReader = Callable[[Path], TakenPhoto]
"""Reads a photo file; raises Refused where it is none."""
Blackener = Callable[[bytes, Sequence[Region]], TakenPhoto]
"""Returns a copy of a photo in which nothing of some regions is left; raises Refused."""


class PhotoStore(Protocol):
    """Where photos lie on this laptop."""

    def get(self, name: bytes) -> bytes:
        """Return a whole photo, or raise NotFound."""
        ...

    def put(self, content: bytes, media_type: str, thumbnail: bytes | None = None) -> bytes:
        """Keep a photo and return its SHA-256 once it is durable."""
        ...


class Photos:
    """Takes photo files into the laptop's store."""

    def __init__(self, store: PhotoStore, read: PhotoReader, blacken: Blackener) -> None:
        self._store = store
        self._read = read
        self._blacken = blacken

    def take_in(self, files: Sequence[PhotoFile]) -> tuple[PhotoRef, ...]:
        """Return references to photos that are now durable here.

        All files are read before the first is kept, so one that is no photo stops them all. A
        photo that is named twice is kept once, with the caption that was given first. Where parts
        shall be black, the copy follows its original.

        Raises:
            Refused: a file is missing, too large, or no photo; or a caption cannot be kept.
            NotSaved: the disk refused.
        """
        payload.canonical([file.caption for file in files])  # refuses broken characters
        taken = [(self._read(file.path), file) for file in files]
        copies = [self._blacken(one.data, file.regions) for one, file in taken if file.regions]
        kept: dict[bytes, PhotoRef] = {}
        for photo, file in taken:
            ref = replace(self._keep(photo, file.caption), turn=file.turn)
            kept.setdefault(ref.hash, ref)
            if file.regions:
                copy = self._keep(copies.pop(0), file.caption)
                copy = replace(copy, of=ref.hash, regions=file.regions)
                kept.setdefault(copy.hash, copy)
        return tuple(kept.values())

    def blackened(self, name: bytes, regions: Sequence[Region], caption: str) -> PhotoRef:
        """Return a reference to a copy of a photo with some regions blackened, durable here.

        The original stays as it is. The copy has none of its camera's remarks.

        Raises:
            NotFound: the original is not whole on this laptop.
            Refused: it cannot be read.
            NotSaved: the disk refused.
        """
        return self._keep(self._blacken(self._store.get(name), regions), caption)

    def _keep(self, photo: TakenPhoto, caption: str) -> PhotoRef:
        preview = self._store.put(photo.thumbnail_jpeg, PREVIEW_TYPE)
        smaller = photo.smaller_jpeg
        blob = self._store.put(photo.data, photo.media_type, photo.thumbnail_jpeg)
        return PhotoRef(
            hash=blob,
            size_bytes=len(photo.data),
            media_type=photo.media_type,
            caption=caption.strip(),
            taken_at_us=photo.taken_at_us,
            lat_e7=photo.lat_e7,
            lon_e7=photo.lon_e7,
            preview=preview,
            smaller=None if smaller is None else self._store.put(smaller, PREVIEW_TYPE),
            satellites_us=photo.satellites_us,
        )
