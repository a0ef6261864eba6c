"""Settings."""

from patrol_tui.settings import Settings
from tests.tui.scenes import before_the_patrol, locked
from tests.tui.stage import PIN, Stage, StageDoor


def kept(stage: Stage) -> Settings:
    door = stage.front.door
    assert isinstance(door, StageDoor)
    return door.kept[-1]


async def test_it_shows_what_was_chosen_and_whose_laptop_it_is() -> None:
    stage = before_the_patrol()
    async with stage.opened() as pilot:
        await stage.press(pilot, "9")
        stage.matches("settings")


async def test_enter_goes_to_the_next_value_and_keeps_it() -> None:
    stage = before_the_patrol()
    async with stage.opened() as pilot:
        await stage.press(pilot, "9", "down", "enter")
        assert kept(stage).theme == "sunlight"
        assert "强光" in stage.text()
        await stage.press(pilot, "down", "enter")
        assert kept(stage).touch
        await stage.press(pilot, "enter", "down", "enter")
        assert kept(stage).lines == "ascii"
        assert not set(stage.text()) & set("│─")
        await stage.press(pilot, "down", "enter")
        assert kept(stage).reduced_motion


async def test_another_language_is_spoken_at_once() -> None:
    stage = before_the_patrol()
    async with stage.opened() as pilot:
        await stage.press(pilot, "9", "enter")
        assert kept(stage).language == "en"
        stage.matches("settings_en")
        await stage.press(pilot, "enter")
        assert kept(stage).language == "zh"


async def test_minutes_until_the_lock_are_typed_and_stay_within_bounds() -> None:
    stage = locked()
    async with stage.running() as pilot:
        await stage.press(pilot, *PIN, "enter", "9", *["down"] * 5, "enter")
        await stage.press(pilot, "backspace", "backspace", *"３０", "enter")
        assert kept(stage).lock_after_min == 30
        await stage.press(pilot, "enter", "backspace", "backspace", *"999", "f2")
        assert kept(stage).lock_after_min == 240


async def test_the_camera_folder_and_the_shared_ledger_are_typed() -> None:
    stage = before_the_patrol()
    async with stage.opened() as pilot:
        await stage.press(pilot, "9", *["down"] * 6, "enter")
        await stage.type(pilot, "/相机/新照片")
        await stage.press(pilot, "enter", "down", "down", "enter")
        await stage.type(pilot, "postgresql://甲:secret@db/patrol")
        await stage.press(pilot, "enter")
        assert kept(stage).camera_folder == "/相机/新照片"
        assert kept(stage).shared_url == "postgresql://甲:secret@db/patrol"
        shown = stage.text()
        assert "secret" not in shown
        assert "***" in shown


async def test_minutes_until_a_lone_officer_is_asked_may_be_none() -> None:
    stage = before_the_patrol()
    async with stage.opened() as pilot:
        await stage.press(pilot, "9", *["down"] * 9, "enter", "backspace", "backspace", "0", "f2")
        assert kept(stage).check_in_min == 0
        assert "不问" in stage.text()
        await stage.press(pilot, "down", "enter", "backspace", "1", "2", "f2")
        assert kept(stage).check_in_grace_min == 12
        assert "12 分钟" in stage.text()


async def test_the_pin_is_changed_with_the_old_one() -> None:
    stage = locked()
    async with stage.running() as pilot:
        await stage.press(pilot, *PIN, "enter", "9", *["down"] * 11, "enter")
        await stage.press(pilot, *PIN, "enter", *"135791", "enter", *"135790", "enter")
        assert "两次不一样" in stage.text()
        await stage.press(pilot, *"135791", "enter")
        assert "PIN 已更改" in stage.text()
        door = stage.front.door
        assert isinstance(door, StageDoor)
        assert door.tried[-1] == ("0417", "135791")


async def test_a_wrong_old_pin_is_refused() -> None:
    stage = locked()
    async with stage.running() as pilot:
        await stage.press(pilot, *PIN, "enter", "9", *["down"] * 11, "enter")
        await stage.press(pilot, *"999999", "enter", *"135791", "enter", *"135791", "enter")
        assert "Wrong PIN" in stage.text()
