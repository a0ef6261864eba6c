"""Every state machine, walked by its own declaration: what is allowed, forbidden, concurrent."""

from collections.abc import Iterator

import pytest

from patrol_tui.domain.entries.entry import Entry
from patrol_tui.domain.entries.ids import name_id
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.fold import fold
from patrol_tui.domain.folding.guards import standing, why_not, workers_of
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import (
    CHANGED,
    CREATED,
    MOVED,
    ROLES,
    RULINGS,
    WRITERS,
    Guard,
    Role,
    Subject,
)
from patrol_tui.domain.subjects import RECORDS_OF_WORK, SUBJECTS
from patrol_tui.domain.subjects.issue import ISSUE
from tests.domain.pen import Pen

MACHINES = [subject for subject in SUBJECTS if subject.moves and not subject.rights]
PEOPLE: dict[bytes, frozenset[Role]] = {
    name_id("officer", role): frozenset((role,)) for role in ROLES
}
JUDGE = name_id("officer", "judge")
machine = pytest.mark.parametrize("subject", MACHINES, ids=lambda subject: subject.type)


def roles_of(author: bytes, _district_n: int) -> frozenset[Role]:
    """Judge people by their names; whoever is called otherwise has every writer's role but one."""
    everybody: frozenset[Role] = WRITERS if author == JUDGE else WRITERS - {"bureau"}
    return PEOPLE.get(author, everybody)


def move(subject: Subject, name: str, to: str, *parents: Entry, seq: int = 0) -> Entry:
    """Write a move at a laptop of its own, since each is somebody else's."""
    fact = MOVED if parents else CREATED
    return Pen(name, seq).write({"move": to}, *parents, kind=subject.kind(fact))


def path_to(subject: Subject, wanted: str) -> list[str]:
    """Return the shortest way from the first state to another."""
    ways: dict[str, list[str]] = {subject.first: [subject.first]}
    waiting = [subject.first]
    while wanted not in ways:
        here = waiting.pop(0)
        for to in sorted(subject.moves.get(here, frozenset())):
            if to not in ways:
                ways[to] = [*ways[here], to]
                waiting.append(to)
    return ways[wanted]


def walked(subject: Subject, wanted: str) -> list[Entry]:
    """Write a thing up to a state, every step by somebody else who may."""
    entries: list[Entry] = []
    for place, state in enumerate(path_to(subject, wanted)):
        entries.append(move(subject, "judge", state, *entries[-1:], seq=place))
    return entries


def all_moves(subject: Subject) -> Iterator[tuple[str, str, bool]]:
    """Yield every pair of states, and whether the one leads to the other."""
    for source in subject.statuses:
        for to in subject.statuses:
            if to != source:
                yield source, to, to in subject.moves.get(source, frozenset())


@machine
def test_every_state_is_reached_from_the_first(subject: Subject) -> None:
    assert {path_to(subject, state)[-1] for state in subject.statuses} == set(subject.statuses)


@machine
def test_every_allowed_move_counts_and_every_other_has_no_effect(subject: Subject) -> None:
    for source, to, is_allowed in all_moves(subject):
        line = walked(subject, source)
        wanted = move(subject, "judge", to, line[-1], seq=99)
        state = fold(subject, [*line, wanted], roles_of)
        assert state.status == (to if is_allowed else source), (source, to)
        assert state.facts[-1].flag == (None if is_allowed else "bad_move"), (source, to)


@machine
def test_only_those_roles_take_a_step_that_its_declaration_names(subject: Subject) -> None:
    for source, to, is_allowed in all_moves(subject):
        if not is_allowed:
            continue
        line = walked(subject, source)
        guard = subject.guard(source, to)
        before = fold(subject, line, roles_of)
        for role in ROLES:
            entry = move(subject, role, to, line[-1])
            state = fold(subject, [*line, entry], roles_of)
            may = role in guard.roles
            assert state.status == (to if may else source), (source, to, role)
            assert state.facts[-1].flag == (None if may else "no_right"), (source, to, role)
            author = name_id("officer", role)
            told = why_not(subject, before, to, PEOPLE[author], author)
            assert told == (None if may else "no_right")


