"""What other processes do with locks: `python -m tests.ledger.lock_holder VERB FOLDER`."""

import sys
from pathlib import Path

from patrol_tui.ledger.homelock import one_sync, waiting_turn
from tests.ledger.writer import say


def hold(home: Path) -> None:
    sys.stdin.readline()
    with one_sync(home, "patrol-tui sync --watch", 1_795_400_000_000_000):
        say("held")
        sys.stdin.readline()
    say("let go")
    sys.stdin.readline()


def take_turns(folder: Path) -> None:
    sys.stdin.readline()
    for _ in range(200):
        with waiting_turn(folder / "lock"):
            count = int((folder / "count").read_text())
            (folder / "count").write_text(str(count + 1))
    say("done")


if __name__ == "__main__":
    {"hold": hold, "take_turns": take_turns}[sys.argv[1]](Path(sys.argv[2]))
