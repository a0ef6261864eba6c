"""Figures: rates with both sides, days, tables, places by week."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from patrol_tui.domain.entries.ids import name_id
from patrol_tui.domain.language.errors import Refused
from patrol_tui.domain.times import parse_time
from patrol_tui.services.requests import Arrive, Finish, Move, StartPatrol
from patrol_tui.services.session import Session
from patrol_tui.settings import Settings
from patrol_tui.tui.screens.looking.figures import FiguresScreen
from tests.tui.scenes import NORTH, issue
from tests.tui.stage import MORNING_US, Stage

HANDLED = ("verified", "filed", "dispatched", "handling", "responded")
SEEN = (
    ("2026-11-02T09:00", "fire_lane", "5号楼消防车道", "closed"),
    ("2026-11-02T10:00", "street_vending", "东街 12号", "responded"),
    ("2026-11-05T09:00", "street_vending", "便民市场口", "closed"),
    ("2026-11-07T09:00", "garbage_room", "2号垃圾房", ""),
    ("2026-11-12T08:30", "street_vending", "便民市场口", "reworked"),
    ("2026-11-12T09:00", "fire_lane", "甲小区 3号楼东侧", "declined"),
    ("2026-11-12T10:00", "sewage", "南门雨水井", "responded"),
    ("2026-11-18T09:00", "fire_lane", "5号楼消防车道", ""),
    ("2026-11-23T09:00", "clutter_planting", "中心花坛", ""),
)


def month(settings: Settings | None = None) -> Stage:
    """Return a station with some weeks of work behind it."""
    stage = Stage(settings=settings)
    own = stage.ledger.writer
    for when, kind, place, end in SEEN:
        stage.clock.at_us = parse_time(when, 0)
        due = stage.clock.at_us - MORNING_US + 240 * 60_000_000
        made = stage.do(issue(kind, place, due // 60_000_000)).subject
        states = {"": (), "declined": ("declined",), "responded": HANDLED}.get(
            end, (*HANDLED, *(("checked", "closed") if end == "closed" else ("reworked",)))
        )
        for state in states:
            if state == "checked":
                stage.ledger.written_by(own.device, name_id("officer", "0418"))
            stage.do(Move(made, state, "有原因"), minutes=10)
        stage.ledger.written_by(own.device, own.officer)
    for when in ("2026-11-12T14:00", "2026-11-19T14:00"):
        stage.clock.at_us = parse_time(when, 0)
        stage.do(StartPatrol(NORTH), Arrive("north_gate"), Arrive("north_market"))
        stage.do(Finish(dict.fromkeys(_rest(stage), "改期")))
    stage.clock.at_us = MORNING_US
    return stage


def _rest(stage: Stage) -> list[str]:
    points = stage.catalog.route(NORTH).checkpoints
    return [one.id for one in points if one.id not in {"north_gate", "north_market"}]


def shown(stage: Stage) -> FiguresScreen:
    """Return the screen that is in front."""
    screen = stage.front.screen
    assert isinstance(screen, FiguresScreen)
    return screen


@asynccontextmanager
async def at_figures(
    *keys: str, size: tuple[int, int] = (80, 24), settings: Settings | None = None
) -> AsyncIterator[Stage]:
    """Open the figures of that month, and press keys there."""
    stage = month(settings)
    async with stage.opened(size=size) as pilot:
        await stage.press(pilot, "7", *keys)
        yield stage


async def press(stage: Stage, *keys: str) -> None:
    """Press further keys."""
    await stage.press(stage.pilot, *keys)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80", "120"])
async def test_figures_look_as_designed(size: tuple[int, int]) -> None:
    async with at_figures(size=size) as stage:
        stage.matches(f"figures_{size[0]}")


async def test_figures_speak_english_too() -> None:
    async with at_figures(settings=Settings(language="en")) as stage:
        stage.matches("figures_en")


async def test_the_district_has_a_table_of_stations_and_keys_go_through_the_tables() -> None:
    async with at_figures("f6", size=(120, 40)) as stage:
        stage.matches("figures_district")
        await press(stage, "right", "right")
        assert "本站自办" in stage.text()
        await press(stage, "left", "left", "left")
        assert "占道经营" in stage.text()
        await press(stage, "f6")
        assert shown(stage).found is not None
        assert stage.text().splitlines()[2].startswith(" 滨湖站")


async def test_a_page_has_every_rate_of_all_and_of_a_row_each_week_and_each_place() -> None:
    async with at_figures("down", "space") as stage:
        stage.matches("figures_all")
        await press(stage, "pagedown", "pagedown", "pagedown")
        assert "南门雨水井" in stage.text()
        await press(stage, "escape", "right", "right", "right", "right")
        assert "2026-11-16" in stage.text()


async def test_other_days_are_chosen_from_a_list() -> None:
    async with at_figures("f4", "4") as stage:
        assert "10月1日至31日" in stage.text()
        assert "这段日子没有问题" in stage.text()
        await press(stage, "enter")
        assert "没有" in stage.text()
        await press(stage, "f4", "6")
        assert "1月1日至11月23日" in stage.text()
        await press(stage, "f4", "escape")
        assert "1月1日至11月23日" in stage.text()


async def test_behind_a_row_stand_its_issues_and_one_opens() -> None:
    async with at_figures("down", "enter") as stage:
        assert "11-12  便民市场口" in stage.text()
        assert "11-02  东街 12号" in stage.text()
        await press(stage, "escape", "enter", "1", "enter")
        assert stage.front.place == "issues"
        assert "便民市场口" in stage.text()


async def test_figures_are_kept_as_a_workbook_and_a_disk_that_takes_none_is_told(
    tmp_path: Path,
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "data").write_text("no folder")
    async with at_figures() as stage:
        stage.home_in(tmp_path)
        await press(stage, "f2")
        path = tmp_path / "data" / "exports" / "figures-binhu-20261101-20261123.xlsx"
        assert CalamineWorkbook.from_path(path).sheet_names[0] == "统计"
        assert path.name in stage.text()
        stage.home_in(tmp_path / "full")
        await press(stage, "f2")
        assert "没有写成" in stage.text()


async def test_what_changes_while_it_is_counted_is_counted_too_and_esc_leads_back() -> None:
    async with at_figures() as stage:
        stage.do(issue("dogs", "中心花坛", 60))
        shown(stage).show_data()
        shown(stage).show_data()
        await stage.settle(stage.pilot)
        assert "23 天 10 件" in stage.text()
        await press(stage, "escape")
        assert stage.front.tab == "today"


async def test_a_home_that_cannot_be_opened_twice_is_told() -> None:
    async with at_figures() as stage:

        def refuse() -> Session:
            raise Refused("full")

        stage.session = refuse  # type: ignore[method-assign] # the disk is full by now
        await press(stage, "f6")
        assert "full" in stage.text()
