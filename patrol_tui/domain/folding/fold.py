"""One fold for every subject: a set of entries in, what they say together out.

A pure function of the set: no clock, no order of arrival. What an entry may hold:

    set     {field: value}     scalar: heads win, concurrent different heads are a conflict
    add     {name: [member]}   observed-remove set, add wins
    remove  {name: [member]}   takes away the additions that its author had seen
    record  {name: [value]}    grow-only list
    move    status             judged against the state that its own parents fold to
    retract true or false      takes the subject back, or brings it back
    undo    hash               takes one own earlier entry's effect back
    release hash               lets an entry out of quarantine; a ruling of the bureau's
    expunge hash               takes an entry's content away, `instead` stands in its place
"""

from collections.abc import Iterable, Iterator, Mapping

from patrol_tui.domain.entries import payload
from patrol_tui.domain.entries.causality import Causality, arrange
from patrol_tui.domain.entries.entry import Entry
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding import moves
from patrol_tui.domain.folding.reading import (
    Decode,
    Judge,
    Read,
    Rules,
    Stations,
    nowhere,
    read_entries,
)
from patrol_tui.domain.folding.state import Conflict, Fact, State, Value
from patrol_tui.domain.folding.subject import Subject

RETRACTED = "retracted"
STATUS = "status"
_NAMING = ("set", "add", "remove", "record")
_EFFECTS = frozenset((*_NAMING, "move", "retract"))
_Said = list[tuple[int, Mapping[str, Json]]]
"""The places with an effect, in causal order, and what they say of it."""


def fold(
    subject: Subject,
    entries: Iterable[Entry],
    judge: Judge,
    barred: frozenset[bytes] = frozenset(),
    decode: Decode = payload.decode,
    stations: Stations = nowhere,
) -> State:
    """Return what the entries of one thing say together.

    Args:
        subject: its declaration.
        entries: all that are held of it, in any order, repeated or not; at least one.
        judge: author and position in the district's log to roles; None where not yet held.
        barred: hashes of entries that are quarantined: kept, without effect.
        decode: reads a stored payload; whoever folds often may remember what it gave.
        stations: author and position to the stations that they belong to.
    """
    graph = arrange(entries)
    reads = read_entries(subject, graph, Rules(judge, stations, barred, decode))
    live = _live(reads, undone := _undone(graph, reads))
    judged = moves.judge_moves(subject, graph, live, judge)
    values, conflicts = _scalars(graph, (said := _by_effect(live))["set"])
    status, status_conflict = moves.final_status(subject, graph, live, judged)
    is_retracted, retract_conflict = _retraction(graph, live)
    found = [*conflicts, *filter(None, (status_conflict, retract_conflict))]
    return State(
        subject=graph.entries[0].subject,
        type=subject.type,
        status=status,
        is_retracted=is_retracted,
        fields=values,
        sets=_sets(graph, said["add"], said["remove"]),
        records=_records(graph, said["record"]),
        conflicts=tuple(sorted(found, key=lambda conflict: conflict.field)),
        heads=_heads(graph),
        facts=_facts(graph, reads, undone, judged),
        is_incomplete=graph.is_incomplete or _is_content_missing(reads),
        is_read_only=_is_read_only(graph, reads),
    )


def _live(reads: list[Read], undone: set[int]) -> moves.Live:
    return {
        place: read.content
        for place, read in enumerate(reads)
        if read.is_live and read.content is not None and place not in undone
    }


def _by_effect(live: moves.Live) -> dict[str, _Said]:
    """Return what the effective entries say, apart by what it does, in one pass."""
    said: dict[str, _Said] = {effect: [] for effect in _NAMING}
    for place, content in live.items():
        for effect, part in content.items():
            if effect in said and part and isinstance(part, dict):
                said[effect].append((place, part))
    return said


def _is_content_missing(reads: list[Read]) -> bool:
    # Without the bureau's entry nobody knows which fields it was about.
    return bool([1 for read in reads if read.flag == "expunged" and read.content is None])


def _is_read_only(graph: Causality, reads: list[Read]) -> bool:
    unknown = [place for place, read in enumerate(reads) if read.flag == "unknown"]
    return any(graph.entries[place].critical for place in unknown)


