"""The app: opening and closing, locking, syncing beside the keys, faults."""

import pytest
from textual.worker import WorkerFailed

from patrol_tui.domain.language.errors import PatrolError, Refused
from patrol_tui.domain.language.problem import Problem
from patrol_tui.services.requests import StartPatrol
from patrol_tui.services.syncing.sync_values import Outcome, SyncProgress, SyncResult
from patrol_tui.settings import Settings
from tests.tui.scenes import NORTH, before_the_patrol, locked, on_patrol
from tests.tui.stage import MINUTE_US, PIN, Stage, StageDoor

SECOND_US = 1_000_000


def refuse(error: PatrolError) -> None:
    raise error


def ended(state: Outcome) -> SyncResult:
    """Return the end of a sync that had nothing to do."""
    return SyncResult(
        state=state,
        pushed=0,
        receipts=0,
        pulled=0,
        pending=0,
        photos_sent=0,
        photos_pending=0,
        conflicts=0,
        quarantined=0,
        round_trips=1,
        bytes_sent=0,
        bytes_received=0,
        took_us=0,
        at_us=0,
    )


async def open_with_pin(stage: Stage) -> None:
    pilot = stage.pilot
    await stage.press(pilot, *PIN, "enter")
    assert stage.front.place == "today"


async def test_after_some_minutes_without_a_key_it_locks_itself() -> None:
    stage = locked()
    async with stage.running():
        await open_with_pin(stage)
        stage.clock.advance(9 * MINUTE_US)
        await stage.front.tick()
        assert stage.front.place == "today"
        stage.clock.advance(MINUTE_US)
        await stage.front.tick()
        assert stage.front.place == "unlock"
        assert stage.open_sessions == 0
        await open_with_pin(stage)


async def test_a_key_puts_the_lock_off() -> None:
    stage = locked()
    async with stage.running() as pilot:
        await open_with_pin(stage)
        stage.clock.advance(9 * MINUTE_US)
        await stage.press(pilot, "down")
        stage.clock.advance(9 * MINUTE_US)
        await stage.front.tick()
        assert stage.front.place == "today"


async def test_it_never_locks_in_the_middle_of_a_record() -> None:
    stage = locked()
    async with stage.running() as pilot:
        await open_with_pin(stage)
        await stage.press(pilot, "f7")
        stage.clock.advance(60 * MINUTE_US)
        await stage.front.tick()
        assert stage.front.place == "record"


async def test_a_home_without_a_pin_never_locks_itself() -> None:
    stage = before_the_patrol()
    async with stage.opened():
        stage.clock.advance(60 * MINUTE_US)
        await stage.front.tick()
        assert stage.front.place == "today"


async def test_leaving_writes_what_is_queued_and_closes_everything() -> None:
    stage = before_the_patrol()
    async with stage.opened() as pilot:
        stage.front.act(StartPatrol(NORTH), None, refuse)
        await pilot.press("f10")
        await pilot.pause()
    assert stage.front.return_code == 0
    assert stage.open_sessions == 0
    assert stage.office().patrol_under_way() is not None


async def test_a_refusal_is_said_and_goes_with_the_next_key() -> None:
    stage = on_patrol()
    async with stage.opened() as pilot:
        stage.front.act(StartPatrol(NORTH), None, lambda error: stage.front.warn(str(error)))
        await stage.settle(pilot)
        assert "没成" in stage.text()
        await stage.press(pilot, "down")
        assert "没成" not in stage.text()


async def test_the_last_step_is_taken_back() -> None:
    stage = on_patrol()
    async with stage.opened() as pilot:
        await stage.press(pilot, "ctrl+z")
        assert "没有可撤销" in stage.text()
        await stage.press(pilot, "2", "space", "ctrl+z")
        patrol = stage.office().patrol_under_way()
        assert patrol is not None
        assert "check/north_lane5/exit_opens" not in patrol.fields
        assert "已撤销" in stage.text()


