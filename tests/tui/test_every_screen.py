"""Every screen in every theme: by keys alone, by mouse alone, with the contrast it needs."""

from itertools import cycle

import pytest
from rich.cells import cell_len
from rich.color import ColorSystem

from patrol_tui.settings import Settings
from patrol_tui.tui.kit.form.text_box import TextBox
from patrol_tui.tui.themes import THEMES, Depth
from tests.tui.every_screen import (
    KEYS,
    coloured_texts,
    faint_texts,
    reversed_texts,
    walk,
)
from tests.tui.scenes import on_patrol
from tests.tui.stage import Stage

LOOKS = {
    "day_120": (Settings(), (120, 40)),
    "sunlight_touch_80": (Settings(theme="sunlight", touch=True), (80, 24)),
    "night_200": (Settings(theme="night"), (200, 60)),
}


def least(theme: str) -> float:
    return 7.0 if theme == "sunlight" else 4.5


def row_of_typing(stage: Stage) -> int:
    """Return the row in which somebody types; -1 where nobody can."""
    is_typing = isinstance(stage.front.screen.focused, TextBox)
    return stage.front.cursor_position.y if is_typing else -1


async def show_in(stage: Stage, theme: str, depth: Depth) -> None:
    stage.front._depth = depth
    stage.front.choose_theme(theme)
    await stage.pilot.pause()


@pytest.mark.parametrize("look", LOOKS)
async def test_every_screen_looks_as_it_did_and_can_be_read(look: str) -> None:
    settings, size = LOOKS[look]
    stage = on_patrol(settings)
    async with stage.opened(size=size):
        await show_in(stage, settings.theme, Depth.TRUE)
        async for name in walk(stage):
            stage.matches(f"every_{look}_{name}")
            faint = faint_texts(stage, least(settings.theme), ColorSystem.TRUECOLOR)
            assert faint == [], (name, look)
            assert row_of_typing(stage) < size[1] - 1, name  # candidates need room below


async def test_every_screen_can_be_read_in_sixteen_colours_and_in_none() -> None:
    stage = on_patrol()
    async with stage.opened():
        themes = cycle(THEMES)
        async for name in walk(stage):
            theme = next(themes)
            await show_in(stage, theme, Depth.BASIC)
            faint = faint_texts(stage, least(theme), ColorSystem.STANDARD)
            assert faint == [], (name, theme)
            await show_in(stage, next(themes), Depth.NONE)
            assert coloured_texts(stage) == [], name
            assert "F1" in reversed_texts(stage) or "Esc" in reversed_texts(stage), name


def test_the_walk_names_every_screen_once() -> None:
    names = [name for name, _keys in KEYS]
    assert len(names) == len(set(names))


def spot(stage: Stage, text: str, *, last: bool = False) -> tuple[int, int]:
    """Return where a text stands on the screen, to click on it."""
    rows = list(enumerate(stage.text().splitlines()))
    for y, row in reversed(rows) if last else rows:
        if text in row:
            before = row[: row.rindex(text) if last else row.index(text)]
            return cell_len(before) + 1, y
    raise AssertionError(f"{text} is not on the screen:\n{stage.text()}")


async def click(stage: Stage, *texts: str, last: bool = False) -> None:
    """Click on texts, one after the other."""
    for text in texts:
        await stage.pilot.click(offset=spot(stage, text, last=last))
        await stage.settle(stage.pilot)


@pytest.mark.parametrize("touch", [False, True], ids=["small", "touch"])
async def test_every_screen_is_reached_by_the_mouse_alone(*, touch: bool) -> None:
    stage = on_patrol(Settings(touch=touch))
    async with stage.opened():
        tabs = {
            "2巡查": "patrol",
            "3问题": "issues",
            "4诉求": "requests",
            "5会商": "meetings",
            "6手册": "handbook",
            "7统计": "figures",
            "8同步": "sync",
            "9设置": "settings",
            "1今日": "today",
        }
        for tab, place in tabs.items():
            await click(stage, tab)
            assert stage.front.place == place
        await click(stage, "F1", last=True)
        assert "帮助  今日" in stage.text()
        await click(stage, "关掉", last=True)
        await click(stage, "F9", last=True)
        assert "现在能用的按键" in stage.text()
        await click(stage, "取消", last=True)
        await click(stage, "F7", last=True)
        assert "是哪一类" in stage.text()


@pytest.mark.parametrize("touch", [False, True], ids=["small", "touch"])
async def test_a_record_is_made_by_the_mouse_alone(*, touch: bool) -> None:
    stage = on_patrol(Settings(touch=touch))
    before = len(stage.ledger.kept)
    async with stage.opened():
        await click(stage, "F7", last=True)
        await click(stage, "广告牌匾乱贴", "广告牌匾乱贴")
        await click(stage, "墙面、电线杆有小广告")
        await click(stage, "1劝导")
        await click(stage, "F2", last=True)
        assert stage.front.place == "today", stage.text()
        assert len(stage.ledger.kept) == before + 1
