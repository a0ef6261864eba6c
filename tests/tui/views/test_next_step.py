"""The next step is always named."""

from dataclasses import replace
from typing import Any

from patrol_tui.language import set_language
from patrol_tui.services.overview.today import today
from patrol_tui.services.requests import Arrive, Leave
from patrol_tui.tui.views.patrols.next_step import NextStep, next_step
from tests.tui.scenes import before_the_patrol, on_patrol
from tests.tui.stage import Stage


def step(stage: Stage) -> NextStep:
    session = stage.session()
    desk = session.desk()
    ledger: Any = stage.ledger
    return next_step(today(ledger, desk, session.office.patrol_under_way()), desk)


def test_before_the_patrol_it_is_to_start_the_route_of_the_shift() -> None:
    found = step(before_the_patrol())
    assert (found.does, found.title, found.note) == ("start", "北线", "早班  11 站")


def test_at_a_stop_it_is_what_is_left_there_and_until_when() -> None:
    found = step(on_patrol())
    assert (found.does, found.title) == ("walk", "5号楼消防车道")
    assert (found.note, found.by) == ("第 5 站，还有 2 项没查", "10:43 前")


def test_between_two_stops_it_is_the_next_one() -> None:
    stage = on_patrol()
    stage.do(Leave("north_lane5"))
    assert step(stage).note == "第 6 站，共 11 站"


def test_at_a_stop_where_all_is_checked_it_says_so() -> None:
    stage = on_patrol()
    stage.do(Arrive("north_gate"))
    assert step(stage).note == "第 1 站，都查完了"


def test_after_the_last_stop_it_is_to_finish() -> None:
    stage = on_patrol()
    for point in stage.catalog.route("binhu_north").checkpoints[5:]:
        stage.do(Arrive(point.id))
    stage.do(Leave(point.id))
    found = step(stage)
    assert (found.does, found.note) == ("finish", "11 站都走完了")


def test_a_station_without_a_route_records() -> None:
    stage = before_the_patrol()
    stage.catalog = replace(stage.catalog, routes={})
    assert step(stage).does == "record"


def test_it_speaks_english_too() -> None:
    stage = on_patrol()
    set_language("en")
    found = step(stage)
    assert (found.note, found.by, found.verb) == ("stop 5, 2 left", "by 10:43", "Go on")
