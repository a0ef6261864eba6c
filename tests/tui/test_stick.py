"""Sync by USB stick from the screens: which way, which file, how far, what came of it."""

import asyncio
import threading
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from patrol_tui.domain.language.errors import Refused
from patrol_tui.domain.times import DISTRICT_ZONE
from patrol_tui.language import Language
from patrol_tui.services.exports.receipt import NOT_SENT, Missing, Receipt, Tally
from patrol_tui.services.ports.ports import Counts, Progress
from patrol_tui.services.syncing.package import PackageRead, PackageWritten, note_path
from patrol_tui.settings import Settings
from patrol_tui.tui.dialogs.stick import StickDialog
from patrol_tui.tui.exports.stick_files import likely_path
from patrol_tui.tui.views.station.sync_blocks import SyncSeen, sync_blocks
from tests.tui.issue_scenes import in_two_minds
from tests.tui.stage import Stage

DEVICE = bytes(16)


@dataclass
class Stick:
    """What the stage's sticks do; it can be held half-way."""

    path: Path
    refusal: Refused | None = None
    calls: list[tuple[str, Path]] = field(default_factory=list)
    is_half_way: threading.Event = field(default_factory=threading.Event)
    go_on: threading.Event = field(default_factory=threading.Event)

    def write(self, path: Path, progress: Progress) -> PackageWritten:
        """Write half of it, wait, write the rest."""
        self._work("write", path, progress)
        before = PackageRead(path, DEVICE, 3, 0, entries=2)
        return PackageWritten(path, 12, 340, 2, 1_234_567, before)

    def read(self, path: Path, progress: Progress) -> PackageRead:
        """Read half of it, wait, read the rest."""
        self._work("read", path, progress)
        return PackageRead(path, DEVICE, 3, 0, 5, 12, 1, carried=4, left_out=1, is_behind=True)

    def _work(self, way: str, path: Path, progress: Progress) -> None:
        self.calls.append((way, path))
        if self.refusal is not None:
            raise self.refusal
        progress(1, 2)
        self.is_half_way.set()
        while not self.go_on.wait(0.01):
            if not progress(1, 2):
                raise Refused("Stopped.")


@pytest.fixture
def stick(tmp_path: Path) -> Stick:
    return Stick(tmp_path / "patrol.usb")


def with_stick(stick: Stick, settings: Settings | None = None) -> Stage:
    stage = in_two_minds(settings)
    stage.stick = stick
    stage.receipt = lambda: lacking(stage)
    remember(stage, stick.path)
    return stage


def remember(stage: Stage, path: Path) -> None:
    ledger: Any = stage.ledger
    note_path(ledger, path)


def lacking(stage: Stage) -> Receipt:
    (first, *_rest) = stage.ledger.kept
    missing = (Missing(first.subject, "261123-07-01", "issue", "小区", NOT_SENT),)
    return Receipt({}, Tally(2, 1), Tally(), missing, "7f3a", None, None, None, 0)


def words(stage: Stage) -> str:
    return "".join(stage.text().split())


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_it_writes_and_says_when_the_stick_may_be_taken_out(
    stick: Stick, language: Language
) -> None:
    stick.go_on.set()
    stage = with_stick(stick, Settings(language=language))
    async with stage.opened() as pilot:
        await stage.press(pilot, "8", "f2")
        await stage.press(pilot, "1", "f2")
        assert stick.calls == [("write", stick.path)]
        said = "U盘可以拔下" if language == "zh" else "Written:unsent12"
        assert said in words(stage)
        await stage.press(pilot, "escape")
        assert not isinstance(stage.front.screen, StickDialog)


async def test_it_reads_and_says_what_came(stick: Stick) -> None:
    stick.go_on.set()
    stage = with_stick(stick)
    async with stage.opened() as pilot:
        await stage.press(pilot, "8", "f2", "2", "f2")
        assert stick.calls == [("read", stick.path)]
        text = words(stage)
        assert "新收5条，本机入库12条" in text
        assert "捎带4条" in text
        assert "1条没有收下" in text
        assert "接不上" in text


async def test_progress_shows_and_escape_stops(stick: Stick) -> None:
    stage = with_stick(stick)
    async with stage.opened() as pilot:
        await stage.press(pilot, "8", "f2")
        await pilot.press("1", "f2")
        await asyncio.to_thread(stick.is_half_way.wait, 10)
        await pilot.pause(0.3)
        assert "50%" in words(stage)
        assert "先别拔U盘" in words(stage)
        await pilot.press("f2", "f3")  # nothing more is begun meanwhile
        await stage.press(pilot, "escape")
        assert len(stick.calls) == 1
        assert "Stopped." in stage.text()
        await stage.press(pilot, "escape")
        assert stage.front.place == "sync"


async def test_a_refusal_is_said_and_the_path_stays(stick: Stick) -> None:
    stick.refusal = Refused("The stick is full.")
    stage = with_stick(stick)
    async with stage.opened() as pilot:
        await stage.press(pilot, "8", "f2", "f2")
        assert "The stick is full." in stage.text()
        dialog = stage.front.screen
        assert isinstance(dialog, StickDialog)
        assert dialog.values["path"] == str(stick.path)


async def test_the_incomplete_receipt_leads_to_the_stick(stick: Stick) -> None:
    stage = with_stick(stick)
    async with stage.opened() as pilot:
        await stage.press(pilot, "8", "enter")
        assert "F2U盘同步" in words(stage)
        await stage.press(pilot, "f2")
        assert isinstance(stage.front.screen, StickDialog)


async def test_the_file_can_be_looked_for(stick: Stick) -> None:
    stick.path.write_bytes(b"")
    stage = with_stick(stick)
    async with stage.opened() as pilot:
        await stage.press(pilot, "8", "f2", "f3", "down", "enter")
        dialog = stage.front.screen
        assert isinstance(dialog, StickDialog)
        assert dialog.values["path"] == str(stick.path)


async def test_the_dialog_looks_as_designed(stick: Stick) -> None:
    stage = with_stick(stick)
    remember(stage, Path())
    async with stage.opened() as pilot:
        await stage.press(pilot, "8", "f2")
        stage.matches("stick")


def test_the_file_used_last_is_taken_only_while_its_stick_is_in(tmp_path: Path) -> None:
    assert likely_path(tmp_path / "patrol.usb") == str(tmp_path / "patrol.usb")
    assert str(tmp_path) not in likely_path(tmp_path / "gone" / "patrol.usb")
    assert str(tmp_path) not in likely_path(None)


def seen(counts: Counts) -> SyncSeen:
    return SyncSeen(
        progress=None,
        counts=counts,
        unsent_photos=0,
        photos_wait=False,
        past=(),
        conflict="",
        now_us=0,
        zone=DISTRICT_ZONE,
    )


def test_what_is_carried_for_others_is_said_on_the_sync_page() -> None:
    counts = Counts(entries=9, unsent=0, oldest_unsent_us=None, conflicts=0, open_issues=0)
    shown = [
        "".join(
            text
            for block in sync_blocks(seen(one))
            for line in block.lines(80)
            for text, _style in line.left
        )
        for one in (counts, replace(counts, carried=4))
    ]
    assert ["捎带" in text for text in shown] == [False, True]
