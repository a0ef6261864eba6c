"""Patrol: stops left, checklist right, each answer goes on to the next."""

from dataclasses import replace

import pytest

from patrol_tui.domain.folding.state import State
from patrol_tui.services.requests import Arrive, Finish, Leave
from patrol_tui.settings import Settings
from tests.tui.scenes import before_the_patrol, on_patrol, paused
from tests.tui.stage import Stage

SIZES = {"80": (80, 24), "120": (120, 40)}


def patrol(stage: Stage) -> State:
    found = stage.office().patrol_under_way()
    assert found is not None
    return found


def result(stage: Stage, checkpoint: str, item: str) -> object:
    said = patrol(stage).fields.get(f"check/{checkpoint}/{item}")
    return said.get("result") if isinstance(said, dict) else None


def cursor(stage: Stage) -> str:
    """Return what stands in the right pane's row with the keys."""
    rows = [line.partition("│>")[2] for line in stage.text().splitlines() if "│>" in line]
    return rows[0] if rows else ""


@pytest.mark.parametrize("size", SIZES)
async def test_the_checklist_looks_as_designed(size: str) -> None:
    stage = on_patrol()
    async with stage.opened(size=SIZES[size]) as pilot:
        await stage.press(pilot, "2")
        stage.matches(f"patrol_{size}")


async def test_large_targets_have_blocks_to_answer_with() -> None:
    stage = on_patrol(Settings(touch=True))
    async with stage.opened() as pilot:
        await stage.press(pilot, "2")
        stage.matches("patrol_touch")
        await pilot.click("AnswerBlocks", offset=(5, 1))
        await stage.settle(pilot)
        assert result(stage, "north_lane5", "exit_opens") == "ok"


async def test_a_high_window_has_tabs_that_fingers_can_press() -> None:
    stage = on_patrol(Settings(touch=True))
    async with stage.opened(size=(120, 40)) as pilot:
        await pilot.click("Header", offset=(10, 2))
        await stage.settle(pilot)
        stage.matches("patrol_touch_120")


async def test_it_speaks_english_too() -> None:
    stage = on_patrol(Settings(language="en"))
    async with stage.opened() as pilot:
        await stage.press(pilot, "2")
        stage.matches("patrol_en")


@pytest.mark.parametrize("key", ["space", "plus"])
async def test_an_answer_goes_on_to_the_next_open_item(key: str) -> None:
    stage = on_patrol()
    async with stage.opened() as pilot:
        await stage.press(pilot, "2")
        assert "疏散门" in cursor(stage)
        await stage.press(pilot, key)
        assert result(stage, "north_lane5", "exit_opens") == "ok"
        assert "电动车充电" in cursor(stage)


async def test_not_checked_asks_why_and_takes_a_digit() -> None:
    stage = on_patrol()
    async with stage.opened() as pilot:
        await stage.press(pilot, "2", "delete")
        assert "为什么没查" in stage.text()
        await stage.press(pilot, "2")
        said = patrol(stage).fields["check/north_lane5/exit_opens"]
        assert isinstance(said, dict)
        assert (said["result"], said["reason"]) == ("unchecked", "锁着，没人开门")


async def test_not_checked_takes_words_of_ones_own() -> None:
    stage = on_patrol()
    async with stage.opened() as pilot:
        await stage.press(pilot, "2", "0", "6")
        await stage.type(pilot, "门口在办喜事")
        await stage.press(pilot, "f2")
        said = patrol(stage).fields["check/north_lane5/exit_opens"]
        assert isinstance(said, dict)
        assert said["reason"] == "门口在办喜事"


@pytest.mark.parametrize("key", ["enter", "minus"])
async def test_a_problem_opens_the_record_of_its_kind(key: str) -> None:
    stage = on_patrol()
    async with stage.opened() as pilot:
        await stage.press(pilot, "2", key)
        assert stage.front.place == "record"
        shown = stage.text()
        assert "消防" in shown
        assert "5号楼消防车道" in shown
        await stage.press(pilot, "escape")
        assert stage.front.place == "patrol"


async def test_enter_on_a_problem_shows_its_issue() -> None:
    stage = on_patrol()
    async with stage.opened() as pilot:
        await stage.press(pilot, "2", "up", "up", "enter")
        assert stage.front.place == "issues"


async def test_the_start_of_a_shift_needs_only_enter_and_digits() -> None:
    stage = before_the_patrol()
    async with stage.opened() as pilot:
        await stage.press(pilot, "enter")
        await stage.type(pilot, "0418")
        await stage.press(pilot, "enter", "1", "enter", "enter")
        state = patrol(stage)
        assert state.text("route") == "binhu_north"
        assert state.text("weather") == "晴"
        assert state.sets["partners"] == ("0418",)
        await stage.press(pilot, "enter")
        assert patrol(stage).integer("arrived/north_gate") is not None
        await stage.press(pilot, "space", "space", "space", "space")
        assert "F2 离站" in stage.text()
        await stage.press(pilot, "f2", "enter")
        assert patrol(stage).integer("arrived/north_market") is not None
        assert "便民市场" in stage.text()


async def test_arriving_from_the_stops_gives_the_keys_to_the_checklist() -> None:
    stage = on_patrol()
    async with stage.opened() as pilot:
        await stage.press(pilot, "2", "f6", "down", "enter")
        assert patrol(stage).integer("arrived/north_shed") is not None
        first, second = stage.catalog.checkpoint("binhu_north", "north_shed").items[:2]
        assert first.text.zh in cursor(stage)
        await stage.press(pilot, "0", "2")
        assert result(stage, "north_shed", first.id) == "unchecked"
        await stage.press(pilot, "plus")
        assert result(stage, "north_shed", second.id) == "ok"
        assert stage.front.place == "patrol"


