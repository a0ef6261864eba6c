"""Today in one look."""

from typing import Any

import pytest

from patrol_tui.services.office import Office
from patrol_tui.services.ports.lists import ListQuery
from patrol_tui.services.requests import (
    Arrive,
    CheckIn,
    Finish,
    Request,
    SetFields,
    Sos,
    StartPatrol,
)
from patrol_tui.settings import Settings
from tests.services.memory import MemoryLedger, writer
from tests.tui.scenes import at, before_the_patrol, issue, on_patrol, paused
from tests.tui.stage import MINUTE_US, Stage


def colleague(stage: Stage, *requests: Request) -> None:
    """Have another officer's laptop write something, and take that in."""
    other = MemoryLedger(writer("0418", "队员乙", number=8))
    other.take(stage.ledger)
    theirs: Any = other  # fulfils what a decision asks of it
    office = Office(theirs, lambda: stage.catalog, stage.photos(), stage.clock)
    for request in requests:
        office.perform(request)
    stage.ledger.take(other)


SIZES = {"80": (80, 24), "120": (120, 40)}


@pytest.mark.parametrize("size", SIZES)
async def test_the_morning_looks_as_designed(size: str) -> None:
    stage = on_patrol()
    async with stage.opened(size=SIZES[size]):
        stage.matches(f"today_{size}")


async def test_when_the_shared_database_was_reached_last_is_known_after_a_restart() -> None:
    stage = before_the_patrol()
    stage.ledger.set_meta("sync.reached_us", str(stage.clock.now_us() - 3_600_000_000))
    async with stage.opened():
        assert "上次 07:05" in stage.text()


async def test_it_speaks_english_too() -> None:
    stage = on_patrol(Settings(language="en"))
    async with stage.opened():
        stage.matches("today_en")


async def test_lines_can_be_plain() -> None:
    stage = on_patrol(Settings(lines="ascii"))
    async with stage.opened():
        shown = stage.text()
        assert not set(shown) & set("━─│┃┬")
        assert "===" in shown


async def test_before_the_patrol_enter_begins_it() -> None:
    stage = before_the_patrol()
    async with stage.opened() as pilot:
        stage.matches("today_before")
        await stage.press(pilot, "enter")
        assert stage.front.place == "patrol"
        assert "开始巡查" in stage.text()


async def test_enter_goes_on_with_the_patrol() -> None:
    stage = on_patrol()
    async with stage.opened() as pilot:
        await stage.press(pilot, "enter")
        assert stage.front.place == "patrol"
        assert "5号楼消防车道" in stage.text()


async def test_enter_goes_on_with_a_paused_patrol() -> None:
    stage = paused()
    async with stage.opened() as pilot:
        assert "暂停中" in stage.text()
        await stage.press(pilot, "enter")
        patrol = stage.front.patrol
        assert patrol is not None
        assert patrol.status == "walking"


def done_for_today() -> Stage:
    stage = on_patrol()
    points = stage.catalog.route("binhu_north").checkpoints
    at(stage, "12:00", Finish({point.id: "时间不够" for point in points[5:]}))
    return stage


async def test_after_the_patrol_what_is_unsent_comes_next() -> None:
    stage = done_for_today()
    async with stage.opened():
        assert "未入库" in stage.text().splitlines()[2]


async def test_when_all_is_sent_another_patrol_comes_next_while_there_is_time() -> None:
    stage = done_for_today()
    stage.ledger.shared |= {entry.hash for entry in stage.ledger.kept}
    async with stage.opened():
        assert "开始巡查" in stage.text().splitlines()[2]


async def test_when_all_is_sent_the_receipt_ends_the_shift() -> None:
    stage = done_for_today()
    stage.ledger.shared |= {entry.hash for entry in stage.ledger.kept}
    stage.clock.advance(4 * 60 * MINUTE_US + 30 * MINUTE_US)
    async with stage.opened():
        assert "全部入库" in stage.text().splitlines()[2]


async def test_after_the_patrol_a_conflict_waits_to_be_settled() -> None:
    stage = done_for_today()
    other = MemoryLedger(writer("0418", "队员乙", 8), stage.catalog.items())
    other.take(stage.ledger)
    subject = stage.ledger.page(ListQuery("issue"), limit=1).rows[0].subject
    office: Any = stage.office()
    office.perform(SetFields(subject, {"place": "东门"}))
    theirs: Any = other
    Office(theirs, lambda: stage.catalog, stage.photos(), stage.clock).perform(
        SetFields(subject, {"place": "西门"})
    )
    stage.ledger.take(other)
    async with stage.opened() as pilot:
        assert "1 处冲突等你定" in stage.text().splitlines()[2]
        await stage.press(pilot, "enter")
        assert stage.front.place == "issues"


async def test_down_leads_to_what_is_due_and_up_back() -> None:
    stage = on_patrol()
    async with stage.opened() as pilot:
        await stage.press(pilot, "down", "down")
        rows = [line for line in stage.text().splitlines() if line.startswith(">")]
        assert len(rows) == 2
        assert "5号楼西侧" in rows[1]
        await stage.press(pilot, "up", "up", "enter")
        assert stage.front.place == "patrol"


async def test_enter_on_something_due_shows_it() -> None:
    stage = on_patrol()
    async with stage.opened() as pilot:
        await stage.press(pilot, "down", "enter")
        assert stage.front.place == "issues"
        assert "甲小区 3号楼东侧" in stage.text()


async def test_who_walks_alone_and_is_silent_stands_first_for_the_lead() -> None:
    stage = before_the_patrol()
    colleague(stage, StartPatrol("binhu_north"), Arrive("north_gate"))
    stage.clock.advance(36 * MINUTE_US)
    async with stage.opened() as pilot:
        row = next(line for line in stage.text().splitlines() if "没有消息" in line)
        assert "安 08:40 队员乙  独行，没有消息  小区" in row
        assert "超0:01" in row.replace(" ", "")
        await stage.press(pilot, "down", "enter")
        assert stage.front.place == "patrol"
        assert "小区正门" in stage.text()


async def test_a_call_for_help_of_a_colleague_stands_first_until_all_is_well() -> None:
    stage = before_the_patrol()
    colleague(stage, StartPatrol("binhu_north", ("0417",)), Sos("SOS 受伤"))
    async with stage.opened():
        assert "救 08:05 队员乙  求助  北线" in stage.text()
        stage.clock.advance(MINUTE_US)
        colleague(stage, CheckIn(silent_min=40))
        stage.front.changed()
        await stage.settle(stage.pilot)
        assert "求助" not in stage.text()
        assert "安 迟报平安 1 次" in stage.text()


async def test_a_window_too_small_says_so() -> None:
    stage = on_patrol()
    async with stage.opened(size=(72, 20)):
        assert "72×20" in stage.text()


async def test_escape_sequences_in_a_place_are_only_text() -> None:
    stage = before_the_patrol()
    stage.do(issue("fire_lane", "[/red]\x1b[31m3号楼", 30))
    async with stage.opened():
        assert "[/red]3号楼" in stage.text()
