"""Scenes for tests and pictures: the same morning at a station by the lake."""

from collections.abc import Callable

from patrol_tui.domain.times import parse_time
from patrol_tui.services.requests import (
    Arrive,
    Check,
    Pause,
    RecordIssue,
    Request,
    StartPatrol,
)
from patrol_tui.settings import Settings
from tests.tui.stage import MINUTE_US, MORNING_US, Stage, StageCard

NORTH = "binhu_north"


def at(stage: Stage, clock: str, *requests: Request) -> bytes:
    """Write requests at a time of the stage's day; answers the last subject."""
    stage.clock.at_us = parse_time(clock, stage.clock.at_us)
    return stage.do(*requests).subject


def answers(stage: Stage, checkpoint: str, result: str = "ok") -> list[Request]:
    """Return an answer for each item of a checkpoint."""
    point = stage.catalog.checkpoint(NORTH, checkpoint)
    return [Check(checkpoint, item.id, result) for item in point.items]


def issue(kind: str, place: str, deadline_min: int, **more: object) -> RecordIssue:
    """Return a record with a deadline so many minutes after 10:32."""
    return RecordIssue(
        kind,
        place,
        "看到的情况",
        deadline_us=MORNING_US + deadline_min * MINUTE_US,
        **more,  # type: ignore[arg-type]
    )


def before_the_patrol(settings: Settings | None = None) -> Stage:
    """Return the station at 08:05, with a few issues of yesterday."""
    stage = Stage(settings=settings)
    stage.clock.at_us = parse_time("2026-11-22T15:00", 0)
    stage.do(
        issue("fire_lane", "甲小区 3号楼东侧", 18),
        issue("fire_lane", "甲小区 5号楼西侧", 46),
        issue("outdoor_advertising", "4号楼单元门", 3 * 60 + 28),
        issue("garbage_room", "2号垃圾房", 4 * 60 + 58),
        issue("street_vending", "东街 12号", 6 * 60 + 28),
        issue("clutter_planting", "中心花坛", 60 * 48),
    )
    stage.ledger.shared |= {entry.hash for entry in stage.ledger.kept}
    stage.clock.at_us = parse_time("2026-11-23T08:05", 0)
    return stage


def on_patrol(settings: Settings | None = None) -> Stage:
    """Return the morning of the design's pictures: at the fire lane, two items left to look at."""
    stage = before_the_patrol(settings)
    at(stage, "09:00", StartPatrol(NORTH, partners=("0418",), weather="晴 4度"))
    at(stage, "09:02", Arrive("north_gate"), *answers(stage, "north_gate"))
    at(stage, "09:20", Arrive("north_market"), *answers(stage, "north_market")[:-1])
    stalls = issue(
        "street_vending", "便民市场口", 60 * 30, answers=("north_market", "market_litter")
    )
    at(stage, "09:30", stalls)
    at(stage, "09:48", Arrive("north_block3"), *answers(stage, "north_block3"))
    at(stage, "10:02", Arrive("north_room2"), *answers(stage, "north_room2"))
    at(stage, "10:12", Arrive("north_lane5"))
    lane = issue("fire_lane", "5号楼消防车道", 120, answers=("north_lane5", "lane_clear"))
    at(stage, "10:18", lane)
    at(stage, "10:20", Check("north_lane5", "lane_locks", "ok"))
    at(stage, "10:21", Check("north_lane5", "lane_marks", "unchecked", "落叶盖住"))
    stage.clock.at_us = MORNING_US
    return stage


def paused(settings: Settings | None = None) -> Stage:
    """Return the same morning with the patrol interrupted."""
    stage = on_patrol(settings)
    stage.do(Pause())
    return stage


def locked(settings: Settings | None = None) -> Stage:
    """Return the home with two officers and their PINs."""
    stage = before_the_patrol(settings)
    stage.cards = [StageCard(is_open=False), StageCard("0418", "队员乙", is_open=False)]
    return stage


def new_home(settings: Settings | None = None) -> Stage:
    """Return a laptop that nobody has set up."""
    stage = Stage(settings=settings)
    stage.cards = []
    return stage


SCENES: dict[str, Callable[[Settings | None], Stage]] = {
    "before": before_the_patrol,
    "patrol": on_patrol,
    "paused": paused,
    "locked": locked,
    "new": new_home,
}
