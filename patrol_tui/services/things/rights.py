"""What an officer is told who has no right to something, before it is written for nothing."""

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from patrol_tui.domain.folding.guards import rated_early, refusal, standing, workers_of
from patrol_tui.domain.folding.state import Flag, State
from patrol_tui.domain.folding.subject import ROLES, WRITERS, Guard, Role, Subject
from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.domain.language.words import Words
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.wording import ROLE_NAMES, joined, labels, listing, status_words

if TYPE_CHECKING:
    from patrol_tui.domain.entries.payload import Json


def with_marks(
    fields: "Mapping[str, Json]", members: Mapping[str, Collection[str]]
) -> "dict[str, Json]":
    """Return fields, and each member of sets as guards name it, such as `flags:suspended`."""
    marks = [f"{name}:{one}" for name, several in members.items() for one in several]
    return {**fields, **dict.fromkeys(marks)}


def check_begin(desk: Desk, subject: Subject, fields: "Mapping[str, Json]") -> None:
    """Check that the officer may begin a thing with those fields and marks.

    Raises:
        Refused: not this role, or it would rate work before there is any.
    """
    check_ratings(subject, fields, (subject.first,))
    for guard in subject.guarded(fields):
        flag = refusal(guard, desk.roles, desk.writer.officer, ())
        if flag is not None:
            raise barred(flag, guard)


def check_guards(
    desk: Desk, subject: Subject, state: State, fields: "Mapping[str, Json]", to: str = ""
) -> None:
    """Check that the officer may set fields, together with a move to `to` if there is one.

    Raises:
        Refused: not this role, it would judge own work, or it judges what is not done yet.
    """
    check_ratings(subject, fields, (*standing(state), to))
    for guard in subject.guarded(fields):
        workers = workers_of(guard, state)
        if guard.unless and fields.get(guard.unless):
            workers = frozenset()
        flag = refusal(guard, desk.roles, desk.writer.officer, workers)
        if flag is not None:
            raise barred(flag, guard)


def check_writer(roles: frozenset[Role]) -> None:
    """Check that somebody of those roles writes at all: what others write has no effect anywhere.

    Raises:
        Refused: they only read.
    """
    if roles & WRITERS:
        return
    held = [ROLE_NAMES[role] for role in ROLES if role in roles]
    raise Refused(
        N_(
            "Nothing was written: your role ({role}) only reads. Tell a station or the bureau what "
            "you found."
        ),
        role=joined(held or [Words("未任职", "none")]),
    )


def barred(flag: Flag, *guards: Guard) -> Refused:
    """Return how to refuse what guards do not let pass."""
    if flag == "own_work":
        return Refused(N_("Nobody judges their own work: somebody else has to do this."))
    return Refused(N_("This is for others to do: {roles}."), roles=role_names(guards))


def role_names(guards: Iterable[Guard]) -> Words:
    """Return what the roles are called that guards let pass."""
    roles = frozenset[str]().union(*(guard.roles for guard in guards))
    return listing({role: ROLE_NAMES[role] for role in ROLES if role in roles})


def check_ratings(subject: Subject, names: Collection[str], states: Collection[str]) -> None:
    """Check that work is not rated before the step that asks for it.

    Raises:
        Refused: it is; the message names the step.
    """
    for name in rated_early(subject, names, states):
        asked = sorted(subject.asked_in(name))
        raise Refused(
            N_("{field} is asked for with the step {step}: give it there, not before."),
            field=labels(subject, (name,)),
            step=listing({state: status_words(state, subject.type) for state in asked}),
        )
