import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from patrol_tui.domain.language.errors import Refused
from patrol_tui.ledger.driver import Connection
from tests.ledger.processes import ROOT, ask, child, lines_then_kill, tell
from tests.ledger.writer import numbers, opened, write

WRITER = "tests.ledger.writer"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


@pytest.fixture
def note(path: Path) -> Iterator[Connection]:
    connection = opened(path)
    yield connection
    connection.close()


def numbers_after_crash(path: Path) -> list[int]:
    survivor = opened(path)
    kept = numbers(survivor)
    survivor.close()
    return kept


@pytest.mark.fault(10)
def test_nothing_acknowledged_is_lost_when_the_writer_is_killed(path: Path) -> None:
    acknowledged: list[int] = []
    for round_ in range(5):
        with child(WRITER, "write_for_ever", path, round_ * 1_000_000) as process:
            acknowledged += map(int, lines_then_kill(process, 5 + 17 * round_))
        kept = numbers_after_crash(path)
        assert set(acknowledged) <= set(kept)
        assert len(kept) <= len(acknowledged) + round_ + 1


def test_two_processes_write_side_by_side(path: Path, note: Connection) -> None:
    with child(WRITER, "write_for_ever", path, 1_000_000) as other:
        assert other.stdout is not None
        other.stdout.readline()
        for n in range(100):
            write(note, n)
        told = lines_then_kill(other, 1)
    assert set(range(100)) | {1_000_000} | set(map(int, told)) <= set(numbers(note))


def test_several_processes_may_make_the_same_new_file(path: Path) -> None:
    with (
        child(WRITER, "write_when_told", path) as one,
        child(WRITER, "write_when_told", path) as two,
        child(WRITER, "write_when_told", path) as three,
    ):
        for process in (one, two, three):
            tell(process)
        said = [process.communicate()[0].strip() for process in (one, two, three)]
    assert said == ["made"] * 3
    assert numbers_after_crash(path) == [1, 2, 3]


def test_a_write_waits_for_another_process_and_is_refused_after_a_while(
    path: Path, note: Connection
) -> None:
    note.execute("PRAGMA busy_timeout=20")
    with child(WRITER, "run_what_is_said", path) as other:
        assert ask(other, "BEGIN IMMEDIATE") == "done"
        with pytest.raises(Refused, match="Your text is kept"):
            write(note, 1)
        assert ask(other, "ROLLBACK") == "done"
        write(note, 2)
    assert numbers(note) == [2]


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are POSIX")
def test_a_disk_that_refuses_a_write_loses_nothing_acknowledged(path: Path) -> None:
    with child(WRITER, "write_on_a_short_leash", path) as process:
        name, acknowledged, kept = process.communicate()[0].split()
    assert name == "DiskFailed"
    assert int(acknowledged) > 3
    assert acknowledged == kept
    assert numbers_after_crash(path) == list(range(int(acknowledged)))


@pytest.mark.debian
@pytest.mark.skipif(shutil.which("unshare") is None, reason="needs util-linux")
def test_on_a_full_disk_the_ballast_saves_entries_before_any_is_refused(tmp_path: Path) -> None:
    run = subprocess.run(
        [
            *("unshare", "--map-root-user", "--mount"),
            *(sys.executable, "-m", WRITER, "fill_a_small_disk", tmp_path),
        ],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    if "unshare:" in run.stderr or "mount:" in run.stderr:
        pytest.skip(run.stderr)
    is_full, with_ballast, written, kept = run.stdout.split()
    assert is_full == "True"
    assert int(with_ballast) > 100
    assert int(written) > int(with_ballast) + 50
    assert kept == written
