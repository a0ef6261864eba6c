"""The command line: what needs no verb is answered here, everything else by `program`."""

import os
import sys
from collections.abc import Mapping, Sequence

from patrol_tui import settings
from patrol_tui.cli.arguments import Given, split
from patrol_tui.cli.output import Output, guarded
from patrol_tui.clock import Clock, SystemClock
from patrol_tui.language import Language, set_language

COMPLETION = "_PATROL_TUI_COMPLETE"


def run(
    arguments: Sequence[str],
    environ: Mapping[str, str] | None = None,
    clock: Clock | None = None,
) -> int:
    """Run the program and return its exit code.

    Args:
        arguments: what follows the program's name.
        environ: in place of the environment of the process.
        clock: in place of the machine's.
    """
    surroundings = os.environ if environ is None else environ
    return guarded(
        lambda: _run(arguments, surroundings, clock or SystemClock()),
        begin_log=lambda: _begin_log(arguments, surroundings),
    )


def _begin_log(arguments: Sequence[str], environ: Mapping[str, str]) -> None:
    from patrol_tui import logs

    logs.start(settings.locate(split(arguments).home, environ).log)


def _run(arguments: Sequence[str], environ: Mapping[str, str], clock: Clock) -> int:
    output = Output(sys.stdout, sys.stderr)
    given = split(arguments)
    output.json_wanted = given.as_json
    if given.wants_version:
        from patrol_tui import __version__

        output.lines([f"patrol-tui {__version__}"])
        return 0
    set_language(given.language or _chosen_language(given, environ))
    if COMPLETION in environ:
        from patrol_tui.cli.program import complete

        return complete(COMPLETION)
    if not given.rest and not given.wants_help:
        from patrol_tui.cli.open_tui import open_screens

        return open_screens(given, environ, clock)
    from patrol_tui.cli.call import Call
    from patrol_tui.cli.program import run_verb

    return run_verb(Call(given, output, environ, clock))


def _chosen_language(given: Given, environ: Mapping[str, str]) -> Language:
    return settings.load(settings.locate(given.home, environ).config).settings.language
