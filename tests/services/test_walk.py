"""A patrol as it is walked: what is done, what is late, what comes next."""

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.language.errors import NotFound
from patrol_tui.domain.subjects.patrol import CHECKED, PATROL
from patrol_tui.services.patrol.walk import Walk, walk, walked_us
from patrol_tui.services.requests import (
    Arrive,
    Check,
    Finish,
    Leave,
    Pause,
    Resume,
    StartPatrol,
    UndoLast,
)
from tests.services.laptop import HOUR_US, MINUTE_US, NORTH, SMALL, Laptop, point, record

if TYPE_CHECKING:
    from patrol_tui.domain.entries.payload import Json

SKIPPED = {"gate": "施工", "market": "未开市", "block": "下雨"}


def walking() -> Laptop:
    laptop = Laptop()
    laptop.do(StartPatrol("north"))
    return laptop


def seen(laptop: Laptop) -> Walk:
    return walk(laptop.patrol(), laptop.catalog, laptop.clock.now_us())


def test_stops_stand_in_order_and_what_is_retired_is_left_out() -> None:
    here = seen(walking())
    assert [(stop.number, stop.point.id) for stop in here.stops] == [
        (1, "gate"),
        (2, "market"),
        (3, "block"),
    ]
    assert [answer.item.id for answer in here.stops[0].answers] == ["clear", "posters"]
    assert (here.done, here.route) == (0, NORTH)


def test_the_next_stop_is_here_else_the_first_that_is_open() -> None:
    laptop = walking()
    for step, following in (
        (Arrive("market"), "market"),
        (Leave("market"), "gate"),
        (Arrive("gate"), "gate"),
        (Arrive("market"), "market"),
        (Leave("market"), "block"),
    ):
        laptop.do(step)
        next_stop = seen(laptop).next_stop
        assert next_stop is not None
        assert next_stop.point.id == following
    laptop.do(Arrive("block"), Leave("block"))
    here = seen(laptop)
    assert (here.next_stop, here.done) == (None, 3)
    assert all(stop.is_done for stop in here.stops)


def test_answers_are_counted_and_lead_to_their_issue() -> None:
    laptop = walking()
    laptop.do(Arrive("gate"), Check("gate", "posters", "unchecked", "落叶"))
    issue = laptop.do(record(answers=("gate", "clear"))).subject
    gate = seen(laptop).stops[0]
    assert gate.answers[0].issue == issue
    assert gate.answers[0].at_us == laptop.clock.now_us()
    assert (gate.answers[1].result, gate.answers[1].reason) == ("unchecked", "落叶")
    assert (gate.count("problem"), gate.count("unchecked"), gate.count("ok")) == (1, 1, 0)
    assert gate.open_items == 0
    assert gate.is_here
    laptop.do(UndoLast(issue))
    assert seen(laptop).stops[0].open_items == 1


def test_an_answer_to_a_retired_item_stays_readable() -> None:
    laptop = walking()
    laptop.do(Check("gate", "gone", "ok"))
    assert [answer.item.id for answer in seen(laptop).stops[0].answers] == [
        "clear",
        "posters",
        "gone",
    ]


def test_an_answer_in_an_odd_form_does_no_harm() -> None:
    laptop = walking()
    state = laptop.patrol()
    said: dict[str, Json] = {
        "check/gate/clear": {"result": 3, "issue": "no id", "at_us": "soon"},
        "check/gate/posters": "x",
    }
    draft = Draft(state.subject, PATROL.kind(CHECKED), {"set": said}, state.heads)
    laptop.ledger.append((draft,), laptop.clock.now_us())
    clear, posters = seen(laptop).stops[0].answers
    assert (clear.result, clear.issue, clear.at_us) == ("3", None, None)
    assert posters.result == ""


def test_a_stop_is_late_after_its_grace() -> None:
    laptop = walking()
    laptop.do(Arrive("gate"))
    laptop.clock.advance(35 * MINUTE_US)
    gate, market, _ = seen(laptop).stops
    assert (gate.is_late, market.is_late) == (False, True)
    assert market.grace_us - market.planned_us == 15 * MINUTE_US
    laptop.do(Arrive("market"))
    laptop.clock.advance(HOUR_US)
    laptop.do(Arrive("gate"))
    gate, market, block = seen(laptop).stops
    assert (gate.is_late, market.is_late, block.is_late) == (False, True, True)


def test_what_was_skipped_is_not_late() -> None:
    laptop = walking()
    laptop.clock.advance(3 * HOUR_US)
    subject = laptop.do(Finish(SKIPPED)).subject
    over = walk(laptop.state(subject), SMALL, laptop.clock.now_us())
    assert [stop.skipped for stop in over.stops] == ["施工", "未开市", "下雨"]
    assert not any(stop.is_late or stop.is_here or stop.is_done for stop in over.stops)
    assert (over.next_stop, over.done) == (None, 0)


def test_a_checkpoint_that_came_later_is_not_missing_from_an_old_patrol() -> None:
    laptop = walking()
    subject = laptop.do(Arrive("gate"), Finish({"market": "x", "block": "y"})).subject
    longer = replace(NORTH, checkpoints=(*NORTH.checkpoints, point("new", 60)))
    over = walk(laptop.state(subject), replace(SMALL, routes={"north": longer}), 0)
    assert [stop.point.id for stop in over.stops] == ["gate", "market", "block"]
    assert over.next_stop is None


def test_a_checkpoint_that_was_retired_since_stays_where_it_was_visited() -> None:
    laptop = walking()
    laptop.do(Arrive("old"))
    assert [stop.point.id for stop in seen(laptop).stops] == ["gate", "market", "old", "block"]


def test_a_route_that_is_not_in_the_catalogue_is_said() -> None:
    laptop = walking()
    with pytest.raises(NotFound):
        walk(laptop.patrol(), replace(SMALL, routes={}), 0)


def test_pauses_are_no_time_under_way() -> None:
    laptop = walking()
    laptop.do(Pause())
    laptop.clock.advance(29 * MINUTE_US)
    assert walked_us(laptop.patrol(), laptop.clock.now_us()) == MINUTE_US
    laptop.do(Resume())
    laptop.clock.advance(9 * MINUTE_US)
    assert walked_us(laptop.patrol(), laptop.clock.now_us()) == 10 * MINUTE_US
    subject = laptop.do(Pause(), Finish(SKIPPED)).subject
    laptop.clock.advance(HOUR_US)
    assert walked_us(laptop.state(subject), laptop.clock.now_us()) == 11 * MINUTE_US


def test_a_pause_that_was_taken_back_was_none() -> None:
    laptop = walking()
    laptop.do(Pause(), UndoLast(laptop.patrol().subject))
    assert walked_us(laptop.patrol(), laptop.clock.now_us()) == 2 * MINUTE_US


def test_a_clock_that_was_set_back_gives_no_time_below_none() -> None:
    laptop = walking()
    laptop.do(Pause())
    laptop.clock.advance(-HOUR_US)
    laptop.do(Resume())
    assert walked_us(laptop.patrol(), laptop.clock.now_us()) == 0


def test_a_resumption_without_a_pause_changes_nothing() -> None:
    laptop = walking()
    state = laptop.patrol()
    draft = Draft(state.subject, PATROL.kind(0x24), {}, state.heads)
    laptop.ledger.append((draft,), laptop.clock.now_us())
    assert walked_us(laptop.patrol(), laptop.clock.now_us() + MINUTE_US) == MINUTE_US
