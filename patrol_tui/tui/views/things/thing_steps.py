"""The steps that a thing may take next: by its declaration, its state, and who asks."""

from dataclasses import dataclass

from patrol_tui.domain.folding.guards import standing, why_not
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import ROLES, Step
from patrol_tui.domain.subjects import BY_TYPE
from patrol_tui.language import _
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.wording import ROLE_NAMES, status_words
from patrol_tui.tui.views.wording.spoken import several, spoken


@dataclass(frozen=True)
class NextStep:
    """A step that can be reached.

    Attributes:
        to: the state it leads to.
        name: what that is called.
        may: the officer may take it.
        whose: who else may, where the officer may not.
        step: what it needs and asks, or None where it is free.
        is_ahead: it lies on the way, not aside or back.
    """

    to: str
    name: str
    may: bool
    whose: str
    step: Step | None
    is_ahead: bool


def next_steps(desk: Desk, state: State) -> list[NextStep]:
    """Return the steps from where a thing stands: ahead first, those that end it aside last."""
    subject = BY_TYPE[state.type]
    if state.is_retracted:
        return []
    order = [*subject.way, *(one for one in subject.statuses if one not in subject.way)]
    at = order.index(state.status) if state.status in subject.way else -1
    reachable = set().union(*(subject.moves.get(one, frozenset()) for one in standing(state)))
    steps = []
    for to in sorted(reachable, key=order.index):
        flag = why_not(subject, state, to, desk.roles, desk.writer.officer)
        found = [subject.step(source, to) for source in standing(state)]
        step = next((one for one in found if one is not None), None)
        name = spoken(status_words(to, subject.type))
        whose = _whose(step) if flag == "no_right" else _("somebody else") if flag else ""
        ahead = to in subject.way and order.index(to) > at
        steps.append(NextStep(to, name, flag is None, whose, step, ahead))
    return sorted(steps, key=lambda one: not one.is_ahead)


def _whose(step: Step | None) -> str:
    roles = step.guard.roles if step is not None else frozenset[str]()
    return several([spoken(ROLE_NAMES[role]) for role in ROLES if role in roles])


def first_ahead(desk: Desk, state: State) -> NextStep | None:
    """Return the step that is this officer's to take next, or None."""
    return next((one for one in next_steps(desk, state) if one.may and one.is_ahead), None)
