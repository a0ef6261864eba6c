"""Sync and receipt: what goes and comes, the log, and whether the laptop may be closed."""

import asyncio
import json
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from patrol_tui.domain.entries.ids import id_text
from patrol_tui.domain.language.errors import N_, Refused, Unreachable
from patrol_tui.services.exports.receipt import NOT_SENT, Missing, Receipt, Tally
from patrol_tui.services.syncing.sync import Cancel, SyncProgress, SyncResult
from patrol_tui.settings import Places, Settings
from patrol_tui.tui.screens.exchange.receipt import ReceiptScreen
from patrol_tui.tui.screens.exchange.sync import SyncScreen
from patrol_tui.tui.views.station.receipt_blocks import each_lines
from patrol_tui.tui.views.station.sync_blocks import left_s
from tests.tui.issue_scenes import in_two_minds, subject_at
from tests.tui.stage import MINUTE_US, Stage

DAY_US = 24 * 60 * MINUTE_US
HALF_WAY = SyncProgress("photos", 12, 12, 12, 3, 5, 4_000_000, 6_000_000, 31, 4, 1, 1, 30_000_000)
SIZES = {"80": (80, 24), "120": (120, 40)}


def past(stage: Stage, *lines: dict[str, object]) -> None:
    """Put runs into the log of syncs, newest first."""
    usual = {"sent": 0, "pulled": 0, "photos_sent": 0, "reason": None, "params": None}
    stage.ledger.set_meta("sync.log", json.dumps([usual | line for line in lines]))


def with_log(settings: Settings | None = None) -> Stage:
    stage = in_two_minds(settings)
    now_us = stage.clock.at_us
    second = 1_000_000
    past(
        stage,
        {
            "at_us": now_us - 147 * MINUTE_US,
            "state": "complete",
            "sent": 3,
            "pulled": 28,
            "took_us": 12 * second,
        },
        {
            "at_us": now_us - DAY_US + 394 * MINUTE_US,
            "state": "complete",
            "sent": 41,
            "pulled": 9,
            "photos_sent": 12,
            "took_us": 110 * second,
        },
        {"at_us": now_us - DAY_US + 98 * MINUTE_US, "state": "unreachable", "took_us": 3 * second},
    )
    return stage


