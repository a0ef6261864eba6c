"""This very program, started a second time beside itself to work for it through two pipes."""

import os
import subprocess
import sys
from pathlib import Path
from typing import IO, BinaryIO, cast

_ROOT = Path(__file__).parents[2]
# This very package, also where the program is started from its sources; never the present folder.
_START = (
    "import sys; root = sys.argv[1]; sys.path[:0] = [] if root in sys.path else [root];"
    "from {module} import main; main()"
)


def start_beside(module: str, frozen_word: str) -> "subprocess.Popen[bytes]":
    """Start a process that calls `main` of a module of this package.

    Args:
        module: the module's full name.
        frozen_word: what says the same to the program packed without Python.

    Raises:
        OSError: the system allows no further process.
    """
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NO_WINDOW | subprocess.BELOW_NORMAL_PRIORITY_CLASS
    return subprocess.Popen(  # noqa: S603 - this very program
        _this_program(module, frozen_word),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: value for name, value in os.environ.items() if name != "PATROL_PIN"},
        start_new_session=True,  # what is typed into the terminal does not interrupt it
        creationflags=flags,
    )


def piped(pipe: IO[bytes] | None) -> BinaryIO:
    """Return the input or output of a process that `start_beside` started: it has both."""
    return cast("BinaryIO", pipe)


def _this_program(module: str, frozen_word: str) -> list[str]:
    if getattr(sys, "frozen", False):  # a folder without Python: the program starts itself
        return [sys.executable, frozen_word]
    return [sys.executable, "-P", "-c", _START.format(module=module), str(_ROOT)]
