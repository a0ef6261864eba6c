"""The real program in a terminal of its own: typed into, read, and killed."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE_S = 60.0
F7, ENTER, TAB, ESCAPE = "\x1b[18~", "\r", "\t", "\x1b"


_START = "from patrol_tui.__main__ import main; main()"


class Terminal:
    """A running program and all that it has drawn."""

    def __init__(self, process: subprocess.Popen[bytes], master: int) -> None:
        self.process, self._master = process, master
        self.drawn = ""
        self._raw = b""

    def type(self, text: str) -> None:
        """Send keys."""
        os.write(self._master, text.encode())

    def wait_for(self, text: str) -> None:
        """Read until a text is drawn after all that was read before."""
        self.drawn = ""
        until = time.monotonic() + PATIENCE_S
        while text not in self.drawn:
            left = until - time.monotonic()
            ready, _, _ = select.select([self._master], [], [], max(0.0, left))
            if not ready:
                raise AssertionError(f"{text} was not drawn; the end is {self.drawn[-600:]!r}")
            self._raw += os.read(self._master, 65536)
            whole, self._raw = _whole_characters(self._raw)
            self.drawn += whole

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size, as a dragged corner does."""
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def kill(self) -> None:
        """End the program as a flat battery would."""
        self.process.kill()
        self.process.wait()


def _whole_characters(raw: bytes) -> tuple[str, bytes]:
    for cut in range(min(4, len(raw) + 1)):
        try:
            return raw[: len(raw) - cut].decode(), raw[len(raw) - cut :]
        except UnicodeDecodeError:
            continue
    return raw.decode(errors="replace"), b""


@contextmanager
def program(home: Path, before: str = "", **environ: str) -> Iterator[Terminal]:
    """Run the screens of a home in 80 columns and 24 rows; dead at the end whatever happens.

    Args:
        home: where it lies.
        before: Python that runs first in its process.
        environ: what differs in the environment.
    """
    known = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color"}
    known.pop("COLORTERM", None)
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-c", f"{before}\n{_START}", "--home", str(home)],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
        env={**known, **environ},
    )
    os.close(slave)
    terminal = Terminal(process, master)
    try:
        yield terminal
    finally:
        terminal.kill()
        os.close(master)
