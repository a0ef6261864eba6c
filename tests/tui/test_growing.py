"""What grows out of things on the screens: lines of a meeting, promises, the way to and fro."""

import hashlib
from pathlib import Path

from patrol_tui.services.requests import SetFields
from patrol_tui.tui.kit.form.form import Form
from patrol_tui.tui.screens.matters.issues import IssuesScreen
from patrol_tui.tui.screens.matters.thing import ThingScreen
from patrol_tui.tui.screens.walking.record import RecordScreen
from tests.tui.stage import Stage
from tests.tui.test_boards import press, show, thing, write
from tests.tui.work_scenes import NOISE, WHISTLE, add, busy

ROUND_TABLE = "周五圆桌会"


def meeting() -> Stage:
    """Return a busy station with a meeting about the overflowing drain."""
    stage = busy()
    issue = stage.ledger.state(thing(stage, WHISTLE).subject)
    assert issue is not None
    (drain,) = issue.sets["about"]
    held = add(stage, "meeting", ROUND_TABLE, agenda=drain, place="工作站", held_us="15:00")
    votes = {"present/王女士": "业主", "present/刘经理": "物业", "vote/王女士": "for"}
    stage.do(SetFields(held, {**votes, "vote/刘经理": "against"}))
    return stage


async def test_lines_are_added_by_keys_and_shown_with_their_count() -> None:
    stage = meeting()
    async with stage.opened():
        await show(stage, "meetings", ROUND_TABLE)
        await press(stage, "f4", "4")
        await write(stage, "赵书记")
        await press(stage, "f2")
        assert "vote/赵书记" not in thing(stage, ROUND_TABLE).fields
        await press(stage, "1", "f2")
        assert thing(stage, ROUND_TABLE).text("vote/赵书记") == "for"
        stage.matches("meeting_80")


async def test_a_line_that_is_refused_is_there_again_when_it_is_asked_for_once_more() -> None:
    stage = meeting()
    async with stage.opened():
        await show(stage, "meetings", ROUND_TABLE)
        await press(stage, "f4", "2")
        await write(stage, "/")
        await press(stage, "tab")
        await write(stage, "业主")
        await press(stage, "f2", "f4", "2")
        assert "业主" in stage.text()
        await press(stage, "escape", "f4", "2")
        assert "业主" in stage.text()


async def test_an_attachment_is_named_by_its_file_and_kept_by_its_hash(tmp_path: Path) -> None:
    paper = tmp_path / "a.pdf"
    paper.write_bytes(b"%PDF")
    stage = busy()
    add(stage, "letter", "请派员", addressee="fire")
    async with stage.opened() as pilot:
        await show(stage, "requests", "请派员")
        await press(stage, "f4", "2")
        await write(stage, "责改通知书")
        await press(stage, "tab")
        await write(stage, str(tmp_path / "b.pdf"))
        await press(stage, "f2")
        await stage.until(pilot, lambda: "什么都没写" in stage.text())
        assert "attachment/责改通知书" not in thing(stage, "请派员").fields
        await press(stage, "f4", "2", "tab", "end", *["backspace"] * len("b.pdf"))
        await write(stage, "a.pdf")
        await press(stage, "f2")
        name = "attachment/责改通知书"
        await stage.until(pilot, lambda: name in thing(stage, "请派员").fields)
    digest = hashlib.sha256(b"%PDF").hexdigest()
    assert thing(stage, "请派员").text(name) == digest


async def test_a_promise_begins_out_of_the_meeting_and_both_lead_to_each_other() -> None:
    stage = meeting()
    async with stage.opened():
        await show(stage, "meetings", ROUND_TABLE)
        await press(stage, "f4", "5")
        assert "承诺" in stage.text()
        await press(stage, "3")
        screen = stage.front.screen
        assert isinstance(screen, ThingScreen)
        form = screen.query_one(Form)
        assert form.values["meeting"] == thing(stage, ROUND_TABLE).text("number")
        form.set_value("title", "当天疏通")
        form.set_value("party", "物业")
        await press(stage, "f2")
        promise = thing(stage, "当天疏通")
        assert promise.text("meeting") == thing(stage, ROUND_TABLE).subject.hex()
        assert len(promise.sets["about"]) == 1
        await show(stage, "meetings", "当天疏通")
        await press(stage, "tab")
        assert "去看" in stage.text()
        await press(stage, "2")
        assert isinstance(stage.front.screen, IssuesScreen)
        assert "当天疏通" in stage.text()
        await press(stage, "escape")
        assert "当天疏通" in stage.text()
        await press(stage, "escape")
        assert stage.front.screen.NAME == "today"


async def test_a_request_leads_to_the_record_of_an_issue_that_names_it() -> None:
    stage = meeting()
    async with stage.opened():
        await show(stage, "requests", NOISE)
        await press(stage, "tab")
        assert "还没有相关的" in stage.text()
        await press(stage, "space")
        assert "Ctrl+N  由此新建" in stage.text()
        await press(stage, "ctrl+n", "1")
        screen = stage.front.screen
        assert isinstance(screen, RecordScreen)
        await write(stage, "其他")
        await press(stage, "enter")
        pane = screen.pane
        assert pane is not None
        assert "出自" in stage.text()
        assert pane.form.values["place"] == "小广场"
        pane.form.set_value("note", "音响太响")
        pane.form.set_value("measures", ("persuaded",))
        await press(stage, "f2")
        await show(stage, "requests", NOISE)
        await press(stage, "tab")
        assert isinstance(stage.front.screen, IssuesScreen)
        assert NOISE in stage.text()


async def test_a_hand_over_is_written_before_anybody_types() -> None:
    stage = meeting()
    async with stage.opened():
        await stage.front.over("thing", type="handover")
        await stage.settle(stage.pilot)
        stage.matches("handover_80")
        await press(stage, "f2")
        assert thing(stage, "11-23 早班交晚班").sets["open"]
