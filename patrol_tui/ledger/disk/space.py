"""Room on the disk: how much is left, a ballast to throw off, files that a power cut keeps."""

import errno
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.domain.language.os_reasons import reason_of
from patrol_tui.ledger.disk.errors import DISK_FAILED, DISK_FULL, DiskFailed, DiskFull, NotSaved

T = TypeVar("T")

BALLAST_BYTES = 4 << 20
PHOTO_RESERVE_BYTES = 32 << 20
_BLOCK_BYTES = 1 << 16

NO_ROOM_FOR_PHOTO = N_(
    "Photo not stored: only {free_mb} MB are free on the disk, and they are kept for text. "
    "Free some space, then attach it again."
)

NO_FOLDER = N_("The folder {path} cannot be made ({detail}). Choose another with --home.")

FreeBytes = Callable[[Path], int]


def free_bytes(directory: Path) -> int:
    """Return how many bytes the file system of a directory has left for us."""
    return shutil.disk_usage(directory).free


def refuse_photo_when_short(
    directory: Path, wanted_bytes: int, free: FreeBytes = free_bytes
) -> None:
    """Refuse a photo that would take the room that text still needs.

    Raises:
        DiskFull: the photo would leave less than the reserve.
    """
    left = free(directory)
    if left < wanted_bytes + PHOTO_RESERVE_BYTES:
        raise DiskFull(NO_ROOM_FOR_PHOTO, free_mb=left >> 20)


def os_failure(error: OSError) -> NotSaved:
    """Return what the user must be told when a file of ours cannot be written."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(DISK_FULL)
    return DiskFailed(DISK_FAILED, detail=reason_of(error))


def flush_directory(directory: Path) -> None:
    """Make the names in a directory durable: a new file without its name is no file."""
    if sys.platform == "win32":
        return  # NTFS journals names itself, and directories cannot be opened there
    handle = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_directory(directory: Path) -> None:
    """Make a directory that only its owner enters, durably, with all that lead to it.

    Raises:
        Refused: it cannot be made there.
    """
    if directory.is_dir():
        return
    make_directory(directory.parent)
    try:
        directory.mkdir(mode=0o700, exist_ok=True)
        flush_directory(directory.parent)
    except OSError as error:
        raise Refused(NO_FOLDER, path=directory, detail=reason_of(error)) from error


def write_whole(path: Path, content: bytes) -> None:
    """Write a small file so that a power cut leaves the old one or the new one, never a part.

    Raises:
        NotSaved: the disk did not take it; the old file stands.
    """
    fresh = path.with_name(path.name + ".new")
    try:
        write_flushed(fresh, content)
        fresh.replace(path)
        flush_directory(path.parent)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise os_failure(error) from error


def write_flushed(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read, and flush it to the disk."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


class Ballast:
    """A file without meaning that is thrown off when the disk is full, so that text is saved."""

    def __init__(self, home: Path, size_bytes: int = BALLAST_BYTES) -> None:
        """Name the ballast of a home; nothing is written yet."""
        self.path = home / "ballast"
        self._size_bytes = size_bytes

    def is_there(self) -> bool:
        """Tell whether the ballast lies in the home at its full size."""
        return self.path.is_file() and self.path.stat().st_size >= self._size_bytes

    def ensure(self, free: FreeBytes = free_bytes) -> bool:
        """Take the ballast aboard where there is room for it, and tell whether it is there."""
        if self.is_there():
            return True
        if free(self.path.parent) < 2 * self._size_bytes:
            return False
        blocks = -(-self._size_bytes // _BLOCK_BYTES)
        # random bytes, because a file system may keep zeros without taking room for them
        content = b"".join(os.urandom(_BLOCK_BYTES) for _ in range(blocks))
        try:
            write_whole(self.path, content[: self._size_bytes])
        except NotSaved:
            return False
        return True

    def release(self) -> bool:
        """Throw the ballast off, and tell whether that gave any room."""
        if not self.path.is_file():
            return False
        self.path.unlink()
        flush_directory(self.path.parent)
        return True

    def save(self, save: Callable[[], T]) -> T:
        """Carry out a save, once more without the ballast if the disk is full.

        Raises:
            NotSaved: the disk took it neither with nor without the ballast.
        """
        try:
            return save()
        except DiskFull:
            if not self.release():
                raise
            return save()
