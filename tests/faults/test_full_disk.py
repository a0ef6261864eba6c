"""The disk takes no more: said in words, the text kept, nothing half-written, and on it goes."""

import os
import subprocess
import sys

import pytest

from patrol_tui.language import _
from patrol_tui.ledger.disk.errors import DISK_FULL, DiskFull
from tests.cli.laptop import Laptop
from tests.faults.officer import record, session_of
from tests.ledger.processes import ROOT, child

OFFICER = "tests.faults.officer"


def left_behind(lines: list[str]) -> tuple[str, str, list[int], list[str], int]:
    """Return what the process said: error, its words, counts, drafts, problems."""
    name, words, counts, drafts, problems = lines
    return name, words, [int(count) for count in counts.split()], drafts.split(), int(problems)


@pytest.mark.fault(13, 14)
@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are POSIX")
def test_a_save_beyond_what_the_process_may_write_keeps_the_text(laptop: Laptop) -> None:
    with child(OFFICER, "record_on_a_short_leash", laptop.home) as process:
        said = process.communicate()[0].splitlines()
    name, words, (saved, held, after), drafts, problems = left_behind(said)
    assert name in {"DiskFull", "DiskFailed"}
    assert "text is kept" in words
    assert saved == held == after - 1
    assert drafts == [f"{saved}号点"]
    assert problems == 0
    assert laptop.json("verify")["ok"] is True
    assert len(laptop.json("issue", "list", "--limit", "1000")["items"]) == after


@pytest.mark.fault(14)
@pytest.mark.debian("unshare", "mount")
@pytest.mark.skipif(sys.platform == "win32", reason="small disks are mounted on Linux")
def test_on_a_small_disk_photos_stop_first_and_text_is_kept(laptop: Laptop) -> None:
    run = subprocess.run(
        [
            *("unshare", "--map-root-user", "--mount"),
            *(sys.executable, "-m", OFFICER, "record_on_a_small_disk", laptop.home, "16m"),
        ],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    if "unshare:" in run.stderr or "mount:" in run.stderr:
        pytest.skip(run.stderr)
    photo, *said = run.stdout.splitlines()
    assert photo == "DiskFull"
    name, words, (saved, held, after), drafts, problems = left_behind(said)
    assert (name, words) == ("DiskFull", DISK_FULL)
    assert saved > 20
    assert saved == held == after - 1
    assert drafts == [f"{saved}号点"]
    assert problems == 0


@pytest.mark.fault(14)
def test_a_ledger_that_may_not_grow_refuses_and_takes_the_next_save_when_it_may(
    laptop: Laptop,
) -> None:
    """So it is without a small disk too."""
    with session_of(laptop.home, laptop.clock) as session:
        connection = vars(session.ledger)["_connection"]
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count={pages + 2}")
        session.drafts.save("issue-new", "没存上的字", 1)
        with pytest.raises(DiskFull, match="text is kept"):
            session.drafts.settle(
                "issue-new", lambda: record(session, "满" * 3_000, note="满" * 9_000)
            )
        assert [draft.text for draft in session.drafts.kept()] == ["没存上的字"]
        assert "磁盘已满" in DiskFull(DISK_FULL).text(_)
        assert session.ledger.counts().open_issues == 0
        connection.execute("PRAGMA max_page_count=1000000")
        session.drafts.settle("issue-new", lambda: record(session))
        assert session.drafts.kept() == []
        assert session.ledger.counts().open_issues == 1
        assert session.ledger.verify().problems == ()


@pytest.mark.debian("strace")
@pytest.mark.fault(13)
def test_a_flush_that_fails_is_no_save_and_the_files_are_opened_anew(laptop: Laptop) -> None:
    """It hits the draft, the entry or the draft's end in turn; none of them loses a word."""
    outcomes = {record_with_a_failing_flush(laptop, flush) for flush in (40, 41, 42)}
    assert outcomes == {"nothing new", "draft kept", "entry and draft"}
    assert laptop.json("verify")["ok"] is True


def record_with_a_failing_flush(laptop: Laptop, flush: int) -> str:
    """Let one flush of a process fail, check what is left, and return what became of the text."""
    before = len(laptop.json("issue", "list", "--limit", "1000")["items"])
    failing = ("-f", "-o", "/dev/null", "-e", "trace=fsync,fdatasync", "-e")
    run = subprocess.run(
        [
            *("strace", *failing, f"inject=fsync,fdatasync:error=EIO:when={flush}"),
            *(sys.executable, "-m", OFFICER, "record_on_a_failing_disk", laptop.home),
        ],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    if "ptrace" in run.stderr.lower():
        pytest.skip(run.stderr)
    assert run.returncode == 0, run.stderr
    name, words, (saved, held, after), drafts, problems = left_behind(run.stdout.splitlines())
    assert name == "DiskFailed"
    assert "not saved, your text is kept" in words
    assert (after, problems) == (held + 1, 0)
    with session_of(laptop.home, laptop.clock) as session:
        for draft in session.drafts.kept():
            session.drafts.delete(draft.key)
    if held == before + saved:
        return "draft kept" if drafts else "nothing new"
    assert (held, drafts) == (before + saved + 1, [f"{saved}号点"])
    return "entry and draft"
