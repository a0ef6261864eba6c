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

    A step that leads off the way stands in the place of the one that it undoes; one that the case
    never took does not stand among those that are done.
    """
    steps = list(ON_SPOT if _is_short(state) else STEPS)
    at, been = state.status, {STEPS[0], *_moves(state)}
    if at == "archived":
        steps = [*steps, at] if "closed" in been else [*steps, "declined", at]
    elif at in _ASIDE and _ASIDE[at] in steps:
        place = steps.index(_ASIDE[at])
        steps[place] = at
        if at == "declined":
            del steps[place + 1 :]
    elif at not in steps:
        steps.append(at)
    place = steps.index(at)
    walked = [step for step in steps[:place] if step in been]
    names = [spoken(status_words(step)) for step in (*walked, *steps[place:])]
    return Procedure(names, len(walked))


def _is_short(state: State) -> bool:
    """Return whether the case was settled on the spot and took no longer way since."""
    walked = set(_moves(state))
    return "settled_on_spot" in state.sets.get("flags", ()) and walked <= set(ON_SPOT)


def _moves(state: State) -> list[str]:
    moves = [(fact.content or {}).get("move") for fact in state.facts if fact.flag is None]
    return [move for move in moves if isinstance(move, str)] + [state.status]
