"""The screens when things are hard: faults, nothing to show, and the longest there is."""

from collections.abc import Sequence

from patrol_tui.ledger.disk.errors import DISK_FULL, DiskFull
from patrol_tui.services.ports.ports import Counts
from patrol_tui.services.requests import Arrive, Note, Request, StartPatrol
from patrol_tui.services.syncing.sync import SyncProgress
from patrol_tui.settings import Settings
from tests.tui.further_screens import Further, Made, keys
from tests.tui.scenes import NORTH, before_the_patrol, issue, locked, on_patrol
from tests.tui.stage import MINUTE_US, MORNING_US, Stage
from tests.tui.test_sync import DAY_US, Run, begin, past
from tests.tui.work_scenes import add

LONG_PLACE = (
    "滨湖街道甲小区三期北区 17号楼西侧地下二层非机动车库与物业用房之间的消防通道（靠近 2号垃圾房）"
)
_NOTE_LINES = (
    "现场共有四辆小型汽车横停在消防通道内，其中两辆无人，一辆司机在车内等人。",
    "通道最窄处 2.1 米，消防车过不去；西侧出口被两只铁桶和一块施工围挡堵住。",
    "电话联系车主三次：第一次无人接听，第二次占线，第三次答应十分钟内到场。",
    "物业值班员到场，说地库道闸坏了三天，业主只能停在地面，已报修，没有来人。",
    "看车牌 鲁A0000X、鲁A0001X、鲁A0002X，另一辆无牌，车架号没有拍到。",
    "向在场居民说明消防法第二十八条，居民表示理解，但问晚上回来停哪里。",
    "建议物业先腾出 2号楼北侧空地临时停车，明天上午社区、物业、业委会现场商量。",
    "10:31 第一辆开走，10:36 第二辆开走，10:40 铁桶搬到垃圾房旁，围挡未动。",
    "照片七张：车头两张，标线两张，围挡一张，开走后的通道两张，都在原处同一角度。",
    "复查定在今天 17:30，由队员乙带着卷尺来量；围挡由住建和物业一起认领。",
)
LONG_NOTE = "\n".join(_NOTE_LINES)


def _nobody_knows(settings: Settings) -> Stage:
    stage = locked(settings)
    stage.wait_s = 30
    return stage


def _full_disk(settings: Settings) -> Stage:
    stage = on_patrol(settings)
    stage.drafts.fails = DiskFull(DISK_FULL)
    return stage


def _nothing_is_kept(settings: Settings) -> Stage:
    stage = on_patrol(settings)

    def append(*_drafts: object, **_named: object) -> None:
        raise DiskFull(DISK_FULL)

    vars(stage.ledger)["append"] = append
    return stage


def _went_wrong(state: str, reason: str | None = None) -> Made:
    def made(settings: Settings) -> Stage:
        stage = on_patrol(settings)
        now_us = stage.clock.at_us
        past(
            stage,
            {
                "at_us": now_us - 3 * MINUTE_US,
                "state": state,
                "reason": reason,
                "params": {},
                "took_us": 15_000_000,
            },
            {"at_us": now_us - DAY_US, "state": "complete", "sent": 41, "pulled": 9, "took_us": 9},
        )
        stage.photos_waiting = 7
        return stage

    return made


def longest(settings: Settings) -> Stage:
    """Return a station whose places, notes, lists and numbers are as long as they may come."""
    stage = before_the_patrol(settings)
    stage.clock.at_us = MORNING_US - 3 * 60 * MINUTE_US
    found = stage.do(issue("fire_lane", LONG_PLACE, 30)).subject
    stage.do(Note(found, LONG_NOTE), minutes=3)
    stage.do(
        *(Note(found, f"第 {at} 次到现场，情况同前，继续等候") for at in range(2, 9)), minutes=7
    )
    stage.do(*(_further(at) for at in range(60)))
    for title in (LONG_PLACE, f"{LONG_PLACE}夜间施工噪声，要求当面答复并书面告知处理结果"):
        add(stage, "request", title, channel="visit", place=LONG_PLACE, note=LONG_NOTE)
        add(stage, "commitment", title, party="滨湖物业服务有限公司第三项目部", due_us="+4h")
    stage.do(StartPatrol(NORTH, partners=("0418",)), Arrive("north_gate"))
    stage.clock.at_us = MORNING_US
    count = 123_456_789
    vars(stage.ledger)["counts"] = lambda: Counts(
        987_654_321, count, MORNING_US - DAY_US, 12_345, count
    )
    stage.photos_waiting = count
    big = {"state": "complete", "sent": count, "pulled": count, "photos_sent": count}
    past(stage, {"at_us": MORNING_US - DAY_US, "took_us": 86_399_000_000, **big})
    return stage


def _further(at: int) -> Request:
    kinds = ("street_vending", "garbage_room", "sewage", "clutter_planting")
    return issue(kinds[at % len(kinds)], f"{at + 1}号楼 {LONG_PLACE}", 60 * at)


async def _large_sync(stage: Stage) -> None:
    run = Run(stage)
    count = 123_456_789
    run.first = SyncProgress(
        "photos", count, count, count, count // 3, count, 10**14, 3 * 10**14, count, 4, 1, 1, 10**12
    )
    await begin(stage, run)


def hard() -> Sequence[Further]:
    """Return them all."""
    refused = "The disk of the shared database is full. Nothing is lost; tell the bureau."
    return (
        Further("hard_pin_wrong", _nobody_knows, keys(*"111111", "enter")),
        Further("hard_record_disk_full", _full_disk, keys("f7", *"zdjy", "enter", *"abc")),
        Further("hard_patrol_disk_full", _nothing_is_kept, keys("2", "space")),
        Further("hard_missing", on_patrol, keys("f7", "f", "l", "enter", "f2")),
        Further("hard_unreachable", _went_wrong("unreachable"), keys("8")),
        Further("hard_refused", _went_wrong("refused", refused), keys("8")),
        Further("hard_issues_nothing_found", before_the_patrol, keys("3", "slash", *"qqq")),
        Further("hard_handbook_nothing_found", before_the_patrol, keys("6", "slash", *"qqq")),
        Further("hard_find_nothing", before_the_patrol, keys("f3", *"qqq")),
        Further("hard_kind_unknown", on_patrol, keys("f7", *"qqq")),
        Further("hard_album_empty", before_the_patrol, keys("3", "space")),
        Further("hard_laptops_alone", before_the_patrol, keys("9", "f4")),
        Further("long_today", longest, keys()),
        Further("long_patrol", longest, keys("2")),
        Further("long_issues", longest, keys("3")),
        Further("long_issue_open", longest, keys("3", "home", "enter")),
        Further("long_requests", longest, keys("4")),
        Further("long_request_open", longest, keys("4", "enter")),
        Further("long_meetings", longest, keys("5")),
        Further("long_figures", longest, keys("7")),
        Further("long_sync", longest, keys("8")),
        Further("long_syncing", longest, _large_sync),
        Further("long_find", longest, keys("f3", *"xftd")),
    )