@machine
def test_only_those_roles_put_or_lift_a_mark_that_its_declaration_names(subject: Subject) -> None:
    expected = {"flags:suspended", "flags:extended"} if "flags" in subject.sets else set()
    assert subject.marked.keys() == expected
    first = move(subject, "judge", subject.first)
    for mark, guard in subject.marked.items():
        name, _, member = mark.partition(":")
        part: dict[str, Json] = {name: [member]}
        put = Pen("judge", 1).write({"add": part}, first, kind=subject.kind(CHANGED))
        for line, effect in (([first], "add"), ([first, put], "remove")):
            before = fold(subject, line, roles_of).sets.get(name, ())
            for role in ROLES:
                entry = Pen(role).write({effect: part}, line[-1], kind=subject.kind(CHANGED))
                state = fold(subject, [*line, entry], roles_of)
                may = role in guard.roles
                assert state.facts[-1].flag == (None if may else "no_right"), (mark, role)
                assert (state.sets.get(name, ()) != before) == may, (mark, role)


@machine
def test_whoever_writes_may_use_every_verb_and_the_bureau_alone_rules(subject: Subject) -> None:
    first = move(subject, "judge", subject.first)
    for fact in subject.facts.keys() - {CREATED, MOVED}:
        for role in ROLES:
            entry = Pen(role).write({}, first, kind=subject.kind(fact))
            may = role == "bureau" if fact in RULINGS else role != "auditor"
            flag = fold(subject, [first, entry], roles_of).facts[-1].flag
            assert flag == (None if may else "no_right"), (subject.facts[fact], role)


@machine
def test_nobody_judges_their_own_work(subject: Subject) -> None:
    for step in subject.steps:
        for source in set(step.sources.split()) & set(step.guard.other_than):
            line = walked(subject, source)[:-1]
            work = move(subject, "worker", source, *line[-1:])
            before = fold(subject, [*line, work], roles_of)
            own = move(subject, "worker", step.to, work, seq=9)
            state = fold(subject, [*line, work, own], roles_of)
            assert (state.status, state.facts[-1].flag) == (source, "own_work")
            roles = WRITERS - {"bureau"}
            assert why_not(subject, before, step.to, roles, work.header.author) == "own_work"
            other = move(subject, "other", step.to, work, seq=9)
            assert fold(subject, [*line, work, other], roles_of).status == step.to


@machine
def test_different_moves_at_once_are_a_conflict_that_one_settles(subject: Subject) -> None:
    for source, targets in subject.moves.items():
        one, other, *_ = [*sorted(targets), "", ""]
        if not other:
            continue
        line = walked(subject, source)
        entries = [
            *line,
            move(subject, "judge", one, line[-1], seq=50),
            move(subject, "judge", other, line[-1], seq=70),
        ]
        state = fold(subject, entries, roles_of)
        conflict = state.conflict("status")
        assert conflict is not None, source
        assert {value.value for value in conflict.values} == {one, other}
        assert state.status == min((one, other), key=subject.statuses.index)
        settled = move(subject, "judge", one, *entries[-2:], seq=80)
        state = fold(subject, [*entries, settled], roles_of)
        assert (state.status, state.conflicts) == (one, ())


def changed(subject: Subject, name: str, fields: dict[str, Json], *parents: Entry) -> Entry:
    """Write values without a move."""
    return Pen(name, 200).write({"set": fields}, *parents, kind=subject.kind(CHANGED))


def guarded_fields() -> list[tuple[Subject, str, Guard]]:
    """Return the fields that not everybody may set."""
    return [
        (subject, field.name, field.guard)
        for subject in RECORDS_OF_WORK
        for field in subject.fields
        if subject.guarded((field.name,))
    ]


@pytest.mark.parametrize(
    ("subject", "name", "guard"), guarded_fields(), ids=lambda one: getattr(one, "type", None)
)
def test_who_is_rated_does_not_enter_the_rating(subject: Subject, name: str, guard: Guard) -> None:
    line = walked(subject, guard.other_than[-1])[:-1]
    work = move(subject, "worker", guard.other_than[-1], *line[-1:])
    line.append(work)
    own = changed(subject, "worker", {name: "satisfied"}, work)
    state = fold(subject, [*line, own], roles_of)
    assert (state.fields.get(name), state.facts[-1].flag) == (None, "own_work")
    (to,) = subject.asked_in(name)
    rated = rating(subject, "other", to, {name: "fair"}, work)
    assert fold(subject, [*line, rated], roles_of).text(name) == "fair"
    own = changed(subject, "worker", {name: "satisfied"}, rated)
    state = fold(subject, [*line, rated, own], roles_of)
    assert (state.text(name), state.facts[-1].flag) == ("fair", "own_work")
    better = changed(subject, "other", {name: "satisfied"}, rated)
    assert fold(subject, [*line, rated, better], roles_of).text(name) == "satisfied"


