import hashlib
import os
import shutil
import sys
from collections.abc import Iterator
from os import PathLike
from pathlib import Path, PosixPath

import pytest

from patrol_tui.domain.language.errors import Corrupt, NotFound, Refused
from patrol_tui.ledger import driver
from patrol_tui.ledger.disk.errors import DiskFailed, DiskFull
from patrol_tui.ledger.disk.pragmas import forbid_writing, read_back
from patrol_tui.ledger.disk.wal import wal_path
from patrol_tui.ledger.driver import Connection
from patrol_tui.ledger.engine import Kind, immediate, open_encrypted, open_plain, statements
from tests.ledger.writer import FIRST, KEY, KIND, numbers, write

SECOND = statements("ALTER TABLE note ADD COLUMN colour TEXT")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


@pytest.fixture
def note(path: Path) -> Iterator[Connection]:
    connection = open_encrypted(path, KEY, KIND)
    yield connection
    connection.close()


def digests(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if not path.name.endswith("-shm")
    }


def test_what_is_written_is_read_after_opening_again(path: Path) -> None:
    first = open_encrypted(path, KEY, KIND)
    write(first, 1)
    first.close()
    second = open_encrypted(path, KEY, KIND)
    assert numbers(second) == [1]
    second.close()


def test_every_setting_is_as_durability_needs_it(note: Connection) -> None:
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "wal_autocheckpoint": 0,
        "foreign_keys": 1,
        "temp_store": 2,
        "secure_delete": 1,
        "application_id": KIND.application_id,
        "user_version": 1,
    }
    found = {name: note.execute(f"PRAGMA {name}").fetchall()[0][0] for name in wanted}
    assert found == wanted


def test_a_setting_that_did_not_take_is_said(note: Connection) -> None:
    note.execute("PRAGMA synchronous=NORMAL")
    with pytest.raises(Exception, match="synchronous is 1 and not FULL"):
        read_back(note)


def test_a_connection_that_only_reads_cannot_write(note: Connection) -> None:
    forbid_writing(note)
    assert numbers(note) == []
    with pytest.raises(driver.Error, match="readonly"):
        note.execute("INSERT INTO note VALUES (1, '')")


def test_nothing_of_an_encrypted_file_can_be_read(path: Path, note: Connection) -> None:
    write(note, 1, "resident's number 13900000000")
    held = path.read_bytes() + wal_path(path).read_bytes()
    assert b"13900000000" not in held
    assert b"SQLite format" not in held


def test_only_the_owner_reads_the_files(path: Path, note: Connection) -> None:
    write(note, 1)
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o077 == 0
        assert wal_path(path).stat().st_mode & 0o077 == 0


def test_nothing_but_the_database_is_left_beside_a_new_one(path: Path) -> None:
    open_encrypted(path, KEY, KIND).close()
    assert [entry.name for entry in path.parent.iterdir()] == ["ledger.db"]


def test_a_plain_file_is_readable_by_other_programs(path: Path) -> None:
    shared = open_plain(path, KIND)
    write(shared, 1)
    shared.close()
    assert path.read_bytes().startswith(b"SQLite format 3\0")
    again = open_plain(path, KIND)
    assert numbers(again) == [1]
    again.close()


def test_a_wrong_key_is_refused_and_changes_nothing(path: Path) -> None:
    open_encrypted(path, KEY, KIND).close()
    before = digests(path.parent)
    with pytest.raises(Corrupt, match="another home or is damaged"):
        open_encrypted(path, bytes(32), KIND)
    assert digests(path.parent) == before


@pytest.mark.fault(28)
def test_a_newer_file_is_refused_and_not_touched(path: Path) -> None:
    newer = open_encrypted(path, KEY, Kind(KIND.application_id, (FIRST, SECOND)))
    write_newer = "INSERT INTO note VALUES (1, 'kept in the log', 'red')"
    newer.execute(write_newer)
    # as after a crash: the write-ahead log still holds what the file does not
    crashed = path.parent / "crashed"
    crashed.mkdir()
    for name in ("ledger.db", "ledger.db-wal"):
        shutil.copy(path.parent / name, crashed / name)
    newer.close()
    before = digests(crashed)
    with pytest.raises(Refused, match="format 2, this one knows 1"):
        open_encrypted(crashed / "ledger.db", KEY, KIND)
    assert digests(crashed) == before


def test_an_older_file_is_brought_to_the_present_format(path: Path) -> None:
    old = open_encrypted(path, KEY, KIND)
    write(old, 1)
    old.close()
    fresh = open_encrypted(path, KEY, Kind(KIND.application_id, (FIRST, SECOND)))
    assert fresh.execute("SELECT n, text, colour FROM note").fetchall() == [
        (1, "消防通道占用", None)
    ]
    fresh.close()


def test_a_step_that_fails_leaves_the_old_format(path: Path) -> None:
    open_encrypted(path, KEY, KIND).close()
    broken = statements("ALTER TABLE note ADD COLUMN colour TEXT", "ALTER TABLE missing ADD x")
    with pytest.raises(driver.Error, match="no such table"):
        open_encrypted(path, KEY, Kind(KIND.application_id, (FIRST, broken)))
    again = open_encrypted(path, KEY, KIND)
    assert len(again.execute("PRAGMA table_info(note)").fetchall()) == 2
    again.close()