async def test_f8_says_where_there_is_nothing_to_withdraw() -> None:
    stage = before_the_patrol()
    async with stage.opened() as pilot:
        await stage.press(pilot, "f8")
        assert "没有可撤" in stage.text()


class Runs:
    """A sync that counts its runs."""

    def __init__(self, state: Outcome = "complete") -> None:
        self.count = 0
        self.state = state

    def __call__(self, progress: object, cancel: object) -> SyncResult:
        del progress, cancel
        self.count += 1
        return ended(self.state)


def linked() -> tuple[Stage, Runs]:
    stage = before_the_patrol(Settings(shared_url="sqlite:////shared.db"))
    runs = Runs()
    stage.sync = runs
    return stage, runs


async def test_it_syncs_by_itself_soon_after_opening_and_every_few_minutes() -> None:
    stage, runs = linked()
    async with stage.opened() as pilot:
        stage.front.syncing.random = lambda: 0.5
        assert runs.count == 0
        stage.clock.advance(10 * SECOND_US)
        await stage.front.tick()
        await stage.settle(pilot)
        assert runs.count == 1
        assert "已连" in stage.text()
        assert stage.front.place == "today"
        stage.clock.advance(60 * SECOND_US)
        await stage.front.tick()
        await stage.settle(pilot)
        assert runs.count == 1
        stage.clock.advance(6 * MINUTE_US)
        await stage.front.tick()
        await stage.settle(pilot)
        assert runs.count == 2


async def test_it_does_not_begin_to_sync_while_somebody_types() -> None:
    stage, runs = linked()
    async with stage.opened() as pilot:
        stage.clock.advance(10 * SECOND_US)
        await stage.press(pilot, "down")
        await stage.front.tick()
        await stage.settle(pilot)
        assert runs.count == 0


async def test_without_a_shared_database_nothing_is_tried() -> None:
    stage = before_the_patrol()
    async with stage.opened():
        stage.clock.advance(10 * MINUTE_US)
        await stage.front.tick()
        assert stage.front.link == "offline"


async def test_a_link_that_is_gone_only_changes_the_chip() -> None:
    stage, _runs = linked()
    stage.sync = Runs("unreachable")
    async with stage.opened() as pilot:
        stage.clock.advance(10 * SECOND_US)
        await stage.front.tick()
        await stage.settle(pilot)
        assert "断网" in stage.text()
        assert stage.front.place == "today"


async def test_f5_shows_the_sync_and_starts_it() -> None:
    stage, runs = linked()
    async with stage.opened() as pilot:
        await stage.press(pilot, "f5")
        assert runs.count == 1
        assert stage.front.place == "sync"


async def test_leaving_stops_a_running_sync() -> None:
    stage, _runs = linked()

    def until_stopped(progress: object, cancel: object) -> SyncResult:
        del progress
        assert callable(cancel)
        while not cancel():
            pass
        return ended("partial")

    stage.sync = until_stopped
    async with stage.opened() as pilot:
        stage.front.start_sync()
        await pilot.pause()
        assert isinstance(stage.front.progress, SyncProgress)
        await pilot.press("f10")
    assert stage.open_sessions == 0


async def test_what_waits_is_done_once_nobody_types() -> None:
    stage = before_the_patrol()
    async with stage.opened() as pilot:
        stage.clock.advance(3 * SECOND_US)
        await stage.front.tick()
        assert stage.rests == 1
        await stage.front.tick()
        assert stage.rests == 1
        stage.front.act(StartPatrol(NORTH), None, refuse)
        await stage.settle(pilot)
        stage.clock.advance(3 * SECOND_US)
        await stage.front.tick()
        assert stage.rests == 2


async def test_colours_language_and_targets_are_chosen_at_once_and_kept() -> None:
    stage = before_the_patrol()
    async with stage.opened() as pilot:
        app = stage.front
        app.action_theme()
        app.action_touch()
        await app.action_language()
        assert app.theme.startswith("sunlight")
        door = app.door
        assert isinstance(door, StageDoor)
        last = door.kept[-1]
        assert (last.theme, last.touch, last.language) == ("sunlight", True, "en")
        await stage.settle(pilot)
        assert "Next" in stage.text()


