"""`simulate`: a home with years of made-up work, of any size, to try and to measure with."""

from collections.abc import Callable
from typing import Annotated

import typer

from patrol_tui.cli.call import Call, the_call
from patrol_tui.domain.language.errors import N_, Usage
from patrol_tui.language import _

_NEEDS_HOME = N_("Name the home to fill: `--home DIR`, or PATROL_HOME.")


def add(app: typer.Typer) -> None:
    """Add the verb."""
    app.command(
        "simulate",
        help=_("Fill a new home with made-up issues of years; it asks for no PIN."),
    )(_simulate)


def _simulate(
    context: typer.Context,
    *,
    issues: Annotated[
        int, typer.Option("--issues", min=1, max=10_000_000, help=N_("how many"))
    ] = 1_000,
    days: Annotated[
        int, typer.Option("--days", min=1, max=3_650, help=N_("over how many days until now"))
    ] = 730,
    seed: Annotated[int, typer.Option("--seed", help=N_("the same seed makes up the same"))] = 1,
) -> None:
    from patrol_tui import bootstrap
    from patrol_tui.sample.years import Plan, simulate

    call = the_call(context)
    if not (call.given.home or call.environ.get("PATROL_HOME")):
        raise Usage(_NEEDS_HOME)
    home = bootstrap.open_home(call.given.home, call.environ)
    filled = simulate(home, Plan(issues, seed, days), call.clock, _progress(call))
    call.output.end_progress()
    root = str(home.places.data.parent)
    answer = {"home": root, "issues": filled.issues, "entries": filled.entries}
    said = _("issues {issues}, entries {entries} in {home}").format(**answer)
    call.output.answer(answer, [root], said)


def _progress(call: Call) -> Callable[[int, int], None]:
    def show(done: int, total: int) -> None:
        call.output.progress(_("making up issues {done} / {total}").format(done=done, total=total))

    return show