def _undone(graph: Causality, reads: list[Read]) -> set[int]:
    asked = [
        (place, str(read.content["undo"]))
        for place, read in enumerate(reads)
        if read.is_live and read.content and "undo" in read.content
    ]
    if not asked:
        return set()
    places = {entry.hash.hex(): place for place, entry in enumerate(graph.entries)}
    undone: set[int] = set()
    for place, named in asked:
        target = places.get(named)
        if target is None or not graph.has_seen(place, target):
            continue
        if graph.entries[target].header.author == graph.entries[place].header.author:
            undone.add(target)
    return undone


def value_at(graph: Causality, place: int, value: Json) -> Value:
    """Return a value with the entry that it stands in."""
    entry = graph.entries[place]
    return Value(value, entry.hash, entry.header.author, entry.wall_us)


def _scalars(graph: Causality, setting: _Said) -> tuple[dict[str, Json], list[Conflict]]:
    setters: dict[str, list[int]] = {}
    for place, part in setting:
        for name in part:
            setters.setdefault(name, []).append(place)
    parts = dict(setting)
    values: dict[str, Json] = {}
    conflicts: list[Conflict] = []
    for name in sorted(setters):
        heads = setters[name] if len(setters[name]) == 1 else graph.newest(setters[name])
        said = [parts[place][name] for place in heads]
        # Places grow with depth, then hash: the last head is the provisional value.
        values[name] = said[-1]
        if len(said) > 1 and len(set(map(payload.canonical, said))) > 1:
            standing = (value_at(graph, *one) for one in zip(heads, said, strict=True))
            conflicts.append(Conflict(name, tuple(standing)))
    return values, conflicts


def _members(said: _Said) -> Iterator[tuple[int, tuple[str, str]]]:
    for place, part in said:
        for name, members in part.items():
            for member in members if isinstance(members, list) else ():
                yield place, (name, str(member))


def _sets(graph: Causality, adding: _Said, removing: _Said) -> dict[str, tuple[str, ...]]:
    added: dict[tuple[str, str], list[int]] = {}
    removed: dict[tuple[str, str], int] = {}
    for place, key in _members(adding):
        added.setdefault(key, []).append(place)
    for place, key in _members(removing):
        removed[key] = removed.get(key, 0) | graph.before[place]
    sets: dict[str, list[str]] = {}
    for (name, member), places in added.items():
        members = sets.setdefault(name, [])
        gone = removed.get((name, member), 0)
        if not gone or any(not gone >> place & 1 for place in places):
            members.append(member)
    return {name: tuple(sorted(members)) for name, members in sorted(sets.items())}


def _records(graph: Causality, recording: _Said) -> dict[str, tuple[Value, ...]]:
    records: dict[str, list[Value]] = {}
    for place, part in recording:
        for name, values in part.items():
            for value in values if isinstance(values, list) else ():
                records.setdefault(name, []).append(value_at(graph, place, value))
    return {name: tuple(values) for name, values in sorted(records.items())}


def _retraction(graph: Causality, live: moves.Live) -> tuple[bool, Conflict | None]:
    setters = [place for place, content in live.items() if "retract" in content]
    if not setters:
        return False, None
    heads = graph.newest(setters)
    said = {place: live[place]["retract"] is True for place in heads}
    for place in [place for place in heads if said[place]]:
        # An edit by somebody who had not seen the retraction speaks for keeping the thing.
        for other, content in live.items():
            is_edit = other not in setters and bool(_EFFECTS & content.keys())
            if is_edit and graph.are_concurrent(place, other):
                said.setdefault(other, False)
    if len(set(said.values())) <= 1:
        return any(said.values()), None
    values = tuple(value_at(graph, place, said[place]) for place in sorted(said))
    return False, Conflict(RETRACTED, values)


def _heads(graph: Causality) -> tuple[bytes, ...]:
    places = graph.newest_of((1 << len(graph.entries)) - 1)
    return tuple(sorted(graph.entries[place].hash for place in places))


def _facts(
    graph: Causality, reads: list[Read], undone: set[int], judged: moves.Judged
) -> tuple[Fact, ...]:
    facts: list[Fact] = []
    for place, (content, flag, is_live) in enumerate(reads):
        said = judged.refused.get(place, flag)
        has_effect = is_live and said not in moves.BARRED
        moved_from = judged.moved_from.get(place)
        entry = graph.entries[place]
        facts.append(Fact(entry, content, said, place in undone, moved_from, has_effect))
    return tuple(facts)
