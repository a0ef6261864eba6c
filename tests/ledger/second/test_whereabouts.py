"""The files were put back, or lie on another computer: new lines begin, and it is said."""

import shutil
from pathlib import Path

import pytest

from patrol_tui.ledger.second.whereabouts import OTHER_COMPUTER, PUT_BACK, Marker, machine_id
from patrol_tui.services.ports.ports import DISTRICT
from tests.ledger.book.test_forks import copied
from tests.ledger.town import Laptop, Town

HERE, THERE = "computer-1", "computer-2"


def told(laptop: Laptop, marker: Path, machine: str = HERE) -> list[str]:
    """Open the laptop as the program does; return what the officer is told."""
    laptop.store.safeguard.settle_in(Marker(marker), machine)
    return [notice.template for notice in laptop.store.safeguard.notices]


def current(laptop: Laptop) -> set[bytes]:
    """Return the lines that would be written to now."""
    streams = laptop.store._base.streams
    return {streams.current(station).stream for station in (DISTRICT, laptop.who.station)}


def test_a_laptop_that_stays_where_it_is_keeps_its_lines(town: Town, tmp_path: Path) -> None:
    laptop, marker = town.enrol(7, "0417"), tmp_path / "marks" / "one"
    assert told(laptop, marker) == []
    lines = current(laptop)
    for _ in range(2):
        laptop.issue()
        laptop.store.safeguard.note_place(Marker(marker))
        assert told(laptop, marker) == []
    laptop.issue()
    assert told(laptop, marker) == []
    assert told(laptop, tmp_path / "elsewhere") == []
    assert told(laptop, marker, "") == []
    marker.write_text("no hash at all")
    assert told(laptop, marker) == []
    assert current(laptop) == lines


@pytest.mark.fault(21)
def test_a_laptop_put_back_begins_new_lines_and_forgotten_entries_return(
    town: Town, tmp_path: Path
) -> None:
    laptop, marker = town.enrol(7, "0417"), tmp_path / "mark"
    assert told(laptop, marker) == []
    laptop.issue("上周")
    laptop.sync(town.shared)
    restored = copied(laptop, town, tmp_path / "backup")
    sent = laptop.issue("已发送")
    laptop.sync(town.shared)
    laptop.store.safeguard.note_place(Marker(marker))
    before = current(restored)
    assert told(restored, marker) == [PUT_BACK]
    assert not before & current(restored)
    assert told(restored, marker) == []
    restored.issue("还原之后")
    restored.pull(town.shared, full=True)
    restored.sync(town.shared)
    town.root.sync(town.shared)
    for one in (restored, town.root):
        assert one.store.state(sent) is not None
        assert one.store.forked() == frozenset()
        assert one.store.verify().problems == ()
    assert restored.store.digest() == town.root.store.digest()
    restored.store.close()


@pytest.mark.fault(20)
def test_a_clone_on_another_computer_begins_new_lines(town: Town, tmp_path: Path) -> None:
    laptop = town.enrol(7, "0417")
    assert told(laptop, tmp_path / "one") == []
    clone = copied(laptop, town, tmp_path / "clone")
    assert told(clone, tmp_path / "two", THERE) == [OTHER_COMPUTER]
    assert told(clone, tmp_path / "two", THERE) == []
    assert not current(clone) & current(laptop)
    written = {laptop.issue("原机"), clone.issue("克隆")}
    for one in (laptop, clone, town.root) * 2:
        one.pull(town.shared, full=True)
        one.push(town.shared)
    for one in (laptop, clone, town.root):
        assert all(one.store.state(subject) for subject in written)
        assert one.store.forked() == frozenset()
    clone.store.close()


@pytest.mark.fault(22)
def test_one_memory_image_resumed_twice_forks_in_sight_of_all(town: Town, tmp_path: Path) -> None:
    """Nothing of the disk or the computer differs, so only the entries can tell."""
    laptop, marker = town.enrol(7, "0417"), tmp_path / "mark"
    assert told(laptop, marker) == []
    laptop.issue()
    laptop.store.safeguard.note_place(Marker(marker))
    twin = copied(laptop, town, tmp_path / "twin")
    shutil.copyfile(marker, tmp_path / "twin.mark")
    assert told(twin, tmp_path / "twin.mark") == []
    written = {laptop.issue("一"), twin.issue("二")}
    for one in (laptop, twin, town.root) * 2:
        one.pull(town.shared, full=True)
        one.push(town.shared)
    for one in (laptop, twin, town.root):
        assert all(one.store.state(subject) for subject in written)
        assert one.store.forked() == {laptop.who.device}
        assert one.store.verify().problems == ()
    twin.store.close()


def test_a_marker_that_cannot_be_written_hinders_nobody(town: Town, tmp_path: Path) -> None:
    laptop = town.enrol(7, "0417")
    (tmp_path / "file").write_text("no folder")
    laptop.store.safeguard.note_place(Marker(tmp_path / "file" / "mark"))
    assert told(laptop, tmp_path / "file" / "mark") == []


def test_this_computer_has_one_name_at_most() -> None:
    assert machine_id() == machine_id()
