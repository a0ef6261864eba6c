"""Setting a shared database up, and telling ours from others'."""

import socket
import stat
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from patrol_tui.clock import FixedClock
from patrol_tui.domain.language.errors import Corrupt, Refused, Unreachable
from patrol_tui.ledger.disk.errors import DiskFailed, DiskFull, NotSaved
from patrol_tui.ledger.engine import Kind, open_plain
from patrol_tui.services.ports.shared import Answer
from patrol_tui.sync.database.sqlite import APPLICATION_ID, SqliteLink
from patrol_tui.sync.flights.shared import connect, open_any, open_shared
from patrol_tui.sync.reaching.address import Address, FileAddress, ServerAddress, read_address
from patrol_tui.sync.setup import set_up
from tests.sync.conftest import MARKS, NewAddress
from tests.sync.pen import AT_US, Pen, thing

CLOCK = FixedClock(AT_US)
DEVICE = b"D" * 16


def changed(address: Address, key: str, value: str) -> None:
    """Change what a shared database says of itself."""
    link = connect(address, CLOCK)
    link.run("UPDATE shared_meta SET value = ? WHERE key = ?", (value, key))
    link.close()


def visit(address: Address, root_key: bytes = MARKS.root_key) -> Answer:
    """Open a shared database and ask it for what is new: a server speaks when it is asked."""
    with closing(open_shared(address, root_key, DEVICE, CLOCK)) as shared:
        return shared.exchange(Pen("a").flight())


def test_setting_up_twice_changes_nothing(new_address: NewAddress) -> None:
    address = new_address()
    assert set_up(address, MARKS, CLOCK) == MARKS
    assert set_up(address, replace(MARKS, epoch=b"F" * 16), CLOCK) == MARKS
    shared = open_shared(address, MARKS.root_key, DEVICE, CLOCK)
    assert shared.marks == MARKS
    shared.close()


def test_anothers_database_is_neither_set_up_nor_opened(new_address: NewAddress) -> None:
    address = new_address()
    set_up(address, MARKS, CLOCK)
    with pytest.raises(Refused, match="another district"):
        set_up(address, replace(MARKS, root_key=b"X" * 32), CLOCK)
    with pytest.raises(Refused, match="another district"):
        visit(address, b"X" * 32)


def test_a_newer_database_is_refused(new_address: NewAddress) -> None:
    address = new_address()
    set_up(address, MARKS, CLOCK)
    changed(address, "format", "2")
    with pytest.raises(Refused, match="newer"):
        visit(address)
    with pytest.raises(Refused, match="newer"):
        set_up(address, MARKS, CLOCK)


@pytest.mark.parametrize(("key", "value"), [("format", "x"), ("epoch", "x")])
def test_another_programs_table_of_that_name_is_refused(
    new_address: NewAddress, key: str, value: str
) -> None:
    address = new_address()
    set_up(address, MARKS, CLOCK)
    changed(address, key, value)
    with pytest.raises(Refused, match="another program"):
        visit(address)


def test_a_shared_file_is_for_its_owner(tmp_path: Path) -> None:
    address = read_address(f"sqlite:///{tmp_path}/shared.db")
    assert isinstance(address, FileAddress)
    set_up(address, MARKS, CLOCK)
    assert stat.S_IMODE(address.path.stat().st_mode) == 0o600


def test_an_absent_file_is_out_of_reach_and_not_made(tmp_path: Path) -> None:
    for path in (tmp_path / "shared.db", tmp_path / "absent" / "shared.db"):
        with pytest.raises(Unreachable):
            open_shared(FileAddress(path), MARKS.root_key, DEVICE, CLOCK)
        assert not path.exists()


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "shared.db"
    path.write_bytes(b"no database at all, but some text" * 100)
    with pytest.raises(Corrupt):
        open_shared(FileAddress(path), MARKS.root_key, DEVICE, CLOCK)
    with pytest.raises(Corrupt):
        set_up(FileAddress(path), MARKS, CLOCK)


def test_a_folder_that_is_not_there_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises((Refused, Unreachable)):
        set_up(FileAddress(tmp_path / "absent" / "shared.db"), MARKS, CLOCK)


def test_a_file_without_marks_is_not_set_up(tmp_path: Path) -> None:
    address = FileAddress(tmp_path / "shared.db")
    set_up(address, MARKS, CLOCK)
    link = connect(address, CLOCK)
    link.run("DELETE FROM shared_meta")
    link.close()
    assert open_any(address, DEVICE, CLOCK) is None
    with pytest.raises(Refused, match="init-shared"):
        visit(address)


@pytest.mark.postgres
def test_an_empty_server_database_is_not_set_up(empty: ServerAddress) -> None:
    assert open_any(empty, DEVICE, CLOCK) is None
    with pytest.raises(Refused, match="init-shared"):
        visit(empty)


