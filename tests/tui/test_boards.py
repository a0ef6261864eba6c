"""Requests and meetings: their lists in groups, the detail, the next step, the form."""

import pytest

from patrol_tui.domain.folding.state import State
from patrol_tui.services.ports.lists import ListQuery
from patrol_tui.services.requests import Move, SetFields
from patrol_tui.settings import Settings
from patrol_tui.tui.kit.form.form import Form
from patrol_tui.tui.lists.board_screen import BoardScreen
from patrol_tui.tui.screens.matters.issues import IssuesScreen
from patrol_tui.tui.screens.matters.thing import ThingScreen
from tests.tui.scenes import before_the_patrol, issue
from tests.tui.stage import Stage
from tests.tui.work_scenes import NOISE, PROMISE, WHISTLE, busy


def front(stage: Stage) -> BoardScreen:
    """Return the board that is in front."""
    screen = stage.front.screen
    assert isinstance(screen, BoardScreen)
    return screen


def thing(stage: Stage, title: str) -> State:
    """Return a thing by its title."""
    rows = stage.ledger.page(ListQuery(""), limit=500).rows
    state = stage.ledger.state(next(row.subject for row in rows if row.title == title))
    assert state is not None
    return state


async def press(stage: Stage, *keys: str) -> None:
    """Press keys."""
    await stage.press(stage.pilot, *keys)


async def write(stage: Stage, text: str) -> None:
    """Commit a text to the field that has the keys."""
    await stage.type(stage.pilot, text)
    await stage.settle(stage.pilot)


async def show(stage: Stage, page: str, title: str) -> None:
    """Put the cursor on a thing."""
    await stage.front.go(page, subject=thing(stage, title).subject)
    await stage.settle(stage.pilot)


@pytest.mark.parametrize("page", ["requests", "meetings"])
async def test_list_and_detail_look_as_designed(page: str) -> None:
    stage = busy()
    async with stage.opened(size=(80, 24)):
        await show(stage, page, NOISE if page == "requests" else WHISTLE)
        stage.matches(f"{page}_80")


async def test_it_speaks_english_too() -> None:
    stage = busy(Settings(language="en"))
    async with stage.opened():
        await show(stage, "meetings", WHISTLE)
        assert "Whistle" in stage.text()


async def test_the_next_step_asks_what_its_declaration_says() -> None:
    stage = busy()
    async with stage.opened():
        await show(stage, "requests", NOISE)
        assert "13800001111" not in stage.text()
        await press(stage, "enter", "1", "f2")
        state = thing(stage, NOISE)
        assert (state.status, state.text("satisfaction")) == ("called_back", "satisfied")
        await press(stage, "enter")
        assert thing(stage, NOISE).status == "closed"
        await press(stage, "left")
        assert NOISE in stage.text()


async def test_one_department_stops_its_clock_on_the_board() -> None:
    stage = busy()
    async with stage.opened():
        await show(stage, "meetings", WHISTLE)
        await press(stage, "f2", "1", "f2")
        signed = {name for name in thing(stage, WHISTLE).fields if name.startswith("signed/")}
        assert len(signed) == 2
        await press(stage, "f2")
        assert thing(stage, WHISTLE).status == "signed"


async def test_what_is_next_for_others_is_said() -> None:
    stage = busy()
    stage.ledger.granted[stage.ledger.writer.officer] = frozenset(("officer",))
    async with stage.opened():
        await show(stage, "meetings", "店外经营")
        assert "站长" in stage.text()
        await press(stage, "f2")
        assert "站长" in stage.text()


async def test_a_step_among_several_is_chosen_and_a_reason_is_asked() -> None:
    stage = busy()
    async with stage.opened():
        await show(stage, "meetings", PROMISE)
        await press(stage, "f4", "1")
        await press(stage, "3")
        await press(stage, "f2")
        assert thing(stage, PROMISE).status == "promised"
        await write(stage, "不归我们管")
        await press(stage, "f2")
        assert thing(stage, PROMISE).status == "withdrawn"
        await press(stage, "f2")
        assert thing(stage, PROMISE).status == "withdrawn"


async def test_a_conflict_is_settled_there() -> None:
    stage = busy()
    subject = thing(stage, PROMISE).subject
    heads = thing(stage, PROMISE).heads
    stage.do(SetFields(subject, {"party": "物业甲"}, heads=heads))
    stage.do(SetFields(subject, {"party": "物业乙"}, heads=heads))
    async with stage.opened():
        await show(stage, "meetings", PROMISE)
        assert "冲突" in stage.text()
        await press(stage, "f4", "1", "f2")
        assert thing(stage, PROMISE).conflicts == ()


async def test_fields_are_corrected_with_the_reason() -> None:
    stage = busy()
    async with stage.opened():
        await show(stage, "meetings", PROMISE)
        await press(stage, "f4", "2")
        await write(stage, "承诺方")
        await press(stage, "enter")
        await press(stage, "end", "backspace", "backspace")
        await write(stage, "开发商")
        await press(stage, "f2")
        assert thing(stage, PROMISE).text("party") == "开发商"


