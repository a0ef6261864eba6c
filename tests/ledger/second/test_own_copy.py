"""The second copy of own entries: what it holds, what it drops, and that no save waits for it."""

from pathlib import Path

import pytest

from patrol_tui.domain.entries.payload import decode
from patrol_tui.ledger.disk.errors import NotSaved
from patrol_tui.ledger.homelock import LockFile
from patrol_tui.ledger.second.own_copy import SecondCopy
from patrol_tui.ledger.second.records import ENTRIES
from tests.ledger.town import KEY, Laptop, Town


@pytest.fixture
def copy(laptop: Laptop) -> SecondCopy:
    """Return the copy that a laptop writes."""
    made = SecondCopy(laptop.path.with_name("ledger.copy"), KEY)
    laptop.store.safeguard.copied_to(made)
    return made


def held(laptop: Laptop) -> set[bytes]:
    """Return the entries that the ledger holds."""
    rows = laptop.store._connection.execute("SELECT hash FROM entry").fetchall()
    return {row[0] for row in rows}


def test_every_save_is_in_the_copy_as_it_is_in_the_ledger(laptop: Laptop, copy: SecondCopy) -> None:
    subject = laptop.issue()
    changed = laptop.change(subject, note="看不见的字")
    assert copy.entries().keys() == held(laptop)
    assert copy.entries()[changed.hash] == changed
    assert copy.head() == {changed.hash}
    assert "看不见".encode() not in copy.path.read_bytes()
    assert copy.path.stat().st_mode & 0o077 == 0


def test_a_copy_of_another_key_says_nothing(laptop: Laptop, copy: SecondCopy) -> None:
    laptop.issue()
    other = SecondCopy(copy.path, bytes(32))
    assert other.entries() == {}
    assert other.head() == frozenset()
    assert other.about() == {}


def test_no_save_waits_for_whoever_holds_the_copy(laptop: Laptop, copy: SecondCopy) -> None:
    lock = LockFile(copy.path.with_name("ledger.copy.lock"))
    assert lock.try_take()
    subject = laptop.issue()
    assert copy.entries() == {}
    lock.give_back()
    laptop.note(subject, "后来")
    laptop.store.tidy()
    assert copy.entries().keys() == held(laptop)


def test_a_copy_that_cannot_be_written_refuses_no_save(laptop: Laptop, copy: SecondCopy) -> None:
    copy.path.mkdir()
    laptop.issue()
    laptop.store.tidy()
    with pytest.raises(NotSaved):
        copy.extend([b"x"])
    copy.path.rmdir()
    laptop.store.tidy()
    assert copy.entries().keys() == held(laptop)


def test_a_torn_or_lost_copy_is_whole_again_when_nobody_types(
    laptop: Laptop, copy: SecondCopy
) -> None:
    for _ in range(3):
        laptop.issue()
    laptop.store.tidy()
    subject = laptop.issue()
    laptop.note(subject, "最后")
    whole = copy.path.read_bytes()
    for content in (whole[:-7], whole[:100], b""):
        copy.path.write_bytes(content)
        assert copy.head() <= held(laptop)
        laptop.store.tidy()
        assert copy.entries().keys() == held(laptop)
        assert copy.about()["meta"]["root_key"] == laptop.key.public.hex()
    copy.path.unlink()
    laptop.store.tidy()
    assert copy.entries().keys() == held(laptop)


def test_nothing_is_written_where_nothing_is_new(laptop: Laptop, copy: SecondCopy) -> None:
    laptop.issue()
    laptop.store.tidy()
    size = copy.size()
    changes = laptop.store._connection.execute("SELECT total_changes()").fetchall()
    laptop.store.tidy()
    assert copy.size() == size
    assert laptop.store._connection.execute("SELECT total_changes()").fetchall() == changes


def test_many_entries_are_caught_up_with(town: Town) -> None:
    """Entries of others are not in it: the shared database has them."""
    one, other = town.enrol(7, "0417"), town.enrol(8, "0418")
    for _ in range(230):
        one.issue()
    other.issue()
    town.sync_all()
    copy = SecondCopy(one.path.with_name("one.copy"), KEY)
    one.store.safeguard.copied_to(copy)
    one.store.tidy()
    assert len(copy.entries()) == 231
    assert {entry.header.device for entry in copy.entries().values()} == {one.who.device}


def test_an_expunged_payload_is_dropped_and_overwritten(laptop: Laptop, copy: SecondCopy) -> None:
    subject = laptop.issue()
    kept, dropped = laptop.note(subject, "留下"), laptop.note(subject, "删除")
    assert dropped.payload is not None
    before = copy.path.read_bytes()
    assert copy.forget([dropped.hash]) == 1
    assert copy.forget([dropped.hash]) == 0
    entries = copy.entries()
    assert entries.keys() == held(laptop)
    assert entries[dropped.hash].payload is None
    assert entries[kept.hash].payload is not None
    assert decode(entries[kept.hash].payload or b"")["record"] == {"notes": ["留下"]}
    last = SecondCopy(Path(f"{copy.path}.old"), KEY)
    last.path.write_bytes(before)
    assert last.entries()[dropped.hash].payload == dropped.payload
    # the frame that held it is zeros now, so no undeleting brings it back
    assert copy.path.read_bytes()[: len(before)].count(bytes(100)) > before.count(bytes(100))
    laptop.store.tidy()
    assert copy.head()


def test_a_frame_of_a_newer_program_is_passed_over(laptop: Laptop, copy: SecondCopy) -> None:
    laptop.issue()
    copy.extend([ENTRIES + b"something else", b"a{", b"z"])
    assert copy.entries().keys() == held(laptop)
    assert copy.head() == held(laptop)