def test_a_database_of_another_kind_is_refused(path: Path) -> None:
    open_encrypted(path, KEY, Kind(7, (FIRST,))).close()
    with pytest.raises(Refused, match="another kind"):
        open_encrypted(path, KEY, KIND)


def test_an_unencrypted_file_is_not_taken_for_the_ledger(path: Path) -> None:
    open_plain(path, KIND).close()
    with pytest.raises(Refused, match="not encrypted"):
        open_encrypted(path, KEY, KIND)


def test_bytes_that_are_no_database_are_refused(path: Path) -> None:
    path.write_bytes(os.urandom(8192))
    with pytest.raises(Corrupt, match="another kind"):
        open_plain(path, KIND)
    with pytest.raises(Corrupt, match="cannot be read with this home's key"):
        open_encrypted(path, KEY, KIND)


def test_an_emptied_file_is_not_taken_for_a_new_one(path: Path) -> None:
    path.touch()
    with pytest.raises(Corrupt, match="is empty"):
        open_encrypted(path, KEY, KIND)
    assert path.read_bytes() == b""


def test_a_missing_file_is_made_only_where_one_is_wanted(path: Path) -> None:
    with pytest.raises(NotFound, match="does not exist"):
        open_encrypted(path, KEY, KIND, create=False)
    assert not path.exists()


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(DiskFailed, match="No such file"):
        open_encrypted(tmp_path / "nowhere" / "ledger.db", KEY, KIND)


class PathWithoutLinks(PosixPath):
    """A path on FAT, where a file has one name only."""

    def hardlink_to(self, target: str | bytes | PathLike[str] | PathLike[bytes]) -> None:
        raise PermissionError(target)


@pytest.mark.skipif(sys.platform == "win32", reason="paths of this kind are POSIX")
def test_a_file_system_without_links_will_do(path: Path) -> None:
    open_encrypted(PathWithoutLinks(path), KEY, KIND).close()
    assert [entry.name for entry in path.parent.iterdir()] == ["ledger.db"]
    open_encrypted(path, KEY, KIND).close()


def test_a_folder_in_the_place_of_a_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(DiskFailed, match="directory"):
        open_encrypted(tmp_path, KEY, KIND)


@pytest.mark.fault(38)
def test_a_network_file_system_is_refused_with_its_name(path: Path) -> None:
    mounts = f"server:/export {path.parent.resolve()} nfs4 rw 0 0\n"
    with pytest.raises(Refused, match="nfs4"):
        open_encrypted(path, KEY, KIND, mounts=mounts)
    assert not path.exists()


def test_a_key_of_the_wrong_length_is_a_bug(path: Path) -> None:
    with pytest.raises(ValueError, match="31"):
        open_encrypted(path, bytes(31), KIND)


def test_a_transaction_that_fails_leaves_nothing(note: Connection) -> None:
    def fail() -> None:
        with immediate(note):
            note.execute("INSERT INTO note VALUES (1, '')")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert numbers(note) == []
    assert not note.in_transaction


def test_a_mistake_of_ours_in_sql_is_not_taken_for_the_disks(note: Connection) -> None:
    write(note, 1)
    with pytest.raises(driver.IntegrityError):
        write(note, 1)


def test_a_full_database_is_said_in_words_and_holds_what_it_held(note: Connection) -> None:
    write(note, 1)
    note.execute("PRAGMA max_page_count=4")
    with pytest.raises(DiskFull, match="Your text is kept"):
        write(note, 2, "满" * 20_000)
    assert numbers(note) == [1]
    note.execute("PRAGMA max_page_count=1000")
    write(note, 2)
    assert numbers(note) == [1, 2]


class FailingDisk:
    """A connection whose disk fails when the transaction is to be made durable."""

    in_transaction = True
    total_changes = 0

    def __init__(self, code: int) -> None:
        self.ran: list[str] = []
        self._error = driver.OperationalError("disk I/O error")
        self._error.sqlite_errorcode = code

    def execute(self, sql: str, _values: driver.Values = (), /) -> driver.Cursor:
        self.ran.append(sql)
        if sql in ("COMMIT", "ROLLBACK"):
            raise self._error
        return driver.connect("file::memory:").execute("SELECT 1")

    def executemany(self, sql: str, _values: object, /) -> driver.Cursor:
        return self.execute(sql)

    def create_function(self, name: str, narg: int, func: object, **how: bool) -> None: ...

    def interrupt(self) -> None: ...

    def close(self) -> None: ...


@pytest.mark.fault(13)
def test_a_flush_that_fails_is_said_and_rolled_back() -> None:
    ioerr_fsync = driver.IOERR | 4 << 8
    disk = FailingDisk(ioerr_fsync)
    with pytest.raises(DiskFailed, match="not saved, your text is kept"), immediate(disk):
        disk.execute("INSERT INTO note VALUES (1, '')")
    assert disk.ran[-1] == "ROLLBACK"