@pytest.mark.postgres
def test_a_database_with_anothers_tables_is_left_alone(empty: ServerAddress) -> None:
    with psycopg.connect(empty.url, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA patrol CREATE TABLE entry (title text)")
    with pytest.raises(Refused, match="another program"):
        set_up(empty, MARKS, CLOCK)
    with psycopg.connect(empty.url) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'patrol'")
        assert tables.fetchall() == [("entry",)]


@pytest.mark.postgres
def test_another_programs_tables_may_lie_beside_ours(empty: ServerAddress) -> None:
    with psycopg.connect(empty.url, autocommit=True) as connection:
        connection.execute("CREATE TABLE entry (title text)")
    assert set_up(empty, MARKS, CLOCK) == MARKS
    with psycopg.connect(empty.url) as connection:
        columns = connection.execute("SELECT * FROM entry").description or ()
    assert [column.name for column in columns] == ["title"]


@pytest.mark.postgres
def test_a_table_of_our_name_and_other_columns_is_left_alone(empty: ServerAddress) -> None:
    with psycopg.connect(empty.url, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA patrol CREATE TABLE shared_meta (name text)")
    with pytest.raises(Refused, match="init-shared"):
        visit(empty)


@pytest.mark.postgres
def test_a_login_without_rights_is_told_so(empty: ServerAddress) -> None:
    set_up(empty, MARKS, CLOCK)
    with psycopg.connect(empty.url, autocommit=True) as connection:
        connection.execute("DROP ROLE IF EXISTS stranger")
        connection.execute("CREATE ROLE stranger LOGIN")
    stranger = read_address(empty.url.replace("postgres:@", "stranger@"))
    assert isinstance(stranger, ServerAddress)
    with pytest.raises(Refused, match="does not let"):
        visit(stranger)
    with pytest.raises(Refused, match="does not let"):
        set_up(stranger, MARKS, CLOCK)
    with psycopg.connect(empty.url, autocommit=True) as connection:
        connection.execute("GRANT SELECT ON ALL TABLES IN SCHEMA patrol TO stranger")
    with (
        psycopg.connect(stranger.url) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("SELECT count(*) FROM patrol.shared_meta")


@pytest.mark.postgres
def test_tables_that_vanish_are_noticed(empty: ServerAddress) -> None:
    set_up(empty, MARKS, CLOCK)
    shared = open_shared(empty, MARKS.root_key, DEVICE, CLOCK)
    with psycopg.connect(empty.url, autocommit=True) as connection:
        connection.execute("DROP TABLE patrol.chunk, patrol.log_head CASCADE")
    with pytest.raises(Refused, match="init-shared"):
        shared.get_chunk(bytes(16), bytes(32), 0)
    shared.close()


@pytest.mark.postgres
def test_a_server_that_is_silent_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        address = read_address(f"postgresql://127.0.0.1:{port}/d?connect_timeout=1")
        with pytest.raises(Unreachable):
            open_shared(address, MARKS.root_key, DEVICE, CLOCK)


@pytest.mark.postgres
def test_a_log_that_somebody_holds_locked_is_busy_and_not_waited_for(empty: ServerAddress) -> None:
    set_up(empty, MARKS, CLOCK)
    shared = open_shared(empty, MARKS.root_key, DEVICE, CLOCK)
    pen = Pen("a")
    pen.write(thing("lane"), "blocked")
    shared.exchange(pen.flight(pen.wire()))
    pen.write(thing("lane"), "cleared")
    with psycopg.connect(empty.url) as holder:
        holder.execute("SELECT * FROM patrol.log_head FOR UPDATE")
        with pytest.raises(Unreachable, match="busy"):
            shared.exchange(pen.flight(pen.wire(2)))
    assert shared.exchange(pen.flight(pen.wire(2))).refusal is None
    shared.close()


def test_a_file_that_somebody_holds_locked_is_busy(tmp_path: Path) -> None:
    address = FileAddress(tmp_path / "shared.db")
    set_up(address, MARKS, CLOCK)
    holder, waiting = (SqliteLink(address.path, CLOCK) for _ in range(2))
    waiting.run("PRAGMA busy_timeout = 10")
    with holder.transaction():
        holder.run("SELECT 1")
        with pytest.raises(Unreachable, match="busy"), waiting.transaction():
            waiting.run("SELECT 1")
    with waiting.transaction():
        waiting.run("SELECT 1")
    holder.close()
    waiting.close()


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (DiskFull("full"), "disk of the shared database is full"),
        (DiskFailed("failed", detail="bad block"), "bad block"),
        (NotSaved("read only"), "cannot be written"),
    ],
)
def test_a_disk_that_fails_is_named_as_the_shared_one(
    tmp_path: Path, error: NotSaved, told: str
) -> None:
    address = FileAddress(tmp_path / "shared.db")
    set_up(address, MARKS, CLOCK)
    link = SqliteLink(address.path, CLOCK)

    def fail() -> None:
        with link.transaction():
            raise error

    with pytest.raises(Refused, match=told):
        fail()
    link.close()


def test_a_half_made_file_is_not_set_up(tmp_path: Path) -> None:
    address = FileAddress(tmp_path / "shared.db")
    open_plain(address.path, Kind(APPLICATION_ID, ())).close()
    assert open_any(address, DEVICE, CLOCK) is None


@pytest.mark.postgres
def test_a_server_that_does_not_answer_is_out_of_reach() -> None:
    address = read_address("postgresql://127.0.0.1:1/d")
    with pytest.raises(Unreachable, match=r"127\.0\.0\.1"):
        open_shared(address, MARKS.root_key, DEVICE, CLOCK)
