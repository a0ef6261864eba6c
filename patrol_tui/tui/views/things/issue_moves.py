"""The steps that a case may take next, in words."""

from collections.abc import Mapping

from patrol_tui.domain.folding.state import State
from patrol_tui.domain.language.errors import N_
from patrol_tui.language import _
from patrol_tui.services.ports.desk import Desk
from patrol_tui.tui.kit.dialogs.choose import Option
from patrol_tui.tui.views.things import thing_steps

_SAID: Mapping[str, str] = {
    "reported": N_("Reported again"),
    "verified": N_("It is so; whoever is in charge may open a case"),
    "filed": N_("A case is opened"),
    "declined": N_("No case is opened; needs a reason"),
    "dispatched": N_("A department is told to deal with it"),
    "handling": N_("Somebody deals with it now"),
    "returned": N_("Back, not ours to deal with; needs a reason"),
    "responded": N_("It was dealt with, and is to be looked at"),
    "checked": N_("Looked at: it is in order"),
    "reworked": N_("Looked at: not in order; needs a reason"),
    "closed": N_("The case ends here"),
    "archived": N_("Put away; it stays readable"),
    "voided": N_("It was none; needs a reason"),
}


def next_steps(desk: Desk, state: State) -> list[Option]:
    """Return the steps that the officer may take: on the case's way first, those off it last."""
    ways = ("verified", "filed", "dispatched", "handling", "responded", "checked", "closed")
    order = [*ways, "archived", "reported", "returned", "reworked", "declined", "voided"]
    return [
        Option(step.to, step.name, _(_SAID[step.to]))
        for step in sorted(thing_steps.next_steps(desk, state), key=lambda one: order.index(one.to))
        if step.may
    ]


def whose_turn(desk: Desk, state: State) -> str:
    """Return who may take the next step where this officer may take none."""
    steps = thing_steps.next_steps(desk, state)
    return next((step.whose for step in steps if step.whose), "")
