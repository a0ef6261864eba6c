"""Where USB sticks are: the places that the system mounts them at."""

import ctypes
import os
import string
import sys
from pathlib import Path

_MOUNTS = Path("/proc/self/mounts")
_UNDER = ("/media/", "/run/media/")
_BY_HAND = "/mnt/"
_OF_STICKS = frozenset(("vfat", "exfat", "ntfs", "ntfs3", "fuseblk", "msdos"))
_REMOVABLE = 2


def sticks(mounts: str | None = None) -> tuple[Path, ...]:
    """Return the folders of the sticks that are in.

    Args:
        mounts: text of `/proc/self/mounts`; read where None is given.
    """
    if sys.platform == "win32":
        return _drives()
    return _mounted(_read(_MOUNTS) if mounts is None else mounts)


def _mounted(mounts: str) -> tuple[Path, ...]:
    fields = [line.split(" ")[1:3] for line in mounts.splitlines() if line.count(" ") > 1]
    return tuple(
        sorted(
            Path(_plain(place))
            for place, kind in fields
            if place.startswith(_UNDER) or (place.startswith(_BY_HAND) and kind in _OF_STICKS)
        )
    )


def _plain(place: str) -> str:
    """Return a mount point as it is named: the system writes spaces and the like in octal."""
    for code in ("040", "011", "012", "134"):
        place = place.replace(f"\\{code}", chr(int(code, 8)))
    return place


def _drives() -> tuple[Path, ...]:
    if sys.platform != "win32":
        return ()
    kind_of = ctypes.windll.kernel32.GetDriveTypeW
    letters = (Path(f"{letter}:\\") for letter in string.ascii_uppercase)
    return tuple(drive for drive in letters if kind_of(os.fspath(drive)) == _REMOVABLE)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""
