"""Procedures, conflicts and drafts as values."""

from dataclasses import replace

import pytest

from patrol_tui.domain.entries.ids import new_id
from patrol_tui.domain.folding.state import Conflict, State, Value
from patrol_tui.domain.folding.subject import Role
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.requests import Move
from patrol_tui.tui.kit.form.fields import Choice, Field, FieldKind
from patrol_tui.tui.views.issues.procedure import procedure_of
from patrol_tui.tui.views.recording.record_draft import RecordDraft, read_draft
from patrol_tui.tui.views.recording.record_request import summary
from patrol_tui.tui.views.seen.disputed import disputed
from patrol_tui.tui.views.things.issue_moves import next_steps, whose_turn
from tests.tui.issue_scenes import CASE, subject_at
from tests.tui.scenes import before_the_patrol, issue
from tests.tui.stage import Stage

WAY = ("verified", "filed", "dispatched", "handling", "responded", "checked", "closed")


def moved(*steps: str, place: str = CASE, stage: Stage | None = None) -> State:
    stage = stage or before_the_patrol()
    subject = subject_at(stage, place)
    for step in steps:
        stage.do(Move(subject, step, "理由"))
    state = stage.ledger.state(subject)
    assert state is not None
    return state


@pytest.mark.parametrize(
    ("steps", "names", "present"),
    [
        ((), "上报 核实 立案 派遣 处置 反馈 核查 结案", "上报"),
        (WAY[:4], "上报 核实 立案 派遣 处置 反馈 核查 结案", "处置"),
        ((*WAY, "archived"), "上报 核实 立案 派遣 处置 反馈 核查 结案 归档", "归档"),
        (("verified", "declined"), "上报 核实 不立", "不立"),
        ((*WAY[:4], "returned"), "上报 核实 立案 退回 处置 反馈 核查 结案", "退回"),
        ((*WAY[:5], "reworked"), "上报 核实 立案 派遣 处置 返工 核查 结案", "返工"),
        (("verified", "voided"), "上报 核实 作废", "作废"),
        (("declined",), "上报 不立", "不立"),
        (("declined", "archived"), "上报 不立 归档", "归档"),
        ((*WAY[:2], "handling"), "上报 核实 立案 处置 反馈 核查 结案", "处置"),
    ],
)
def test_a_procedure_shows_the_way_and_where_the_case_stands(
    steps: tuple[str, ...], names: str, present: str
) -> None:
    shown = procedure_of(moved(*steps))
    assert " ".join(shown.names) == names
    assert shown.names[shown.present] == present


def test_what_was_settled_on_the_spot_takes_the_short_way() -> None:
    stage = before_the_patrol()
    stage.do(issue("street_vending", "西街", 60, measures=("settled",)))
    assert procedure_of(moved(place="西街", stage=stage)).names == ["上报", "反馈", "核查", "结案"]
    assert len(procedure_of(moved(*WAY[:2], place="西街", stage=stage)).names) == 8


def test_steps_that_lead_off_the_way_come_last() -> None:
    stage = before_the_patrol()
    state = moved(stage=stage)
    desk = Desk(stage.ledger.writer, stage.catalog, stage.clock.now_us())
    assert [one.id for one in next_steps(desk, state)] == [
        "verified",
        "responded",
        "declined",
        "voided",
    ]
    filed = moved("verified", stage=stage)
    officer = replace(desk, roles=frozenset[Role](("officer",)))
    assert [one.id for one in next_steps(officer, filed)] == [
        "filed",
        "responded",
        "declined",
        "voided",
    ]
    assert whose_turn(officer, filed) == ""


def conflict(name: str, *entries: bytes) -> Conflict:
    return Conflict(name, tuple(Value(name, entry, b"", 0) for entry in entries))


def test_fields_that_follow_another_are_settled_with_it() -> None:
    state = moved()
    both = (conflict("rechecked_us", b"1", b"2"), conflict("recheck_result", b"1", b"2"))
    (group,) = disputed(replace(state, conflicts=both))
    assert [one.field for one in group] == ["recheck_result", "rechecked_us"]


def test_fields_of_their_own_are_settled_each() -> None:
    state = moved()
    several = (conflict("place", b"1", b"2"), conflict("note", b"1", b"2"), conflict("party", b"3"))
    groups = disputed(replace(state, conflicts=several))
    assert [[one.field for one in group] for group in groups] == [["place"], ["note"], ["party"]]


def test_a_draft_is_read_as_it_was_kept() -> None:
    draft = RecordDraft(new_id(0), "fire_lane", {"note": "车", "measures": ("a", "b")})
    assert read_draft(draft.key, draft.as_text()) == draft


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"form": "patrol"}', "{"])
def test_what_is_no_record_is_no_draft(text: str) -> None:
    assert read_draft(RecordDraft(new_id(0)).key, text) is None
    assert read_draft("patrol", RecordDraft(new_id(0)).as_text()) is None


def test_a_summary_holds_all_that_was_typed_and_nothing_that_stood_there() -> None:
    fields = [
        Field("note", "看到"),
        Field("plate", "车牌"),
        Field("width", "余宽", FieldKind.NUMBER, unit="米"),
        Field("did", "处理", FieldKind.SOME_OF, choices=[Choice("a", "劝导"), Choice("b", "移交")]),
        Field("lane", "通道", FieldKind.ONE_OF, choices=[Choice("x", "出口")]),
        Field("recheck", "复查"),
    ]
    values = {
        "note": "又停了 ",
        "plate": "",
        "width": "2.1",
        "did": ("a", "b"),
        "lane": "x",
        "recheck": "11:00",
    }
    said = summary(fields, values, {"lane": "x"})  # type: ignore[arg-type]
    assert said == "又停了；余宽 2.1 米；处理 劝导 移交"
