"""Settling what two people wrote: by taking a side, or by saying what is right."""

import pytest

from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.state import Conflict, State
from patrol_tui.domain.language.errors import NotFound, Refused
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.domain.subjects.patrol import PATROL
from patrol_tui.services.requests import Move, Note, Retract, SetFields, Settle, StartPatrol
from tests.services.laptop import Laptop, at, meet, record


def laptops(**changes: object) -> tuple[Laptop, Laptop, bytes]:
    one, other = Laptop(7), Laptop(8, "0418")
    issue = one.do(record(**changes)).subject
    meet(one, other)
    return one, other, issue


def conflict(state: State, name: str) -> Conflict:
    found = state.conflict(name)
    assert found is not None
    return found


def entry_of(state: State, name: str, value: Json) -> bytes:
    return next(one.entry for one in conflict(state, name).values if one.value == value)


FIELDS = [
    ("place", "东门", "西门", " 南门 ", "南门"),
    ("width_m", "2", "3", "２．５米", "2.5"),
    ("stalls", "2", "3", "4", 4),
    ("since_min", "30", "60", "1：30", 90),
    ("moved", "是", "否", "yes", True),
    ("lane", "exit", "access", "安全出口", "exit"),
    ("found", "smell", "full", "smell、full", ["smell", "full"]),
    ("plate", "鲁A1", "鲁A2", "鲁a·12345", "鲁A12345"),
    ("phone", "12345", "12346", "12347", "12347"),
    ("heard_at", "9:00", "9:10", "9:20", at("2026-11-23T09:20")),
    ("deadline_us", "15:00", "16:00", "17:00", at("2026-11-23T17:00")),
    ("lead", "fire", "police", "119", "fire"),
    ("party", "王某", "李某", "", None),
    ("lat_e7", "36.9", "36.8", "36.7", 367_000_000),
]


@pytest.mark.parametrize(("name", "here", "there", "typed", "kept"), FIELDS)
def test_a_field_is_settled_by_taking_a_side_or_by_a_value(
    name: str, here: str, there: str, typed: str, kept: Json
) -> None:
    one, other, issue = laptops()
    one.do(SetFields(issue, {name: here}))
    other.do(SetFields(issue, {name: there}))
    meet(one, other)
    side = conflict(one.state(issue), name).values[0]
    one.do(Settle(issue, name, take=side.entry, reason="看过照片"))
    assert one.state(issue).conflicts == ()
    assert one.state(issue).fields[name] == side.value
    other.do(Settle(issue, name, value=typed))
    assert other.state(issue).conflicts == ()
    assert other.state(issue).fields[name] == kept


def test_a_kind_is_settled_together_with_its_code() -> None:
    one, other, issue = laptops()
    one.do(SetFields(issue, {"kind": "vendor"}))
    other.do(SetFields(issue, {"kind": "fire_lane", "place": "东门"}))
    other.do(SetFields(issue, {"kind": "vendor"}))
    other.do(SetFields(issue, {"kind": "fire_lane"}))
    meet(one, other)
    assert {found.field for found in one.state(issue).conflicts} == {"kind", "code"}
    one.do(Settle(issue, "kind", take=entry_of(one.state(issue), "kind", "vendor")))
    assert one.state(issue).conflicts == ()
    other.do(Settle(issue, "kind", value="vendor"))
    assert other.state(issue).conflicts == ()
    assert other.state(issue).fields["code"] is None


def test_what_cannot_be_typed_is_settled_by_taking_a_side() -> None:
    one, other, issue = laptops(kind="vendor")
    for laptop, code in ((one, "09001"), (other, "09002")):
        draft = Draft(
            issue, ISSUE.kind(2), {"set": {"code": {"code": code}}}, laptop.state(issue).heads
        )
        laptop.ledger.append((draft,), laptop.clock.now_us())
    meet(one, other)
    with pytest.raises(Refused, match="cannot be typed"):
        one.do(Settle(issue, "code", value="09003"))
    one.do(Settle(issue, "code", take=conflict(one.state(issue), "code").values[1].entry))
    assert one.state(issue).conflicts == ()


def test_a_field_of_a_newer_program_is_settled_by_taking_a_side() -> None:
    one, other, issue = laptops()
    for laptop in (one, other):
        number = laptop.ledger.writer.device_number
        draft = Draft(issue, ISSUE.kind(2), {"set": {"drone": number}}, laptop.state(issue).heads)
        laptop.ledger.append((draft,), laptop.clock.now_us())
    meet(one, other)
    with pytest.raises(Refused, match="cannot be typed"):
        one.do(Settle(issue, "drone", value="9"))
    one.do(Settle(issue, "drone", take=entry_of(one.state(issue), "drone", 8)))
    assert one.state(issue).fields["drone"] == 8


