import pytest

from patrol_tui.domain.entries.entry import Entry
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.fold import fold
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.domain.subjects.patrol import PATROL
from tests.domain.pen import Pen, every_role


def folded(*entries: Entry) -> State:
    """Fold an issue that everybody may write."""
    return fold(ISSUE, entries, every_role)


def move(pen: Pen, to: Json, *parents: Entry) -> Entry:
    """Write a move."""
    return pen.write({"move": to}, *parents)


def walk(pen: Pen, *states: str) -> list[Entry]:
    """Write moves, one after the other."""
    entries: list[Entry] = []
    for state in states:
        entries.append(move(pen, state, *entries[-1:]))
    return entries


def states_of(state: State) -> set[Json]:
    """Return the states that stand against each other."""
    conflict = state.conflict("status")
    return {value.value for value in conflict.values} if conflict else set()


def test_moves_follow_each_other() -> None:
    line = walk(Pen("a"), "reported", "verified", "filed", "handling")
    state = folded(*line)
    assert state.status == "handling"
    assert [fact.moved_from for fact in state.facts] == ["", "reported", "verified", "filed"]


def test_a_move_that_the_state_forbids_has_no_effect() -> None:
    line = walk(Pen("a"), "reported", "closed")
    state = folded(*line)
    assert state.status == "reported"
    assert state.facts[1].flag == "bad_move"


def test_nothing_begins_anywhere_but_at_the_beginning() -> None:
    assert folded(*walk(Pen("a"), "handling")).status == ""
    assert folded(*walk(Pen("a"), "no such state")).facts[0].flag == "bad_move"
    assert folded(move(Pen("a"), {"to": "reported"})).facts[0].flag == "bad_move"
    assert folded(move(Pen("a"), None)).facts[0].flag is None


def test_without_the_first_entry_a_move_is_believed() -> None:
    line = walk(Pen("a"), "reported", "verified", "filed")
    state = folded(line[2])
    assert state.is_incomplete
    assert state.status == "filed"


def test_equal_concurrent_moves_agree() -> None:
    a, b = Pen("a"), Pen("b")
    (first,) = walk(a, "reported")
    state = folded(first, move(a, "verified", first), move(b, "verified", first))
    assert state.status == "verified"
    assert state.conflicts == ()


def test_other_concurrent_moves_are_a_conflict_and_the_safest_state_stands() -> None:
    a, b = Pen("a"), Pen("b")
    (first,) = walk(a, "reported")
    one, other = move(a, "voided", first), move(b, "verified", first)
    state = folded(first, one, other)
    assert state.status == "verified"
    assert states_of(state) == {"voided", "verified"}
    settled = move(a, "voided", one, other)
    assert folded(first, one, other, settled).status == "voided"
    assert folded(first, one, other, settled).conflicts == ()


def test_a_move_is_judged_by_what_its_author_saw() -> None:
    a, b = Pen("a"), Pen("b")
    (first,) = walk(a, "reported")
    verified = move(a, "verified", first)
    filed = move(a, "filed", verified)
    late = move(b, "responded", verified)
    state = folded(first, verified, filed, late)
    assert states_of(state) == {"filed", "responded"}
    assert all(fact.flag is None for fact in state.facts)


def closed_case(pen: Pen) -> list[Entry]:
    """Write a case up to its closing."""
    return walk(pen, "reported", "responded", "checked", "closed")


@pytest.mark.fault(26)
def test_evidence_that_who_closed_had_not_seen_keeps_the_case_open() -> None:
    a, b = Pen("a"), Pen("b")
    line = closed_case(a)
    evidence = b.write({"record": {"photos": [{"hash": "00"}]}}, line[1])
    state = folded(*line, evidence)
    assert state.status == "checked"
    assert states_of(state) == {"closed", "checked"}
    settled = move(a, "closed", line[-1], evidence)
    assert folded(*line, evidence, settled).status == "closed"
    assert folded(*line, evidence, settled).conflicts == ()


def test_archiving_unseen_evidence_does_not_hide_it() -> None:
    a, b = Pen("a"), Pen("b")
    line = closed_case(a)
    evidence = b.write({"record": {"notes": ["又堆上了"]}}, line[2])
    archived = move(a, "archived", line[-1])
    assert states_of(folded(*line, evidence, archived)) == {"archived", "checked"}
    seen = move(a, "archived", line[-1], evidence)
    assert folded(*line, evidence, seen).status == "archived"


def test_a_note_on_a_closed_case_contradicts_nothing() -> None:
    a, b = Pen("a"), Pen("b")
    line = closed_case(a)
    note = b.write({"record": {"notes": ["归档前补充"]}}, line[-1])
    archived = move(a, "archived", line[-1])
    assert folded(*line, note).status == "closed"
    assert folded(*line, note, archived).conflicts == ()


def test_a_remark_without_evidence_does_not_keep_a_case_open() -> None:
    a, b = Pen("a"), Pen("b")
    line = closed_case(a)
    remark = b.write({"reason": "看过了"}, line[1])
    assert folded(*line, remark).status == "closed"


@pytest.mark.parametrize("name", ["paper/site_record", "number", "code"])
def test_a_number_given_to_a_paper_does_not_keep_a_case_open(name: str) -> None:
    a, b = Pen("a"), Pen("b")
    line = closed_case(a)
    printed = b.write({"set": {name: "BH-K2026-02-0001"}}, line[1])
    state = folded(*line, printed)
    assert (state.status, state.conflicts) == ("closed", ())
    assert state.text(name)
    said = b.write({"set": {name: "BH-K2026-02-0001", "place": "5号楼"}}, line[1])
    assert states_of(folded(*line, said)) == {"closed", "checked"}
    newer = b.write({"set": {"not known yet": "x"}}, line[1])
    assert states_of(folded(*line, newer)) == {"closed", "checked"}


def test_a_move_with_values_is_a_move_and_no_evidence() -> None:
    a, b = Pen("a"), Pen("b")
    line = closed_case(a)
    other = b.write({"move": "reworked", "set": {"note": "没清干净"}}, line[2])
    state = folded(*line, other)
    assert states_of(state) == {"closed", "reworked"}
    assert state.status == "reworked"


def test_after_reopening_the_old_closing_is_forgotten() -> None:
    a, b = Pen("a"), Pen("b")
    line = closed_case(a)
    reopened = move(a, "reworked", line[-1])
    again = move(a, "responded", reopened)
    checked = move(a, "checked", again)
    closed = move(a, "closed", checked)
    evidence = b.write({"record": {"notes": ["x"]}}, again)
    state = folded(*line, reopened, again, checked, closed, evidence)
    assert states_of(state) == {"closed", "checked"}
    early = b.write({"record": {"notes": ["y"]}}, line[0])
    assert folded(*line, reopened, early).status == "reworked"


def test_a_closing_without_what_came_before_is_believed_whatever_else_is_there() -> None:
    a, b = Pen("a"), Pen("b")
    line = closed_case(a)
    evidence = b.write({"record": {"notes": ["x"]}}, line[0])
    assert folded(line[-1], evidence).status == "closed"


def test_a_thing_may_have_no_states_or_few() -> None:
    pen = Pen("a")
    first = pen.write({"move": "walking"}, kind=PATROL.kind(1))
    finished = pen.write({"move": "finished"}, first, kind=PATROL.kind(0x25))
    assert fold(PATROL, [first, finished], every_role).status == "finished"
