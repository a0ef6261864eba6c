"""The map and what a position brings to the patrol's screen."""

from dataclasses import replace

import pytest
from textual import events
from textual.pilot import Pilot

from patrol_tui.devices.position.receiver import Heard
from patrol_tui.domain.geo import LatLon
from patrol_tui.domain.track.fix import Fix
from patrol_tui.domain.track.stretch import stretches
from patrol_tui.services.requests import Leave
from patrol_tui.settings import Settings
from patrol_tui.tui.place.map_view import MapView
from patrol_tui.tui.screens.walking.record import RecordScreen
from patrol_tui.tui.views.recording.record_request import new_issue
from tests.devices.position.receiver_logs import steps
from tests.tui.scenes import before_the_patrol, on_patrol
from tests.tui.stage import MINUTE_US, MORNING_US, Stage

GPSD = Settings(gps="gpsd")
LANE: LatLon = (369_753_160, 1_172_171_959)


def spot(stage: Stage, checkpoint: str) -> LatLon:
    point = stage.catalog.checkpoint("binhu_north", checkpoint)
    return point.lat_e7, point.lon_e7


async def hear(stage: Stage, *places: LatLon) -> None:
    """Let the receiver say where one is, a second apart."""
    assert stage.receiver is not None
    for place in places:
        now_us = stage.clock.now_us()
        stage.receiver.told(Heard(is_there=True, fix=Fix(now_us, place, 3, now_us)))
        stage.clock.advance(1_000_000)
    await stage.settle(stage.pilot)


def sight(pilot: Pilot[int]) -> object:
    return pilot.app.screen.query_one(MapView).sight


@pytest.mark.parametrize(("name", "size"), [("80", (80, 24)), ("120", (120, 40))])
async def test_the_map_looks_as_designed(name: str, size: tuple[int, int]) -> None:
    stage = on_patrol(GPSD)
    way = [spot(stage, one) for one in ("north_gate", "north_market", "north_block3")]
    south, west, east = 369_690_000, 1_172_080_000, 1_172_240_000
    stage.boundaries = (((south, west), (south, east)),)
    stage.clock.at_us = MORNING_US - 30 * MINUTE_US
    async with stage.opened(size=size) as pilot:
        await stage.press(pilot, "2")
        await hear(stage, *steps(*way, spot(stage, "north_room2"), LANE, pace_m=6)[:300])
        stage.clock.at_us = MORNING_US
        await hear(stage, (LANE[0] - 1_000, LANE[1]))
        await stage.front.tick()
        await stage.press(pilot, "f6", "f6")
        stage.matches(f"map_{name}")


async def test_fingers_zoom_the_map_by_its_row_of_keys() -> None:
    stage = on_patrol(Settings(gps="gpsd", touch=True))
    async with stage.opened(size=(120, 40)) as pilot:
        await stage.press(pilot, "2", "f6", "f6")
        before = sight(pilot)
        await pilot.click("Footer", offset=(5, 1))
        await stage.settle(pilot)
        assert "放大" in stage.text()
        assert sight(pilot) != before


async def test_fingers_find_no_answers_to_press_before_a_patrol_begins() -> None:
    stage = before_the_patrol(Settings(touch=True))
    async with stage.opened() as pilot:
        await stage.press(pilot, "2")
        assert "有问题" not in stage.text()


async def test_keys_move_and_zoom_the_map_and_home_shows_all_again() -> None:
    stage = on_patrol(GPSD)
    async with stage.opened() as pilot:
        await stage.press(pilot, "2", "f6", "f6")
        whole = sight(pilot)
        assert "千米" in stage.text()
        for key in ("pageup", "left", "up", "down", "right", "pagedown"):
            before = sight(pilot)
            await stage.press(pilot, key)
            assert sight(pilot) != before
        await stage.press(pilot, "home")
        assert sight(pilot) == whole
        await stage.press(pilot, "end")
        assert sight(pilot) == whole  # nobody knows where I am
        await hear(stage, LANE)
        await stage.press(pilot, "end")
        assert pilot.app.screen.query_one(MapView).sight.centre == LANE  # type: ignore[union-attr]


async def test_the_mouse_pulls_zooms_and_picks() -> None:
    stage = on_patrol(GPSD)
    async with stage.opened() as pilot:
        await stage.press(pilot, "2", "f6", "f6")
        view = pilot.app.screen.query_one(MapView)
        before = view.sight
        await pilot._post_mouse_events([events.MouseScrollUp], MapView, offset=(5, 5), button=0)
        await pilot._post_mouse_events([events.MouseScrollDown], MapView, offset=(9, 5), button=0)
        await stage.settle(pilot)
        assert view.sight != before
        await stage.press(pilot, "home")
        assert view._drawn is not None
        gate = next(one for one in view._drawn.targets if one.target.name == "小区正门")
        await pilot.mouse_down(MapView, offset=(gate.column + 1, gate.row))
        await pilot.hover(MapView, offset=(gate.column + 6, gate.row - 2))
        await pilot.mouse_up(MapView, offset=(gate.column + 6, gate.row - 2))
        await stage.settle(pilot)
        assert view.sight != before
        assert "小区正门            " in stage.text() or "> " in stage.text()
        await stage.press(pilot, "home")
        await pilot.click(MapView, offset=(gate.column + 1, gate.row))
        await stage.settle(pilot)
        row = next(line for line in stage.text().splitlines() if line.startswith(">"))
        assert "小区正门" in row