async def test_notes_undo_and_retraction_are_there_too() -> None:
    stage = busy()
    async with stage.opened():
        await show(stage, "meetings", PROMISE)
        await press(stage, "f4", "3")
        await write(stage, "已打电话")
        await press(stage, "f2")
        assert len(thing(stage, PROMISE).records["notes"]) == 1
        await press(stage, "f4", "end", "enter")
        assert not thing(stage, PROMISE).records.get("notes")
        await press(stage, "f8")
        await write(stage, "重复")
        await press(stage, "f2")
        assert thing(stage, PROMISE).is_retracted


async def test_the_filter_and_the_slices_find_things() -> None:
    stage = busy()
    async with stage.opened():
        await press(stage, "5", "slash")
        await write(stage, "加建")
        await stage.settle(stage.pilot)
        assert PROMISE not in stage.text()
        await press(stage, "down", "enter", "escape", "right")
        assert "普法进小区" in stage.text()
        await press(stage, "right")
        assert "F7" in stage.text()
        await press(stage, "left", "left", "enter", "right", "escape")
        assert front(stage).state is not None
        await press(stage, "escape")


async def test_an_empty_board_names_the_key() -> None:
    stage = before_the_patrol()
    async with stage.opened():
        await press(stage, "4")
        assert "F7" in stage.text()
        await press(stage, "f4", "slash")
        await write(stage, "没有")
        await stage.settle(stage.pilot)
        assert "「没有」" in stage.text()


async def test_a_new_request_is_typed_put_down_and_saved() -> None:
    stage = busy()
    async with stage.opened():
        await press(stage, "4", "f7", "1")
        assert isinstance(stage.front.screen, ThingScreen)
        stage.matches("thing_80")
        await write(stage, "井盖响")
        await press(stage, "f2")
        assert isinstance(stage.front.screen, ThingScreen)
        await press(stage, "escape")
        await press(stage, "f7", "1")
        screen = stage.front.screen
        assert isinstance(screen, ThingScreen)
        assert screen.query_one(Form).values["title"] == "井盖响"
        screen.query_one(Form).set_value("channel", "call")
        await press(stage, "f2")
        state = thing(stage, "井盖响")
        assert (state.status, state.text("channel")) == ("registered", "call")
        assert not isinstance(stage.front.screen, ThingScreen)


@pytest.mark.parametrize("at", range(1, 11))
async def test_every_subject_has_its_form(at: int) -> None:
    stage = busy()
    async with stage.opened():
        await press(stage, "5", "f7")
        await press(stage, *["down"] * (at - 1), "enter")
        assert isinstance(stage.front.screen, ThingScreen)
        await press(stage, "f2", "escape")


async def test_dispatching_an_issue_offers_the_departments_of_the_duty_list() -> None:
    stage = busy()
    found = next(
        row for row in stage.ledger.page(ListQuery("issue"), limit=50).rows if "雨水井" in row.title
    )
    stage.do(Move(found.subject, "verified"), Move(found.subject, "filed"))
    async with stage.opened():
        await stage.front.go("issues", subject=found.subject)
        await stage.settle(stage.pilot)
        await press(stage, "f2", "1", "f2")
        assert "水务" in stage.text()
        await press(stage, "f2")
        state = stage.ledger.state(found.subject)
        assert state is not None
        assert (state.status, state.text("lead")) == ("dispatched", "water")


async def test_what_keeps_coming_back_opens_the_form_of_a_campaign() -> None:
    stage = busy()
    for _number in range(3):
        stage.do(issue("street_vending", "东街 12号", 300))
    row = next(one for one in stage.ledger.page(ListQuery("issue"), limit=9).rows)
    async with stage.opened():
        await stage.front.go("issues", subject=row.subject)
        await stage.settle(stage.pilot)
        assert "第 4 次" in stage.text()
        await press(stage, "f4", "7")
        screen = stage.front.screen
        assert isinstance(screen, ThingScreen)
        assert str(screen.query_one(Form).values["title"]).startswith("东街 12号")
        await press(stage, "f2")
        assert thing(stage, "东街 12号 占道经营").sets["issues"]


async def test_today_shows_what_is_due_of_all_subjects_and_leads_there() -> None:
    stage = busy()
    async with stage.opened():
        text = stage.text()
        assert NOISE in text
        assert PROMISE in text
        await press(stage, "down", "enter")
        assert isinstance(stage.front.screen, BoardScreen | IssuesScreen)


async def test_find_finds_every_subject() -> None:
    stage = busy()
    async with stage.opened():
        await press(stage, "f3")
        await write(stage, "加建")
        assert "会商" in stage.text()
        await press(stage, "enter")
        assert isinstance(stage.front.screen, BoardScreen)
