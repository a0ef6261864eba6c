"""Where a case stands in its procedure."""

from patrol_tui.domain.folding.state import State
from patrol_tui.services.wording import status_words
from patrol_tui.tui.kit.progress import Procedure
from patrol_tui.tui.views.wording.spoken import spoken

STEPS = (
    "reported",
    "verified",
    "filed",
    "dispatched",
    "handling",
    "responded",
    "checked",
    "closed",
)
"""The way of a case that nothing diverts."""

ON_SPOT = ("reported", "responded", "checked", "closed")
"""The way of one that was settled on the spot."""

_ASIDE = {"returned": "dispatched", "reworked": "responded", "declined": "filed"}


def procedure_of(state: State) -> Procedure:
    """Return the steps of a case and the one it stands at.

    A step that leads off the way stands in the place of the one that it undoes.
    """
    steps = list(ON_SPOT if _is_short(state) else STEPS)
    at = state.status
    if at == "archived":
        steps.append("archived")
    elif at in _ASIDE and _ASIDE[at] in steps:
        place = steps.index(_ASIDE[at])
        steps[place] = at
        if at == "declined":
            del steps[place + 1 :]
    elif at not in steps:
        steps = [*_walked(state, steps), at]
    names = [spoken(status_words(step)) for step in steps]
    return Procedure(names, steps.index(at))


def _is_short(state: State) -> bool:
    """Return whether the case was settled on the spot and took no longer way since."""
    walked = set(_moves(state))
    return "settled_on_spot" in state.sets.get("flags", ()) and walked <= set(ON_SPOT)


def _moves(state: State) -> list[str]:
    moves = [(fact.content or {}).get("move") for fact in state.facts if fact.flag is None]
    return [move for move in moves if isinstance(move, str)] + [state.status]


def _walked(state: State, steps: list[str]) -> list[str]:
    """Return the steps of the way that the case has been at."""
    been = set(_moves(state))
    return [step for step in steps if step in been]
