"""What stops, starts and puts off the clocks of a thing."""

from typing import Annotated

import typer

from patrol_tui.cli.call import the_call
from patrol_tui.cli.parameters import Id
from patrol_tui.cli.verbs.things.changing import changed
from patrol_tui.cli.verbs.things.thing_lists import held
from patrol_tui.domain.folding.subject import HELD, Subject
from patrol_tui.domain.language.errors import N_
from patrol_tui.language import _
from patrol_tui.services.ports.desk import required
from patrol_tui.services.requests import SetFields
from patrol_tui.services.things.deadlines import (
    EXTENDED,
    flags_with,
    flags_without,
    main_deadline,
)
from patrol_tui.services.things.pauses import FLAGS

Why = Annotated[str, typer.Option("--reason", metavar="TEXT", help=N_("why; it is recorded"))]
Until = Annotated[
    str,
    typer.Option("--until", metavar="TIME", help=N_("the new deadline; else the usual span again")),
]


def add(group: typer.Typer, subject: Subject) -> None:
    """Add the verbs."""
    verbs = _Clocks(subject)
    group.command("hold", help=_("Put it on hold: no clock runs until it goes on."))(verbs.hold)
    group.command("resume", help=_("Let it go on, with as much time as was left."))(verbs.resume)
    group.command("extend", help=_("Put its deadline off."))(verbs.extend)


class _Clocks:
    """The verbs of one subject."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject

    def hold(self, context: typer.Context, thing: Id, *, reason: Why = "") -> None:
        with the_call(context).session() as session:
            state = held(session, thing, self._subject.type)
            request = SetFields(state.subject, {FLAGS: flags_with(state, HELD)}, _why(reason))
            changed(context, session, request, _("{number} is on hold."))

    def resume(self, context: typer.Context, thing: Id, *, reason: Why = "") -> None:
        with the_call(context).session() as session:
            state = held(session, thing, self._subject.type)
            request = SetFields(state.subject, {FLAGS: flags_without(state, HELD)}, reason)
            changed(context, session, request, _("{number} goes on."))

    def extend(
        self, context: typer.Context, thing: Id, *, until: Until = "", reason: Why = ""
    ) -> None:
        with the_call(context).session() as session:
            state = held(session, thing, self._subject.type)
            values = {FLAGS: flags_with(state, EXTENDED)}
            if until:
                values[main_deadline(self._subject)] = until
            request = SetFields(state.subject, values, _why(reason))
            changed(context, session, request, _("The deadline of {number} is put off."))


def _why(reason: str) -> str:
    return required(reason, N_("Say why: putting off or holding a deadline needs a reason."))