async def test_a_fault_shows_a_plain_page_without_what_variables_held(
    capsys: pytest.CaptureFixture[str],
) -> None:
    stage = before_the_patrol()

    def broken() -> None:
        secret = "张三 13800000000"
        raise ZeroDivisionError(secret)

    async def run() -> None:
        async with stage.opened() as pilot:
            stage.front.call_later(broken)
            await pilot.pause()

    with pytest.raises(ZeroDivisionError):
        await run()
    said = capsys.readouterr()
    assert "张三" not in said.out + said.err
    assert stage.open_sessions == 0


async def test_a_fault_of_the_sync_ends_the_program_and_closes_everything() -> None:
    stage, _runs = linked()

    def broken(progress: object, cancel: object) -> SyncResult:
        del progress, cancel
        raise ZeroDivisionError

    stage.sync = broken

    async def run() -> None:
        async with stage.opened() as pilot:
            stage.front.start_sync()
            await pilot.pause()
            await pilot.pause()

    with pytest.raises((ZeroDivisionError, WorkerFailed)):
        await run()
    assert stage.open_sessions == 0


async def test_a_mistake_in_the_settings_file_is_said_once_it_is_open() -> None:
    stage = before_the_patrol()
    stage.problems = (Problem("/home/settings.toml", 3, Refused("No setting is called x.")),)
    async with stage.opened():
        assert "settings.toml" in stage.text()
        assert "No setting is called x." in stage.text()


async def test_words_half_typed_in_a_dialog_put_the_lock_off() -> None:
    stage = locked()
    async with stage.running() as pilot:
        await open_with_pin(stage)
        await stage.press(pilot, "f3")
        await stage.type(pilot, "东街")
        stage.clock.advance(60 * MINUTE_US)
        await stage.front.tick()
        assert "东街" in stage.text()
        await stage.press(pilot, "escape")
        stage.clock.advance(60 * MINUTE_US)
        await stage.front.tick()
        assert stage.front.place == "unlock"


async def test_a_sync_that_cannot_open_the_home_is_said_in_words() -> None:
    stage, _runs = linked()

    def refused(progress: object, cancel: object) -> SyncResult:
        del progress, cancel
        raise Refused("The home is in use.")

    stage.sync = refused
    async with stage.opened() as pilot:
        stage.front.start_sync()
        await stage.settle(pilot)
        assert "The home is in use." in stage.text()
        assert stage.front.link == "offline"


async def test_progress_of_a_sync_reaches_the_screen() -> None:
    stage, _runs = linked()
    seen: list[SyncProgress | None] = []

    def told(progress: object, cancel: object) -> SyncResult:
        del cancel
        assert callable(progress)
        progress(SyncProgress("entries", entries_total=3))
        return ended("complete")

    stage.sync = told
    async with stage.opened() as pilot:
        stage.front.syncing._changed = lambda: seen.append(stage.front.progress)
        stage.front.start_sync()
        await stage.settle(pilot)
    assert any(one is not None and one.entries_total == 3 for one in seen)


@pytest.mark.fault(17)
async def test_readers_are_opened_anew_at_most_every_ten_minutes_and_not_under_a_form() -> None:
    stage = before_the_patrol()
    stage.is_held_up = True
    async with stage.opened() as pilot:
        app, held = stage.front, stage.front.opened

        async def idle(minutes: int) -> bool:
            """Tell whether the session is another one after a while without a key."""
            before = app.opened
            app.changed()
            stage.clock.advance(minutes * MINUTE_US)
            await app.tick()
            return app.opened is not before

        await stage.press(pilot, "f7")
        assert not await idle(1)
        await stage.press(pilot, "escape")
        assert await idle(1)
        assert app.opened is not held
        assert not await idle(9)
        assert await idle(2)
    assert stage.open_sessions == 0
