"""Roles and states as a real PostgreSQL brings them together: what counts, what has no effect."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.ids import name_id
from patrol_tui.domain.folding.state import Flag, State
from patrol_tui.domain.folding.subject import (
    BUREAU,
    CHANGED,
    CREATED,
    HELD,
    MOVED,
    NOTED,
    RELEASED,
    RETRACTED,
    RULINGS,
    WRITERS,
    Role,
    Subject,
)
from patrol_tui.domain.subjects import BY_TYPE, SUBJECTS
from patrol_tui.domain.subjects.usual import LEADS
from patrol_tui.sync.reaching.address import read_address
from tests.sync.district import Laptop, enrolled, from_bundle, new_bureau
from tests.sync.server import new_database

if TYPE_CHECKING:
    from patrol_tui.domain.entries.payload import Json

pytestmark = pytest.mark.postgres

MACHINES = [subject for subject in SUBJECTS if subject.moves and not subject.rights]
WRITING: tuple[Role, ...] = ("officer", "lead", "subdistrict", "bureau")
THEIRS: tuple[Role, ...] = (*WRITING, "auditor")
VERBS = (NOTED, RETRACTED, RELEASED)
"""One of those that a whole subject takes alike, one of the gravest, one that is a ruling."""


@dataclass(frozen=True)
class Case:
    """A thing of its own for one move of one subject."""

    type: str
    source: str
    to: str
    turn: str = ""

    @property
    def subject(self) -> Subject:
        """Return its declaration."""
        return BY_TYPE[self.type]

    @property
    def thing(self) -> bytes:
        """Return its identity."""
        return name_id("case", f"{self.type} {self.source} {self.to} {self.turn}")


CASES = [
    Case(subject.type, source, to)
    for subject in MACHINES
    for source, targets in subject.moves.items()
    for to in sorted(targets)
]


@dataclass
class People:
    """The laptop of whoever began the district, and one for each role, over one PostgreSQL."""

    bureau: Laptop
    laptops: dict[Role, Laptop]

    def settle(self) -> None:
        """Sync everybody until nothing is left on the way."""
        for laptop in (*self.laptops.values(), self.bureau, *self.laptops.values()):
            assert laptop.sync().state == "complete"


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory, postgres_url: str) -> Iterator[People]:
    """Return a district in which every role has a laptop; each test begins things of its own."""
    folder = tmp_path_factory.mktemp("people")
    bureau = new_bureau(folder / "root", read_address(new_database(postgres_url)))
    made = {role: enrolled(bureau, role=role) for role in THEIRS}
    laptops = {role: from_bundle(folder / role, bureau, one) for role, one in made.items()}
    yield People(bureau, laptops)
    for laptop in (bureau, *laptops.values()):
        laptop.close()


def path_to(subject: Subject, wanted: str) -> list[str]:
    """Return the shortest way from the first state to another."""
    ways, waiting = {subject.first: [subject.first]}, [subject.first]
    while wanted not in ways:
        here = waiting.pop(0)
        for to in sorted(subject.moves.get(here, frozenset())):
            if to not in ways:
                ways[to] = [*ways[here], to]
                waiting.append(to)
    return ways[wanted]


def state_of(laptop: Laptop, thing: bytes) -> State:
    """Return what a laptop holds of a thing."""
    state = laptop.ledger.state(thing)
    assert state is not None
    return state


def move_all(laptop: Laptop, moves: list[tuple[Case, str]]) -> None:
    """Move many things at once, whoever may or not; the services would have refused."""
    laptop.clock.advance(60_000_000)
    drafts = []
    for case, to in moves:
        state = laptop.ledger.state(case.thing)
        fact = CREATED if state is None else MOVED
        heads = () if state is None else state.heads
        drafts.append(Draft(case.thing, case.subject.kind(fact), {"move": to}, parents=heads))
    laptop.ledger.append(drafts, laptop.clock.now_us())


def walk_all(laptop: Laptop, cases: list[Case]) -> None:
    """Bring every thing to the state from which its move is tried."""
    paths = {case: path_to(case.subject, case.source) for case in cases}
    for depth in range(max(map(len, paths.values()))):
        move_all(laptop, [(one, path[depth]) for one, path in paths.items() if depth < len(path)])


def test_a_move_counts_for_those_roles_alone_that_its_subject_names(people: People) -> None:
    walk_all(people.bureau, CASES)
    assert people.bureau.sync().state == "complete"
    for laptop in people.laptops.values():
        assert laptop.sync().state == "complete"
        move_all(laptop, [(case, case.to) for case in CASES])
    people.settle()
    authors = {one.ledger.writer.officer: role for role, one in people.laptops.items()}
    for case in CASES:
        state = state_of(people.bureau, case.thing)
        guard = case.subject.guard(case.source, case.to)
        tried = {
            authors[fact.entry.header.author]: fact.flag for fact in state.facts[-len(THEIRS) :]
        }
        told: dict[Role, Flag | None] = {
            role: None if role in guard.roles else "no_right" for role in WRITING
        }
        assert tried == told | {"auditor": "no_right"}
        assert state.status == case.to
    digests = {one.ledger.digest() for one in (people.bureau, *people.laptops.values())}
    assert len(digests) == 1


def test_a_verb_counts_for_whoever_writes_and_a_mark_or_a_ruling_for_whom_it_names(
    people: People,
) -> None:
    cases = [Case(subject.type, subject.first, "verbs") for subject in MACHINES]
    walk_all(people.bureau, cases)
    assert people.bureau.sync().state == "complete"
    for laptop in people.laptops.values():
        assert laptop.sync().state == "complete"
        drafts = [draft for case in cases for draft in tries(case, laptop)]
        laptop.ledger.append(drafts, laptop.clock.now_us())
    people.settle()
    authors = {one.ledger.writer.officer: role for role, one in people.laptops.items()}
    for case in cases:
        told: dict[tuple[str, Role], Flag | None] = {}
        for fact in state_of(people.bureau, case.thing).facts[1:]:
            (what,) = (fact.content or {}).values()
            told[str(what), authors[fact.entry.header.author]] = fact.flag
        expected: dict[tuple[str, Role], Flag | None] = {
            (what, role): None if role in roles else "no_right"
            for what, roles in who_may(case.subject).items()
            for role in THEIRS
        }
        assert told == expected, case.type
    digests = {one.ledger.digest() for one in (people.bureau, *people.laptops.values())}
    assert len(digests) == 1


def tries(case: Case, laptop: Laptop) -> list[Draft]:
    """Return an entry of each sort, with what it is called, whoever may or not."""
    subject, heads = case.subject, state_of(laptop, case.thing).heads
    said: list[tuple[int, dict[str, Json]]] = [
        (fact, {"said": subject.facts[fact]}) for fact in VERBS
    ]
    if subject.marked:
        said.append((CHANGED, {"add": {"flags": [HELD]}}))
    return [Draft(case.thing, subject.kind(fact), content, parents=heads) for fact, content in said]


def who_may(subject: Subject) -> dict[str, frozenset[Role]]:
    """Return which roles each of these entries takes."""
    may = {subject.facts[fact]: BUREAU if fact in RULINGS else WRITERS for fact in VERBS}
    if subject.marked:
        may[str({"flags": [HELD]})] = LEADS.roles
    return may


def test_who_has_no_right_changes_nothing_anywhere(people: People) -> None:
    others = (case for case in CASES if "officer" not in case.subject.guard(*ends(case)).roles)
    barred = [replace(case, turn="again") for case in others]
    walk_all(people.bureau, barred)
    assert people.bureau.sync().state == "complete"
    officer = people.laptops["officer"]
    assert officer.sync().state == "complete"
    move_all(officer, [(case, case.to) for case in barred])
    people.settle()
    for case in barred:
        for laptop in (people.bureau, *people.laptops.values()):
            assert state_of(laptop, case.thing).status == case.source
    assert officer.ledger.counts().unsent == 0


def ends(case: Case) -> tuple[str, str]:
    """Return from where to where a move leads."""
    return case.source, case.to


def forks() -> list[tuple[Case, str, str]]:
    """Return of each subject the first state from which two of its moves are the lead's."""
    found: dict[str, tuple[Case, str, str]] = {}
    for subject in MACHINES:
        for source, targets in subject.moves.items():
            free = [to for to in sorted(targets) if "lead" in subject.guard(source, to).roles]
            if len(free) > 1:
                case = Case(subject.type, source, "fork")
                found.setdefault(subject.type, (case, free[0], free[1]))
    return [*found.values()]


def test_different_moves_on_two_laptops_are_a_conflict_that_both_see(people: People) -> None:
    ways = forks()
    assert {case.type for case, _one, _other in ways} == {one.type for one in MACHINES}
    walk_all(people.bureau, [case for case, _one, _other in ways])
    assert people.bureau.sync().state == "complete"
    one, other = people.laptops["lead"], people.laptops["subdistrict"]
    for laptop in (one, other):
        assert laptop.sync().state == "complete"
    move_all(one, [(case, to) for case, to, _other in ways])
    move_all(other, [(case, to) for case, _one, to in ways])
    people.settle()
    for case, first, second in ways:
        for laptop in (people.bureau, one, other):
            conflict = state_of(laptop, case.thing).conflict("status")
            assert conflict is not None
            assert {value.value for value in conflict.values} == {first, second}
    assert one.ledger.counts().conflicts == len(ways)
    move_all(one, [(case, to) for case, to, _other in ways])
    people.settle()
    for case, first, _second in ways:
        assert state_of(other, case.thing).status == first
    assert other.ledger.counts().conflicts == 0
