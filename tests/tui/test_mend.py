"""Mending a ledger from the screens: what is safe, progress, stopping, opening it again."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from patrol_tui.bootstrap import Rebuilt
from patrol_tui.domain.language.errors import Corrupt, NotFound, Refused
from patrol_tui.ledger.book.rebuild import HALF_MADE
from patrol_tui.ledger.disk.errors import UNREADABLE
from patrol_tui.ledger.second.keeping import ROLLED_BACK, RolledBack
from patrol_tui.ledger.second.remaking import NOTHING_LEFT, Mended
from patrol_tui.tui.host.app import PatrolApp
from patrol_tui.tui.host.home_app import is_of_ledger
from tests.tui.scenes import before_the_patrol, locked
from tests.tui.stage import PIN, Stage, StageDoor

MENDED = Mended(kept=1180, restored=24, spoilt=2, set_aside=Path("/stage/data/ledger.damaged1"))


class SlowMending:
    """Mends as far as a test lets it."""

    def __init__(self) -> None:
        self.goes_on = threading.Event()
        self.is_under_way = threading.Event()

    def __call__(self, progress: Callable[[int, int], bool]) -> Rebuilt:
        progress(120, 412)
        self.is_under_way.set()
        self.goes_on.wait(20)
        if not progress(121, 412):
            raise Corrupt(HALF_MADE)
        return Rebuilt(412, MENDED, 0)


async def show(stage: Stage) -> None:
    """Let the page show how far it is, without waiting for the mending to end."""
    await stage.pilot.pause(0.3)


@pytest.mark.fault(15)
async def test_a_damaged_ledger_is_mended_before_the_eyes_and_can_be_stopped() -> None:
    stage, mending = locked(), SlowMending()
    stage.damage, stage.rebuild = Corrupt(UNREADABLE, detail="malformed"), mending
    async with stage.running() as pilot:
        await pilot.press(*PIN)
        await stage.press(pilot, "enter")
        stage.matches("mend")
        await pilot.press("f2")
        mending.is_under_way.wait(20)
        await show(stage)
        stage.matches("mend_running")
        await pilot.press("escape")
        mending.goes_on.set()
        await stage.settle(pilot)
        assert "清单还没做完" in stage.text()
        await stage.press(pilot, "f2")
        stage.matches("mend_done")
        stage.damage = None
        await stage.press(pilot, "enter")
        assert stage.front.place == "today"
    assert stage.open_sessions == 0


@pytest.mark.fault(16)
async def test_a_ledger_put_back_may_be_left_as_it_is_and_nothing_left_is_said() -> None:
    stage = locked()
    stage.damage = RolledBack(ROLLED_BACK)
    stage.refuses = Corrupt(NOTHING_LEFT, path="/stage/data/ledger.db")
    async with stage.running((120, 40)) as pilot:
        await stage.front.action_language()
        await pilot.press(*PIN)
        await stage.press(pilot, "enter")
        stage.matches("mend_wide_en")
        await pilot.click("Footer", offset=(2, 0))
        await stage.settle(pilot)
        assert "Neither" in stage.text()
        await stage.press(pilot, "escape")
        assert stage.front.place == "unlock"


async def test_a_sound_ledger_is_checked_from_the_menu() -> None:
    stage = before_the_patrol()
    async with stage.opened() as pilot:
        await stage.front.run_command("app.mend")
        await stage.settle(pilot)
        assert "检修台账" in stage.text()
        assert stage.open_sessions == 0
        await stage.press(pilot, "f2")
        assert "台账完好" in stage.text()
        await stage.press(pilot, "enter")
        assert stage.front.place == "today"


@pytest.mark.fault(15)
async def test_damage_met_in_the_middle_ends_the_screens_and_is_mended_by_the_next() -> None:
    stage = before_the_patrol()

    async def work() -> None:
        async with stage.opened() as pilot:
            stage.ledger.damage = Corrupt(UNREADABLE, detail="malformed")
            await pilot.press("3")
            await stage.until(pilot, lambda: stage.front.damage is not None)

    with pytest.raises(Corrupt):
        await work()
    damage = stage.front.damage
    assert damage is not None
    assert stage.open_sessions == 0
    stage.ledger.damage = None
    app = PatrolApp(StageDoor(stage), stage.clock, damage)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.place == "mend"
        stage.app = app
        assert "今日" not in stage.text()  # its own style holds from the first frame


def test_only_what_concerns_the_ledger_is_mended() -> None:
    assert is_of_ledger(RolledBack(ROLLED_BACK))
    assert is_of_ledger(NotFound("{path} does not exist.", path=Path("/home/data/ledger.db")))
    assert not is_of_ledger(Corrupt("{path} is damaged.", path=Path("/home/data/photos.db")))
    assert not is_of_ledger(NotFound("No such thing."))
    assert not is_of_ledger(Refused("Written by a newer version."))
