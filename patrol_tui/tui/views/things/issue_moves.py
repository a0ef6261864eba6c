"""The steps that a case may take next, in words."""

from collections.abc import Mapping

from patrol_tui.domain.folding.fold import STATUS
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.language.errors import N_
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.language import _
from patrol_tui.services.wording import status_words
from patrol_tui.tui.kit.dialogs.choose import Option
from patrol_tui.tui.views.wording.spoken import spoken

NEEDS_REASON = frozenset(("declined", "voided", "returned", "reworked"))
"""Steps that lead off the way: whoever takes them says why."""

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


def next_steps(state: State) -> list[Option]:
    """Return the steps from where a case stands, on its way first, those that lead off it last."""
    conflict = state.conflict(STATUS)
    standing = {str(value.value) for value in conflict.values} if conflict else {state.status}
    reachable = set().union(*(ISSUE.moves.get(status, frozenset()) for status in standing))
    ways = ("verified", "filed", "dispatched", "handling", "responded", "checked", "closed")
    order = [*ways, "archived", "reported", "returned", "reworked", "declined", "voided"]
    return [
        Option(status, spoken(status_words(status)), _(_SAID[status]))
        for status in order
        if status in reachable
    ]