@pytest.mark.parametrize(
    ("subject", "name", "guard"), guarded_fields(), ids=lambda one: getattr(one, "type", None)
)
def test_only_those_roles_rate_that_its_declaration_names(
    subject: Subject, name: str, guard: Guard
) -> None:
    (to,) = subject.asked_in(name)
    line = walked(subject, guard.other_than[-1])
    line.append(rating(subject, "other", to, {name: "fair"}, line[-1]))
    for role in ROLES:
        state = fold(subject, [*line, changed(subject, role, {name: "good"}, line[-1])], roles_of)
        may = role in guard.roles
        assert state.text(name) == ("good" if may else "fair"), role
        assert state.facts[-1].flag == (None if may else "no_right"), role


def rating(subject: Subject, name: str, to: str, said: dict[str, Json], *parents: Entry) -> Entry:
    """Move a thing and rate it in one entry."""
    return Pen(name, 150).write({"move": to, "set": said}, *parents, kind=subject.kind(MOVED))


@pytest.mark.parametrize(
    ("subject", "name", "guard"), guarded_fields(), ids=lambda one: getattr(one, "type", None)
)
def test_a_rating_counts_from_the_step_that_asks_for_it(
    subject: Subject, name: str, guard: Guard
) -> None:
    at_once: dict[str, Json] = {"move": subject.first, "set": {name: "fair", "title": "井盖响"}}
    first = Pen("officer").write(at_once, kind=subject.kind(CREATED))
    state = fold(subject, [first], roles_of)
    assert (state.fields.get(name), state.text("title")) == (None, "井盖响")
    assert (state.status, state.facts[0].flag) == (subject.first, "too_early")
    line = walked(subject, guard.other_than[0])
    for who in {"officer", "bureau"} & {"officer", *guard.roles}:
        early = changed(subject, who, {name: "fair", "title": "井盖响"}, line[-1])
        state = fold(subject, [*line, early], roles_of)
        assert (state.fields.get(name), state.facts[-1].flag) == (None, "too_early")
        assert state.text("title") == "井盖响"
    (to,) = subject.asked_in(name)
    # A move that is none brings no rating with it; without the first entry it is believed.
    wrong = rating(subject, "officer", to, {name: "fair"}, first)
    state = fold(subject, [first, wrong], roles_of)
    assert (state.fields.get(name), state.facts[-1].flag) == (None, "bad_move")
    assert fold(subject, [changed(subject, "b", {name: "fair"}, first)], roles_of).text(name)


def test_a_rating_of_the_work_before_does_not_count_for_the_next() -> None:
    subject = next(one for one in RECORDS_OF_WORK if one.type == "request")
    line = walked(subject, "settled")
    line.append(rating(subject, "b", "called_back", {"satisfaction": "fair"}, line[-1]))
    line.append(move(subject, "judge", "reopened", line[-1], seq=151))
    assert fold(subject, line, roles_of).text("satisfaction") == "fair"
    line.append(move(subject, "judge", "settled", line[-1], seq=152))
    state = fold(subject, line, roles_of)
    assert "satisfaction" not in state.fields
    assert {fact.flag for fact in state.facts} == {None}
    line.append(rating(subject, "b", "called_back", {"satisfaction": "satisfied"}, line[-1]))
    assert fold(subject, line, roles_of).text("satisfaction") == "satisfied"


def call_back(handler: Json, *, named_later: Json = "") -> State:
    """Answer a request and call back oneself."""
    subject = next(one for one in RECORDS_OF_WORK if one.type == "request")
    line = walked(subject, "transferred")
    line.append(changed(subject, "a", {"handler": handler}, line[-1]))
    if named_later != "":
        line.append(changed(subject, "b", {"handler": named_later}, line[-1]))
    line.append(move(subject, "receiver", "answered", line[-1]))
    rating: dict[str, Json] = {"move": "called_back", "set": {"satisfaction": "satisfied"}}
    line.append(Pen("receiver", 9).write(rating, line[-1], kind=subject.kind(MOVED)))
    before = fold(subject, line[:-1], roles_of)
    state = fold(subject, line, roles_of)
    author = name_id("officer", "receiver")
    told = why_not(subject, before, "called_back", WRITERS - {"bureau"}, author)
    assert told == state.facts[-1].flag
    return state


def test_the_first_receiver_calls_back_where_a_department_did_the_work() -> None:
    assert call_back("police").status == "called_back"
    assert call_back("police").text("satisfaction") == "satisfied"
    assert call_back(None).facts[-1].flag == "own_work"
    assert call_back("police", named_later=None).status == "answered"


def checked_by_oneself(added: Json) -> State:
    """Settle an issue and look again oneself."""
    line = [Pen("a").write({"move": "reported", "add": added}, kind=ISSUE.kind(CREATED))]
    line.append(move(ISSUE, "a", "responded", line[-1], seq=1))
    line.append(move(ISSUE, "a", "checked", line[-1], seq=2))
    before = fold(ISSUE, line[:-1], roles_of)
    told = why_not(ISSUE, before, "checked", WRITERS - {"bureau"}, line[-1].header.author)
    state = fold(ISSUE, line, roles_of)
    assert told == state.facts[-1].flag
    return state


