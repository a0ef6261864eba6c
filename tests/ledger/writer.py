"""What other processes do to a test's database: `python -m tests.ledger.writer VERB PATH`."""

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from patrol_tui.ledger.disk.errors import DiskFull, NotSaved
from patrol_tui.ledger.disk.space import Ballast
from patrol_tui.ledger.driver import Connection
from patrol_tui.ledger.engine import Kind, immediate, open_encrypted, statements

KEY = bytes(range(32))
FIRST = statements("CREATE TABLE note (n INTEGER PRIMARY KEY, text TEXT NOT NULL)")
KIND = Kind(application_id=0x50545431, steps=(FIRST,))


def opened(path: Path) -> Connection:
    return open_encrypted(path, KEY, KIND)


def write(connection: Connection, n: int, text: str = "消防通道占用") -> None:
    with immediate(connection):
        connection.execute("INSERT INTO note VALUES (?, ?)", (n, text))


def numbers(connection: Connection) -> list[int]:
    return [row[0] for row in connection.execute("SELECT n FROM note ORDER BY n").fetchall()]


def say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def write_for_ever(path: Path, first: str) -> None:
    """Write and say so, with the pause between commits that a sync makes."""
    note = opened(path)
    pause = threading.Event()
    for n in range(int(first), int(first) + 100_000):
        write(note, n, "垃圾房满溢" * 100)
        say(n)
        pause.wait(0.005)


def write_when_told(path: Path) -> None:
    sys.stdin.readline()
    note = opened(path)
    with immediate(note):
        note.execute("INSERT INTO note (text) VALUES ('')")
    say("made")


def run_what_is_said(path: Path) -> None:
    note = opened(path)
    for line in sys.stdin:
        note.execute(line)
        say("done")


def write_on_a_short_leash(path: Path) -> None:
    """Write until a limit of the process refuses it."""
    if sys.platform == "win32":
        return
    import resource
    import signal

    note = opened(path)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, resource.RLIM_INFINITY))
    written, refused = _write_until_refused(lambda n: write(note, n, "x" * 5000))
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    say(type(refused).__name__, written, len(numbers(note)))


def fill_a_small_disk(folder: Path) -> None:
    """Write on a small disk, mounted in a namespace of its own, until the ballast is gone too."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", folder], check=True)
    ballast = Ballast(folder, 1 << 20)
    ballast.ensure()
    note = opened(folder / "ledger.db")
    with_ballast = 0

    def save(n: int) -> None:
        nonlocal with_ballast
        ballast.save(lambda: write(note, n, "x" * 9000))
        with_ballast += ballast.is_there()

    written, refused = _write_until_refused(save)
    say(isinstance(refused, DiskFull), with_ballast, written, len(numbers(note)))


def _write_until_refused(save: Callable[[int], None]) -> tuple[int, NotSaved]:
    n = 0
    while True:
        try:
            save(n)
        except NotSaved as refused:
            return n, refused
        n += 1


if __name__ == "__main__":
    VERBS: dict[str, Callable[..., None]] = {
        "write_for_ever": write_for_ever,
        "write_when_told": write_when_told,
        "run_what_is_said": run_what_is_said,
        "write_on_a_short_leash": write_on_a_short_leash,
        "fill_a_small_disk": fill_a_small_disk,
    }
    VERBS[sys.argv[1]](Path(sys.argv[2]), *sys.argv[3:])
