"""Nothing moves while one types, or for those who want it so; another step is told all the same."""

from dataclasses import replace

from patrol_tui.services.syncing.sync import SyncProgress
from patrol_tui.settings import Settings
from patrol_tui.tui.syncing import Syncing
from tests.tui.scenes import before_the_patrol
from tests.tui.stage import Stage


def test_a_run_is_followed_step_by_step_where_all_shall_be_still() -> None:
    syncing = Syncing(lambda: None)
    begun = SyncProgress.begun()
    moved = []
    for progress in (begun, replace(begun, took_us=5), replace(begun, step="entries"), None, None):
        syncing.progress = progress
        moved.append(syncing.may_move(is_still=True))
    assert moved == [True, False, True, True, False]
    assert syncing.may_move(is_still=False)


async def moves_after(stage: Stage, idle_us: int) -> bool:
    """Return whether the sync page follows a run so long after the last key."""
    async with stage.opened() as pilot:
        await stage.press(pilot, "8")
        syncing = stage.front.syncing
        syncing.progress = SyncProgress("entries", entries_total=7)
        syncing.may_move(is_still=True)
        stage.front.changed()
        await stage.settle(pilot)
        before = stage.text()
        stage.clock.advance(idle_us)
        syncing.progress = SyncProgress("entries", entries_sent=5, entries_total=7)
        stage.front._sync_moved()
        await stage.settle(pilot)
        return stage.text() != before


async def test_bars_move_when_nobody_types_and_only_then() -> None:
    assert await moves_after(before_the_patrol(), 600_000)
    assert not await moves_after(before_the_patrol(), 100_000)
    assert not await moves_after(before_the_patrol(Settings(reduced_motion=True)), 600_000)
