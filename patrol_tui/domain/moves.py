"""Moves between states, each judged against the state that its own author saw."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from patrol_tui.domain.causality import Causality, places_in
from patrol_tui.domain.payload import Json
from patrol_tui.domain.state import Conflict, Value
from patrol_tui.domain.subject import Subject

_EVIDENCE = frozenset(("set", "add", "remove", "record"))
Live = Mapping[int, Mapping[str, Json]]


@dataclass(slots=True)
class Judged:
    """Which moves count.

    Attributes:
        moved_to: place of each valid move to the state it gives.
        moved_from: place of each valid move to the state before it.
        refused: places of moves that were not allowed from the state their author saw.
    """

    moved_to: dict[int, str] = field(default_factory=dict)
    moved_from: dict[int, str] = field(default_factory=dict)
    refused: set[int] = field(default_factory=set)


def judge_moves(subject: Subject, graph: Causality, live: Live) -> Judged:
    """Return which moves of a subject count, earlier ones first."""
    judged = Judged()
    for place in sorted(live):
        to = live[place].get("move")
        if to is None:
            continue
        seen = visible_states(subject, graph, live, judged, graph.before[place])
        states = [state for _, state in seen]
        if str(to) in subject.statuses and _is_allowed(subject, graph, states, str(to)):
            judged.moved_to[place] = str(to)
            judged.moved_from[place] = safest(subject, states)
        else:
            judged.refused.add(place)
    return judged


def _is_allowed(subject: Subject, graph: Causality, states: list[str], to: str) -> bool:
    if not states:
        # Without the first entry there is nothing to judge by: believe until it arrives.
        return to == subject.first or graph.is_incomplete
    is_settling = len(set(states)) > 1 and to in states
    return is_settling or any(to in subject.moves.get(state, frozenset()) for state in states)


def visible_states(
    subject: Subject, graph: Causality, live: Live, judged: Judged, mask: int
) -> list[tuple[int, str]]:
    """Return the states that the entries of a mask leave standing, each with its entry's place."""
    heads = graph.newest(place for place in judged.moved_to if mask >> place & 1)
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
        for other in places_in(mask)
        if other in live
        and _EVIDENCE & live[other].keys()
        and other not in judged.moved_to
        and graph.are_concurrent(place, other)
        and graph.are_concurrent(closing, other)
    ]


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
