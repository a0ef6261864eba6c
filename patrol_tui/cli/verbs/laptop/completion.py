"""Completion for shells: `completion`."""

from typing import Annotated

import typer

from patrol_tui.cli.call import the_call
from patrol_tui.domain.language.errors import N_, Usage
from patrol_tui.language import _

SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")
PROGRAM = "patrol-tui"
VARIABLE = "_PATROL_TUI_COMPLETE"


def add(app: typer.Typer) -> None:
    """Add the verb."""
    app.command(
        "completion", help=_("Print what a shell must read to complete calls of this program.")
    )(_completion)


def _completion(
    context: typer.Context,
    shell: Annotated[
        str, typer.Argument(metavar="|".join(SHELLS), help=N_("the shell that is used"))
    ],
) -> None:
    from typer._completion_shared import get_completion_script

    if shell not in SHELLS:
        raise Usage(N_("{what} is none of: {known}."), what=shell, known=", ".join(SHELLS))
    script = get_completion_script(prog_name=PROGRAM, complete_var=VARIABLE, shell=shell)
    the_call(context).output.answer({"script": script}, script.splitlines())