def test_another_officer_looks_again_except_at_what_was_settled_on_the_spot() -> None:
    assert checked_by_oneself({"flags": ["settled_on_spot"]}).status == "checked"
    assert checked_by_oneself({"flags": ["extended"]}).status == "responded"
    assert checked_by_oneself({"measures": ["settled"]}).status == "responded"
    assert checked_by_oneself({}).facts[-1].flag == "own_work"
    assert checked_by_oneself({"flags": "settled_on_spot"}).status == "responded"


def test_a_mark_that_comes_later_does_not_let_anybody_check_their_own_answer() -> None:
    line = [move(ISSUE, "a", "reported")]
    added: dict[str, Json] = {"add": {"flags": ["settled_on_spot"]}}
    line.append(Pen("a", 200).write(added, line[-1], kind=ISSUE.kind(CHANGED)))
    line.append(move(ISSUE, "a", "responded", line[-1], seq=1))
    both: dict[str, Json] = {"move": "checked", **added}
    line.append(Pen("a", 9).write(both, line[-1], kind=ISSUE.kind(MOVED)))
    before, state = fold(ISSUE, line[:-1], roles_of), fold(ISSUE, line, roles_of)
    officers, author = WRITERS - {"bureau"}, line[-1].header.author
    assert why_not(ISSUE, before, "checked", officers, author) == "own_work"
    assert (state.status, state.facts[-1].flag) == ("responded", "own_work")
    other = move(ISSUE, "b", "checked", line[-2], seq=2)
    assert fold(ISSUE, [*line[:-1], other], roles_of).status == "checked"


def test_what_has_no_effect_settles_and_sets_nothing() -> None:
    subject = next(one for one in RECORDS_OF_WORK if one.type == "whistle")
    line = walked(subject, "submitted")
    blown = Pen("officer").write(
        {"move": "blown", "set": {"title": "自己吹"}}, line[-1], kind=subject.kind(MOVED)
    )
    state = fold(subject, [*line, blown], roles_of)
    assert (state.status, state.text("title")) == ("submitted", "")
    undone = Pen("officer", 1, blown.hash).write(
        {"undo": blown.hash.hex()}, blown, kind=subject.kind(9)
    )
    assert fold(subject, [*line, blown, undone], roles_of).status == "submitted"


def test_without_whoever_did_the_work_nobody_is_barred() -> None:
    subject = next(one for one in RECORDS_OF_WORK if one.type == "handover")
    late = move(subject, "b", "taken", move(subject, "a", "written"))
    state = fold(subject, [late], roles_of)
    assert state.status == "taken"
    officer: frozenset[Role] = frozenset(("officer",))
    assert workers_of(Guard(other_than=("written",)), state) == frozenset()
    first = move(subject, "a", "written")
    both = [move(subject, "b", "taken", first), move(subject, "c", "disputed", first, seq=5)]
    disputed = fold(subject, [first, *both], roles_of)
    assert set(standing(disputed)) == {"taken", "disputed"}
    assert why_not(subject, disputed, "signed", officer, b"") == "no_right"


def test_a_row_shows_what_is_due_while_work_is_left() -> None:
    subject = next(one for one in RECORDS_OF_WORK if one.type == "request")
    said: dict[str, Json] = {
        "title": "井盖响",
        "due_us": 7,
        "phone": "13800000000",
        "place": "东街",
    }
    first = Pen("a").write(
        {"move": "registered", "set": said, "record": {"notes": ["夜里更响"]}},
        kind=subject.kind(CREATED),
    )
    row = subject.row(fold(subject, [first], roles_of))
    assert (row.title, row.due_us, row.kind, row.is_open) == ("井盖响", 7, "registered", True)
    assert row.search.splitlines() == ["东街", "井盖响", "夜里更响"]
    ended = move(subject, "judge", "refused", first)
    row = subject.row(fold(subject, [first, ended], roles_of))
    assert (row.due_us, row.is_open, row.kind) == (None, False, "handling")


def test_a_step_is_free_where_nothing_is_declared() -> None:
    subject = RECORDS_OF_WORK[0]
    state = fold(subject, walked(subject, "registered"), roles_of)
    assert why_not(subject, state, "closed", frozenset(("officer",)), b"") is None
    assert subject.step("closed", "registered") is None
    assert {field.name for field in subject.relations()} == {"same_as", "origin"}
