"""A program in a terminal of its own: typed to, watched, weighed, killed."""

import fcntl
import os
import pty
import select
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

COLUMNS, ROWS = 120, 40
_TIMEOUT_S = 30.0
_KILLED = 9
_KEPT_BYTES = 4_000


class Terminal:
    """A program that runs in a pty; dead at the end of the block."""

    def __init__(self, command: Sequence[str], environ: Mapping[str, str]) -> None:
        """Start a program; the clock runs from here."""
        self._started = time.perf_counter()
        self._seen = b""
        self.pid, self._end = pty.fork()
        if self.pid == 0:
            os.execvpe(command[0], list(command), dict(environ))  # noqa: S606 - our own programs
        fcntl.ioctl(self._end, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))

    def press(self, keys: bytes) -> None:
        """Press keys; the clock runs anew, and what was shown counts no more."""
        self._seen = b""
        self._started = time.perf_counter()
        os.write(self._end, keys)

    def shows_after_s(self, mark: str) -> float:
        """Return the seconds until the screen shows a text.

        Raises:
            TimeoutError: it did not come; the error holds what came instead.
        """
        wanted = mark.encode()
        while wanted not in self._seen:
            ready, _, _ = select.select([self._end], [], [], _TIMEOUT_S)
            try:
                piece = os.read(self._end, 65_536) if ready else b""
            except OSError:  # Linux says so when the program has ended
                piece = b""
            if not piece:
                raise TimeoutError(self._seen[-_KEPT_BYTES:].decode(errors="replace"))
            self._seen += piece
        return time.perf_counter() - self._started

    def cpu_s(self) -> float:
        """Return how long a processor has worked for the program, 0 where the system does not tell.

        Its first thread alone, without what it started or waited for.
        """
        told = Path(f"/proc/{self.pid}/schedstat")
        return int(told.read_text(encoding="ascii").split()[0]) / 1e9 if told.exists() else 0.0

    def resident_mb(self) -> float | None:
        """Return how much memory the program holds, where the system tells."""
        status = Path(f"/proc/{self.pid}/status")
        if not status.exists():
            return None
        lines = status.read_text(encoding="ascii").splitlines()
        kilobytes = next(line.split()[1] for line in lines if line.startswith("VmRSS:"))
        return int(kilobytes) / 1024

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.kill(self.pid, _KILLED)
        os.waitpid(self.pid, 0)
        os.close(self._end)
