"""How the shells start a sync: one at a time, and never with a traceback."""

from pathlib import Path

import pytest

from patrol_tui.ledger.homelock import SyncRuns, one_sync
from patrol_tui.services.syncing.sync_values import SyncResult
from patrol_tui.sync.reaching.address import FileAddress
from patrol_tui.sync.runner import Runner
from tests.sync.district import Laptop, new_bureau


def runner(laptop: Laptop, url: str) -> Runner:
    """Return what syncs a laptop."""
    root_key = laptop.identity.root_key
    return Runner(laptop.folder, "sync", laptop.ledger, laptop.blobs, root_key, url, laptop.clock)


def once(laptop: Laptop, url: str) -> SyncResult:
    """Sync a laptop by the URL that its settings name."""
    return runner(laptop, url)(lambda _: None, lambda: False)


@pytest.fixture
def bureau(tmp_path: Path) -> Laptop:
    """Return a laptop that is set up, with a shared file."""
    return new_bureau(tmp_path / "bureau", FileAddress(tmp_path / "shared.db"))


def test_a_sync_goes_where_the_settings_say(bureau: Laptop) -> None:
    bureau.record("gate 3")
    assert once(bureau, bureau.address.url).state == "complete"


@pytest.mark.parametrize("url", ["", "shared.db", "postgresql://h/d"])
def test_an_address_that_will_not_do_is_a_result(bureau: Laptop, url: str) -> None:
    result = once(bureau, url)
    assert result.state == "refused"
    assert result.reason is not None


def test_a_second_sync_of_one_home_is_refused(bureau: Laptop) -> None:
    with one_sync(bureau.folder, "watch", bureau.clock.now_us()), pytest.raises(SyncRuns):
        once(bureau, bureau.address.url)
    assert once(bureau, bureau.address.url).state == "complete"
