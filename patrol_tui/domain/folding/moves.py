"""Moves between states, each judged against the state that its own author saw."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from patrol_tui.domain.entries.causality import Causality, places_in
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.guards import (
    members_added,
    members_changed,
    rated_early,
    refusal,
)
from patrol_tui.domain.folding.state import Conflict, Flag, Value
from patrol_tui.domain.folding.subject import Guard, Role, Subject

_EVIDENCE = frozenset(("add", "remove", "record"))
_SETTING = frozenset(("set", "add", "remove"))
_NOWHERE = frozenset[str]()
Live = dict[int, Mapping[str, Json]]
"""What the effective entries say, by their places, in the order of these."""
Judge = Callable[[bytes, int], "frozenset[Role] | None"]
BARRED: frozenset[Flag | None] = frozenset(("no_right", "own_work"))
"""Flags of entries that have no effect at all, not just as moves."""


@dataclass(slots=True)
class Judged:
    """Which moves count.

    Attributes:
        moved_to: place of each valid move to the state it gives.
        moved_from: place of each valid move to the state before it.
        moved: bit mask of the places of all valid moves.
        refused: place of each entry without effect to the reason: a move that was not allowed from
            the state its author saw, or something that the author had no right to.
    """

    moved_to: dict[int, str] = field(default_factory=dict)
    moved_from: dict[int, str] = field(default_factory=dict)
    refused: dict[int, Flag] = field(default_factory=dict)
    moved: int = 0


def judge_moves(subject: Subject, graph: Causality, live: Live, judge: Judge) -> Judged:
    """Return which moves of a subject count, earlier ones first.

    What its author had no right to set or to do is taken out of `live`, the whole entry; of a
    rating that came too early, or is of work before the last, that field alone.
    """
    judged, ratings = Judged(), subject.ratings.keys()
    for place, content in list(live.items()):
        to = content.get("move")
        rates = bool(ratings) and not ratings.isdisjoint(_set_in(content))
        states: list[str] = []
        if to is not None or rates:
            seen = visible_states(subject, graph, live, judged, graph.before[place])
            states = [state for _, state in seen]
        barred = _barred(subject, graph, live, judged, place, judge, states)
        if barred is not None:
            judged.refused[place] = barred
            del live[place]
            continue
        if to is None:
            pass
        elif str(to) in subject.statuses and _is_allowed(subject, graph, states, str(to)):
            judged.moved_to[place] = str(to)
            judged.moved_from[place] = safest(subject, states)
            judged.moved |= 1 << place
        else:
            judged.refused[place] = "bad_move"
        # Without the first entry there is nothing to judge by: believe until it arrives.
        if rates and (states or not graph.is_incomplete):
            _drop_early(subject, live, judged, place, states)
    if subject.ratings:
        _drop_stale(subject, graph, live, judged)
    return judged


def _drop_early(
    subject: Subject, live: Live, judged: Judged, place: int, states: list[str]
) -> None:
    """Take out ratings that came before the step that asks for them; the rest keeps its effect."""
    stood = (*states, judged.moved_to.get(place, ""))
    early = rated_early(subject, _set_in(live[place]), stood)
    if early:
        judged.refused.setdefault(place, "too_early")
        live[place] = _without(live[place], early)


def _drop_stale(subject: Subject, graph: Causality, live: Live, judged: Judged) -> None:
    """Take out ratings that somebody knew of who then brought the work anew: it is judged anew."""
    for name in subject.ratings:
        declared = subject.field_named(name)
        works = declared.guard.other_than if declared is not None else ()
        known = 0
        for place, state in judged.moved_to.items():
            known |= graph.before[place] if state in works else 0
        for place in places_in(known):
            if name in _set_in(live.get(place, {})):
                live[place] = _without(live[place], [name])


def _without(content: Mapping[str, Json], names: list[str]) -> Mapping[str, Json]:
    kept = {name: value for name, value in _set_in(content).items() if name not in names}
    return {**content, "set": kept}


def _barred(
    subject: Subject,
    graph: Causality,
    live: Live,
    judged: Judged,
    place: int,
    judge: Judge,
    states: list[str],
) -> Flag | None:
    """Return why the author of an entry had no right to what it says, or None."""
    content, header = live[place], graph.entries[place].header
    guards = _guards(subject, content)
    to = content.get("move")
    is_step = to is not None and bool(subject.steps)
    if not guards and not is_step:
        return None
    roles = judge(header.author, header.district_n) or frozenset()
    passes = partial(_passes, roles, header.author, graph, live, judged, place)
    for guard in guards:
        if flag := passes(guard):
            return flag
    if not is_step:
        return None
    first: Flag | None = None
    for state in sorted({*states}):
        if str(to) in subject.moves.get(state, _NOWHERE):
            flag = passes(subject.guard(state, str(to)))
            if flag is None:
                return None
            first = first or flag
    return first


def _guards(subject: Subject, content: Mapping[str, Json]) -> tuple[Guard, ...]:
    if not subject.is_guarded or _SETTING.isdisjoint(content):
        return ()
    return subject.guarded((*_set_in(content), *members_changed(content)))


def _passes(
    roles: frozenset[Role],
    author: bytes,
    graph: Causality,
    live: Live,
    judged: Judged,
    place: int,
    guard: Guard,
) -> Flag | None:
    return refusal(guard, roles, author, _workers(guard, graph, live, judged, place))


def _workers(
    guard: Guard, graph: Causality, live: Live, judged: Judged, place: int
) -> frozenset[bytes]:
    """Return who brought the thing last, as far as an author saw, where a guard names."""
    if not guard.other_than:
        return frozenset()
    before = graph.before[place]
    if guard.unless and _is_set(guard.unless, graph, live, before | 1 << place):
        return frozenset()
    done = [
        earlier
        for earlier, state in judged.moved_to.items()
        if before >> earlier & 1 and state in guard.other_than
    ]
    return frozenset(graph.entries[one].header.author for one in graph.newest(done))


def _is_set(name: str, graph: Causality, live: Live, mask: int) -> bool:
    """Return whether a field was filled as far as a mask goes, or a member is there from the first.

    Who does a work could else put a mark there afterwards, and judge it alone.
    """
    name, _, member = name.partition(":")
    places = [place for place in places_in(mask) if place in live]
    if member:
        first = [place for place in places if not graph.entries[place].parents]
        return any(member in members_added(live[place], name) for place in first)
    setters = [place for place in places if name in _set_in(live[place])]
    return any(_set_in(live[place])[name] is not None for place in graph.newest(setters))


def _set_in(content: Mapping[str, Json]) -> Mapping[str, Json]:
    found = content.get("set")
    return found if isinstance(found, dict) else {}


def _is_allowed(subject: Subject, graph: Causality, states: list[str], to: str) -> bool:
    if not states:
        # Without the first entry there is nothing to judge by: believe until it arrives.
        return to == subject.first or graph.is_incomplete
    for state in states:
        if to in subject.moves.get(state, _NOWHERE):
            return True
    return to in states and len(set(states)) > 1  # it settles which of them stands


def visible_states(
    subject: Subject, graph: Causality, live: Live, judged: Judged, mask: int
) -> list[tuple[int, str]]:
    """Return the states that the entries of a mask leave standing, each with its entry's place."""
    heads = graph.newest_of(mask & judged.moved)
    states = [(place, judged.moved_to[place]) for place in heads]
    for place, state in tuple(states):
        if state in subject.closing:
            states += _contradictions(subject, graph, live, judged, place, mask)
    return states


