"""A patrol step by step: what fits is written, what does not is answered with what to do."""

from dataclasses import replace

import pytest

from patrol_tui.domain.folding.subject import CHANGED
from patrol_tui.domain.language.errors import NotFound, Refused
from patrol_tui.domain.subjects.patrol import PATROL
from patrol_tui.services.patrol.patrols import place_of, unvisited
from patrol_tui.services.requests import (
    Arrive,
    Check,
    Finish,
    Leave,
    Pause,
    Resume,
    Retract,
    SetFields,
    StartPatrol,
    UndoLast,
)
from tests.services.laptop import HOUR_US, MINUTE_US, MONDAY_TEN, NORTH, SMALL, Laptop, at

ALL_SKIPPED = {"gate": "施工", "market": "未开市", "block": "下雨"}


def walking(now_us: int = MONDAY_TEN) -> Laptop:
    laptop = Laptop(now_us=now_us)
    laptop.do(StartPatrol("north"))
    return laptop


def test_a_patrol_begins_with_who_where_and_when() -> None:
    laptop = Laptop()
    laptop.do(StartPatrol("north", (" 0418 ", "0418", "０４１９", " "), " 晴 ", "bike"))
    state = laptop.patrol()
    assert state.fields == {
        "route": "north",
        "number": "BH-p261123-07-01",
        "officer": "0417",
        "weather": "晴",
        "travel": "bike",
        "shift": "early",
        "started_us": MONDAY_TEN + MINUTE_US,
    }
    assert state.sets["partners"] == ("0418", "0419")
    assert state.status == "walking"
    assert "北线 North" in PATROL.row(state).search


@pytest.mark.parametrize(
    ("begun", "shift"),
    [
        ("2026-11-23T07:30", ""),
        ("2026-11-23T07:59", "early"),
        ("2026-11-23T22:30", "night"),
        ("2026-11-24T02:00", "night"),
        ("2026-11-24T06:30", ""),
    ],
)
def test_a_patrol_belongs_to_the_shift_it_begins_in(begun: str, shift: str) -> None:
    assert walking(at(begun)).patrol().fields["shift"] == shift


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        (StartPatrol("west"), "No route is called west"),
        (StartPatrol("south"), "The route South belongs to another station"),
        (StartPatrol("closed"), "Closed is no longer walked"),
        (StartPatrol("bare"), "Bare has no checkpoints"),
        (StartPatrol("north", (" 0417",)), "somebody else"),
        (StartPatrol("north", weather="\udcff"), "broken character"),
    ],
)
def test_a_patrol_that_cannot_be_walked_does_not_begin(request_: StartPatrol, said: str) -> None:
    laptop = Laptop()
    with pytest.raises(Refused, match=said):
        laptop.do(request_)
    assert laptop.ledger.kept == []


def test_one_patrol_at_a_time() -> None:
    with pytest.raises(Refused, match="BH-p261123-07-01 is under way"):
        walking().do(StartPatrol("north"))


def test_another_officer_at_the_laptop_walks_a_patrol_of_their_own() -> None:
    laptop = walking()
    other = Laptop(badge="0418").ledger.writer
    laptop.ledger.writer = other
    assert laptop.office.patrol_under_way() is None
    laptop.do(StartPatrol("north"))
    assert laptop.patrol().text("officer") == "0418"


def test_a_patrol_that_was_retracted_is_not_under_way() -> None:
    laptop = walking()
    laptop.do(Retract(laptop.patrol().subject, "点错"))
    assert laptop.office.patrol_under_way() is None


@pytest.mark.parametrize(
    "step",
    [Arrive("gate"), Check("gate", "clear", "ok"), Leave("gate"), Pause(), Resume(), Finish()],
)
def test_without_a_patrol_there_is_no_step(
    step: Arrive | Check | Leave | Pause | Resume | Finish,
) -> None:
    with pytest.raises(Refused, match="No patrol is under way"):
        Laptop().do(step)


def test_arriving_leaves_the_checkpoint_before() -> None:
    laptop = walking()
    laptop.do(Arrive("gate"), Arrive("market"))
    state, now_us = laptop.patrol(), laptop.clock.now_us()
    assert state.fields["arrived/gate"] == now_us - MINUTE_US
    assert state.fields["left/gate"] == state.fields["arrived/market"] == now_us
    assert place_of(state) == "market"


def test_who_comes_back_keeps_the_first_arrival() -> None:
    laptop = walking()
    laptop.do(Arrive("gate"))
    came_us = laptop.clock.now_us()
    laptop.do(Arrive("market"), Arrive("gate"))
    state = laptop.patrol()
    assert place_of(state) == "gate"
    assert (state.fields["arrived/gate"], state.fields["left/gate"]) == (came_us, None)
    laptop.do(Leave("gate"))
    assert laptop.patrol().fields["left/gate"] == laptop.clock.now_us()
    assert place_of(laptop.patrol()) == ""


def test_a_clock_that_is_set_back_does_not_move_the_officer() -> None:
    laptop = walking()
    laptop.do(Arrive("market"))
    laptop.clock.advance(-HOUR_US)
    laptop.do(Arrive("gate"))
    assert place_of(laptop.patrol()) == "gate"
    laptop.do(Leave("gate"))
    assert place_of(laptop.patrol()) == ""


def test_a_corrected_time_does_not_move_the_officer() -> None:
    laptop = walking()
    laptop.do(Arrive("gate"), Arrive("market"))
    laptop.do(SetFields(laptop.patrol().subject, {"arrived/gate": "09:58"}))
    state = laptop.patrol()
    assert laptop.ledger.kept[-1].kind == PATROL.kind(CHANGED)
    assert state.fields["arrived/gate"] == at("2026-11-23T09:58")
    assert place_of(state) == "market"


