"""The screens that the walk through the nine tabs does not meet, each reached by keys alone."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from patrol_tui.domain.language.errors import Corrupt
from patrol_tui.ledger.disk.errors import UNREADABLE
from patrol_tui.settings import Settings
from tests.devices.position.receiver_logs import steps
from tests.tui.issue_scenes import CASE, in_two_minds, subject_at
from tests.tui.scenes import before_the_patrol, locked, new_home, on_patrol
from tests.tui.stage import MINUTE_US, MORNING_US, PIN, Stage
from tests.tui.test_imports import TABLE
from tests.tui.test_laptops import bureau
from tests.tui.test_map import LANE, hear, spot
from tests.tui.test_sync import Run, begin, complete, lacking, with_log
from tests.tui.work_scenes import busy

Way = Callable[[Stage], Awaitable[None]]
Made = Callable[[Settings], Stage]


@dataclass(frozen=True)
class Further:
    """A screen: over which home it is looked at, and how one gets there.

    Attributes:
        name: what pictures of it are called.
        made: returns the home.
        way: leads there from what the program begins with.
    """

    name: str
    made: Made
    way: Way


def keys(*pressed: str) -> Way:
    """Return a way that presses keys."""

    async def go(stage: Stage) -> None:
        await stage.press(stage.pilot, *pressed)

    return go


def _empty(settings: Settings) -> Stage:
    stage = Stage(settings=settings)
    stage.clock.at_us = MORNING_US
    return stage


def _damaged(settings: Settings) -> Stage:
    stage = locked(settings)
    stage.damage = Corrupt(UNREADABLE, detail="malformed")
    return stage


def _ready_to_close(settings: Settings) -> Stage:
    stage = with_log(settings)
    stage.receipt = lambda: complete(stage)
    return stage


def _not_yet(settings: Settings) -> Stage:
    stage = with_log(settings)
    stage.receipt = lambda: lacking(stage, 14)
    return stage


def _with_gps(settings: Settings) -> Stage:
    stage = on_patrol(settings)
    south, west, east = 369_690_000, 1_172_080_000, 1_172_240_000
    stage.boundaries = (((south, west), (south, east)),)
    stage.clock.at_us = MORNING_US - 30 * MINUTE_US
    return stage


async def _map(stage: Stage) -> None:
    way = [spot(stage, one) for one in ("north_gate", "north_market", "north_block3")]
    there = (LANE[0] - 1_000, LANE[1])
    await stage.press(stage.pilot, "2")
    if stage.receiver is not None:
        await hear(stage, *steps(*way, spot(stage, "north_room2"), LANE, pace_m=6)[:300])
        stage.clock.at_us = MORNING_US
        await hear(stage, there)
    await stage.press(stage.pilot, "f6", "f6")


async def _conflict(stage: Stage) -> None:
    await stage.front.go("issues", subject=subject_at(stage, CASE))
    await stage.settle(stage.pilot)
    await stage.press(stage.pilot, "f4")


async def _exports(stage: Stage) -> None:
    sought = "export" if stage.settings.language == "en" else "dc"
    await stage.press(stage.pilot, "f9", *sought, "enter", "enter")


async def _syncing(stage: Stage) -> None:
    await begin(stage, Run(stage))


def _imported(folder: Path) -> Way:
    async def go(stage: Stage) -> None:
        path = folder / "table.csv"
        await asyncio.to_thread(path.write_text, TABLE, "utf-8")
        await stage.front.run_command("app.imports")
        await stage.settle(stage.pilot)
        await stage.type(stage.pilot, str(path))
        await stage.press(stage.pilot, "f2")

    return go


def further(folder: Path) -> Sequence[Further]:
    """Return them all.

    Args:
        folder: where a table to import may lie.
    """
    return (
        Further("unlock", locked, keys("1", "2", "3")),
        Further("unlock_forgotten", locked, keys("f7")),
        Further("unlock_officers", locked, keys("f4")),
        Further("setup", new_home, keys()),
        Further("setup_who", new_home, keys("down", "2", "enter", *"bh", "enter", *"jia", "enter")),
        Further(
            "setup_pin",
            new_home,
            keys("down", "2", "enter", *"bh", "enter", *"jia", "enter", *"0417", *["enter"] * 2),
        ),
        Further("mend", _damaged, keys(*PIN, "enter")),
        Further("today_before", before_the_patrol, keys()),
        Further("today_empty", _empty, keys()),
        Further("patrol_empty", _empty, keys("2")),
        Further("issues_empty", _empty, keys("3")),
        Further("requests_empty", _empty, keys("4")),
        Further("meetings_empty", _empty, keys("5")),
        Further("figures_empty", _empty, keys("7")),
        Further("sync_empty", _empty, keys("8")),
        Further("map", _with_gps, _map),
        Further("conflict", in_two_minds, _conflict),
        Further("requests_busy", busy, keys("4")),
        Further("request_open", busy, keys("4", "space")),
        Further("request_new", busy, keys("4", "f7", "1")),
        Further("meetings_busy", busy, keys("5")),
        Further("meeting_change", busy, keys("5", "f4")),
        Further("issue_change", before_the_patrol, keys("3", "end", "f4")),
        Further("saved_filters", busy, keys("3", "ctrl+f")),
        Further("handbook_open", before_the_patrol, keys("6", "enter")),
        Further("figures_all", with_log, keys("7", "space")),
        Further("syncing", with_log, _syncing),
        Further("sync_done", with_log, keys("8")),
        Further("receipt_complete", _ready_to_close, keys("8", "enter")),
        Further("receipt_missing", _not_yet, keys("8", "enter")),
        Further("stick", _not_yet, keys("8", "f2")),
        Further("laptops", bureau, keys("9", "f4", "home", "down")),
        Further("laptop_change", bureau, keys("9", "f4", "home", "down", "f4")),
        Further("laptop_let_in", bureau, keys("9", "f4", "f7")),
        Further("officer_new", before_the_patrol, keys("9", "f7")),
        Further("imports", before_the_patrol, _imported(folder)),
        Further("exports", before_the_patrol, _exports),
        Further("record_vending", on_patrol, keys("f7", *"zdjy", "enter")),
        Further("record_garbage", on_patrol, keys("f7", *"ljf", "enter")),
        Further("patrol_start", before_the_patrol, keys("2", "enter")),
        Further("patrol_finish", on_patrol, keys("2", "f4", "2")),
        Further("patrol_unchecked", on_patrol, keys("2", "delete")),
    )
