"""The power fails at any moment of a day's work: what was called saved is there afterwards."""

from pathlib import Path
from random import Random

import pytest

from tests.simulators.cut_check import Told
from tests.simulators.power_cut import State, day, look, run
from tests.simulators.strace_log import NotTraced, Op
from tests.simulators.torn_disk import SECTOR_BYTES, Disk

STATES, SECONDS = 300, 12.0


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> list[Op]:
    """Return what the real program does to real files in a day."""
    try:
        return day(tmp_path_factory.mktemp("recorded"))
    except NotTraced as error:
        pytest.skip(str(error))


@pytest.mark.no_cover
@pytest.mark.debian("strace")
@pytest.mark.invariant("I1")
@pytest.mark.fault(10, 11)
def test_what_was_saved_survives_a_power_cut_at_any_moment(recorded: list[Op]) -> None:
    """Saves, checkpoints, migration, refolding, a sync and two rebuilds are in the day's work."""
    ran = run(recorded, STATES, SECONDS, seed=1, share=0.05)
    assert ran.failure == ""
    assert ran.states > 50
    assert {"dropped", "kept", "mixed", "torn"} <= ran.kinds.keys()


@pytest.mark.debian("strace")
@pytest.mark.invariant("I1")
def test_a_save_is_flushed_once(recorded: list[Op]) -> None:
    """From the draft's end to the word that it is saved the ledger is flushed one time."""
    flushes, seen = 0, []
    for op in recorded:
        if op.what == "say" and op.name.startswith("will settle"):
            flushes = 0
        elif op.what == "say" and op.name.startswith("did save"):
            seen.append(flushes)
            flushes = 0
        elif op.what == "flush":
            flushes += 1
    assert min(seen) == 1
    assert seen.count(1) > len(seen) // 2


@pytest.mark.debian("strace")
@pytest.mark.invariant("I1")
def test_the_simulator_finds_a_save_that_was_not_flushed(
    recorded: list[Op], tmp_path: Path
) -> None:
    """A writer that leaves its flushes out is caught at once."""
    careless = [op for op in recorded if op.what != "flush"]
    ran = run(careless, STATES, SECONDS, seed=1, share=0.2)
    assert "Lost" in ran.failure or "NotFound" in ran.failure or "Corrupt" in ran.failure
    whole = State(0, 0, "kept", "drafts.db", {}, Told(typed={"form-1": {"路"}}))
    assert "state 0" in look(whole, tmp_path / "found")


def chance(seed: int) -> Random:
    """Return what decides over all that was not flushed."""
    return Random(seed)  # noqa: S311 - a simulation


def written(*parts: bytes) -> Disk:
    """Return a disk with a file whose first part is flushed."""
    disk, at = Disk(), 0
    disk.do(Op("create", 0, "a"))
    disk.do(Op("flush"))
    for place, part in enumerate(parts):
        disk.do(Op("write", 0, at=at, data=part))
        at += len(part)
        if place == 0:
            disk.do(Op("flush", 0))
    return disk


def test_what_was_flushed_is_always_there() -> None:
    disk = written(b"x" * SECTOR_BYTES, b"y" * SECTOR_BYTES, b"z" * SECTOR_BYTES)
    found = set()
    for seed in range(40):
        for mode in ("mixed", "torn"):
            content = disk.after_cut(mode, chance(seed))["a"]
            assert content[:SECTOR_BYTES] == b"x" * SECTOR_BYTES
            found.add(content[SECTOR_BYTES::SECTOR_BYTES])
    assert found == {b"", b"y", b"yz", b"\0z"}
    assert disk.after_cut("dropped", chance(0))["a"] == b"x" * SECTOR_BYTES
    assert len(disk.after_cut("kept", chance(0))["a"]) == 3 * SECTOR_BYTES


def test_a_name_that_was_not_flushed_may_be_lost_but_never_before_an_older_one() -> None:
    disk = written(b"x")
    disk.do(Op("name", 0, "b"))
    disk.do(Op("rename", 0, "b/c"))
    disk.do(Op("drop", 0, "a"))
    found = {tuple(sorted(disk.after_cut("mixed", chance(seed)))) for seed in range(60)}
    assert found == {("a",), ("a", "b"), ("a", "c"), ("c",)}
    assert set(disk.after_cut("dropped", chance(0))) == {"a"}
    disk.do(Op("flush"))
    assert set(disk.after_cut("dropped", chance(0))) == {"c"}
