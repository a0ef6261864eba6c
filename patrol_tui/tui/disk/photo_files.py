"""Photo files as the screens choose them: folders listed, files checked, the camera's newest."""

import os
from collections.abc import Sequence
from datetime import tzinfo
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from patrol_tui.devices.camera import newest_photo
from patrol_tui.domain.times import day_clock_text
from patrol_tui.tui.disk.paths import unfolded
from patrol_tui.tui.kit.dialogs.finder import FolderEntry

if TYPE_CHECKING:
    from patrol_tui.domain.entries.photo import Photo
    from patrol_tui.domain.folding.pictures import Region

_SUFFIXES = {".jpg", ".jpeg", ".png", ".webp", ".heic"}
_MOST_ENTRIES = 2_000
_MB = 1_000_000


def first_folder(camera: str) -> str:
    """Return the folder to begin in: the camera's, else the officer's own."""
    return camera if camera and Path(camera).is_dir() else str(Path.home())


def list_folder(path: str, now_us: int, zone: tzinfo) -> Sequence[FolderEntry]:
    """Return the folders and photos in a folder, the folder above first; nothing for none."""
    folder = unfolded(path)
    try:
        with os.scandir(folder) as found:
            entries = [one for one in found if not one.name.startswith(".")][:_MOST_ENTRIES]
    except OSError:
        return ()
    above = (
        [FolderEntry(str(folder.parent), "..", is_folder=True)] if folder.parent != folder else []
    )
    folders = [
        FolderEntry(one.path, one.name, is_folder=True)
        for one in sorted(entries, key=lambda one: one.name)
        if one.is_dir()
    ]
    files = [
        _photo(one, now_us, zone) for one in entries if Path(one.name).suffix.lower() in _SUFFIXES
    ]
    newest_first = [entry for _at, entry in sorted(files, key=lambda file: -file[0])]
    return [*above, *folders, *newest_first]


def _photo(entry: "os.DirEntry[str]", now_us: int, zone: tzinfo) -> tuple[int, FolderEntry]:
    try:
        found = entry.stat()
    except OSError:  # pulled out since it was listed
        return 0, FolderEntry(entry.path, entry.name)
    at_us = found.st_mtime_ns // 1000
    when = day_clock_text(at_us, now_us, zone)
    return at_us, FolderEntry(entry.path, entry.name, note=f"{found.st_size / _MB:.1f} MB  {when}")


def camera_newest(folder: str, since_us: int) -> Path | None:
    """Return the photo that came last into the camera's folder at or after a time."""
    return newest_photo(unfolded(folder), since_us) if folder else None


def check_photo(path: Path) -> None:
    """Read a file as a photo; to be called in a thread.

    Raises:
        Refused: it is missing, too large, or no photo.
    """
    photo_in(path)


def photo_in(path: Path) -> "Photo":
    """Return a photo with what it says of itself; to be called in a thread.

    Raises:
        Refused: it is missing, too large, or no photo.
    """
    # The picture library is heavy, and most shifts begin without it.
    photo: Photo = import_module("patrol_tui.devices.photos").read_photo(path)
    return photo


def blackened_copy(data: bytes, regions: "Sequence[Region]") -> "Photo":
    """Return the copy that would be made of a photo; to be called in a thread.

    Raises:
        Refused: the photo cannot be read.
    """
    copy: Photo = import_module("patrol_tui.devices.photos").blackened(data, regions)
    return copy
