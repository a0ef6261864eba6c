"""The folder that a camera or a phone puts its photos into."""

import hashlib
import os
from collections.abc import Callable, Iterable
from pathlib import Path

from patrol_tui.domain.language.errors import N_, NotFound, PatrolError, Refused
from patrol_tui.domain.language.os_reasons import reason_of
from patrol_tui.domain.values import dataclass

MAX_FILE_BYTES = 40_000_000
TOO_LARGE = N_("{name} is larger than {limit} MB. Set the camera to smaller pictures.")
IS_HEIC = N_("{name} is an HEIC picture. Set the camera to JPEG.")
_NOT_THERE = N_(
    "The camera folder is not there: plug the camera in, or correct the settings. Photos can be "
    "chosen by hand. {path}"
)
_NOT_READ = N_("The camera folder cannot be read: {error}. Photos can be chosen by hand. {path}")
_HEIC = {".heic", ".heif"}
_SUFFIXES = {".jpg", ".jpeg", ".png", ".webp", *_HEIC}
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


def folder_problem(folder: Path) -> PatrolError | None:
    """Return in words why a folder cannot be looked into; None where it can."""
    try:
        with os.scandir(folder):
            return None
    except FileNotFoundError:
        return NotFound(_NOT_THERE, path=folder)
    except OSError as error:
        return Refused(_NOT_READ, path=folder, error=reason_of(error))


def unfit(photo: PhotoFile) -> PatrolError | None:
    """Return in words why a file will not be taken, as far as its name and size tell."""
    if photo.path.suffix.lower() in _HEIC:
        return Refused(IS_HEIC, name=photo.path.name)
    if photo.size_bytes > MAX_FILE_BYTES:
        return Refused(TOO_LARGE, name=photo.path.name, limit=MAX_FILE_BYTES // 1_000_000)
    return None


def fingerprint(path: Path) -> bytes:
    """Return the SHA-256 of a file, by which a photo that was attached is known again.

    Raises:
        OSError: it cannot be read; it may just have been pulled out.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


class CameraFolder:
    """Notices new photos each time it is asked; nothing runs in between."""

    def __init__(self, folder: Path, since_us: int, listing: Listing = photos_in) -> None:
        """Watch a folder for photos put there at or after a time."""
        self._folder, self._since_us, self._listing = folder, since_us, listing
        self._seen: dict[Path, PhotoFile] = {}
        self._told: set[Path] = set()

    def poll(self) -> list[PhotoFile]:
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
        return sorted(whole, key=lambda photo: (photo.modified_us, photo.path))


def _listed(path: Path) -> list[PhotoFile]:
    try:
        found = path.stat()
    except OSError:  # pulled out, or renamed, since it was listed
        return []
    return [PhotoFile(path, found.st_mtime_ns // 1000, found.st_size)]