def test_an_arrival_that_was_taken_back_is_none() -> None:
    laptop = walking()
    laptop.do(Arrive("gate"), Arrive("market"), UndoLast(laptop.patrol().subject))
    assert place_of(laptop.patrol()) == "gate"


def test_a_step_that_does_not_fit_says_what_to_do() -> None:
    laptop = walking()
    with pytest.raises(Refused, match="not at Point gate"):
        laptop.do(Leave("gate"))
    laptop.do(Arrive("gate"))
    with pytest.raises(Refused) as refused:
        laptop.do(Arrive("gate"))
    assert refused.value.text(str).startswith("You are at gate号点 already")
    for step in (Arrive("moon"), Leave("moon"), Check("moon", "clear", "ok")):
        with pytest.raises(NotFound, match="no checkpoint moon"):
            laptop.do(step)


def test_the_first_answer_is_an_arrival_too() -> None:
    laptop = walking()
    laptop.do(Arrive("gate"), Check("market", "stalls", "ok", " 已收摊 "))
    state, now_us = laptop.patrol(), laptop.clock.now_us()
    assert state.fields["arrived/market"] == state.fields["left/gate"] == now_us
    assert state.fields["check/market/stalls"] == {
        "result": "ok",
        "reason": "已收摊",
        "at_us": now_us,
    }
    laptop.do(Check("market", "stalls", "problem", issue=bytes(16)))
    answer = {
        "result": "problem",
        "issue": "00" * 16,
        "at_us": now_us + MINUTE_US,
    }
    assert laptop.patrol().fields["check/market/stalls"] == answer
    assert laptop.patrol().fields["arrived/market"] == now_us


def test_what_was_not_checked_has_a_reason() -> None:
    laptop = walking()
    with pytest.raises(Refused, match="Say why it was not checked"):
        laptop.do(Check("gate", "clear", "unchecked", " \u200b"))
    laptop.do(Check("gate", "clear", "unchecked", "落叶盖住"))
    answer = laptop.patrol().fields["check/gate/clear"]
    assert isinstance(answer, dict)
    assert answer["reason"] == "落叶盖住"


def test_an_answer_that_there_is_not_is_refused_with_those_there_are() -> None:
    laptop = walking()
    with pytest.raises(Refused) as refused:
        laptop.do(Check("gate", "clear", "fine"))
    assert refused.value.text(str) == (
        "fine is no answer. Answer with one of: ok（正常）、problem（问题）、unchecked（未查）."
    )
    with pytest.raises(NotFound, match="no item roof"):
        laptop.do(Check("gate", "roof", "ok"))


def test_a_paused_patrol_waits() -> None:
    laptop = walking()
    with pytest.raises(Refused, match="is not paused"):
        laptop.do(Resume())
    laptop.do(Arrive("gate"), Pause())
    for step in (Arrive("market"), Leave("gate"), Check("gate", "clear", "ok")):
        with pytest.raises(Refused, match="Resume it first"):
            laptop.do(step)
    with pytest.raises(Refused, match="paused already"):
        laptop.do(Pause())
    laptop.do(Resume(), Leave("gate"))
    assert laptop.patrol().status == "walking"


def test_a_patrol_ends_when_every_checkpoint_is_accounted_for() -> None:
    laptop = walking()
    laptop.do(Arrive("gate"))
    with pytest.raises(Refused) as refused:
        laptop.do(Finish({"market": "未开市"}))
    assert str(refused.value).startswith("Not visited yet: block.")
    assert "block（block号点）" in refused.value.text(str)
    done = laptop.do(Finish({"market": " 未开市 ", "block": "下雨"}))
    state, now_us = laptop.state(done.subject), laptop.clock.now_us()
    assert state.status == "finished"
    assert state.fields["skipped/market"] == "未开市"
    assert state.fields["left/gate"] == state.fields["finished_us"] == now_us
    assert laptop.office.patrol_under_way() is None


def test_a_retired_checkpoint_needs_no_reason() -> None:
    assert unvisited(walking().patrol(), NORTH) == ("gate", "market", "block")


def test_a_paused_patrol_can_be_ended() -> None:
    laptop = walking()
    done = laptop.do(Pause(), Finish(ALL_SKIPPED))
    assert laptop.state(done.subject).status == "finished"


def test_what_was_visited_cannot_be_skipped_and_a_skip_needs_a_reason() -> None:
    laptop = walking()
    laptop.do(Arrive("gate"))
    with pytest.raises(Refused, match="Point gate was visited"):
        laptop.do(Finish(ALL_SKIPPED))
    with pytest.raises(Refused, match="Say why the checkpoint was skipped"):
        laptop.do(Finish({"market": " ", "block": "x"}))
    with pytest.raises(NotFound, match="no checkpoint moon"):
        laptop.do(Finish({"moon": "太远"}))


def test_a_patrol_whose_route_cannot_be_read_can_still_be_ended() -> None:
    laptop = walking()
    laptop.do(Arrive("gate"))
    laptop.catalog = replace(SMALL, routes={})
    with pytest.raises(NotFound, match="No route is called north"):
        laptop.do(Arrive("market"))
    done = laptop.do(Finish())
    assert laptop.state(done.subject).fields["left/gate"] == laptop.clock.now_us()
    assert laptop.state(done.subject).status == "finished"


def test_the_first_step_of_a_patrol_can_be_taken_back() -> None:
    laptop = walking()
    laptop.do(UndoLast(laptop.patrol().subject))
    assert laptop.office.patrol_under_way() is None
    laptop.do(StartPatrol("north"))
    assert laptop.patrol().text("number") == "BH-p261123-07-02"
