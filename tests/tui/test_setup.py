"""First run."""

from pathlib import Path

from patrol_tui.settings import Settings
from patrol_tui.tui.entering.door import NewStation
from patrol_tui.tui.kit.pin import PinPad
from tests.tui.scenes import new_home
from tests.tui.stage import PIN, Stage, StageDoor


def made(stage: Stage) -> list[tuple[object, str]]:
    found = stage.front.door
    assert isinstance(found, StageDoor)
    return found.set_up


async def test_a_station_of_its_own_is_set_up_with_keys_alone() -> None:
    stage = new_home()
    async with stage.running() as pilot:
        stage.matches("setup")
        await stage.press(pilot, "down", "2", "enter")
        await stage.press(pilot, *"bh", "enter")
        await stage.type(pilot, "队员甲")
        await stage.press(pilot, "enter", *"0417", "enter")
        stage.matches("setup_who")
        await stage.press(pilot, "enter", *PIN, "enter", *PIN)
        stage.matches("setup_pin")
        await stage.press(pilot, "enter")
        assert made(stage) == [(NewStation("binhu", "队员甲", "0417"), PIN)]
        assert stage.front.place == "today"


async def test_what_is_missing_is_named() -> None:
    stage = new_home()
    async with stage.running() as pilot:
        await stage.press(pilot, "down", "2", "f2", "f2")
        assert "请填写" in stage.text()
        assert made(stage) == []


async def test_two_different_pins_are_told_apart() -> None:
    stage = new_home()
    async with stage.running() as pilot:
        await stage.press(pilot, "down", "2", "enter", *"bh", "enter")
        await stage.press(pilot, *"jia", "enter", *"0417", "enter", "enter")
        await stage.press(pilot, *PIN, "enter", *"111111", "enter")
        assert "两次不一样" in stage.text()
        assert made(stage) == []
        await stage.press(pilot, *PIN, "enter")
        assert len(made(stage)) == 1


async def test_a_bundle_is_opened_with_its_code() -> None:
    stage = new_home()
    async with stage.running() as pilot:
        await stage.press(pilot, "f2")
        await stage.type(pilot, "/usb/binhu.bundle")
        await stage.press(pilot, "enter")
        await stage.type(pilot, "WRONG")
        await stage.press(pilot, "enter", *PIN, "enter", *PIN, "enter")
        assert "does not open" in stage.text()
        await stage.press(pilot, "escape", "down")
        await stage.press(pilot, *["backspace"] * 5)
        await stage.type(pilot, "ABCD-EFGH")
        await stage.press(pilot, "enter", *PIN, "enter", *PIN, "enter")
        assert made(stage) == [(Path("/usb/binhu.bundle"), PIN)]
        assert stage.front.place == "today"


async def test_going_back_and_another_language_keep_what_was_typed() -> None:
    stage = new_home()
    async with stage.running() as pilot:
        await stage.press(pilot, "down", "2", "f2", *"bh", "enter")
        await stage.type(pilot, "队员甲")
        await stage.press(pilot, "escape", "up", "2")
        assert "first run" in stage.text()
        await stage.press(pilot, "f2")
        shown = stage.text()
        assert "Binhu Station" in shown
        assert "队员甲" in shown


async def test_fingers_set_a_pin_and_every_field_is_three_rows_high() -> None:
    stage = new_home(Settings(touch=True))
    async with stage.running() as pilot:
        assert {box.outer_size.height for box in stage.front.screen.query("FieldBox")} == {3}
        await stage.press(pilot, "down", "2", "enter", *"bh", "enter")
        await stage.press(pilot, *"jia", "enter", *"0417", "enter", "enter")
        stage.matches("setup_pin_touch")
        for key in (*PIN, "1", PinPad.BACK, PinPad.ENTER, *PIN, PinPad.ENTER):
            row, column = divmod(PinPad.KEYS.index(key), 6)
            await pilot.click(PinPad, offset=(column * 10 + 4, row * 4 + 2))
        await stage.settle(pilot)
        assert len(made(stage)) == 1
