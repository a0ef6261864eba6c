"""The fold against plain, slow rules, on random histories of several officers."""

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol_tui.domain.entries import payload
from patrol_tui.domain.entries.entry import Entry, chain
from patrol_tui.domain.entries.entry import said as said_of
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.fold import fold
from patrol_tui.domain.folding.state import State, digest
from patrol_tui.domain.subjects.issue import ISSUE
from tests.domain.pen import Pen, every_role, header_of

FIELDS, TAGS = ("place", "note"), ("x", "y")
MOVES = ("verified", "declined", "responded", "checked", "closed", "archived", "reworked", "voided")


@dataclass(frozen=True)
class History:
    """Entries with what each of their authors had seen, all in all."""

    entries: tuple[Entry, ...]
    seen: Mapping[bytes, frozenset[bytes]]

    def newest(self, entries: Iterable[Entry]) -> list[Entry]:
        """Return those that none of the others has seen."""
        chosen = list(entries)
        return [
            entry
            for entry in chosen
            if not any(entry.hash in self.seen[other.hash] for other in chosen)
        ]


CONTENTS: st.SearchStrategy[dict[str, Json]] = st.one_of(
    st.builds(
        lambda name, value: {"set": {name: value}}, st.sampled_from(FIELDS), st.integers(0, 2)
    ),
    st.builds(lambda tag: {"add": {"tags": [tag]}}, st.sampled_from(TAGS)),
    st.builds(lambda tag: {"remove": {"tags": [tag]}}, st.sampled_from(TAGS)),
    st.builds(lambda to: {"move": to}, st.sampled_from(MOVES)),
    st.builds(lambda is_gone: {"retract": is_gone}, st.booleans()),
)


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Draw what three officers wrote who saw some of each other's entries."""
    pens = [Pen(name) for name in "abc"]
    entries = [pens[0].write({"move": "reported"})]
    seen: dict[bytes, frozenset[bytes]] = {entries[0].hash: frozenset()}
    for _ in range(draw(st.integers(0, 9))):
        shown = draw(st.lists(st.sampled_from(entries), min_size=1, max_size=3, unique=True))
        known = frozenset().union(*(seen[one.hash] | {one.hash} for one in shown))
        parents = [one for one in shown if not any(one.hash in seen[other.hash] for other in shown)]
        entry = draw(st.sampled_from(pens)).write(draw(CONTENTS), *parents)
        seen[entry.hash] = known
        entries.append(entry)
    return History(tuple(entries), seen)


def said(entry: Entry) -> Mapping[str, Json]:
    return payload.decode(entry.payload or b"")


def part(entry: Entry, effect: str) -> Mapping[str, Json]:
    found = said(entry).get(effect, {})
    return found if isinstance(found, dict) else {}


def folded(entries: Iterable[Entry]) -> State:
    return fold(ISSUE, entries, every_role)


@pytest.mark.invariant("I3")
@given(histories(), st.randoms(use_true_random=False))
def test_any_order_and_repetition_folds_equal(history: History, dice: random.Random) -> None:
    expected = folded(history.entries)
    again = [*history.entries, *dice.choices(history.entries, k=3)]
    dice.shuffle(again)
    assert folded(again) == expected
    assert digest(folded(again)) == digest(expected)


@pytest.mark.invariant("I7")
@given(histories())
def test_scalars_are_what_the_newest_entries_set(history: History) -> None:
    state = folded(history.entries)
    for name in FIELDS:
        setters = [entry for entry in history.entries if name in part(entry, "set")]
        standing = {entry.hash: part(entry, "set")[name] for entry in history.newest(setters)}
        conflict = state.conflict(name)
        if len(set(standing.values())) > 1:
            assert conflict is not None
            assert {value.entry: value.value for value in conflict.values} == standing
            assert state.fields[name] in standing.values()
        else:
            assert conflict is None
            assert state.fields.get(name, "unset") == next(iter(standing.values()), "unset")


@given(histories())
def test_members_stand_unless_every_addition_was_seen_and_removed(history: History) -> None:
    state = folded(history.entries)
    for tag in TAGS:
        additions = [entry for entry in history.entries if part(entry, "add") == {"tags": [tag]}]
        removals = [entry for entry in history.entries if part(entry, "remove") == {"tags": [tag]}]
        stands = any(
            not any(entry.hash in history.seen[removal.hash] for removal in removals)
            for entry in additions
        )
        assert (tag in state.sets.get("tags", ())) == stands


@given(histories())
def test_a_move_counts_if_what_its_author_saw_folds_to_a_state_that_allows_it(
    history: History,
) -> None:
    state = folded(history.entries)
    for fact in state.facts:
        to = (fact.content or {}).get("move")
        if to is None or not fact.entry.parents:
            continue
        before = folded(
            entry for entry in history.entries if entry.hash in history.seen[fact.entry.hash]
        )
        conflict = before.conflict("status")
        states = [value.value for value in conflict.values] if conflict else [before.status]
        is_allowed = (len(set(states)) > 1 and to in states) or any(
            to in ISSUE.moves.get(str(one), frozenset()) for one in states
        )
        assert (fact.flag == "bad_move") == (not is_allowed)
        if is_allowed:
            assert fact.moved_from == before.status


