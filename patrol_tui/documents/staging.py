"""A file that appears whole or not at all, and work that can be watched and stopped."""

import errno
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TypeVar

from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.domain.language.os_reasons import reason_of
from patrol_tui.domain.table import Cancelled, Progress
from patrol_tui.domain.values import dataclass

T = TypeVar("T")

ROWS_BETWEEN_LOOKS = 500

_FAILED = N_("Not written: {error}. {path}")
_FULL = N_("{path} was not written: the disk is full. Free some space or write elsewhere.")
_NO_FOLDER = N_("{path} was not written: its folder does not exist.")
_LOCKED = N_("{path} was not written: it may be open in another program, or not yours.")
_REASONS = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.ENOENT: _NO_FOLDER,
    errno.ENOTDIR: _NO_FOLDER,
    errno.EISDIR: N_("{path} was not written: a folder has this name."),
    errno.EACCES: _LOCKED,
    errno.EPERM: _LOCKED,
    errno.EROFS: N_("{path} was not written: the disk is write-protected."),
    errno.ENAMETOOLONG: N_("{path} was not written: the name is too long."),
}


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a file is made: the file, and a folder for what its maker needs meanwhile."""

    file: BinaryIO
    folder: Path


@contextmanager
def staged(path: Path) -> Iterator[Stage]:
    """Give a file that takes the place of `path` in one step once it is whole and on the disk.

    Only its owner may read it: exports hold what residents said.

    Raises:
        Refused: it could not be written; what stood at `path` still stands.
    """
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if path.exists() and not path.is_file():  # such as /dev/stdout, which root could replace
            raise Refused(N_("{path} was not written: it is no ordinary file."), path=path)
        with tempfile.TemporaryDirectory(
            dir=path.parent, prefix=".patrol-export-", ignore_cleanup_errors=True
        ) as folder:
            work = Path(folder, "whole")
            with open(work, "xb", opener=_private) as file:
                yield Stage(file, Path(folder))
                file.flush()
                os.fsync(file.fileno())
            work.replace(path)
            _settle(path.parent)
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, _FAILED)
        raise Refused(reason, path=path, error=reason_of(error)) from error


def watched(rows: Iterable[T], progress: Progress) -> Iterator[T]:
    """Yield the rows, reporting how many there were, until they end or the user stops.

    Raises:
        Cancelled: `progress` answered that the work shall not go on.
    """
    count = 0
    for count, row in enumerate(rows, 1):
        yield row
        if count % ROWS_BETWEEN_LOOKS == 0:
            look(count, progress)
    look(count, progress)


def look(count: int, progress: Progress) -> None:
    """Report how many rows are written, and stop here if so wanted."""
    if not progress(count):
        raise Cancelled(N_("Stopped after {rows} rows; nothing was written."), rows=count)


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


def _settle(folder: Path) -> None:
    if os.name == "posix":  # Windows cannot open a folder, and needs not
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
