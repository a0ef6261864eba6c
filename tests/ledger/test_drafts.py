from collections.abc import Iterator
from pathlib import Path

import pytest

from patrol_tui.ledger.disk.errors import DiskFull
from patrol_tui.ledger.disk.wal import wal_bytes
from patrol_tui.ledger.drafts import Drafts, FormDraft
from tests.ledger.processes import child, lines_then_kill

KEY = bytes(range(32))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "drafts.db"


@pytest.fixture
def drafts(path: Path) -> Iterator[Drafts]:
    opened = Drafts(path, KEY)
    yield opened
    opened.close()


def test_a_draft_is_back_after_opening_again(path: Path) -> None:
    first = Drafts(path, KEY)
    first.save("issue-1", '{"note": "垃圾房满溢"}', 7)
    first.close()
    again = Drafts(path, KEY)
    assert again.load("issue-1") == FormDraft("issue-1", '{"note": "垃圾房满溢"}', 7)
    again.close()


def test_what_is_typed_later_takes_the_place_of_what_was_typed_before(drafts: Drafts) -> None:
    drafts.save("issue-1", "消防", 1)
    drafts.save("issue-1", "消防通道", 2)
    assert drafts.kept() == [FormDraft("issue-1", "消防通道", 2)]


def test_a_clock_that_was_set_back_does_not_keep_old_text(drafts: Drafts) -> None:
    drafts.save("issue-1", "old", 2_000)
    drafts.save("issue-1", "new", 1_000)
    assert drafts.load("issue-1") == FormDraft("issue-1", "new", 1_000)


def test_the_draft_typed_last_comes_first(drafts: Drafts) -> None:
    drafts.save("a", "", 1)
    drafts.save("b", "", 3)
    drafts.save("c", "", 2)
    assert [draft.key for draft in drafts.kept()] == ["b", "c", "a"]


def test_an_unknown_draft_is_none(drafts: Drafts) -> None:
    assert drafts.load("nothing") is None
    drafts.delete("nothing")


def test_the_entry_is_written_before_its_draft_goes(drafts: Drafts) -> None:
    drafts.save("issue-1", "text", 1)

    def write_entry() -> str:
        assert drafts.load("issue-1") is not None
        return "written"

    assert drafts.settle("issue-1", write_entry) == "written"
    assert drafts.load("issue-1") is None


def test_a_draft_stays_when_its_entry_is_not_saved(drafts: Drafts) -> None:
    drafts.save("issue-1", "text", 1)

    def write_entry() -> None:
        raise DiskFull("full")

    with pytest.raises(DiskFull):
        drafts.settle("issue-1", write_entry)
    assert drafts.load("issue-1") == FormDraft("issue-1", "text", 1)


def test_a_draft_whose_entry_was_written_before_a_crash_does_not_come_back(drafts: Drafts) -> None:
    drafts.save("written", "text", 1)
    drafts.save("not written", "text", 2)
    assert drafts.drop_written(lambda key: key == "written") == ["written"]
    assert [draft.key for draft in drafts.kept()] == ["not written"]


def test_a_day_of_typing_does_not_fill_the_disk(path: Path, drafts: Drafts) -> None:
    for second in range(500):
        drafts.save("issue-1", "x" * 10_000, second)
    assert wal_bytes(path) + path.stat().st_size < 3 << 20


def test_a_draft_that_the_disk_refuses_leaves_the_one_before(drafts: Drafts) -> None:
    drafts.save("issue-1", "short", 1)
    drafts._connection.execute("PRAGMA max_page_count=4")
    with pytest.raises(DiskFull, match="Your text is kept"):
        drafts.save("issue-1", "x" * 100_000, 2)
    assert drafts.load("issue-1") == FormDraft("issue-1", "short", 1)


def test_what_was_acknowledged_is_back_after_the_process_is_killed(path: Path) -> None:
    for round_ in range(4):
        with child("tests.ledger.keeper", "drafts", path, round_) as process:
            said = lines_then_kill(process, 10 + 13 * round_)
        drafts = Drafts(path, KEY)
        kept = drafts.load(f"issue-{round_}")
        drafts.close()
        assert kept is not None
        assert kept.saved_at_us >= int(said[-1])
        assert kept.text == "字" * kept.saved_at_us
