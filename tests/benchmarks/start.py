"""From exec to the first live screen, in a terminal of 120 by 40."""

import fcntl
import os
import pty
import select
import struct
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.benchmarks.measure import Figure, compared

BARE = """
from textual.app import App
from textual.widgets import Label
class Bare(App[None]):
    def compose(self):
        yield Label("READY")
Bare().run()
"""
_TIMEOUT_S = 30.0


def first_frame_s(command: Sequence[str], mark: bytes, environ: Mapping[str, str]) -> float:
    """Return how long a program takes until its screen shows a mark, in seconds.

    Raises:
        TimeoutError: the mark did not come.
    """
    started = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        os.execvpe(command[0], list(command), dict(environ))  # noqa: S606 - our own programs
    try:
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        seen = b""
        while mark not in seen:
            ready, _, _ = select.select([terminal], [], [], _TIMEOUT_S)
            if not ready:
                raise TimeoutError(seen[-400:])
            seen += os.read(terminal, 65536)
        return time.perf_counter() - started
    finally:
        os.kill(pid, 9)
        os.waitpid(pid, 0)
        os.close(terminal)


def measure_start(home: Path, rounds: int) -> list[Figure]:
    """Return start of the program on a prepared home, beside a bare Textual app."""
    environ = {
        **os.environ,
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "PATROL_HOME": str(home),
        "PATROL_LANG": "zh",
        "LANG": "C.UTF-8",
    }
    bare = [sys.executable, "-c", BARE]
    ours = [sys.executable, "-m", "patrol_tui"]
    floors: list[float] = []
    reals: list[float] = []
    for _ in range(rounds):
        floors.append(first_frame_s(bare, b"READY", environ))
        reals.append(first_frame_s(ours, "城管".encode(), environ))
    return [compared("start to first frame", floors, reals, 1.15, "120x40")]
