"""Lists of a log that is fetched for the first time are made at its end, whatever comes between."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from patrol_tui.domain.language.errors import Refused
from patrol_tui.ledger.book.rebuild import OWED
from patrol_tui.ledger.store import open_ledger
from patrol_tui.services.ports.lists import ListQuery
from tests.ledger.town import AT_ONCE, BINHU, KEY, Laptop, Town, opened

LISTS_LATER = replace(AT_ONCE, lists_later=True)


@pytest.fixture
def town_of_two(tmp_path: Path) -> Iterator[tuple[Town, Laptop, Laptop]]:
    """A laptop that has sent some issues, and one that has fetched a part of them."""
    town = Town(tmp_path)
    one, other = town.enrol(7, "0417"), town.enrol(8, "0418")
    for number in range(5):
        one.note(one.issue(f"滨湖{number}"), "x")
        one.push(town.shared)
    other.store.close()
    other.store = opened(
        tmp_path, other.who, other.key, root=town.root.key, machine=LISTS_LATER
    ).store
    fetch_some(town, other, 4)
    yield town, one, other
    town.close()


def fetch_some(town: Town, laptop: Laptop, rows: int) -> None:
    at = laptop.store.cursors()[BINHU]
    laptop.store.receive(town.shared.segment(BINHU, at, limit=rows))


def rows_of(laptop: Laptop) -> int:
    return laptop.store.count(ListQuery("issue"))


def test_lists_are_made_once_all_is_here(town_of_two: tuple[Town, Laptop, Laptop]) -> None:
    town, one, other = town_of_two
    fetch_some(town, other, 3)
    assert rows_of(other) == 0
    assert other.store.meta(OWED)
    fetch_some(town, other, 3)
    assert rows_of(other) == 0
    other.store.finish_lists()
    assert rows_of(other) == 5
    assert other.store.meta(OWED) is None
    assert other.store.digest() == one.store.digest()
    assert other.store.verify().problems == ()
    one.issue("新")
    one.push(town.shared)
    fetch_some(town, other, 1)
    assert rows_of(other) == 6


@pytest.mark.fault(11)
def test_a_fetch_that_was_cut_short_leaves_lists_that_the_next_start_makes(
    town_of_two: tuple[Town, Laptop, Laptop],
) -> None:
    town, one, other = town_of_two
    other.store.close()
    other.store = opened(town.folder, other.who, other.key, root=town.root.key).store
    assert rows_of(other) == 2
    assert other.store.verify().problems == ()
    other.pull(town.shared)
    assert other.store.digest() == one.store.digest()


def test_making_them_can_be_stopped_and_goes_on_with_the_next_start(
    town_of_two: tuple[Town, Laptop, Laptop],
) -> None:
    _, _, other = town_of_two
    with pytest.raises(Refused, match="opened again"):
        other.store.finish_lists(lambda _done, _total: False)
    assert other.store.meta(OWED)
    other.store.close()
    stopping = replace(AT_ONCE, progress=lambda _done, _total: False)
    with pytest.raises(Refused, match="opened again"):
        open_ledger(other.path, KEY, other.who, other.key.sign, machine=stopping)
    again = open_ledger(other.path, KEY, other.who, other.key.sign, machine=AT_ONCE)
    other.store = again
    assert rows_of(other) == 2


def test_what_another_process_brings_meanwhile_is_owed_still(
    town_of_two: tuple[Town, Laptop, Laptop],
) -> None:
    town, one, other = town_of_two
    beside = opened(town.folder, one.who, one.key, root=town.root.key)
    looks: list[int] = []

    def bring(_done: int, total: int) -> bool:
        looks.append(total)
        if len(looks) == 1:
            fetch_some(town, other, 100)
        return True

    other.store.finish_lists(bring)
    assert rows_of(other) == 5
    assert other.store.meta(OWED) is None
    beside.store.close()
