"""A scanner at any screen: whatever is in front, a code marks arrival and types nothing."""

import shutil
from pathlib import Path

import pytest
from textual import events

from patrol_tui.domain.catalog.codes import code_of
from patrol_tui.domain.track.fix import Fix
from patrol_tui.tui.host.wedge import BURST_S
from tests.tui.scenes import before_the_patrol, on_patrol
from tests.tui.stage import Stage

SHED = code_of("binhu_north", "north_shed")
SCREENS = ["today", "patrol", "issues", "requests", "handbook", "sync", "settings"]


def fix_at(stage: Stage, lat_e7: int, lon_e7: int) -> Fix:
    now_us = stage.clock.now_us()
    return Fix(now_us, (lat_e7, lon_e7), 5, now_us)


async def scan(stage: Stage, code: str) -> None:
    """Type a code as fast as a scanner does, however slow this machine is."""
    for at, name in enumerate([*code, "enter"]):
        key = events.Key(name, name if len(name) == 1 else None)
        key.time = 1_000.0 + at * BURST_S / 5
        stage.front.post_message(key)
    await stage.pilot.pause()
    await stage.settle(stage.pilot)


def arrived(stage: Stage, checkpoint: str) -> bool:
    patrol = stage.office().patrol_under_way()
    assert patrol is not None
    return f"arrived/{checkpoint}" in patrol.fields


async def test_a_scan_marks_arrival_at_any_screen_and_leaves_it_as_it_is() -> None:
    stage = on_patrol()
    points = [one.id for one in stage.catalog.route("binhu_north").checkpoints]
    ahead = points[points.index("north_lane5") + 1 :]
    async with stage.opened() as pilot:
        for at, screen in enumerate(SCREENS[: len(ahead)]):
            await stage.press(pilot, "escape")
            if screen != "today":
                await stage.front.go(screen)
                await stage.settle(pilot)
            await scan(stage, code_of("binhu_north", ahead[at]))
            assert arrived(stage, ahead[at]), screen
            assert stage.front.place == screen


async def test_a_scan_in_the_middle_of_a_form_types_nothing_into_it() -> None:
    stage = on_patrol()
    async with stage.opened("record", kind="dogs") as pilot:
        before = stage.text()
        await scan(stage, SHED)
        assert arrived(stage, "north_shed")
        assert stage.front.place == "record"
        assert stage.text().splitlines()[2:-2] == before.splitlines()[2:-2]
        await stage.press(pilot, *"12")
        assert stage.front.place == "record"


async def test_a_scan_puts_the_cursor_into_the_checklist_of_its_stop() -> None:
    stage = on_patrol()
    async with stage.opened() as pilot:
        await stage.press(pilot, "2", "f6", "home")
        await scan(stage, SHED)
        shed = stage.catalog.checkpoint("binhu_north", "north_shed").items[0].id
        await stage.press(pilot, "space")
        patrol = stage.office().patrol_under_way()
        assert patrol is not None
        assert f"check/north_shed/{shed}" in patrol.fields


async def test_a_code_scanned_far_from_its_place_is_said_and_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stage = on_patrol()
    async with stage.opened() as pilot:
        here = fix_at(stage, 369_700_000, 1_172_100_000)
        monkeypatch.setattr(stage.front, "here", lambda: here)
        await scan(stage, SHED)
        assert "已记下并标出" in stage.text()
        await stage.press(pilot, "2")
        assert "码差" in stage.text()


async def test_what_cannot_be_done_with_a_code_is_said() -> None:
    stage = before_the_patrol()
    async with stage.opened():
        await scan(stage, SHED)
        assert "先开始巡查" in stage.text()
        await scan(stage, code_of("no", "such"))
        assert "没有哪个巡查点" in stage.text()


async def test_the_codes_of_the_route_are_printed_by_key(tmp_path: Path) -> None:
    stage = before_the_patrol()
    async with stage.opened() as pilot:
        stage.home_in(tmp_path)
        await stage.press(pilot, "2", "ctrl+e")
        sheet = tmp_path / "data" / "exports" / "codes-binhu_north.pdf"
        assert sheet.read_bytes().startswith(b"%PDF")
        assert "11 张码可以打印" in stage.text()
        assert sheet.name in stage.text()
        shutil.rmtree(sheet.parent)
        sheet.parent.write_text("no folder", encoding="utf-8")
        await stage.press(pilot, "ctrl+e")
        assert "没有写成" in stage.text()
