"""A read that stays open for hours keeps the log of writes from being emptied, and no longer."""

from contextlib import closing

import pytest

from patrol_tui import bootstrap
from patrol_tui.ledger.disk.wal import WAL_ALARM_BYTES, is_wal_alarming, wal_bytes, wal_path
from patrol_tui.ledger.store import LedgerStore
from patrol_tui.tui.entering.home_door import HomeDoor
from patrol_tui.tui.host.app import PatrolApp
from tests.cli.laptop import Laptop
from tests.faults.test_files import ledger_of

_FILLING = "很长" * 3_000_000
"""As many pages as a log is cut short for; the rest of its size is made up."""


@pytest.mark.fault(17)
async def test_the_screens_close_their_own_old_reader_and_the_log_is_emptied(
    laptop: Laptop,
) -> None:
    home = bootstrap.open_home(laptop.home, {})
    unlocked = bootstrap.unlock(home, None, None, laptop.clock)
    app = PatrolApp(HomeDoor(home, laptop.clock), laptop.clock)
    async with app.run_test() as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        held = app.opened
        assert isinstance(held.ledger, LedgerStore)
        reading = held.ledger._connection.execute("SELECT hash FROM entry")
        reading.fetchone()
        with closing(bootstrap.open_store(unlocked, laptop.clock)) as store:
            store.set_meta("filling", _FILLING)
        path = ledger_of(laptop)
        with wal_path(path).open("r+b") as log:
            log.truncate(WAL_ALARM_BYTES + 1)
        assert is_wal_alarming(path)
        app.changed()
        laptop.clock.advance(60_000_000)
        await app.tick()
        assert app.opened is not held
        assert wal_bytes(path) == 0
        await pilot.press("3")
        await pilot.pause(0.2)  # a digit may be the first of a scanner's
        await app.workers.wait_for_complete()
        assert app.place == "issues"
        with closing(bootstrap.open_store(unlocked, laptop.clock)) as store:
            store.set_meta("filling", "")
        app.changed()
        laptop.clock.advance(60_000_000)
        present = app.opened
        await app.tick()
        assert app.opened is present  # nothing is in the way, so nothing is opened anew
