"""The folder that a camera or a phone puts its photos into."""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

_SUFFIXES = {".jpg", ".jpeg", ".png", ".webp"}
_MOST_FILES = 20_000


@dataclass(frozen=True, slots=True)
class PhotoFile:
    """A photo that lies in the folder, as a listing tells."""

    path: Path
    modified_us: int
    size_bytes: int


Listing = Callable[[Path], Iterable[PhotoFile]]


def photos_in(folder: Path) -> list[PhotoFile]:
    """Return the photos in a folder and the folders in it (cameras make `DCIM/100ABCDE`).

    A folder that is not there, or not readable, holds none: cameras come and go.
    """
    found: list[PhotoFile] = []
    for parent, folders, names in os.walk(folder):
        folders.sort()
        for name in names:
            path = Path(parent, name)
            if path.suffix.lower() in _SUFFIXES and not name.startswith("."):
                found.extend(_listed(path))
        if len(found) > _MOST_FILES or len(Path(parent).relative_to(folder).parts) > 1:
            folders.clear()
    return found


def newest_photo(folder: Path, since_us: int, listing: Listing = photos_in) -> Path | None:
    """Return the photo that was last put into the folder at or after a time, if there is one."""
    recent = [photo for photo in listing(folder) if photo.modified_us >= since_us]
    newest = max(recent, key=lambda photo: (photo.modified_us, photo.path), default=None)
    return newest.path if newest else None


class CameraFolder:
    """Notices new photos each time it is asked; nothing runs in between."""

    def __init__(self, folder: Path, since_us: int, listing: Listing = photos_in) -> None:
        """Watch a folder for photos put there at or after a time."""
        self._folder, self._since_us, self._listing = folder, since_us, listing
        self._seen: dict[Path, PhotoFile] = {}
        self._told: set[Path] = set()

    def poll(self) -> list[Path]:
        """Return, oldest first, photos not told of before that have stopped growing.

        A photo is told of when two looks in a row found it alike: it may still be on its way.
        """
        now = {photo.path: photo for photo in self._listing(self._folder)}
        whole = [
            photo
            for path, photo in now.items()
            if photo.modified_us >= self._since_us
            and photo.size_bytes
            and path not in self._told
            and self._seen.get(path) == photo
        ]
        self._seen = now
        self._told.update(photo.path for photo in whole)
        return [photo.path for photo in sorted(whole, key=lambda photo: photo.modified_us)]


def _listed(path: Path) -> list[PhotoFile]:
    try:
        found = path.stat()
    except OSError:  # pulled out, or renamed, since it was listed
        return []
    return [PhotoFile(path, found.st_mtime_ns // 1000, found.st_size)]
