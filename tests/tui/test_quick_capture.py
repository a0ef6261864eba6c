"""From F7 to saved in few keys: phrases, the last one again."""

import pytest

from patrol_tui.domain.folding.state import State
from patrol_tui.settings import Settings
from patrol_tui.tui.kit.form.phrase_box import PhraseBox
from tests.tui.scenes import on_patrol
from tests.tui.stage import Stage

MOST_KEYS = 9
"""Under ten."""

KEYS = {
    "fire_lane": "f7 x f enter 2 f2 enter 1 f2",
    "street_vending": "f7 z d j enter enter 1 f2",
    "garbage_room": "f7 g r enter 1 f2 enter 1 f2",
}
"""What an officer presses who stands at a checkpoint: F7, initials, answers, F2."""


def newest_issue(stage: Stage) -> State:
    states = [stage.ledger.state(one) for one in {entry.subject for entry in stage.ledger.kept}]
    issues = [state for state in states if state is not None and state.type == "issue"]
    return max(issues, key=lambda state: state.facts[0].entry.wall_us)


@pytest.mark.parametrize("kind", KEYS)
async def test_a_named_form_is_saved_in_under_ten_keys(kind: str) -> None:
    keys = KEYS[kind].split()
    assert len(keys) <= MOST_KEYS
    stage = on_patrol()
    stage.clock.advance(60_000_000)
    async with stage.opened() as pilot:
        await stage.press(pilot, *keys)
        assert stage.front.place == "today", stage.text()
        state = newest_issue(stage)
        assert state.text("kind") == kind
        assert state.text("place") == "5号楼消防车道"
        phrases = [one.zh for one in stage.catalog.kind(kind).phrases]
        assert state.text("note") == phrases[0]


async def test_phrases_stand_below_an_empty_note_and_go_with_the_first_letter() -> None:
    stage = on_patrol()
    first, second = [one.zh for one in stage.catalog.kind("dogs").phrases]
    async with stage.opened("record", kind="dogs") as pilot:
        await stage.press(pilot, "1", "enter")
        box = stage.front.screen.query_one(PhraseBox)
        box.focus()
        await stage.settle(pilot)
        assert first in stage.text()
        await stage.type(pilot, "2只狗")
        assert first not in stage.text()
        await stage.press(pilot, *["backspace"] * 3, "down", "right")
        await stage.type(pilot, "主人走开了")
        assert box.value == f"{second}主人走开了"


async def test_escape_puts_the_phrases_away_before_the_form() -> None:
    stage = on_patrol()
    first = stage.catalog.kind("dogs").phrases[0].zh
    async with stage.opened("record", kind="dogs") as pilot:
        stage.front.screen.query_one(PhraseBox).focus()
        await stage.settle(pilot)
        await stage.press(pilot, "escape")
        assert first not in stage.text()
        assert stage.front.place == "record"
        await stage.press(pilot, "escape")
        assert stage.front.place == "today"


async def test_a_phrase_is_taken_by_the_mouse() -> None:
    stage = on_patrol()
    second = stage.catalog.kind("dogs").phrases[1].zh
    async with stage.opened("record", kind="dogs") as pilot:
        box = stage.front.screen.query_one(PhraseBox)
        box.focus()
        await stage.settle(pilot)
        await pilot.click("Suggestions", offset=(3, 1))
        await stage.settle(pilot)
        assert second in stage.text()


async def test_the_last_record_is_made_once_more_where_one_is_now() -> None:
    stage = on_patrol(Settings(keys={"app.repeat": "f11"}))
    before = newest_issue(stage)
    stage.clock.advance(60_000_000)
    async with stage.opened() as pilot:
        await stage.press(pilot, "f11")
        assert "消防通道占用  现场记录" in stage.text()
        assert "看到的情况" in stage.text()
        await stage.press(pilot, *"2", "f2", "1", "f2")
        state = newest_issue(stage)
        assert state.subject != before.subject
        assert state.text("note") == before.text("note")
        assert state.text("kind") == "fire_lane"


async def test_the_last_record_is_offered_below_what_was_used_last() -> None:
    stage = on_patrol()
    async with stage.opened("record") as pilot:
        assert "再记一件" in stage.text()
        await stage.press(pilot, "down", "down", "down", "enter")
        assert "看到的情况" in stage.text()
        assert stage.drafts.held or stage.front.place == "record"