async def test_enter_opens_what_is_marked() -> None:
    stage = on_patrol(GPSD)
    async with stage.opened() as pilot:
        await stage.press(pilot, "2", "f6", "f6", "enter")
        assert "5号楼消防车道" in next(
            line for line in stage.text().splitlines() if line.startswith(">")
        )
        await stage.press(pilot, "f6")
        view = pilot.app.screen.query_one(MapView)
        assert view._drawn is not None
        issue = next(one for one in view._drawn.targets if one.target.name.startswith("占道"))
        await pilot.click(MapView, offset=(issue.column, issue.row))
        await stage.settle(pilot)
        assert stage.front.place == "issues"


async def test_the_footer_s_keys_can_be_clicked() -> None:
    stage = on_patrol(GPSD)
    async with stage.opened(size=(120, 40)) as pilot:
        await stage.press(pilot, "2", "f6", "f6")
        for command in ("map.nearer", "map.farther", "map.whole"):
            before = sight(pilot)
            await pilot.app.screen.run_action(
                {"map.nearer": "nearer", "map.farther": "farther", "map.whole": "whole"}[command]
            )
            await stage.settle(pilot)
            assert (sight(pilot) != before) is (command != "map.whole")
        await pilot.app.screen.run_action("open")
        await stage.settle(pilot)
        assert not isinstance(pilot.app.screen.focused, MapView)


async def test_a_very_wide_window_shows_checklist_and_map() -> None:
    stage = on_patrol(GPSD)
    async with stage.opened(size=(160, 45)) as pilot:
        await stage.press(pilot, "2")
        shown = stage.text()
        assert "消防车道标线看得清" in shown
        assert "100 米" in shown


async def test_the_route_that_is_not_walked_yet_is_on_the_map_too() -> None:
    stage = before_the_patrol(GPSD)
    async with stage.opened() as pilot:
        await stage.press(pilot, "2", "f6")
        assert "要走" in stage.text()
        assert "走过" not in stage.text()


async def test_arrival_is_proposed_and_f2_takes_it() -> None:
    stage = on_patrol(GPSD)
    async with stage.opened() as pilot:
        await stage.press(pilot, "2")
        await hear(stage, LANE)
        assert "在此 0 米" in stage.text()
        stage.do(Leave("north_lane5"))
        stage.front.changed()
        shed = spot(stage, "north_shed")
        await hear(stage, *steps(LANE, shed, pace_m=2))
        shown = stage.text()
        assert "到了？" in shown
        assert "充电棚，0 米" in shown
        assert "F2  到达" in shown.splitlines()[-1]
        await stage.press(pilot, "f2")
        patrol = stage.office().patrol_under_way()
        assert patrol is not None
        assert patrol.integer("arrived/north_shed") is not None
        assert "到了？" not in stage.text()
        *_before, stretch = stretches(patrol)
        assert stretch.points > 5
        assert stretch.length_m > 100


async def test_leaving_is_proposed_once_one_is_well_away() -> None:
    stage = on_patrol(GPSD)
    async with stage.opened() as pilot:
        await stage.press(pilot, "2")
        await hear(stage, LANE, (LANE[0] - 4_000, LANE[1]))
        assert "走了？" not in stage.text()
        await hear(stage, *[(LANE[0] - 4_000 - at * 200, LANE[1]) for at in range(20)])
        assert "走了？" in stage.text()


async def test_nothing_is_lost_when_the_home_is_closed_in_the_middle_of_a_walk() -> None:
    stage = on_patrol(GPSD)
    async with stage.opened() as pilot:
        await stage.press(pilot, "2")
        await hear(stage, *steps(LANE, spot(stage, "north_shed"), pace_m=2)[:5])
        assert stage.walked.held  # the first is kept at once
        await hear(stage, *steps(LANE, spot(stage, "north_shed"), pace_m=8)[5:8])
    held = [point for _patrol, part in stage.walked.held for point in part.points]
    assert len(held) > 1
    assert stage.receiver is not None
    assert not stage.receiver.is_heard


async def test_a_paused_patrol_keeps_no_track() -> None:
    stage = on_patrol(GPSD)
    async with stage.opened() as pilot:
        await stage.press(pilot, "2", "f4", "1")
        await hear(stage, *steps(LANE, spot(stage, "north_shed"), pace_m=8))
        assert stage.walked.held == []


async def test_another_receiver_is_listened_to_once_it_is_chosen() -> None:
    stage = on_patrol(GPSD)
    async with stage.opened():
        first = stage.receiver
        assert first is not None
        stage.front.choose(replace(stage.front.settings, gps="COM3"))
        await stage.front.tick()
        assert stage.receiver is not first
        assert (first.is_heard, stage.receiver and stage.receiver.is_heard) == (False, True)


async def test_what_is_recorded_on_the_spot_has_its_position() -> None:
    stage = on_patrol(GPSD)
    async with stage.opened("record", kind="fire_lane", place="5号楼"):
        record = stage.front.screen
        assert isinstance(record, RecordScreen)
        assert record.kind is not None
        assert stage.front.spot() is None
        await hear(stage, LANE)
        made = new_issue(record.session.desk(), record.kind, record.draft, stage.front.spot())
        assert (made.lat_e7, made.lon_e7) == LANE
