"""A process that reads a ledger beside the one that asks: `hands` starts it, nobody else.

Its standard input brings the key, the path, then tasks; its standard output takes what each came
to. When the input ends, whoever asked is gone, and so is it.
"""

import gc
import os
import pickle
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from patrol_tui.ledger.book.base import Base
from patrol_tui.ledger.book.machine import Machine
from patrol_tui.ledger.book.stretch import FOLD, folded
from patrol_tui.ledger.checks.tasks import carry_out
from patrol_tui.ledger.engine import open_to_read
from patrol_tui.ledger.keyring.data_key import receive
from patrol_tui.ledger.views.index import Index
from patrol_tui.ledger.views.terms import Ear

_NICER_BY = 5


def main() -> None:
    """Serve the process that started this one until it lets go of the input."""
    lines, out = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # nothing else may mix with the answers
    if sys.platform != "win32":
        os.nice(_NICER_BY)  # the keyboard comes first
    gc.disable()  # nothing here refers to itself
    key = receive(lines)
    path, device, sounds = pickle.load(lines)  # noqa: S301 - from the process that started this one
    connection = open_to_read(Path(path), key.secret)
    with suppress(BrokenPipeError):
        serve(Base(connection, device, Machine()), Index(connection, Ear(sounds)), lines, out)
    connection.close()


def serve(base: Base, index: Index, tasks: BinaryIO, out: BinaryIO) -> None:
    """Carry out what comes, one after the other."""
    while True:
        try:
            task = pickle.load(tasks)  # noqa: S301 - from the process that started this one
        except EOFError:
            return
        is_fold = task[0] == FOLD
        pickle.dump(folded(base, index, task) if is_fold else carry_out(base, task), out)
        out.flush()