class Run:
    """A sync that stands half-way until it is let go or stopped."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.first = HALF_WAY
        self.is_under_way = threading.Event()
        self.go_on = threading.Event()
        self.was_stopped = False

    def __call__(self, progress: Callable[[SyncProgress], None], cancel: Cancel) -> SyncResult:
        progress(self.first)
        self.is_under_way.set()
        while not self.go_on.wait(0.01):
            if cancel():
                self.was_stopped = True
                break
        now_us = self.stage.clock.at_us
        state = "partial" if self.was_stopped else "complete"
        return SyncResult(state, 12, 12, 31, 0, 5, 0, 1, 0, 4, 1, 1, 30_000_000, now_us)  # type: ignore[arg-type]


async def begin(stage: Stage, run: Run) -> None:
    """Start a sync and wait until it is half-way."""
    stage.sync = run
    await stage.pilot.press("f5")
    await asyncio.to_thread(run.is_under_way.wait, 10)
    await stage.pilot.pause()
    page = stage.front.screen
    assert isinstance(page, SyncScreen)
    page.show_all()  # it would be drawn a quarter of a second later
    await stage.pilot.pause()


@pytest.mark.parametrize("size", SIZES)
async def test_a_running_sync_looks_as_designed(size: str) -> None:
    stage = with_log()
    async with stage.opened(size=SIZES[size]) as pilot:
        run = Run(stage)
        await begin(stage, run)
        stage.matches(f"sync_{size}")
        run.go_on.set()
        await stage.settle(pilot)


async def test_it_speaks_english_too() -> None:
    stage = with_log(Settings(language="en"))
    async with stage.opened() as pilot:
        run = Run(stage)
        await begin(stage, run)
        stage.matches("sync_en")
        run.go_on.set()
        await stage.settle(pilot)


async def test_between_syncs_it_says_what_is_not_sent() -> None:
    stage = with_log()
    stage.photos_waiting = 2
    async with stage.opened() as pilot:
        await stage.press(pilot, "8")
        stage.matches("sync_idle")


async def test_escape_stops_a_running_sync_and_then_goes_back() -> None:
    stage = with_log()
    async with stage.opened() as pilot:
        run = Run(stage)
        await begin(stage, run)
        await pilot.press("escape")
        await stage.settle(pilot)
        assert run.was_stopped
        assert stage.front.place == "sync"
        await stage.press(pilot, "escape")
        assert stage.front.place == "today"


async def test_photos_can_be_left_for_later_and_sent_after_all() -> None:
    stage = with_log()
    stage.photos_waiting = 2
    async with stage.opened() as pilot:
        run = Run(stage)
        await begin(stage, run)  # it is at the photos already
        await pilot.press("space")
        await stage.settle(pilot)
        assert run.was_stopped
        assert "2 张以后再传" in stage.text()
        run.go_on.set()
        await stage.press(pilot, "f5")
        assert stage.synced_photos == [True, False]
        await stage.press(pilot, "space")
        assert stage.synced_photos == [True, False, True]
        assert "以后再传" not in stage.text()


async def test_entries_on_their_way_go_on_when_photos_are_left_for_later() -> None:
    stage = with_log()
    async with stage.opened() as pilot:
        run = Run(stage)
        run.first = SyncProgress("entries", 1, 2, 12)
        await begin(stage, run)
        await pilot.press("space")
        await pilot.pause()
        run.go_on.set()
        await stage.settle(pilot)
        assert not run.was_stopped


async def test_an_unreachable_ledger_is_no_loss_and_can_be_tried_again() -> None:
    stage = with_log()
    reason = Unreachable(N_("The sync was stopped."))
    past(
        stage,
        {
            "at_us": stage.clock.at_us,
            "state": "unreachable",
            "took_us": 15_000_000,
            "reason": reason.template,
            "params": {},
        },
    )
    async with stage.opened() as pilot:
        await stage.press(pilot, "8")
        assert "连不上" in stage.text()
        assert "没有丢失任何东西" in stage.text()
        assert "F5" in stage.text()


async def test_a_home_that_never_synced_says_so() -> None:
    stage = Stage()
    async with stage.opened() as pilot:
        await stage.press(pilot, "8")
        assert "还没有同步过" in stage.text()
        assert "还没有要送的" in stage.text()
        assert "复制过" not in stage.text()
        await stage.press(pilot, "f4")
        assert "没有要定夺的" in stage.text()


@pytest.mark.fault(20)
async def test_a_laptop_as_which_another_machine_writes_says_so() -> None:
    stage = Stage()
    stage.ledger.twice[stage.ledger.writer.device] = {}
    async with stage.opened() as pilot:
        await stage.press(pilot, "8")
        assert "有两台电脑都在用 07 号" in stage.text()
        assert "请告诉区局" in stage.text()


async def test_f4_leads_to_what_is_to_settle() -> None:
    stage = with_log()
    async with stage.opened() as pilot:
        await stage.press(pilot, "8")
        assert "1 处等你定：261122-07-01 复查结果" in stage.text()
        await stage.press(pilot, "f4")
        assert "哪个对" in stage.text()
        assert stage.front.place == "sync"


async def test_a_step_of_the_sync_leaves_other_screens_in_peace() -> None:
    stage = with_log()
    async with stage.opened() as pilot:
        run = Run(stage)
        await begin(stage, run)
        await pilot.press("3")
        await stage.until(pilot, lambda: "问题  本站在办" in stage.text())
        assert "正传" in stage.text()
        assert "问题  本站在办" in stage.text()
        run.go_on.set()
        await stage.settle(pilot)
        assert "已连" in stage.text()


async def test_a_sync_that_ends_once_the_last_screen_is_gone_is_no_fault() -> None:
    stage = with_log()
    async with stage.opened() as pilot:
        run = Run(stage)
        await begin(stage, run)
        screens = stage.front._screen_stacks[stage.front._current_mode]
        taken, screens[:] = screens[:], []
        stage.front.changed()
        screens[:] = taken
        run.go_on.set()
        await stage.settle(pilot)
        assert "已连" in stage.text()


async def test_while_it_connects_nothing_looks_done() -> None:
    stage = with_log()
    async with stage.opened() as pilot:
        run = Run(stage)
        run.first = SyncProgress.begun()
        await begin(stage, run)
        (row,) = (row for row in stage.text().splitlines() if row.startswith("  记录"))
        assert "0/29" in row
        assert "━" not in row
        run.go_on.set()
        await stage.settle(pilot)


def test_time_left_is_told_only_once_it_can_be() -> None:
    assert left_s(HALF_WAY) == 15
    assert left_s(replace(HALF_WAY, took_us=1_000_000)) is None
    assert left_s(SyncProgress.begun()) is None


# The receipt.


def complete(stage: Stage) -> Receipt:
    now_us = stage.clock.at_us
    return Receipt(
        counts={"issue": Tally(7, 7), "patrol": Tally(1, 1)},
        entries=Tally(12_058, 12_058),
        photos=Tally(11, 11),
        missing=(),
        code="7f3a 91c0 5be2",
        confirmed_at_us=now_us - 20_000_000,
        reached_at_us=now_us,
        oldest_unsent_us=None,
        conflicts=1,
    )


def lacking(stage: Stage, count: int = 3) -> Receipt:
    subject = subject_at(stage, "2号垃圾房")
    missing = (
        Missing(subject, "BH-261123-07-04", "photo", "车头", NOT_SENT),
        Missing(subject, "BH-261123-07-06", "photo", "[/red]北墙", NOT_SENT),
        Missing(subject, "BH-261122-07-04", "issue", "2号垃圾房", NOT_SENT),
    )
    return replace(
        complete(stage),
        counts={"issue": Tally(7, 6), "patrol": Tally(1, 1)},
        entries=Tally(58, 57),
        photos=Tally(11, 9),
        missing=(missing * count)[:count],
        reached_at_us=stage.clock.at_us - 51 * MINUTE_US,
    )


@pytest.mark.parametrize("size", SIZES)
async def test_the_receipt_looks_as_designed(size: str) -> None:
    stage = with_log()
    stage.receipt = lambda: complete(stage)
    async with stage.opened(size=SIZES[size]) as pilot:
        await stage.press(pilot, "8", "enter")
        stage.matches(f"receipt_{size}")


async def test_the_receipt_speaks_english_too() -> None:
    stage = with_log(Settings(language="en"))
    stage.receipt = lambda: complete(stage)
    async with stage.opened() as pilot:
        await stage.press(pilot, "8", "enter")
        stage.matches("receipt_en")


async def test_what_set_the_laptop_up_is_named_without_its_id() -> None:
    stage = with_log()
    thing = bytes(range(16))
    kinds = (("officer", "0417"), ("device", "02"), ("catalog_item", id_text(thing)))
    missing = tuple(Missing(thing, name, kind, "early", NOT_SENT) for kind, name in kinds)
    stage.receipt = lambda: replace(lacking(stage), missing=missing)
    async with stage.opened() as pilot:
        await stage.press(pilot, "8", "enter")
        assert "队员   0417  early" in stage.text()
        assert "电脑   02  early" in stage.text()
        assert "资料   early" in stage.text()


async def test_an_incomplete_receipt_names_what_is_missing() -> None:
    stage = with_log()
    stage.receipt = lambda: lacking(stage)
    async with stage.opened() as pilot:
        await stage.press(pilot, "8", "enter")
        stage.matches("receipt_missing")
        await stage.press(pilot, "enter")
        assert stage.front.place == "issues"
        assert "2号垃圾房" in stage.text()


async def test_many_missing_things_are_counted_and_listed_one_by_one() -> None:
    stage = with_log()
    stage.receipt = lambda: lacking(stage, 30)
    async with stage.opened() as pilot:
        await stage.press(pilot, "8", "enter")
        assert "还缺 30 样" in stage.text()
        assert "F3 逐条看" in stage.text()
        await stage.press(pilot, "f3", "end")
        assert " 30  " in stage.text()
        assert len(each_lines(lacking(stage, 30), "BH")) == 30


async def test_the_receipt_is_kept_as_a_file_for_its_owner(tmp_path: Path) -> None:
    stage = with_log()
    stage.receipt = lambda: complete(stage)
    async with stage.opened() as pilot:
        stage.front.door.places = Places(tmp_path, tmp_path, tmp_path)  # type: ignore[misc]
        await stage.press(pilot, "8", "enter", "f2")
        (kept,) = (tmp_path / "exports").iterdir()
        assert kept.name == "receipt-20261123-103200.txt"
        text = kept.read_text(encoding="utf-8")
        assert "可以合盖" in text
        assert "7f3a 91c0 5be2" in text
        assert kept.stat().st_mode & 0o77 == 0
        assert "已存入" in stage.text()


async def test_a_receipt_that_cannot_be_kept_says_why(tmp_path: Path) -> None:
    stage = with_log()
    stage.receipt = lambda: complete(stage)
    (tmp_path / "exports").write_text("in the way")
    async with stage.opened() as pilot:
        stage.front.door.places = Places(tmp_path, tmp_path, tmp_path)  # type: ignore[misc]
        await stage.press(pilot, "8", "enter", "f2")
        assert "没有写成：已有同名文件。" in stage.text()
        assert stage.front.place == "receipt"


async def test_a_receipt_that_cannot_be_read_says_why() -> None:
    stage = with_log()

    def broken() -> Receipt:
        raise Refused("The ledger is damaged.")

    stage.receipt = broken
    async with stage.opened() as pilot:
        await stage.press(pilot, "8", "enter")
        assert "The ledger is damaged." in stage.text()
        assert isinstance(stage.front.screen, ReceiptScreen)
