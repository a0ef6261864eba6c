"""What became of a thing, entry by entry, in the reader's language."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.ids import name_id
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.subject import OPENED, Subject
from patrol_tui.domain.subjects.catalog_item import CATALOG_ITEM
from patrol_tui.domain.subjects.device import DEVICE, JOINED
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.domain.subjects.officer import OFFICER
from patrol_tui.domain.subjects.patrol import CONFIRMED, PATROL
from patrol_tui.language import _, current, set_language
from patrol_tui.services.requests import (
    AddPhotos,
    Arrive,
    Check,
    Finish,
    Leave,
    Move,
    Note,
    Pause,
    PhotoFile,
    Recheck,
    Resume,
    Retract,
    SetFields,
    Settle,
    Share,
    StartPatrol,
    UndoLast,
)
from patrol_tui.services.things.history import Event, fact_name, history
from tests.services.laptop import Album, Laptop, Taken, meet, record

if TYPE_CHECKING:
    from patrol_tui.services.ports.ports import Ledger


def events(laptop: Laptop, subject: bytes) -> tuple[Event, ...]:
    ledger: Ledger = laptop.ledger  # type: ignore[assignment] # nothing of a sync is asked for
    return history(ledger, laptop.catalog, laptop.state(subject))


def told(laptop: Laptop, subject: bytes) -> list[str]:
    """Return what a history says, the oldest first."""
    return [event.said.text(_, current()) for event in reversed(events(laptop, subject))]


def newest(laptop: Laptop, subject: bytes) -> str:
    return told(laptop, subject)[-1]


def test_an_issue_tells_its_story_in_chinese() -> None:
    laptop = Laptop(album=Album(a=Taken(b"one")))
    issue = laptop.do(record(fields={"width_m": "2.1"})).subject
    laptop.do(
        Move(issue, "verified"),
        SetFields(issue, {"width_m": "2.4", "place": "东门", "party": ""}),
        SetFields(issue, {"deadline_us": ""}),
        SetFields(issue, {"flags": "suspended", "tags": "学校", "lead": "119"}, "等方案"),
        SetFields(issue, {"flags": "extended", "deadline_us": "2026-12-24T10:00"}, "雨天"),
        Note(issue, "车主来电 {0} [/red]"),
        AddPhotos(issue, (PhotoFile(Path("a")),)),
        Recheck(issue, "车已驶离"),
        Share(issue, "nanhu"),
        UndoLast(issue),
        Retract(issue, "重复"),
    )
    assert told(laptop, issue) == [
        "现场记录：黑色轿车横停",
        "流转：核实",
        "改动：地点 东门，余宽 2.4 米",
        "改动：期限 空",
        "改动：主办部门 消防救援，标记 挂账，标签 学校",
        "改动：期限 2026-12-24 10:00，标记 延期，标记 去掉 挂账",
        "备注：车主来电 {0} [/red]",
        "添加照片",
        "复查：车已驶离",
        "共享给：南湖站",
        "撤销上一步",
        "撤回",
    ]


def test_the_same_story_in_english() -> None:
    set_language("en")
    laptop = Laptop()
    issue = laptop.do(record(fields={"moved": "是"})).subject
    laptop.do(
        Move(issue, "verified"),
        SetFields(issue, {"moved": "否", "found": "1 2", "lane": "exit", "stalls": "3"}),
        SetFields(issue, {"office": "119", "heard_at": "9:05", "lat_e7": "36.97"}),
        SetFields(issue, {"kind": "vendor"}),
        SetFields(issue, {"deadline_us": "2026-11-24T09:00", "note": "[/red]"}),
        Retract(issue, "twice"),
    )
    assert told(laptop, issue)[1:] == [
        "Moved: Check",
        "Changed: Found Smell, Full, Lane Exit, Moved no",
        "Changed: Heard_At 2026-11-23 09:05, latitude 36.9700000, Office Fire",
        "Changed: kind Street vending",
        "Changed: deadline 2026-11-24 09:00, seen [/red]",
        "Retracted",
    ]


def test_a_patrol_tells_where_and_what() -> None:
    laptop = Laptop()
    laptop.do(StartPatrol("north"))
    patrol = laptop.patrol().subject
    laptop.do(
        Arrive("gate"),
        Check("gate", "posters", "unchecked", "落叶"),
        Check("market", "stalls", "ok"),
        Arrive("gate"),
    )
    issue = laptop.do(record(answers=("gate", "clear"))).subject
    laptop.do(
        UndoLast(issue),
        Leave("gate"),
        Pause(),
        Resume(),
        SetFields(patrol, {"weather": "小雨", "arrived/gate": "09:59", "partners": "0418"}),
        SetFields(patrol, {"weather": ""}),
        Finish({"block": "下雨"}),
    )
    assert told(laptop, patrol) == [
        "开始巡查：北线",
        "到站：gate号点",
        "检查：gate号点，看posters 未查，落叶",
        "检查：market号点，看stalls 正常",
        "到站：gate号点",
        "检查：gate号点，看clear 问题",
        "撤销上一步：gate号点，看clear 待查",
        "离站：gate号点",
        "暂停",
        "继续",
        "改动：到站 gate号点 2026-11-23 09:59，天气 小雨，同行 0418",
        "改动：天气 空",
        "结束巡查：跳过 block号点 下雨",
    ]
    assert events(laptop, patrol)[-1].fact == "patrol.created"


def test_a_settled_conflict_says_what_is_right() -> None:
    one, other = Laptop(7), Laptop(8, "0418")
    issue = one.do(record()).subject
    meet(one, other)
    one.do(SetFields(issue, {"place": "东门"}))
    one.do(Move(issue, "verified"))
    one.do(Retract(issue, "重复"))
    other.do(SetFields(issue, {"place": "西门"}))
    other.do(Move(issue, "declined"))
    meet(one, other)
    disputed = {event.said.text(_, "zh") for event in events(one, issue) if event.in_conflict}
    assert disputed == {"改动：地点 东门", "改动：地点 西门", "流转：核实", "流转：不立", "撤回"}
    one.do(Settle(issue, "place", value="东门"))
    assert newest(one, issue) == "定夺：地点 东门"
    one.do(Settle(issue, "status", value="verified"))
    assert newest(one, issue) == "定夺：核实"
    one.do(Settle(issue, "retracted", value="no"))
    assert newest(one, issue) == "定夺：已撤回 否"
    assert not any(event.in_conflict for event in events(one, issue))


def test_an_event_says_who_on_which_laptop_and_whether_it_arrived() -> None:
    one, other = Laptop(7), Laptop(9, "0777", album=Album(a=Taken(b"one"), b=Taken(b"two")))
    issue = one.do(record()).subject
    one.ledger.shared.add(one.ledger.kept[0].hash)
    meet(one, other)
    other.do(AddPhotos(issue, (PhotoFile(Path("a")), PhotoFile(Path("b")))))
    meet(one, other)
    one.do(Move(issue, "verified", reason="看过"), UndoLast(issue))
    undo, move, photos, first = events(one, issue)
    assert (first.author, first.device_number, first.is_own_device) == ("队员甲", 7, True)
    assert (first.in_shared, photos.in_shared) == (True, False)
    assert (photos.author, photos.device_number, photos.photos) == ("", 0, 2)
    assert photos.author_id == other.ledger.writer.officer
    assert (move.reason, move.is_undone, undo.is_undone) == ("看过", True, False)


def test_what_has_no_effect_says_why() -> None:
    laptop = Laptop()
    issue = laptop.do(record()).subject
    heads = laptop.state(issue).heads
    laptop.ledger.append(
        (Draft(issue, ISSUE.kind(3), {"move": "archived"}, heads), Draft(issue, 0x01EE, {}, heads)),
        laptop.clock.now_us(),
    )
    unknown, moved = sorted(events(laptop, issue)[:2], key=lambda event: event.fact, reverse=True)
    assert (moved.fact, unknown.fact) == ("issue.moved", "unknown.0x01ee")
    assert moved.warning is not None
    assert unknown.warning is not None
    assert moved.warning.text(_, "zh") == "按当时的状态走不了这一步，不生效。"
    assert unknown.warning.text(_, "zh") == "由更新版本的程序写入。"
    assert unknown.said.text(_, "zh") == "这条记录在本机读不出来"


def test_a_fact_of_a_thing_that_nobody_declares_has_its_number_for_a_name() -> None:
    assert fact_name(0x7F01) == "unknown.0x7f01"


@pytest.mark.parametrize(
    ("subject", "fact", "content", "said"),
    [
        (OFFICER, 1, {"set": {"name": "队员甲"}}, "新建"),
        (CATALOG_ITEM, 2, {"set": {"section": "routes", "item": "x", "body": {}}}, "改动"),
        (DEVICE, JOINED, {"set": {"sign_key": "aa"}}, "电脑加入"),
        (PATROL, CONFIRMED, {"set": {"confirmed/0418": 0}}, "确认：确认 0418 1970-01-01 08:00"),
        (PATROL, 0x20, {"set": {"left/gate": 5}}, "到站"),
        (ISSUE, 4, {"record": {"notes": "x"}}, "备注"),
        (ISSUE, 5, {"record": {"photos": "x"}}, "添加照片"),
        (ISSUE, 1, {"set": {"place": "东门"}}, "现场记录"),
        (
            ISSUE,
            2,
            {"set": {"code": {"code": "09012", "name": "占用"}}},
            "改动：类别代码 09012 占用",
        ),
    ],
)
def test_every_sort_of_fact_has_words(
    subject: Subject, fact: int, content: dict[str, Json], said: str
) -> None:
    laptop = Laptop()
    thing = name_id("thing", "1")
    laptop.ledger.append((Draft(thing, subject.kind(fact), content),), 0)
    assert newest(laptop, thing) == said


def test_what_is_in_quarantine_says_why_and_who_brought_it() -> None:
    laptop = Laptop(7)
    issue = laptop.do(record()).subject
    (note,) = laptop.do(Note(issue, "假的")).entries
    laptop.ledger.in_quarantine.add(note.hash)
    first, said = reversed(events(laptop, issue))
    assert first.warning is None
    assert said.warning is not None
    assert said.warning.text(_, "zh") == "已隔离，不生效：签名不是该设备的。由 07 号机送来。"


def test_who_opened_a_sealed_field_is_told_by_its_name() -> None:
    laptop = Laptop()
    issue = laptop.do(record()).subject
    heads = laptop.state(issue).heads
    draft = Draft(issue, ISSUE.kind(OPENED), {"opened": ["party"], "reason": "回访"}, heads)
    laptop.ledger.append((draft,), laptop.clock.now_us())
    assert newest(laptop, issue) == "查看封存内容：当事人"
