"""Whether somebody may take a step or set a field, beside what the states allow."""

from collections.abc import Collection, Mapping

from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.state import Fact, Flag, State
from patrol_tui.domain.folding.subject import Guard, Role, Subject

JUDGES: frozenset[Role] = frozenset(("bureau",))
"""Roles that may judge their own work: they answer for all, and in a small place nobody else is.

A district may begin with a single person, whom enrolment makes the bureau: without this exemption
nothing of theirs could ever be checked, rated or closed. It lifts `other_than` alone: when a rating
may be given is the same for everybody, the history names who gave it, and `is_self_rated` keeps it
out of figures.
"""


def refusal(
    guard: Guard, roles: frozenset[Role], author: bytes, workers: Collection[bytes]
) -> Flag | None:
    """Return why a guard lets somebody not pass, or None where it does.

    Args:
        guard: of the step or field.
        roles: of whoever wants it.
        author: the same person's identity.
        workers: who did the work that is judged.
    """
    if roles.isdisjoint(guard.roles):
        return "no_right"
    if author in workers and roles.isdisjoint(JUDGES):
        return "own_work"
    return None


def rated_early(subject: Subject, names: Collection[str], states: Collection[str]) -> list[str]:
    """Return the ratings among fields that nobody may give in those states."""
    return [
        name
        for name in names
        if name in subject.ratings and not subject.ratings[name].intersection(states)
    ]


def is_lifted(guard: Guard, state: State) -> bool:
    """Return whether somebody else did the work that a guard is about, or it needs no other."""
    name, _, member = guard.unless.partition(":")
    if member:
        first = [fact for fact in state.facts if not fact.entry.parents and fact.is_live]
        return any(member in members_added(fact.content or {}, name) for fact in first)
    return bool(name) and state.fields.get(name) is not None


def members_added(content: Mapping[str, Json], name: str) -> list[str]:
    """Return what an entry adds to a set."""
    return members_named(content, "add", name)


def members_named(content: Mapping[str, Json], effect: str, name: str) -> list[str]:
    """Return the members of a set that an entry adds or removes; `effect` says which."""
    part = content.get(effect)
    members = part.get(name) if isinstance(part, dict) else None
    return [str(one) for one in members] if isinstance(members, list) else []


def members_changed(content: Mapping[str, Json]) -> list[str]:
    """Return what an entry adds to sets or removes from them, each as `flags:suspended`."""
    return [
        f"{name}:{member}"
        for effect in ("add", "remove")
        if isinstance(sets := content.get(effect), dict)
        for name, members in sets.items()
        if isinstance(members, list)
        for member in members
    ]


def workers_of(guard: Guard, state: State) -> frozenset[bytes]:
    """Return who brought a thing to the states that a guard names: the last who did."""
    if not guard.other_than or is_lifted(guard, state):
        return frozenset()
    for fact in reversed(state.facts):
        moved = (fact.content or {}).get("move") if fact.moved_from is not None else None
        if moved in guard.other_than and not fact.is_undone:
            return frozenset((fact.entry.header.author,))
    return frozenset()


def is_self_rated(subject: Subject, state: State, name: str) -> bool:
    """Tell whether a rating was given by whoever did the work that it rates.

    Args:
        subject: declares the rating.
        state: what was rated.
        name: field of the rating.
    """
    workers = {one for guard in subject.guarded((name,)) for one in workers_of(guard, state)}
    raters = (
        fact.entry.header.author
        for fact in reversed(state.facts)
        if fact.is_live and not fact.is_undone and name in _set_by(fact)
    )
    return next(raters, None) in workers


def _set_by(fact: Fact) -> Collection[str]:
    values = (fact.content or {}).get("set")
    return values if isinstance(values, dict) else ()


def why_not(
    subject: Subject, state: State, to: str, roles: frozenset[Role], author: bytes
) -> Flag | None:
    """Return why somebody may not move a thing to a state that can be reached, or None."""
    flags = [
        refusal(guard, roles, author, workers_of(guard, state))
        for source in standing(state)
        if to in subject.moves.get(source, frozenset())
        for guard in (subject.guard(source, to),)
    ]
    return None if not flags or None in flags else flags[0]


def standing(state: State) -> tuple[str, ...]:
    """Return the states that a thing is in: several while they are in conflict."""
    conflict = state.conflict("status")
    return (
        tuple({str(value.value): None for value in conflict.values})
        if conflict
        else (state.status,)
    )
