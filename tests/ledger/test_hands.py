from collections.abc import Iterator
from pathlib import Path

import pytest

from patrol_tui.domain.language.errors import Refused
from patrol_tui.ledger.book.machine import Machine
from patrol_tui.ledger.book.stretch import FOLD, folded, write
from patrol_tui.ledger.hands import Hands
from patrol_tui.ledger.keyring.signing import SigningKey
from patrol_tui.services.ports.lists import ListQuery
from tests.ledger.town import KEY, ROOT_BADGE, Laptop, opened, writer

BOTH_CORES = Machine(pause=lambda _: None, hands=2, worth_hands=1)


@pytest.fixture
def large(tmp_path: Path) -> Iterator[Laptop]:
    """A laptop whose ledger counts as large."""
    made = opened(tmp_path, writer(7, ROOT_BADGE), SigningKey(bytes(32)), machine=BOTH_CORES)
    for number in range(3):
        made.issue(str(number))
    yield made
    made.store.close()


def test_what_further_processes_find_is_what_this_one_finds(large: Laptop) -> None:
    found = large.store.verify()
    assert found.problems == ()
    assert (found.entries, found.digest) == (3, large.store.digest())
    large.store._connection.execute("UPDATE entry SET payload = x'00' || payload WHERE id & 3 = 2")
    large.store._connection.execute("UPDATE view SET title = 'x' WHERE title = '2'")
    beside = large.store.verify().problems
    alone = opened(large.path.parent, large.who, large.key)
    assert set(map(str, beside)) == set(map(str, alone.store.verify().problems))
    assert len(beside) >= 3
    alone.store.close()


def test_what_a_process_cannot_do_is_left_to_whoever_asked(large: Laptop) -> None:
    tasks = [("nothing",), ("nothing",), ("nothing",)]
    hands = Hands(large.path, KEY, (large.who.device, None), 1, 1)
    assert [*hands.each(tasks, lambda: None)] == [(task, None) for task in tasks]


def test_processes_that_cannot_open_the_ledger_leave_all_to_whoever_asked(large: Laptop) -> None:
    hands = Hands(large.path, bytes(32), (large.who.device, None), 1, 1)
    assert [*hands.each([("logs",)], lambda: None)] == [(("logs",), None)]


def test_a_check_by_several_processes_can_be_stopped(large: Laptop) -> None:
    with pytest.raises(Refused, match="stopped"):
        large.store.verify(lambda done, _total: done == 0)


def test_the_key_is_not_shown_with_what_reads_by_it(large: Laptop) -> None:
    assert KEY.hex() not in repr(large.store._hands)
    assert repr(KEY) not in repr(large.store._hands)


def test_lists_that_further_processes_fold_are_the_same(large: Laptop) -> None:
    before, rows = large.store.digest(), large.store.page(ListQuery("issue")).rows
    connection = large.store._connection
    for table in ("view", "mark", "photo"):
        connection.execute(f"DELETE FROM {table} WHERE 1")  # noqa: S608 - names of this test
    assert large.store.rebuild() == 3
    assert large.store.digest() == before
    assert large.store.page(ListQuery("issue")).rows == rows
    assert large.store.page(ListQuery("issue", text="binhu")).rows == ()
    assert large.store.verify().problems == ()


def test_what_was_written_after_a_fold_is_folded_again(large: Laptop) -> None:
    base, index = large.store._base, large.store._search.index
    task = (FOLD, b"", b"\xff" * 33)
    done = folded(base, index, task)
    large.issue("3")
    with base.writing():
        assert write(base, index, task, done)[0] == 4
        assert write(base, index, task, folded(base, index, task))[0] == 4
    assert large.store.verify().problems == ()
