"""A process that reads a ledger beside the one that asks: `hands` starts it, nobody else.

Its standard input brings the key, the path, then tasks; its standard output takes what each came
to. When the input ends, whoever asked is gone, and so is it.
"""

import gc
import os
import pickle
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from patrol_tui.ledger.book.base import Base
from patrol_tui.ledger.book.machine import Machine
from patrol_tui.ledger.checks import tasks as checks
from patrol_tui.ledger.engine import open_to_read
from patrol_tui.ledger.hands import Task
from patrol_tui.ledger.keyring.data_key import receive

_NICER_BY = 5


def main() -> None:
    """Serve the process that started this one until it lets go of the input."""
    lines, out = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # nothing else may mix with the answers
    if sys.platform != "win32":
        os.nice(_NICER_BY)  # the keyboard comes first
    gc.disable()  # nothing here refers to itself
    key = receive(lines)
    path, device = pickle.load(lines)  # noqa: S301 - from the process that started this one
    connection = open_to_read(Path(path), key.secret)
    with suppress(BrokenPipeError):
        serve(Base(connection, device, Machine()), lines, out)
    connection.close()


def serve(base: Base, tasks: BinaryIO, out: BinaryIO) -> None:
    """Carry out what comes, one after the other."""
    while True:
        try:
            task: Task = pickle.load(tasks)  # noqa: S301 - from the process that started this one
        except EOFError:
            return
        pickle.dump(_PARTS.get(task[0], checks.carry_out)(base, task), out)
        out.flush()


_PARTS: dict[str, Callable[[Base, Task], Any]] = {}
