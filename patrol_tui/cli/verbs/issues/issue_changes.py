"""What only an issue takes beside the changes that every thing does: a re-check."""

from typing import Annotated

import typer

from patrol_tui.cli.call import the_call
from patrol_tui.cli.parameters import Id
from patrol_tui.cli.verbs.things import thing_changes, thing_growth
from patrol_tui.cli.verbs.things.changing import changed
from patrol_tui.cli.verbs.things.thing_lists import held
from patrol_tui.domain.language.errors import N_
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.language import _
from patrol_tui.services.requests import Recheck


def add(group: typer.Typer) -> None:
    """Add the verbs."""
    thing_changes.add(group, ISSUE)
    thing_growth.add(group, ISSUE)
    group.command("recheck", help=_("Write down what a re-check found."))(_recheck)


def _recheck(
    context: typer.Context,
    issue: Id,
    result: Annotated[str, typer.Argument(metavar="TEXT", help=N_("what the look gave"))],
) -> None:
    with the_call(context).session() as session:
        request = Recheck(held(session, issue, "issue").subject, result)
        changed(context, session, request, _("The re-check of {number} is written down."))
