"""The second copy of own entries: an append-only file, sealed with a key made from the home's."""

import hashlib
import mmap
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from patrol_tui.domain.entries.entry import Entry
from patrol_tui.domain.language.errors import Corrupt
from patrol_tui.ledger.disk.errors import NotSaved
from patrol_tui.ledger.disk.space import os_failure
from patrol_tui.ledger.homelock import LockFile, waiting_turn
from patrol_tui.ledger.keyring.stretch import unwrapped, wrapped
from patrol_tui.ledger.second.frames import Bytes, Frame, framed, frames, last_frame
from patrol_tui.ledger.second.records import (
    ABOUT,
    ENTRIES,
    packed,
    read_about,
    unpacked,
    without_payload,
)

FILE_NAME = "ledger.copy"
_TAG = b"patrol.copy.1\0"


class SecondCopy:
    """Own entries once more, in a file that only ever grows.

    A save appends to it and never waits for the disk; whatever a power cut took from its end is
    written again when nobody types, as `keeping.keep_up` does.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        """Name the file; it is made by what is first written.

        Args:
            path: the file.
            key: the home's data key.
        """
        self.path = path
        self._key = hashlib.sha256(_TAG + key).digest()
        self._lock = path.with_name(path.name + ".lock")

    def note(self, entries: Iterable[Entry]) -> bool:
        """Append what was just saved, if that can be done at once, and tell whether it was."""
        lock = LockFile(self._lock)
        try:
            if not lock.try_take():
                return False
            try:
                self._append([packed(entries)])
            finally:
                lock.give_back()
        except (NotSaved, OSError):  # the ledger has it; the copy catches up
            return False
        return True

    def extend(self, contents: Iterable[bytes]) -> None:
        """Append contents of frames, waiting for whoever writes just now.

        Raises:
            NotSaved: the disk did not take it.
        """
        with waiting_turn(self._lock):
            try:
                self._append(contents)
            except OSError as error:
                raise os_failure(error) from error

    def _append(self, contents: Iterable[bytes]) -> None:
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
        handle = os.open(self.path, flags, 0o600)
        try:
            for content in contents:
                left = memoryview(framed(wrapped(self._key, content, _TAG)))
                while left:
                    left = left[os.write(handle, left) :]
        finally:
            os.close(handle)

    def flush(self) -> int:
        """Make durable what is in the file, and return how many bytes of it are so.

        Raises:
            NotSaved: the disk did not take it.
        """
        size = self.size()
        try:
            with self.path.open("r+b") as file:
                os.fsync(file.fileno())
        except FileNotFoundError:
            return 0
        except OSError as error:
            raise os_failure(error) from error
        return size

    def size(self) -> int:
        """Return how many bytes the file has, 0 where there is none."""
        try:
            return self.path.stat().st_size
        except FileNotFoundError:
            return 0

    def head(self) -> frozenset[bytes]:
        """Return the entries of the last save that the file holds; none where it holds none."""
        with self._content() as content:
            for frame in _backwards(content):
                entries = self._entries(frame)
                if entries:
                    return frozenset(entry.hash for entry in entries)
        return frozenset()

    def entries(self, begin: int = 0) -> dict[bytes, Entry]:
        """Return the entries from a place in the file on; later frames stand for earlier ones."""
        with self._content() as content:
            return {
                entry.hash: entry
                for frame in frames(content, begin)
                for entry in self._entries(frame)
            }

    def about(self) -> Mapping[str, Mapping[str, str]]:
        """Return what the file says of the home last; nothing where it says nothing."""
        with self._content() as content:
            for frame in _backwards(content):
                opened = self._opened(frame)
                if opened.startswith(ABOUT):
                    return read_about(opened)
        return {}

    def forget(self, hashes: Collection[bytes]) -> int:
        """Drop the payloads of expunged entries, and return how many were dropped.

        The entries are written once more without them; then what lay there is overwritten. To be
        called once the ledger itself has dropped them, or they would be copied from there again.

        Raises:
            NotSaved: the disk did not take it; to be called again.
        """
        wanted = frozenset(hashes)
        with waiting_turn(self._lock):
            found = self._holding(wanted)
            if not found:
                return 0
            try:
                self._append(_without(entries, wanted) for _, entries in found)
                self.flush()
                self._overwrite([frame for frame, _ in found])
            except OSError as error:
                raise os_failure(error) from error
        dropped = [one for _, entries in found for one in entries if one.hash in wanted]
        return len({entry.hash for entry in dropped})

    def _holding(self, wanted: frozenset[bytes]) -> list[tuple[Frame, list[Entry]]]:
        with self._content() as content:
            read = [(frame, self._entries(frame)) for frame in frames(content)]
        return [
            (frame, entries)
            for frame, entries in read
            if any(one.hash in wanted and one.payload is not None for one in entries)
        ]

    def _overwrite(self, taken: Iterable[Frame]) -> None:
        with self.path.open("r+b") as file:
            for frame in taken:
                file.seek(frame.begin)
                file.write(bytes(frame.end - frame.begin))
            file.flush()
            os.fsync(file.fileno())

    def _entries(self, frame: Frame) -> list[Entry]:
        opened = self._opened(frame)
        try:
            return list(unpacked(opened)) if opened.startswith(ENTRIES) else []
        except Corrupt:  # its seal holds: a newer program wrote it
            return []

    def _opened(self, frame: Frame) -> bytes:
        """Return what a frame holds; nothing where another home sealed it."""
        return unwrapped(self._key, frame.sealed, _TAG) or b""

    @contextmanager
    def _content(self) -> Iterator[Bytes]:
        """Give what the file holds; nothing where it is not there or cannot be read."""
        try:
            with self.path.open("rb") as file:
                content: Bytes = b""
                if self.size():  # nothing cannot be mapped
                    content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except OSError:
            content = b""
        try:
            yield content
        finally:
            if isinstance(content, mmap.mmap):
                content.close()


def _without(entries: Iterable[Entry], wanted: frozenset[bytes]) -> bytes:
    return packed(without_payload(one) if one.hash in wanted else one for one in entries)


def _backwards(content: Bytes) -> Iterator[Frame]:
    """Yield frames from the last one on; past what is torn, they are looked for from the front."""
    end = len(content)
    while (frame := last_frame(content, end)) is not None:
        yield frame
        end = frame.begin
    if end:
        yield from reversed([frame for frame in frames(content) if frame.end <= end])
