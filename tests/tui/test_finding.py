"""Help, menu, finder, find."""

import pytest

from tests.tui.scenes import before_the_patrol, on_patrol
from tests.tui.stage import Stage


async def test_help_shows_the_keys_of_the_screen_it_is_asked_from() -> None:
    stage = on_patrol()
    async with stage.opened() as pilot:
        await stage.press(pilot, "2", "f1")
        stage.matches("help_patrol")
        await stage.press(pilot, "escape")
        assert "有问题" in stage.text().splitlines()[-1]


async def test_a_question_mark_of_a_chinese_input_method_asks_for_help_too() -> None:
    stage = on_patrol()
    async with stage.opened() as pilot:
        await stage.press(pilot, "？")
        assert "帮助" in stage.text().splitlines()[1]


async def test_full_width_digits_change_the_screen() -> None:
    stage = on_patrol()
    async with stage.opened() as pilot:
        await stage.press(pilot, "２")
        assert stage.front.place == "patrol"


async def test_the_menu_does_what_its_row_says() -> None:
    stage = before_the_patrol()
    async with stage.opened() as pilot:
        await stage.press(pilot, "f9")
        stage.matches("menu_today")
        await stage.type(pilot, "qd")
        await stage.press(pilot, "escape")
        await stage.press(pilot, "f9")
        await stage.type(pilot, "语言")
        await stage.press(pilot, "enter")
        assert stage.front.settings.language == "en"


@pytest.mark.parametrize("typed", ["zdjy", "zhandao", "占道", "street"])
async def test_the_finder_records_a_kind_by_pinyin_initials_or_name(typed: str) -> None:
    stage = before_the_patrol()
    async with stage.opened() as pilot:
        await stage.press(pilot, "ctrl+p")
        await stage.type(pilot, typed)
        await stage.press(pilot, "enter")
        assert stage.front.place == "record"
        assert "占道经营" in stage.text()


async def test_the_finder_reaches_a_command_of_another_screen() -> None:
    stage = on_patrol()
    async with stage.opened() as pilot:
        await stage.press(pilot, "ctrl+p")
        await stage.type(pilot, "jsxc")
        await stage.press(pilot, "enter")
        assert stage.front.place == "patrol"
        assert "有 6 站没去" in stage.text()


async def test_the_finder_is_what_it_was_designed_to_be() -> None:
    stage = before_the_patrol()
    async with stage.opened() as pilot:
        await stage.press(pilot, "ctrl+p")
        await stage.type(pilot, "xf")
        stage.matches("finder_xf")


async def test_what_is_called_nothing_says_so() -> None:
    stage = before_the_patrol()
    async with stage.opened() as pilot:
        await stage.press(pilot, "ctrl+p")
        await stage.type(pilot, "qqqq")
        await stage.press(pilot, "enter")
        assert "没有" in stage.text()
        await stage.press(pilot, "escape")
        assert stage.front.place == "today"


async def test_find_offers_the_newest_first() -> None:
    stage = on_patrol()
    async with stage.opened() as pilot:
        await stage.press(pilot, "f3")
        stage.matches("find")


async def find(stage: Stage, typed: str) -> str:
    """Find something, take the first row, and answer where that led."""
    await stage.press(stage.pilot, "f3")
    await stage.type(stage.pilot, typed)
    await stage.press(stage.pilot, "enter")
    return stage.front.place


async def test_find_leads_to_an_issue() -> None:
    stage = on_patrol()
    async with stage.opened():
        assert await find(stage, "中心花坛") == "issues"
        assert "中心花坛" in stage.text()


async def test_find_leads_to_a_stop_of_the_route() -> None:
    stage = on_patrol()
    async with stage.opened():
        assert await find(stage, "xxmk") == "patrol"
        assert "学校门口" in stage.text() or "小学门口" in stage.text()


async def test_find_leads_to_a_kind() -> None:
    stage = before_the_patrol()
    async with stage.opened():
        assert await find(stage, "油烟") == "record"


async def test_find_leads_to_a_patrol() -> None:
    stage = on_patrol()
    async with stage.opened():
        assert await find(stage, "BH-p261123-07-01") == "patrol"
