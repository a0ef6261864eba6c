"""Where things are: `locate`."""

from typing import Annotated

import typer

from patrol_tui import settings
from patrol_tui.cli.call import the_call
from patrol_tui.domain.language.errors import N_, Usage
from patrol_tui.language import _


def add(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("locate", help=_("Say where settings, data or the log are."))(_locate)


def _locate(
    context: typer.Context,
    what: Annotated[
        str, typer.Argument(metavar="config|data|log", help=N_("which of the three folders"))
    ],
) -> None:
    call = the_call(context)
    places = settings.locate(call.given.home, call.environ)
    folders = {"config": places.config, "data": places.data, "log": places.log}
    if what not in folders:
        raise Usage(N_("{what} is none of: {known}."), what=what, known=", ".join(folders))
    call.output.answer({"path": str(folders[what])}, [str(folders[what])])
