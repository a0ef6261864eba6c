"""Opens the screens: the only place of the program that knows both the terminal and the tui."""

import gc
import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from patrol_tui.cli.arguments import Given
from patrol_tui.clock import Clock
from patrol_tui.domain.language.errors import N_, Usage

if TYPE_CHECKING:
    from patrol_tui.bootstrap import Home
    from patrol_tui.settings import Settings

NO_TERMINAL = N_(
    "The screens need a terminal. For scripts there are verbs: `patrol-tui --help` lists them."
)
DUMB_TERMINAL = N_(
    "This terminal (TERM={term}) cannot show the screens. Every screen has a verb that does the "
    "same: `patrol-tui --help` lists them."
)


def open_screens(given: Given, environ: Mapping[str, str], clock: Clock) -> int:
    """Open the screens of a home and return the exit code when they are left.

    Args:
        given: the folder that was named, the language and the size that were asked for.
        environ: the environment of the process.
        clock: what time it is.

    Raises:
        Usage: there is no terminal to show them on.
    """
    must_have_terminal(environ)
    from patrol_tui import bootstrap

    return show(bootstrap.open_home(given.home, environ), given, clock)


def must_have_terminal(environ: Mapping[str, str]) -> None:
    """Raise Usage where screens cannot be shown."""
    if "TEXTUAL_DRIVER" in environ:  # a browser is the terminal, as with textual-serve
        return
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()):
        raise Usage(NO_TERMINAL)
    term = environ.get("TERM", "")
    if os.name == "posix" and term in {"", "dumb"}:
        raise Usage(DUMB_TERMINAL, term=term or "-")


def key_problems(keys: Mapping[str, str]) -> list[str]:
    """Return what is wrong with the keys that the user chose."""
    from patrol_tui.tui.keymap import keymap_problems

    return keymap_problems(keys)


def key_rows(keys: Mapping[str, str]) -> list[tuple[str, tuple[str, ...], str, str]]:
    """Return every command: its id, its keys, where it holds, what it does."""
    from patrol_tui.tui.keymap import key_rows

    return key_rows(keys)


def asked_for(chosen: "Settings", given: Given) -> "Settings":
    """Return what the user chose, changed by what this call asks for."""
    if given.language is not None:
        chosen = replace(chosen, language=given.language)
    return replace(chosen, touch=True) if given.touch else chosen


def show(home: "Home", given: Given, clock: Clock) -> int:
    """Show the screens of a home until they are left."""
    gc.disable()  # till the first frame: nothing of what is loaded is garbage
    from patrol_tui import logs
    from patrol_tui.tui.entering.home_door import HomeDoor
    from patrol_tui.tui.host.app import PatrolApp

    logs.start(home.places.log)
    home = replace(home, settings=asked_for(home.settings, given))
    door = HomeDoor(home, clock)
    app = PatrolApp(door, clock)
    app.run()
    while app.damage is not None:
        app = PatrolApp(door, clock, app.damage)
        app.run()
    return app.return_code or 0
