"""Unlock."""

from tests.tui.stage import PIN, Stage, StageCard


async def test_a_home_without_a_pin_opens_by_itself() -> None:
    stage = Stage()
    async with stage.opened():
        assert stage.front.place == "today"


async def test_the_right_pin_opens_the_home() -> None:
    stage = Stage()
    stage.cards = [StageCard(is_open=False)]
    async with stage.running() as pilot:
        assert stage.front.place == "unlock"
        await stage.press(pilot, *PIN, "enter")
        assert stage.front.place == "today"
    assert stage.open_sessions == 0
