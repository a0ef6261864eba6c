import json
import os
from pathlib import Path

import pytest

from patrol_tui.domain.language.errors import Refused
from patrol_tui.ledger.homelock import Holder, LockFile, SyncRuns, one_sync, waiting_turn
from tests.ledger.processes import ask, child, tell

HOLDER = "tests.ledger.lock_holder"


def hold(home: Path) -> None:
    with one_sync(home, "patrol-tui sync", 0):
        pass


def test_a_second_sync_is_refused_and_told_who_runs(tmp_path: Path) -> None:
    with child(HOLDER, "hold", tmp_path) as other:
        assert ask(other, "go") == "held"
        with pytest.raises(Refused, match=f"sync --watch \\(process {other.pid}\\)") as refused:
            hold(tmp_path)
        assert isinstance(refused.value, SyncRuns)
        assert refused.value.holder == Holder(
            other.pid, "patrol-tui sync --watch", 1_795_400_000_000_000
        )
        assert ask(other, "stop") == "let go"
        hold(tmp_path)


def test_a_killed_sync_holds_nothing(tmp_path: Path) -> None:
    with child(HOLDER, "hold", tmp_path) as other:
        assert ask(other, "go") == "held"
        other.kill()
        other.wait()
        hold(tmp_path)


def test_the_same_process_cannot_sync_twice_either(tmp_path: Path) -> None:
    with one_sync(tmp_path, "first", 0), pytest.raises(SyncRuns, match="first"):
        hold(tmp_path)


def test_a_holder_that_has_not_signed_yet_is_another_program(tmp_path: Path) -> None:
    lock = LockFile(tmp_path / "sync.lock")
    assert lock.try_take()
    with pytest.raises(SyncRuns, match="by another program"):
        hold(tmp_path)
    lock.give_back()


@pytest.mark.parametrize("text", ["{", "[1]", "3", json.dumps(["x", "y", "z"])])
def test_an_unreadable_signature_names_nobody(tmp_path: Path, text: str) -> None:
    (tmp_path / "sync.lock").write_text(text)
    assert LockFile(tmp_path / "sync.lock").holder() is None


def test_a_shorter_signature_takes_the_place_of_a_longer_one(tmp_path: Path) -> None:
    lock = LockFile(tmp_path / "sync.lock")
    lock.take()
    lock.sign(Holder(1, "a long name of a program", 3))
    lock.sign(Holder(1, "short", 3))
    assert lock.holder() == Holder(1, "short", 3)
    lock.give_back()


def test_only_the_holder_signs(tmp_path: Path) -> None:
    lock = LockFile(tmp_path / "sync.lock")
    with pytest.raises(ValueError, match=r"sync\.lock"):
        lock.sign(Holder(os.getpid(), "x", 0))
    lock.give_back()


def test_a_missing_home_is_said(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="No such file"):
        hold(tmp_path / "nowhere")


def test_changes_take_turns(tmp_path: Path) -> None:
    (tmp_path / "count").write_text("0")
    with child(HOLDER, "take_turns", tmp_path) as one, child(HOLDER, "take_turns", tmp_path) as two:
        for process in (one, two):
            tell(process)
        assert [process.communicate()[0].strip() for process in (one, two)] == ["done", "done"]
    with waiting_turn(tmp_path / "lock"):
        assert (tmp_path / "count").read_text() == "400"