def test_a_status_is_settled_by_side_by_id_or_in_chinese() -> None:
    one, other, issue = laptops()
    one.do(Move(issue, "verified"))
    other.do(Move(issue, "declined", "不是我们的"))
    meet(one, other)
    with pytest.raises(Refused) as refused:
        one.do(Settle(issue, "status", value="closed"))
    assert "verified（核实）" in refused.value.text(str)
    with pytest.raises(NotFound, match="no status burnt"):
        one.do(Settle(issue, "status", value="burnt"))
    one.do(Settle(issue, "status", value=" 不立 "))
    assert (one.state(issue).status, one.state(issue).conflicts) == ("declined", ())
    other.do(Settle(issue, "status", take=entry_of(other.state(issue), "status", "verified")))
    assert (other.state(issue).status, other.state(issue).conflicts) == ("verified", ())


def test_in_a_conflict_of_states_a_move_may_go_on_from_either() -> None:
    one, other, issue = laptops()
    one.do(Move(issue, "verified"))
    other.do(Move(issue, "declined", "不是我们的"))
    meet(one, other)
    one.do(Move(issue, "filed"))
    assert (one.state(issue).status, one.state(issue).conflicts) == ("filed", ())
    other.do(Move(issue, "declined", "不是我们的"))
    assert (other.state(issue).status, other.state(issue).conflicts) == ("declined", ())


def test_a_note_that_the_closing_person_had_not_seen_keeps_a_case_open_until_settled() -> None:
    one, other, issue = laptops()
    for status in ("verified", "filed", "handling", "responded", "checked"):
        one.do(Move(issue, status))
    meet(one, other)
    one.do(Move(issue, "closed"))
    other.do(Note(issue, "又停回来了"))
    meet(one, other)
    assert one.state(issue).status == "checked"
    one.do(Settle(issue, "status", value="closed"))
    assert (one.state(issue).status, one.state(issue).conflicts) == ("closed", ())


@pytest.mark.parametrize(("typed", "is_retracted"), [("是", True), ("no", False)])
def test_a_retraction_against_an_edit_is_settled(typed: str, *, is_retracted: bool) -> None:
    one, other, issue = laptops()
    one.do(Retract(issue, "重复"))
    other.do(SetFields(issue, {"place": "东门"}))
    meet(one, other)
    assert not one.state(issue).is_retracted
    with pytest.raises(Refused, match="yes or no"):
        one.do(Settle(issue, "retracted", value="perhaps"))
    one.do(Settle(issue, "retracted", value=typed))
    assert (one.state(issue).is_retracted, one.state(issue).conflicts) == (is_retracted, ())
    other.do(
        Settle(issue, "retracted", take=entry_of(other.state(issue), "retracted", is_retracted))
    )
    assert other.state(issue).is_retracted == is_retracted


def test_a_third_value_that_was_not_on_the_screen_stays_to_be_settled() -> None:
    one, other, issue = laptops()
    third = Laptop(9, "0419")
    meet(one, other, third)
    one.do(SetFields(issue, {"place": "东门"}))
    other.do(SetFields(issue, {"place": "西门"}))
    third.do(SetFields(issue, {"place": "南门"}))
    meet(one, other)
    screen = one.state(issue).heads
    meet(one, third)
    one.do(Settle(issue, "place", value="东门", heads=screen))
    assert {one.value for one in conflict(one.state(issue), "place").values} == {"东门", "南门"}


def test_what_is_in_no_conflict_cannot_be_settled() -> None:
    one, other, issue = laptops()
    with pytest.raises(NotFound, match="To settle are: -"):
        one.do(Settle(issue, "place", value="东门"))
    one.do(SetFields(issue, {"place": "东门"}))
    other.do(SetFields(issue, {"place": "西门"}))
    meet(one, other)
    with pytest.raises(NotFound, match="no conflict about note"):
        one.do(Settle(issue, "note", value="x"))
    with pytest.raises(NotFound, match="none of the sides"):
        one.do(Settle(issue, "place", take=bytes(32)))
    with pytest.raises(Refused, match="which value is right"):
        one.do(Settle(issue, "place"))
    with pytest.raises(Refused, match="broken character"):
        one.do(Settle(issue, "place", value="门\udcff"))


