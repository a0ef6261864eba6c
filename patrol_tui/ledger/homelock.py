"""One sync per home: a lock that the operating system lets go when its holder dies."""

import errno
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.ledger.disk.space import os_failure

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

# Windows locks bytes, not files, and against readers too: one byte far behind the text
_LOCKED_BYTE = 1 << 30

SYNC_RUNS = N_("This home is being synced already, by {program} (process {pid}).")
SYNC_RUNS_SOMEWHERE = N_("This home is being synced already, by another program.")


@dataclass(frozen=True)
class Holder:
    """Who holds a lock.

    Attributes:
        pid: the process.
        program: what it is doing, in the words of the command line.
        since_us: when it took the lock, by its own clock.
    """

    pid: int
    program: str
    since_us: int


class SyncRuns(Refused):
    """Another process syncs this home.

    Attributes:
        holder: who it is, or None where it has not said so yet.
    """

    def __init__(self, holder: Holder | None) -> None:
        """Say who holds the lock."""
        if holder is None:
            super().__init__(SYNC_RUNS_SOMEWHERE)
        else:
            super().__init__(SYNC_RUNS, program=holder.program, pid=holder.pid)
        self.holder = holder


class LockFile:
    """A file whose lock at most one process holds; the file itself stays for ever."""

    def __init__(self, path: Path) -> None:
        """Name the file; it is made when it is first locked."""
        self._path = path
        self._handle: int | None = None

    def try_take(self) -> bool:
        """Take the lock if nobody holds it, and tell whether it is ours now."""
        return self._take(wait=False)

    def take(self) -> None:
        """Take the lock, waiting for whoever holds it."""
        self._take(wait=True)

    def _take(self, *, wait: bool) -> bool:
        try:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise os_failure(error) from error
        try:
            _lock(handle, wait=wait)
        except (BlockingIOError, PermissionError):  # held; Windows says it the second way
            os.close(handle)
            return False
        except OSError as error:
            os.close(handle)
            raise os_failure(error) from error
        self._handle = handle
        return True

    def give_back(self) -> None:
        """Let the lock go."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def sign(self, holder: Holder) -> None:
        """Write into the locked file who holds it."""
        if self._handle is None:
            raise ValueError(self._path)
        text = json.dumps([holder.pid, holder.program, holder.since_us]).encode()
        os.ftruncate(self._handle, 0)
        os.lseek(self._handle, 0, os.SEEK_SET)
        os.write(self._handle, text)

    def holder(self) -> Holder | None:
        """Return who signed the lock last, or None where that cannot be read."""
        try:
            pid, program, since_us = json.loads(self._path.read_bytes())
            return Holder(int(pid), str(program), int(since_us))
        except (OSError, ValueError, TypeError):
            return None


def _lock(handle: int, *, wait: bool) -> None:
    if sys.platform == "win32":
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        while True:
            try:
                msvcrt.locking(handle, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
            except OSError as error:
                if not wait or error.errno != errno.EDEADLK:  # it gives up after ten seconds
                    raise
            else:
                return
    else:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))


@contextmanager
def one_sync(home: Path, program: str, now_us: int) -> Iterator[None]:
    """Hold the home's sync for as long as the block runs; screens and commands need no lock.

    Raises:
        SyncRuns: another process holds it.
    """
    lock = LockFile(home / "sync.lock")
    if not lock.try_take():
        raise SyncRuns(lock.holder())
    try:
        lock.sign(Holder(os.getpid(), program, now_us))
        yield
    finally:
        lock.give_back()


@contextmanager
def waiting_turn(path: Path) -> Iterator[None]:
    """Hold a lock for a short change, waiting for others who make theirs."""
    lock = LockFile(path)
    lock.take()
    try:
        yield
    finally:
        lock.give_back()
