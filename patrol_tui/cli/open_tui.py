"""Opens the screens: the only place of the program that knows both the terminal and the tui."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from patrol_tui.clock import Clock
from patrol_tui.domain.errors import N_, Usage

if TYPE_CHECKING:
    from patrol_tui.bootstrap import Home

NO_TERMINAL = N_(
    "The screens need a terminal. For scripts there are verbs: `patrol-tui --help` lists them."
)
DUMB_TERMINAL = N_(
    "This terminal (TERM={term}) cannot show the screens. Every screen has a verb that does the "
    "same: `patrol-tui --help` lists them."
)


def open_screens(home: Path | None, environ: Mapping[str, str], clock: Clock) -> int:
    """Open the screens of a home and return the exit code when they are left.

    Raises:
        Usage: there is no terminal to show them on.
    """
    must_have_terminal(environ)
    from patrol_tui import bootstrap

    return show(bootstrap.open_home(home, environ), clock)


def must_have_terminal(environ: Mapping[str, str]) -> None:
    """Raise Usage where screens cannot be shown."""
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()):
        raise Usage(NO_TERMINAL)
    term = environ.get("TERM", "")
    if os.name == "posix" and term in {"", "dumb"}:
        raise Usage(DUMB_TERMINAL, term=term or "-")


def show(home: "Home", clock: Clock) -> int:
    """Show the screens of a home until they are left."""
    # On Linux and macOS longer Chinese commits arrive as garbage otherwise.
    if os.name == "posix":
        os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    from patrol_tui.tui.app import run

    return run(home, clock)
