"""A lone officer is asked loudly, never in the middle of a word, and can always call for help."""

from patrol_tui.domain.folding.state import State
from patrol_tui.services.requests import StartPatrol
from patrol_tui.tui.safety.sos import sos_text
from tests.tui.scenes import before_the_patrol, issue
from tests.tui.stage import MINUTE_US, Stage


def alone() -> Stage:
    stage = before_the_patrol()
    stage.do(StartPatrol("binhu_north"))
    return stage


def patrol(stage: Stage) -> State:
    found = stage.office().patrol_under_way()
    assert found is not None
    return found


async def wait(stage: Stage, minutes: int) -> None:
    stage.clock.advance(minutes * MINUTE_US)
    await stage.front.tick()
    await stage.settle(stage.pilot)


async def test_silence_is_asked_about_and_enter_answers() -> None:
    stage = alone()
    async with stage.opened() as pilot:
        await wait(stage, 29)
        assert "你平安吗" not in stage.text()
        await wait(stage, 1)
        stage.matches("safety_due")
        await stage.press(pilot, "enter")
        assert "已记下：你平安" in stage.text()
        assert patrol(stage).integer("safe_us") == stage.clock.now_us()
        assert patrol(stage).integer("silent_min") is None


async def test_after_a_record_it_comes_later_and_put_away_again_until_the_grace_is_over() -> None:
    stage = alone()
    stage.clock.advance(20 * MINUTE_US)
    stage.do(issue("fire_lane", "甲小区", 300))
    async with stage.opened() as pilot:
        await wait(stage, 29)
        assert "你平安吗" not in stage.text()
        await wait(stage, 1)
        assert "你平安吗" in stage.text()
        await stage.press(pilot, "escape")
        assert "你平安吗" not in stage.text()
        await wait(stage, 6)
        assert "宽限已过" in stage.text()
        await wait(stage, 2)
        assert "38" in stage.text()
        await stage.press(pilot, "f2")
        assert patrol(stage).integer("silent_min") == 38


async def test_nobody_is_asked_in_the_middle_of_a_word() -> None:
    stage = alone()
    async with stage.opened("record", kind="dogs") as pilot:
        stage.clock.advance(31 * MINUTE_US)
        await stage.type(pilot, "犬")
        await stage.front.tick()
        await stage.settle(pilot)
        assert "你平安吗" not in stage.text()
        stage.clock.advance(11_000_000)
        await stage.front.tick()
        await stage.settle(pilot)
        assert "你平安吗" in stage.text()


async def test_an_sos_takes_three_keys_and_names_the_numbers_to_call() -> None:
    stage = alone()
    async with stage.opened() as pilot:
        await stage.press(pilot, "f12")
        stage.matches("sos")
        await stage.press(pilot, "1", "f2")
        note = patrol(stage).records["notes"][-1].value
        assert note == "SOS 08:05 队员甲 受到威胁"
        assert "SOS 已记下" in stage.text()


async def test_the_question_leads_to_the_sos_too() -> None:
    stage = alone()
    async with stage.opened() as pilot:
        await wait(stage, 40)
        await stage.press(pilot, "f12")
        assert "报警 110" in stage.text()
        await stage.press(pilot, "escape")
        await stage.front.run_command("app.safe")
        await stage.settle(pilot)
        assert patrol(stage).integer("silent_min") == 40


async def test_without_any_patrol_the_sos_says_to_call() -> None:
    stage = before_the_patrol()
    async with stage.opened() as pilot:
        await stage.press(pilot, "f12", "3", "f2")
        assert "请打电话求助" in stage.text()


async def test_nobody_is_asked_over_the_note_that_help_is_needed() -> None:
    stage = alone()
    async with stage.opened() as pilot:
        await stage.press(pilot, "f12")
        await wait(stage, 40)
        assert "你平安吗" not in stage.text()
        await stage.press(pilot, "escape")
        await wait(stage, 2)
        assert "你平安吗" in stage.text()


def test_the_note_says_where_the_receiver_stands() -> None:
    stage = alone()
    desk = stage.session().desk()
    values = {"what": "threat", "place": "东街", "more": ""}
    said = sos_text(desk, values, (369_700_000, 1_172_100_000))
    assert said.endswith("东街，36.97000, 117.21000")
