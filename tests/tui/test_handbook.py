"""The handbook: found by initials, read whole, by the law of a day."""

import pytest

from patrol_tui.settings import Settings
from patrol_tui.tui.kit.drawing.drawn import Sheet
from tests.tui.scenes import before_the_patrol


@pytest.mark.parametrize(("name", "size"), [("80", (80, 24)), ("120", (120, 40))])
async def test_the_handbook_stands_as_it_should(name: str, size: tuple[int, int]) -> None:
    stage = before_the_patrol()
    async with stage.opened(size=size) as pilot:
        await stage.press(pilot, "6", "slash")
        await stage.type(pilot, "zdjy")
        stage.matches(f"handbook_{name}")


async def test_the_handbook_speaks_english() -> None:
    stage = before_the_patrol(Settings(language="en"))
    async with stage.opened() as pilot:
        await stage.press(pilot, "6")
        stage.matches("handbook_en")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("占道经营", "先责令改正"),
        ("xfcd", "城管不能处罚"),
        ("复议前置", "先申请行政复议"),
        ("noise_law", "废止"),
        ("jdglkyszyr", "没有符合"),
        ("ylyh", "已失效"),
        ("justice", "待确认"),
        ("binhu_market", "试用样例"),
        ("filling_forms", "来源"),
        ("water", "联系人"),
        ("第六十一条", "店外经营"),
    ],
)
async def test_each_shelf_shows_what_it_holds(words: str, said: str) -> None:
    stage = before_the_patrol()
    async with stage.opened() as pilot:
        await stage.press(pilot, "6", "slash")
        await stage.type(pilot, words)
        await stage.press(pilot, "enter")
        assert said in stage.text()


async def test_the_law_of_another_day_is_shown() -> None:
    stage = before_the_patrol()
    async with stage.opened() as pilot:
        await stage.press(pilot, "6", "slash")
        await stage.type(pilot, "shljfl")
        await stage.press(pilot, "enter", "f4")
        await stage.type(pilot, "soon")
        await stage.press(pilot, "f2")
        assert "「soon」不是日期" in stage.text()
        await stage.press(pilot, *["backspace"] * 4)
        await stage.type(pilot, "2026-08-14")
        await stage.press(pilot, "f2")
        assert "按 08-14 的法" in stage.text()
        assert "固体废物污染环境防治法" in stage.text()
        assert "条号没有录入" in stage.text()
        await stage.press(pilot, "f4", *["backspace"] * 10)
        await stage.type(pilot, "2021-04-01")
        await stage.press(pilot, "f2")
        assert "手册里没有那天的法" in stage.text()


async def test_escape_gives_back_width_filter_and_place() -> None:
    stage = before_the_patrol()
    async with stage.opened() as pilot:
        await stage.press(pilot, "6", "slash")
        await stage.type(pilot, "zd")
        await stage.press(pilot, "down", "enter", "enter")
        assert isinstance(stage.front.screen.focused, Sheet)
        await stage.press(pilot, "slash", "escape")
        assert "zd" not in stage.text()
        await stage.press(pilot, "slash", "escape", "escape", "escape")
        assert stage.front.tab == "today"


async def test_an_entry_leads_to_its_law_and_back_and_to_a_record() -> None:
    stage = before_the_patrol()
    async with stage.opened() as pilot:
        await stage.press(pilot, "6", "slash")
        await stage.type(pilot, "zdjy")
        await stage.press(pilot, "enter", "tab")
        assert "济南市市政设施条例" in stage.text()
        await stage.press(pilot, "4")
        assert "版本" in stage.text()
        await stage.press(pilot, "tab", "1")
        await stage.press(pilot, "escape", "escape")
        assert "占道经营" in stage.text()
        await stage.press(pilot, "f7")
        assert "现场记录" in stage.text()
        await stage.press(pilot, "f3")
        assert "先责令改正" in stage.text()