async def test_leaving_with_open_items_asks_first() -> None:
    stage = on_patrol()
    async with stage.opened() as pilot:
        await stage.press(pilot, "2", "f2")
        assert "还有 2 项没查" in stage.text()
        await stage.press(pilot, "escape")
        assert patrol(stage).integer("left/north_lane5") is None
        await stage.press(pilot, "f2", "f2")
        assert patrol(stage).integer("left/north_lane5") is not None
        row = next(line for line in stage.text().splitlines() if line.startswith(">"))
        assert "充电棚" in row
        assert "F2  离站" not in stage.text()
        assert "F4  更改" in stage.text()


async def test_a_stop_that_was_left_takes_no_answer() -> None:
    stage = on_patrol()
    async with stage.opened() as pilot:
        await stage.press(pilot, "2", "f6", "home", "f6", "f6", "space")
        assert "已离开这一站" in stage.text()


async def test_pause_and_go_on() -> None:
    stage = on_patrol()
    async with stage.opened() as pilot:
        await stage.press(pilot, "2", "f4", "1")
        assert patrol(stage).status == "paused"
        assert "暂停" in stage.text()
        await stage.press(pilot, "space")
        assert "没成" in stage.text() or "暂停" in stage.text()
        await stage.press(pilot, "f4", "1")
        assert patrol(stage).status == "walking"


async def test_a_message_goes_with_the_next_thing_that_is_done() -> None:
    stage = on_patrol()
    async with stage.opened() as pilot:
        await stage.press(pilot, "2")
        while "按 F2 离站" not in stage.text():
            await stage.press(pilot, "space")
        await stage.press(pilot, "f2", "enter")
        assert "按 F2 离站" not in stage.text()


async def test_finishing_asks_a_reason_for_each_stop_left_out() -> None:
    stage = on_patrol()
    async with stage.opened() as pilot:
        await stage.press(pilot, "2", "f4", "2")
        stage.matches("patrol_finish")
        await stage.press(pilot, "1", "f2")
        assert stage.front.place == "today"
        assert stage.office().patrol_under_way() is None


async def test_finishing_without_reasons_is_refused_and_says_what_is_missing() -> None:
    stage = on_patrol()
    async with stage.opened() as pilot:
        await stage.press(pilot, "2", "f4", "2", "f2")
        assert stage.front.place == "patrol"
        assert stage.office().patrol_under_way() is not None
        await stage.press(pilot, "shift+tab", "1", "f2")
        assert stage.office().patrol_under_way() is None


async def test_a_paused_patrol_says_why_it_takes_no_answer() -> None:
    stage = paused()
    async with stage.opened() as pilot:
        await stage.press(pilot, "2", "space")
        assert result(stage, "north_lane5", "exit_opens") is None
        assert "暂停" in stage.text().splitlines()[-2]


async def test_the_route_that_is_to_be_walked_can_be_looked_at() -> None:
    stage = before_the_patrol()
    async with stage.opened() as pilot:
        await stage.press(pilot, "2")
        stage.matches("patrol_before")
        await stage.press(pilot, "down", "down")
        assert "楼道无杂物" in stage.text()
        await stage.press(pilot, "f2")
        assert "不在任何一站" in stage.text()


async def test_touching_a_stop_twice_arrives_there() -> None:
    stage = on_patrol()
    async with stage.opened() as pilot:
        await stage.press(pilot, "2", "f6", "down")
        await pilot.click("StopList", offset=(8, 10))
        await stage.settle(pilot)
        assert patrol(stage).integer("arrived/north_shed") is not None


async def test_after_the_last_stop_enter_on_today_finishes() -> None:
    stage = on_patrol()
    for point in stage.catalog.route("binhu_north").checkpoints[5:]:
        stage.do(Arrive(point.id))
    stage.do(Leave(point.id))
    async with stage.opened() as pilot:
        await stage.press(pilot, "enter")
        assert "结束巡查" in stage.text()
        await stage.press(pilot, "f2")
        assert stage.office().patrol_under_way() is None


async def test_a_patrol_of_the_past_is_only_looked_at() -> None:
    stage = on_patrol()
    subject = patrol(stage).subject
    points = stage.catalog.route("binhu_north").checkpoints
    stage.do(Finish({point.id: "时间不够" for point in points[5:]}))
    async with stage.opened() as pilot:
        await stage.front.go("patrol", subject=subject)
        await stage.settle(pilot)
        assert "跳过" in stage.text()
        await stage.press(pilot, "f6", "space")
        assert "已结束" in stage.text()
        await stage.press(pilot, "f2")
        assert "不在任何一站" in stage.text()


async def test_pausing_before_there_is_a_patrol_is_refused_in_words() -> None:
    stage = before_the_patrol()
    async with stage.opened() as pilot:
        await stage.press(pilot, "2")
        await stage.front.run_command("patrol.finish")
        await stage.settle(pilot)
        assert "没成" in stage.text()
        await stage.press(pilot, "f4")
        assert "开始巡查" in stage.text()


async def test_starting_while_one_is_under_way_is_refused_in_words() -> None:
    stage = on_patrol()
    async with stage.opened() as pilot:
        await stage.press(pilot, "2")
        await stage.front.run_command("patrol.start")
        await stage.settle(pilot)
        assert "正在巡查" in stage.text()


async def test_a_station_without_routes_says_so() -> None:
    stage = before_the_patrol()
    stage.catalog = replace(stage.catalog, routes={})
    async with stage.opened() as pilot:
        for key in ("enter", "ctrl+e"):
            await stage.press(pilot, "2", key)
            assert "没有路线" in stage.text(), key
