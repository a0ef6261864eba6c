"""A connection outlives a sync, and is replaced when it broke unseen."""

from pathlib import Path

import psycopg
import pytest

from patrol_tui.domain.language.errors import Refused, Unreachable
from patrol_tui.ledger.homelock import one_sync
from patrol_tui.services.ports.shared import Answer, Exchange
from patrol_tui.sync.reaching.address import FileAddress, ServerAddress
from patrol_tui.sync.reaching.kept import KeptLink
from patrol_tui.sync.reaching.link import Traffic
from patrol_tui.sync.runner import Runner
from tests.sync.district import Laptop, new_bureau

NOTHING = Exchange(b"D" * 16, (), {}, frozenset())


class Scripted:
    """A shared database that fails as often as a test wants."""

    def __init__(self, errors: list[Exception] | None = None) -> None:
        self.errors = errors or []
        self.traffic = Traffic()
        self.is_open = True

    def _asked(self) -> None:
        self.traffic.round_trips += 1
        if self.errors:
            raise self.errors.pop(0)

    def exchange(self, flight: Exchange) -> Answer:
        del flight
        self._asked()
        return Answer(None, ())

    def share(self, subject: bytes, home: bytes, target: bytes) -> None:
        del subject, home, target
        self._asked()

    def blob_missing(self, station: bytes, blob: bytes, size_bytes: int) -> tuple[int, ...]:
        del station, blob
        self._asked()
        return (size_bytes,)

    def put_chunk(self, station: bytes, blob: bytes, index: int, data: bytes) -> None:
        del station, blob, index, data
        self._asked()

    def blob_size(self, station: bytes, blob: bytes) -> int | None:
        del station, blob
        self._asked()
        return 7

    def get_chunk(self, station: bytes, blob: bytes, index: int) -> bytes | None:
        del station, blob, index
        self._asked()
        return b"x"

    def shut_out(self, device: bytes) -> None:
        del device
        self._asked()

    def close(self) -> None:
        self.is_open = False


class Door:
    """Opens one scripted database after the other."""

    def __init__(self, *script: Scripted) -> None:
        self.script = list(script)
        self.opened = 0

    def __call__(self) -> Scripted:
        self.opened += 1
        return self.script[self.opened - 1]


def test_all_that_a_sync_asks_goes_over_the_lent_connection() -> None:
    kept, shared = KeptLink(), Scripted()
    lent = kept.lend("a", lambda: shared)
    lent.exchange(NOTHING)
    lent.share(b"", b"", b"")
    lent.put_chunk(b"", b"", 0, b"")
    lent.shut_out(b"")
    answers = lent.blob_missing(b"", b"", 3), lent.blob_size(b"", b""), lent.get_chunk(b"", b"", 0)
    assert answers == ((3,), 7, b"x")
    assert lent.traffic.round_trips == 7
    lent.close()
    assert shared.is_open
    assert kept.lend("a", lambda: shared).traffic.round_trips == 0


def test_one_that_broke_between_two_syncs_is_replaced_once() -> None:
    first, second = Scripted(), Scripted()
    door, kept = Door(first, second), KeptLink()
    kept.lend("a", door).close()
    first.errors.append(Unreachable("gone"))
    lent = kept.lend("a", door)
    lent.exchange(NOTHING)
    assert (door.opened, first.is_open, second.is_open) == (2, False, True)
    assert lent.traffic.round_trips == 1
    second.errors.append(Unreachable("gone"))
    with pytest.raises(Unreachable):
        lent.exchange(NOTHING)
    lent.close()
    assert not second.is_open


@pytest.mark.parametrize("error", [Unreachable("gone"), Refused("no")])
def test_a_new_one_that_fails_is_ended_with_the_sync(error: Exception) -> None:
    shared, kept = Scripted([error]), KeptLink()
    lent = kept.lend("a", lambda: shared)
    with pytest.raises(type(error)):
        lent.exchange(NOTHING)
    lent.close()
    assert not shared.is_open


def test_another_address_means_another_connection() -> None:
    first, second = Scripted(), Scripted()
    kept = KeptLink()
    kept.lend("a", lambda: first).close()
    kept.lend("b", lambda: second)
    assert (first.is_open, second.is_open) == (False, True)
    kept.close()
    assert not second.is_open


def runner(laptop: Laptop, kept: KeptLink) -> Runner:
    root_key = laptop.identity.root_key
    url = laptop.address.url
    return Runner(
        laptop.folder, "sync", laptop.ledger, laptop.blobs, root_key, url, laptop.clock, kept
    )


@pytest.mark.postgres
def test_a_sync_that_finds_nothing_new_is_one_round_trip_on_an_open_connection(
    empty: ServerAddress, tmp_path: Path
) -> None:
    bureau, kept = new_bureau(tmp_path / "bureau", empty), KeptLink()
    sync = runner(bureau, kept)
    first = sync(lambda _: None, lambda: False)
    again = sync(lambda _: None, lambda: False)
    assert (first.state, again.state) == ("complete", "complete")
    assert (first.round_trips, again.round_trips) == (1, 1)
    with psycopg.connect(empty.url, autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE application_name = 'patrol-tui' AND datname = current_database()"
        )
    bureau.record("gate")
    assert sync(lambda _: None, lambda: False).receipts == 1
    kept.close()
    with one_sync(bureau.folder, "none runs any more", 0):
        bureau.close()


def test_a_file_is_opened_anew_each_time(tmp_path: Path) -> None:
    bureau = new_bureau(tmp_path / "bureau", FileAddress(tmp_path / "shared.db"))
    sync = runner(bureau, KeptLink())
    assert sync(lambda _: None, lambda: False).state == "complete"
    (tmp_path / "shared.db").rename(tmp_path / "away.db")
    assert sync(lambda _: None, lambda: False).state == "unreachable"