@pytest.mark.invariant("I7")
@given(histories())
def test_one_state_stands_or_all_of_them_are_shown(history: History) -> None:
    state = folded(history.entries)
    conflict = state.conflict("status")
    moves = [
        fact
        for fact in state.facts
        if fact.flag is None and (fact.content or {}).get("move") is not None
    ]
    standing = {
        str((fact.content or {})["move"])
        for fact in moves
        if not any(fact.entry.hash in history.seen[other.entry.hash] for other in moves)
    }
    shown = {str(value.value) for value in conflict.values} if conflict else {state.status}
    assert standing <= shown
    assert state.status == min(shown, key=ISSUE.statuses.index)


@given(histories())
def test_a_retraction_stands_only_where_nobody_contradicts(history: History) -> None:
    state = folded(history.entries)
    speaking = [entry for entry in history.entries if "retract" in said(entry)]
    standing = history.newest(speaking)
    for_it = [entry for entry in standing if said(entry)["retract"] is True]
    against = [entry for entry in standing if said(entry)["retract"] is False]
    unaware = [
        entry
        for entry in history.entries
        if "retract" not in said(entry)
        and any(
            entry.hash not in history.seen[gone.hash] and gone.hash not in history.seen[entry.hash]
            for gone in for_it
        )
    ]
    has_conflict = bool(for_it) and bool(against or unaware)
    assert (state.conflict("retracted") is not None) == has_conflict
    assert state.is_retracted == (bool(for_it) and not has_conflict)


@given(histories())
def test_an_entry_that_has_seen_everything_settles_everything(history: History) -> None:
    state = folded(history.entries)
    heads = [entry for entry in history.entries if entry.hash in state.heads]
    content: dict[str, Json] = {"set": dict.fromkeys(FIELDS, 7), "retract": False}
    conflict = state.conflict("status")
    if conflict:
        content["move"] = conflict.values[0].value
    last = Pen("z").write(content, *heads)
    settled = folded([*history.entries, last])
    assert settled.conflicts == ()
    assert settled.heads == (last.hash,)


@given(histories())
def test_parts_that_arrive_later_give_the_same_in_the_end(history: History) -> None:
    held: list[Entry] = []
    for entry in reversed(history.entries):
        held.append(entry)
        folded(held)
    assert digest(folded(held)) == digest(folded(history.entries))


SHIFTS_S = st.tuples(*(st.integers(-2_000_000_000, 2_000_000_000) for _ in "abc"))


@pytest.mark.invariant("I12")
@pytest.mark.fault(18)
@given(histories(), SHIFTS_S)
def test_clocks_decide_nothing(history: History, shifts_s: tuple[int, int, int]) -> None:
    """The same history, written by laptops whose clocks were wrong, each by as much as it liked."""
    plain, shifted = folded(history.entries), folded(rewritten(history.entries, shifts_s))
    for state in (plain, shifted):
        assert len(state.facts) == len(history.entries)
    assert without_hashes(shifted) == without_hashes(plain)


def rewritten(entries: tuple[Entry, ...], shifts_s: tuple[int, int, int]) -> list[Entry]:
    """Return entries as they would be had the laptops' clocks stood elsewhere."""
    shifts = {header_of(name).device: shift for name, shift in zip("abc", shifts_s, strict=True)}
    made: dict[bytes, Entry] = {}
    ends: dict[bytes, Entry] = {}
    for entry in entries:
        at_us = max(0, entry.header.wall_base_us + shifts[entry.header.device] * 1_000_000)
        header = replace(entry.header, wall_base_us=at_us)
        last = ends.get(header.device)
        parents = tuple(made[parent].hash for parent in entry.parents)
        what = said_of(entry.subject, entry.kind, entry.payload or b"", parents)
        prev = last.hash if last else entry.prev
        made[entry.hash] = chain(header.pack(), header, entry.seq, prev, entry.since_ms, what)
        ends[header.device] = made[entry.hash]
    return list(made.values())


def without_hashes(state: State) -> object:
    """Return what a state says, apart from names and from what is provisional."""
    disputed = {conflict.field for conflict in state.conflicts}
    return (
        state.status,
        state.is_retracted,
        {name: value for name, value in state.fields.items() if name not in disputed},
        state.sets,
        {
            conflict.field: sorted(repr(value.value) for value in conflict.values)
            for conflict in state.conflicts
        },
        sorted((repr(fact.content), str(fact.flag), fact.is_undone) for fact in state.facts),
        len(state.heads),
    )