def _contradictions(
    subject: Subject, graph: Causality, live: Live, judged: Judged, place: int, mask: int
) -> list[tuple[int, str]]:
    """Return evidence that whoever closed had not seen: it keeps the case open until settled.

    A case that was closed and then archived is as closed as it was before: evidence that neither
    had seen still speaks for the state that it was closed from.
    """
    unseen = mask & ~(graph.before[place] | 1 << place)
    others = [one for one in places_in(unseen) if not graph.has_seen(one, place)]
    if not others:
        return []
    closings = graph.newest(
        earlier
        for earlier, state in judged.moved_to.items()
        if state in subject.closing
        and (earlier == place or graph.has_seen(place, earlier))
        and judged.moved_from[earlier] not in {"", *subject.closing}
    )
    return [
        (other, judged.moved_from[closing])
        for closing in closings
        for other in others
        if other in live
        and other not in judged.moved_to
        and graph.are_concurrent(closing, other)
        and _is_evidence(subject, live[other])
    ]


def _is_evidence(subject: Subject, content: Mapping[str, Json]) -> bool:
    """Return whether an entry says something of the facts; a number given to a paper does not."""
    if _EVIDENCE & content.keys():
        return True
    fields = map(subject.field_named, _set_in(content))
    return any(one is None or not one.is_clerical for one in fields)


def final_status(
    subject: Subject, graph: Causality, live: Live, judged: Judged
) -> tuple[str, Conflict | None]:
    """Return the present state, and the conflict where several stand."""
    everything = (1 << len(graph.entries)) - 1
    seen = sorted(visible_states(subject, graph, live, judged, everything))
    status = safest(subject, [state for _, state in seen])
    if len({state for _, state in seen}) <= 1:
        return status, None
    values = tuple(
        Value(
            state,
            graph.entries[place].hash,
            graph.entries[place].header.author,
            graph.entries[place].wall_us,
        )
        for place, state in seen
    )
    return status, Conflict("status", values)


def safest(subject: Subject, states: list[str]) -> str:
    """Return the state that the subject orders first, or an empty text if there is none."""
    return min(states, key=subject.statuses.index) if states else ""
