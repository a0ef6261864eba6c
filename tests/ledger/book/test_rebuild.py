import pytest

from patrol_tui.domain.language.errors import Corrupt, Refused
from patrol_tui.ledger.book.rebuild import UNFINISHED
from patrol_tui.ledger.disk import wal
from patrol_tui.services.ports.lists import ListQuery
from tests.ledger.town import Laptop, Town


def test_views_made_anew_are_the_same(town: Town) -> None:
    one = town.enrol(7, "0417")
    for number in range(5):
        one.note(one.issue(f"滨湖{number}"), "x")
    one.sync(town.shared)
    before, rows = one.store.digest(), one.store.page(ListQuery("issue")).rows
    connection = one.store._connection
    for table in ("view", "mark", "photo"):
        connection.execute(f"DELETE FROM {table}")  # noqa: S608 - names of this test
    connection.execute("INSERT INTO search (search) VALUES ('delete-all')")
    assert one.store.rebuild() == 9
    assert one.store.digest() == before
    assert one.store.page(ListQuery("issue")).rows == rows
    assert one.store.page(ListQuery("issue", text="binhu 3")).rows == (rows[1],)
    assert one.store.verify().problems == ()
    assert (
        one.store.counts().entries
        == connection.execute("SELECT count(*) FROM entry").fetchall()[0][0]
    )


def test_rows_without_entries_go(laptop: Laptop) -> None:
    laptop.issue("1")
    connection = laptop.store._connection
    for subject in (b"\0" * 16, b"\xff" * 16):
        connection.execute(
            "INSERT INTO view (subject, type, number, kind, status, station, is_open, title,"
            " urgency, begun_us, has_conflict, is_incomplete, extra, search, digest)"
            " VALUES (?, 'issue', '', '', '', x'', 1, 'ghost', 0, 0, 0, 0, '{}', '', x'')",
            (subject,),
        )
    assert laptop.store.verify().problems != ()
    laptop.store.rebuild()
    assert [row.title for row in laptop.store.page(ListQuery("issue")).rows] == ["1"]
    assert laptop.store.verify().problems == ()


def test_serials_survive(laptop: Laptop) -> None:
    laptop.issue()
    laptop.store.rebuild()
    laptop.issue()
    assert laptop.store.page(ListQuery("issue")).rows[0].number == "BH-260714-07-02"


def test_it_can_be_stopped_and_started_again(laptop: Laptop) -> None:
    for number in range(300):
        laptop.issue(str(number))
    told: list[tuple[int, int]] = []

    def go_on(done: int, total: int) -> bool:
        told.append((done, total))
        return False

    with pytest.raises(Refused, match="Stopped"):
        laptop.store.rebuild(go_on)
    assert told == [(300, 300)]
    assert laptop.store.count(ListQuery("issue")) == 300
    assert laptop.store.rebuild(lambda _done, _total: True) == 300
    assert laptop.store.verify().problems == ()


def test_however_much_is_made_anew_the_write_ahead_log_stays_small(
    laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wal, "WAL_ALARM_BYTES", 1)
    for number in range(10):
        laptop.issue(str(number))
    laptop.store.tidy()
    before = wal.wal_bytes(laptop.path)
    for _ in range(20):
        laptop.store.rebuild()
        while laptop.store.index_some():
            pass
    assert wal.wal_bytes(laptop.path) <= before


def test_an_empty_ledger_is_made_anew_too(laptop: Laptop) -> None:
    assert laptop.store.rebuild() == 0
    assert laptop.store.verify().problems == ()
    assert laptop.store.tidy().is_whole
    assert not laptop.store.is_wal_alarming()


def test_a_ledger_that_was_made_anew_is_not_opened_before_its_lists_are_whole(
    laptop: Laptop,
) -> None:
    for number in range(3):
        laptop.issue(str(number))
    laptop.store.set_meta(UNFINISHED, "1")
    with pytest.raises(Corrupt, match="not finished"):
        laptop.store.safeguard.refuse_unfinished()
    with pytest.raises(Corrupt, match="not finished"):
        laptop.store.rebuild(lambda _done, _total: False)
    assert laptop.store.rebuild() == 3
    laptop.store.safeguard.refuse_unfinished()


def test_what_goes_through_the_whole_file_may_keep_more_of_it_meanwhile(laptop: Laptop) -> None:
    laptop.issue()
    connection = laptop.store._connection
    seen: list[int] = []

    def look(_done: int, _total: int) -> bool:
        seen.append(connection.execute("PRAGMA cache_size").fetchall()[0][0])
        return True

    laptop.store.rebuild(look)
    laptop.store.verify(look)
    assert set(seen) == {-32_000}
    assert connection.execute("PRAGMA cache_size").fetchall() == [(-4_000,)]
