"""The ledger's file is damaged, lost or put back: said, and made whole again by `rebuild`."""

import shutil
from pathlib import Path
from random import Random

import pytest

from patrol_tui import bootstrap
from patrol_tui.cli.output import FOUND
from patrol_tui.domain.language.errors import Corrupt
from patrol_tui.tui.entering.home_door import HomeDoor
from patrol_tui.tui.host.app import PatrolApp
from tests.cli.laptop import Laptop, Said
from tests.faults.officer import record, session_of
from tests.faults.test_files import PAGE_BYTES, damage, ledger_of

Two = tuple[Laptop, Laptop]


def copy_of(laptop: Laptop) -> Path:
    """Return the second copy of own entries."""
    return laptop.home / "data" / "ledger.copy"


def wal_of(laptop: Laptop) -> Path:
    """Return the ledger's log of writes."""
    return laptop.home / "data" / "ledger.db-wal"


def is_rolled_back(said: Said) -> bool:
    """Tell whether a verb said in words that the ledger is an older one."""
    return said.code == FOUND and "patrol-tui rebuild" in said.err and "第二份" in said.err


def numbers(laptop: Laptop) -> set[str]:
    """Return the numbers of all issues."""
    return {row["number"] for row in laptop.json("issue", "list", "--limit", "1000")["items"]}


@pytest.mark.fault(16)
@pytest.mark.parametrize("verb", [("status",), ("issue", "list"), ("sync",), ("verify",)])
def test_a_ledger_put_back_is_said_to_be_old_by_every_verb(
    two_laptops: Two, verb: tuple[str, ...]
) -> None:
    one, _ = two_laptops
    one.record()
    old = ledger_of(one).read_bytes()
    recorded = {one.record(), one.record()}
    ledger_of(one).write_bytes(old)
    wal_of(one).unlink(missing_ok=True)
    assert is_rolled_back(one.call(*verb))
    assert one.call("doctor", "--json").body["ok"] is False
    mended = one.json("rebuild")
    assert mended["restored"] == 2
    assert (mended["set_aside"], mended["gaps"], mended["sync"]) == (None, 0, "complete")
    one.ok(*verb)
    assert recorded < numbers(one)
    assert one.json("verify")["ok"] is True
    assert one.record() not in recorded


@pytest.mark.no_cover
@pytest.mark.fault(15)
def test_whichever_page_is_damaged_nothing_is_lost(two_laptops: Two) -> None:
    one, other = two_laptops
    other.record()
    other.ok("sync")
    one.record()
    one.ok("sync")
    unsent = {one.record() for _ in range(6)}
    whole = one.json("verify")
    wanted = numbers(one)
    saved = one.home.with_name("saved")
    shutil.copytree(one.home, saved)
    pages = ledger_of(one).stat().st_size // PAGE_BYTES
    for page in [0, *Random(15).sample(range(1, pages), 5)]:  # noqa: S311 - a made-up damage
        shutil.rmtree(one.home)
        shutil.copytree(saved, one.home)
        damage(one, page)
        mended = one.json("rebuild")
        assert mended["set_aside"], page
        assert Path(mended["set_aside"]).exists()
        assert mended["kept"] + mended["restored"] + mended["lost"] > 0
        assert (mended["gaps"], mended["sync"]) == (0, "complete")
        again = one.json("verify")
        assert again["problems"] == []
        assert (again["digest"], again["entries"]) == (whole["digest"], whole["entries"])
        assert unsent < numbers(one) == wanted


@pytest.mark.fault(15)
def test_a_lost_ledger_is_made_anew_from_the_copy_and_the_shared_database(
    two_laptops: Two,
) -> None:
    one, other = two_laptops
    other.record()
    other.ok("sync")
    one.ok("sync")
    one.record()
    whole = one.json("verify")
    ledger_of(one).unlink()
    wal_of(one).unlink(missing_ok=True)
    said = one.call("status")
    assert said.code == FOUND
    assert "patrol-tui rebuild" in said.err
    told = one.ok("rebuild").err
    assert "第二份" in told
    assert one.json("verify")["digest"] == whole["digest"]
    assert one.json("receipt")["complete"] is True
    other.ok("sync")
    assert numbers(other) == numbers(one)


@pytest.mark.fault(15)
def test_without_copy_and_shared_database_what_is_lost_is_said(laptop: Laptop) -> None:
    """Nothing can bring it back, and nobody claims that it is there."""
    with session_of(laptop.home, laptop.clock) as session:
        for _ in range(30):
            record(session)
        session.rest()
    before = laptop.json("verify")["entries"]
    copy_of(laptop).unlink()
    for page in range(25, ledger_of(laptop).stat().st_size // PAGE_BYTES, 3):
        damage(laptop, page)
    mended = laptop.json("rebuild")
    assert mended["lost"] > 0
    assert mended["kept"] > 0
    left = laptop.call("verify", "--json").body
    assert left["entries"] == mended["kept"] < before
    assert left["ok"] is (mended["gaps"] == 0)


@pytest.mark.fault(15)
def test_with_neither_ledger_nor_copy_it_says_so_and_changes_nothing(laptop: Laptop) -> None:
    copy_of(laptop).unlink()
    damage(laptop, 0)
    before = ledger_of(laptop).read_bytes()
    said = laptop.call("rebuild")
    assert said.code == FOUND
    assert "没有改动" in said.err
    assert ledger_of(laptop).read_bytes() == before


@pytest.mark.fault(15)
def test_no_new_home_is_made_where_the_copy_is_left(laptop: Laptop) -> None:
    for path in (laptop.home / "data").glob("*.db*"):
        path.unlink()
    laptop.environ["PATROL_PIN"] = "240113"
    said = laptop.call("init", "--station", "binhu", "--officer", "张某", "--badge", "9")
    assert said.code == 1
    assert "已经设置好" in said.err
    laptop.ok("rebuild")
    assert laptop.json("status")["officer"]


@pytest.mark.fault(15)
async def test_a_lost_ledger_is_mended_from_the_screens_after_a_stop(two_laptops: Two) -> None:
    one, _ = two_laptops
    recorded = one.record()
    whole = one.json("verify")
    ledger_of(one).unlink()
    wal_of(one).unlink(missing_ok=True)
    home = bootstrap.open_home(one.home, {})
    unlocked = bootstrap.unlock(home, None, None, one.clock)
    left = bootstrap.what_is_left(unlocked)
    assert (left.has_file, left.is_linked, left.copied > 0) == (False, True, True)
    with pytest.raises(Corrupt, match="not finished"):
        bootstrap.rebuild(unlocked, one.clock, lambda _done, _total: False)
    assert "清单还没做完" in one.call("status").err
    app = PatrolApp(HomeDoor(home, one.clock), one.clock)
    async with app.run_test() as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.place == "mend"
        await pilot.press("f2")
        await app.workers.wait_for_complete()
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        assert app.place == "today"
    assert recorded in numbers(one)
    assert one.json("verify")["digest"] == whole["digest"]