def test_an_answer_of_a_checklist_is_settled_by_taking_a_side() -> None:
    one, other = Laptop(7), Laptop(8, "0418")
    patrol = one.do(StartPatrol("north")).subject
    meet(one, other)
    for laptop, result in ((one, "ok"), (other, "problem")):
        answer: Json = {"result": result}
        draft = Draft(
            patrol,
            PATROL.kind(0x21),
            {"set": {"check/gate/clear": answer}},
            laptop.state(patrol).heads,
        )
        laptop.ledger.append((draft,), laptop.clock.now_us())
    meet(one, other)
    with pytest.raises(Refused, match="cannot be typed"):
        one.do(Settle(patrol, "check/gate/clear", value="ok"))
    side = entry_of(one.state(patrol), "check/gate/clear", {"result": "problem"})
    one.do(Settle(patrol, "check/gate/clear", take=side))
    assert one.state(patrol).fields["check/gate/clear"] == {"result": "problem"}


# Where nothing is to settle: the other types of the table.


def test_of_a_set_what_was_added_stays_and_nothing_is_to_settle() -> None:
    one, other, issue = laptops(measures=("persuaded",))
    one.do(SetFields(issue, {"measures": ""}))
    other.do(SetFields(issue, {"measures": "persuaded,settled"}))
    meet(one, other)
    for laptop in (one, other):
        assert laptop.state(issue).sets["measures"] == ("settled",)
        assert laptop.state(issue).conflicts == ()
    one.do(SetFields(issue, {"measures": ""}))
    other.do(SetFields(issue, {"measures": ""}))
    other.do(SetFields(issue, {"measures": "settled"}))
    meet(one, other)
    assert one.state(issue).sets["measures"] == ("settled",)  # the addition was not seen
    with pytest.raises(NotFound, match="no conflict about measures"):
        one.do(Settle(issue, "measures", value="persuaded"))


def test_observations_and_their_corrections_all_stand() -> None:
    one, other, issue = laptops()
    one.do(Note(issue, "余宽 2.1 米"))
    meet(one, other)
    one.do(Note(issue, "更正上一条：余宽 2.4 米"))
    other.do(Note(issue, "更正上一条：余宽 1.9 米"))
    meet(one, other)
    notes = [value.value for value in one.state(issue).records["notes"]]
    assert len(notes) == 3
    assert one.state(issue).conflicts == ()


@pytest.mark.fault(25)
def test_one_settling_entry_clears_any_number_of_sides_everywhere() -> None:
    crew = [Laptop(number, f"04{number}") for number in range(10, 22)]
    issue = crew[0].do(record()).subject
    meet(*crew)
    for number, laptop in enumerate(crew):
        laptop.do(SetFields(issue, {"place": f"[red]{number}号门[/]"}))
    meet(*crew)
    assert len(conflict(crew[3].state(issue), "place").values) == 12
    before = len(crew[5].state(issue).facts)
    crew[5].do(Settle(issue, "place", value="[bold]真的", reason="现场核对"))
    meet(*crew)
    for laptop in crew:
        state = laptop.state(issue)
        assert (state.text("place"), state.conflicts) == ("[bold]真的", ())
        assert len(state.facts) == before + 1


@pytest.mark.fault(26)
def test_of_states_only_those_that_stand_can_be_taken() -> None:
    one, other, issue = laptops()
    for step in ("verified", "filed", "dispatched", "handling", "responded", "checked"):
        one.do(Move(issue, step))
    meet(one, other)
    one.do(Move(issue, "closed"))
    other.do(Note(issue, "又停回来了"))
    meet(one, other)
    assert one.state(issue).status == "checked"
    for wrong in ("archived", "reported", "voided"):
        with pytest.raises(Refused, match="Take one of"):
            one.do(Settle(issue, "status", value=wrong))
    one.do(Settle(issue, "status", value="checked"))
    meet(one, other)
    assert (other.state(issue).status, other.state(issue).conflicts) == ("checked", ())


def test_a_patrol_is_settled_like_an_issue() -> None:
    one, other = Laptop(7), Laptop(8, "0418")
    patrol = one.do(StartPatrol("north")).subject
    meet(one, other)
    one.do(SetFields(patrol, {"weather": "晴"}))
    other.do(SetFields(patrol, {"weather": "雨"}))
    meet(one, other)
    one.do(Settle(patrol, "weather", value="阴", reason="都看错了"))
    meet(one, other)
    assert (other.state(patrol).text("weather"), other.state(patrol).conflicts) == ("阴", ())
