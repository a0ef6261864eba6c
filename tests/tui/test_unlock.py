"""Unlock: PIN boxes, who it is, the wait after a wrong PIN."""

from collections.abc import Callable
from threading import Event

from patrol_tui.domain.language.errors import Refused
from patrol_tui.ledger.book.program import STOPPED
from patrol_tui.tui.kit.pin import PinBoxes
from patrol_tui.tui.screens.opening.unlock import UnlockScreen
from tests.tui.scenes import locked, new_home
from tests.tui.stage import PIN, Stage, StageDoor


def door(stage: Stage) -> StageDoor:
    found = stage.front.door
    assert isinstance(found, StageDoor)
    return found


async def test_a_home_without_a_pin_opens_by_itself() -> None:
    stage = Stage()
    async with stage.running():
        assert stage.front.place == "today"
        assert "下一步" in stage.text()


async def test_the_screen_before_the_pin_looks_as_designed() -> None:
    stage = locked()
    async with stage.running() as pilot:
        await stage.press(pilot, "1", "2", "3")
        stage.matches("unlock")


async def test_it_speaks_english_too() -> None:
    stage = locked()
    async with stage.running() as pilot:
        await pilot.app.run_action("app.language")
        await stage.settle(pilot)
        stage.matches("unlock_en")
        await stage.press(pilot, *PIN, "enter")
        assert stage.front.place == "today"


async def test_the_right_pin_opens_the_home() -> None:
    stage = locked()
    async with stage.running() as pilot:
        assert stage.front.place == "unlock"
        await stage.press(pilot, *PIN, "enter")
        assert stage.front.place == "today"
    assert stage.open_sessions == 0


async def test_digits_of_a_chinese_input_method_count() -> None:
    stage = locked()
    async with stage.running() as pilot:
        await stage.press(pilot, "２", "４", "６", "８", "１", "０", "enter")
        assert stage.front.place == "today"


async def test_a_wrong_pin_is_waited_out_and_counted_down() -> None:
    stage = locked()
    stage.wait_s = 30
    async with stage.running() as pilot:
        await stage.press(pilot, *"111111", "enter")
        assert "再等 30 秒" in stage.text()
        await stage.press(pilot, *PIN, "enter")
        assert stage.front.place == "unlock"
        screen = pilot.app.screen
        assert isinstance(screen, UnlockScreen)
        stage.clock.advance(18_500_000)
        screen.count_down()
        await pilot.pause()
        assert "再等 12 秒" in stage.text()
        stage.clock.advance(12_000_000)
        screen.count_down()
        await stage.press(pilot, "enter")
        assert stage.front.place == "today"


async def test_five_digits_are_no_pin() -> None:
    stage = locked()
    async with stage.running() as pilot:
        await stage.press(pilot, *"12345", "enter")
        assert "至少六位" in stage.text()
        assert door(stage).tried == []


async def test_another_officer_is_chosen_by_digit() -> None:
    stage = locked()
    async with stage.running() as pilot:
        await stage.press(pilot, "1", "f4", "2")
        assert "队员乙" in stage.text()
        assert pilot.app.screen.query_one(PinBoxes).pin == ""
        await stage.press(pilot, *PIN, "enter")
        assert door(stage).tried == [("0418", PIN)]


async def test_the_menu_before_the_pin_offers_only_what_needs_no_home() -> None:
    stage = locked()
    async with stage.running() as pilot:
        await stage.press(pilot, "f9")
        shown = stage.text()
        assert "语言" in shown
        assert "记录" not in shown.replace("记录和照片", "")


async def test_a_laptop_that_nobody_has_set_up_asks_who_it_is_for() -> None:
    stage = new_home()
    async with stage.running():
        assert stage.front.place == "setup"


async def forget(stage: Stage, code: str) -> None:
    """Give the bureau's code."""
    await stage.press(stage.pilot, "f7")
    await stage.type(stage.pilot, code)
    await stage.settle(stage.pilot)


async def test_a_forgotten_pin_is_set_anew_by_the_bureaus_code() -> None:
    stage = locked()
    async with stage.running() as pilot:
        await forget(stage, "ABCD-EFGH")
        stage.matches("unlock_forgotten")
        await stage.press(pilot, "f2", *"135790", "enter", *"135791", "enter")
        stage.matches("unlock_new_pin")
        await stage.press(pilot, *"135790", "enter")
        assert stage.front.place == "today"
        assert door(stage).recovered == [(stage.cards[0].badge, "135790")]


async def test_a_slip_in_the_code_is_said_before_a_new_pin_is_asked_for() -> None:
    stage = locked()
    async with stage.running((120, 40)) as pilot:
        await stage.front.action_language()
        await stage.settle(pilot)
        await forget(stage, "WXYZ")
        await stage.press(pilot, "f2")
        stage.matches("unlock_forgotten_wide_en")
        assert door(stage).recovered == []


async def test_the_code_of_another_laptop_changes_nothing_and_stands_there_again() -> None:
    stage = locked()
    stage.strangers.add(stage.cards[0].badge)
    async with stage.running() as pilot:
        await stage.pilot.click("#said", offset=(2, 2))
        await stage.settle(pilot)
        await stage.type(pilot, "ABCD-EFGH")
        await stage.press(pilot, "f2", *"135790", "enter", *"135790", "enter")
        assert stage.front.place == "unlock"
        assert "这把密钥不属于本机" in stage.text()
        assert door(stage).recovered == []
        await stage.press(pilot, "f7")
        assert "ABCD-EFGH" in stage.text()


async def test_lists_of_an_older_version_are_brought_up_in_sight_and_left_by_esc() -> None:
    stage = locked()

    def bring_up(progress: Callable[[int, int], bool]) -> None:
        while progress(3_000, 9_000):
            Event().wait(0.01)
        stage.bring_up = None
        raise Refused(STOPPED)

    stage.bring_up = bring_up
    async with stage.running() as pilot:
        await pilot.press(*PIN, "enter")
        screen = pilot.app.screen
        assert isinstance(screen, UnlockScreen)
        await stage.until(pilot, lambda: screen.how_far is not None)
        screen.count_down()
        await pilot.pause()
        assert "3000 / 9000" in stage.text()
        stage.matches("unlock_opening")
        await stage.press(pilot, "escape")
        assert "没有记录被改动" in stage.text()
        assert stage.front.place == "unlock"
        await stage.press(pilot, "escape", *PIN, "enter")
        assert stage.front.place == "today"
    assert stage.open_sessions == 0
