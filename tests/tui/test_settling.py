"""Settling from the screens: all types, any number of sides, what each had seen."""

import re

import pytest

from patrol_tui.domain.folding.state import State
from patrol_tui.services.office import Office
from patrol_tui.services.requests import Retract, SetFields, StartPatrol
from tests.services.memory import MemoryLedger, writer
from tests.tui.issue_scenes import CASE, SecondLaptop, in_two_minds, subject_at
from tests.tui.scenes import NORTH, before_the_patrol
from tests.tui.stage import MINUTE_US, Stage, shipped


def state_of(stage: Stage, subject: bytes) -> State:
    state = stage.ledger.state(subject)
    assert state is not None
    return state


def another_issue(stage: Stage) -> bytes:
    """Return an issue that is not the case in conflict."""
    case = subject_at(stage, CASE)
    subjects = dict.fromkeys(entry.subject for entry in reversed(stage.ledger.kept))
    return next(one for one in subjects if one != case and state_of(stage, one).type == "issue")


async def test_a_patrol_in_conflict_is_settled_from_the_sync_page() -> None:
    stage = before_the_patrol()
    patrol = stage.do(StartPatrol(NORTH)).subject
    other = SecondLaptop(stage)
    stage.do(SetFields(patrol, {"weather": "[red]晴"}))
    other.office.perform(SetFields(patrol, {"weather": "雨"}))
    other.brings()
    async with stage.opened() as pilot:
        await stage.press(pilot, "8")
        assert "1 处等你定" in stage.text()
        await stage.press(pilot, "f4")
        assert "[red]晴" in stage.text()
        await stage.press(pilot, "3", "f2")
        await stage.type(pilot, "阴")
        await stage.press(pilot, "enter")
        await stage.type(pilot, "都看错了")
        await stage.press(pilot, "f2")
        assert state_of(stage, patrol).text("weather") == "阴"
        assert state_of(stage, patrol).conflicts == ()
        assert "等你定" not in stage.text()


async def test_of_several_things_one_is_chosen_and_escape_changes_nothing() -> None:
    stage = in_two_minds()
    case, second, other = subject_at(stage, CASE), another_issue(stage), SecondLaptop(stage)
    stage.do(SetFields(second, {"place": "东侧"}))
    other.office.perform(SetFields(second, {"place": "西侧"}))
    other.brings()
    async with stage.opened() as pilot:
        await stage.press(pilot, "8", "f4")
        assert "复查结果" in stage.text()
        await stage.press(pilot, "escape")
        await stage.press(pilot, "f4", "1")
        assert "采用 1" in stage.text()
        await stage.press(pilot, "escape")
        assert state_of(stage, case).conflicts
        assert state_of(stage, second).conflicts


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_it_is_shown_what_each_had_seen_when_writing(size: tuple[int, int]) -> None:
    stage = in_two_minds()
    async with stage.opened(size=size) as pilot:
        await stage.press(pilot, "8", "f4", "f6")
        stage.matches(f"conflict_seen_{size[0]}")
        await stage.press(pilot, "escape")
        assert "采用 1" in stage.text()


@pytest.mark.fault(26)
async def test_a_retraction_against_an_edit_offers_the_two_and_nothing_else() -> None:
    stage = before_the_patrol()
    issue = first_issue(stage)
    other = SecondLaptop(stage)
    stage.do(Retract(issue, "重复"))
    stage.clock.advance(MINUTE_US)
    other.office.perform(SetFields(issue, {"place": "新地方"}))
    other.brings()
    assert not state_of(stage, issue).is_retracted  # it stands until that is settled
    async with stage.opened() as pilot:
        await stage.press(pilot, "8", "f4")
        assert "都不对" not in stage.text()
        await stage.press(pilot, "2", "f2")
        assert state_of(stage, issue).is_retracted
        assert state_of(stage, issue).conflicts == ()


def first_issue(stage: Stage) -> bytes:
    """Return any issue."""
    subjects = dict.fromkeys(entry.subject for entry in stage.ledger.kept)
    return next(one for one in subjects if state_of(stage, one).type == "issue")


@pytest.mark.fault(25)
async def test_a_dozen_sides_are_all_reached_by_arrows() -> None:
    stage = in_two_minds()
    issue = another_issue(stage)
    crew = [colleague(stage, number) for number in range(12)]
    for number, (_ledger, office) in enumerate(crew):
        stage.clock.advance(MINUTE_US)
        office.perform(SetFields(issue, {"place": f"{number}号门"}))
    for ledger, _office in crew:
        stage.ledger.take(ledger)
    async with stage.opened() as pilot:
        await stage.press(pilot, "3")
        await stage.front.go("issues", subject=issue)
        await stage.settle(pilot)
        await stage.press(pilot, "f4")
        assert "11号门" in stage.text()
        # one of them stands in the title for now, whichever; as a side the first is out of sight
        assert not re.search(r"\s0号门 +\d+:", stage.text())
        await stage.press(pilot, *["down"] * 11)
        assert "采用 12" in stage.text()
        assert re.search(r"\s0号门 +\d+:", stage.text())
        await stage.press(pilot, "f2")
        assert state_of(stage, issue).text("place") == "0号门"
        assert state_of(stage, issue).conflict("place") is None


def colleague(stage: Stage, number: int) -> tuple[MemoryLedger, Office]:
    """Return a further laptop that holds what the first one holds."""
    ledger = MemoryLedger(writer(f"05{number:02}", f"队员{number}", 20 + number), shipped().items())
    ledger.take(stage.ledger)
    return ledger, Office(ledger, lambda: stage.catalog, stage.photos(), stage.clock)  # type: ignore[arg-type]
