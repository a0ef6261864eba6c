"""Unlock, map, conflict, receipt, stick, laptops, import, mending, set-up: keys or mouse alone."""

from pathlib import Path

import pytest
from textual import events

from patrol_tui.settings import Settings
from patrol_tui.tui.dialogs.stick import StickDialog
from patrol_tui.tui.entering.door import NewStation
from patrol_tui.tui.kit.lists.paged_list import PagedList
from patrol_tui.tui.kit.pin import PinPad
from patrol_tui.tui.place.map_view import MapView
from tests.tui.issue_scenes import CASE, in_two_minds, subject_at
from tests.tui.scenes import locked, new_home
from tests.tui.stage import PIN, Stage
from tests.tui.test_boards import press, write
from tests.tui.test_every_screen import click
from tests.tui.test_laptops import bureau
from tests.tui.test_setup import made
from tests.tui.test_stick import Stick
from tests.tui.test_sync import lacking


@pytest.fixture
def stick(tmp_path: Path) -> Stick:
    """Return a stick that writes without a stop."""
    stick = Stick(tmp_path / "patrol.usb")
    stick.go_on.set()
    return stick


def whole(stick: Stick, settings: Settings | None = None) -> Stage:
    """Return the bureau's locked laptop: a patrol, a conflict, something missing, a stick."""
    stage = bureau(stage=in_two_minds(settings))
    stage.cards = locked().cards
    stage.receipt = lambda: lacking(stage)
    stage.stick = stick
    return stage


def conflicts(stage: Stage) -> int:
    """Return how many conflicts the case has."""
    state = stage.ledger.state(subject_at(stage, CASE))
    assert state is not None
    return len(state.conflicts)


async def test_they_are_gone_through_by_keys_alone(stick: Stick) -> None:
    stage = whole(stick)
    async with stage.running():
        await press(stage, *PIN, "enter", "2", "f6", "f6", "pageup")
        assert stage.front.focused is stage.front.screen.query_one(MapView)
        assert conflicts(stage) > 0
        await press(stage, "3", "right", "right", "right", "f4", "1", "f2")
        assert conflicts(stage) == 0
        await press(stage, "8", "enter")
        assert stage.front.place == "receipt"
        await press(stage, "f2", "1", "tab")
        await write(stage, str(stick.path))
        await press(stage, "f2")
        assert [way for way, _path in stick.calls] == ["write"]
        await press(stage, "escape", "9", "f4", "home", "down", "f4")
        assert "停用" in stage.text()
        await press(stage, "escape", "f9")
        await write(stage, "daoru")
        await press(stage, "enter")
        assert stage.front.place == "imports"
        await press(stage, "escape", "f9")
        await write(stage, "jxtz")
        await press(stage, "enter", "f2")
        assert "台账完好" in stage.text()
        await press(stage, "enter")
        assert stage.front.place == "today"


async def by_pad(stage: Stage, *keys: str) -> None:
    """Press keys of the pad by the mouse."""
    pad = stage.front.screen.query_one(PinPad)
    for key in keys:
        row, column = divmod(PinPad.KEYS.index(key), 6)
        high = pad.size.height // 2
        await stage.pilot.click(PinPad, offset=(column * 8 + 3, row * high + high // 2))
        await stage.settle(stage.pilot)


async def wheel(stage: Stage, down: int) -> None:
    """Turn the wheel over the list of the dialog in front."""
    for _turn in range(down):
        await stage.pilot._post_mouse_events(
            [events.MouseScrollDown], stage.front.screen.query_one(PagedList), button=0
        )
    await stage.settle(stage.pilot)


async def from_menu(stage: Stage, name: str, turns: int) -> None:
    """Choose a row of Today's menu by the mouse."""
    await click(stage, "1今日")
    await click(stage, "F9", last=True)
    await wheel(stage, turns)
    await click(stage, name, name)


async def test_they_are_gone_through_by_the_mouse_alone(stick: Stick) -> None:
    stage = whole(stick)
    async with stage.running():
        await click(stage, "PIN")
        await by_pad(stage, *PIN, PinPad.ENTER)
        assert stage.front.place == "today", stage.text()
        await click(stage, "2巡查", "F6", "F6")
        assert stage.front.focused is stage.front.screen.query_one(MapView)
        await click(stage, "3问题", "3号楼..")
        await click(stage, "定夺", last=True)
        await click(stage, "还占着")
        await click(stage, "采用 2", last=True)
        assert conflicts(stage) == 0
        await click(stage, "8同步")
        await click(stage, "Enter", last=True)
        assert stage.front.place == "receipt"
        await click(stage, "F2", last=True)
        assert isinstance(stage.front.screen, StickDialog)
        await click(stage, "2从", "关掉")
        await click(stage, "9设置")
        await click(stage, "F4", last=True)
        await click(stage, "更改", last=True)
        assert "恢复码" in stage.text()
        await click(stage, "取消")
        await from_menu(stage, "导入", 0)
        assert stage.front.place == "imports"
        await click(stage, "返回", last=True)
        await from_menu(stage, "检修台账", 5)
        await click(stage, "修复", last=True)
        assert "台账完好" in stage.text()
        await click(stage, "Enter", last=True)
        assert stage.front.place == "today"


async def test_large_targets_take_a_pin_by_fingers() -> None:
    stage = locked(Settings(touch=True))
    async with stage.running():
        stage.matches("unlock_touch")
        await by_pad(stage, "1", PinPad.BACK, *PIN, PinPad.ENTER)
        assert stage.front.place == "today"


async def test_a_laptop_is_set_up_by_the_mouse_but_for_what_is_typed() -> None:
    stage = new_home()
    async with stage.running():
        await click(stage, "2本机自建")
        await click(stage, "下一步", last=True)
        await write(stage, "bh")
        await click(stage, "滨湖站", "姓名")
        await write(stage, "队员甲")
        await click(stage, "证号")
        await write(stage, "0417")
        await click(stage, "下一步", last=True)
        await press(stage, *PIN)
        await click(stage, "再输")
        await press(stage, *PIN)
        await click(stage, "下一步", last=True)
        assert made(stage) == [(NewStation("binhu", "队员甲", "0417"), PIN)]
        assert stage.front.place == "today"
