"""Opens database files: encrypted or plain, each setting set and read back."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from patrol_tui.domain.language.errors import N_, Corrupt, NotFound, Refused
from patrol_tui.ledger import driver
from patrol_tui.ledger.disk.errors import DiskFailed, DiskFull, in_words
from patrol_tui.ledger.disk.mounts import refuse_network_folder
from patrol_tui.ledger.disk.pragmas import (
    check_versions,
    configure,
    configure_reading,
    connected,
)
from patrol_tui.ledger.disk.space import flush_directory, free_bytes, os_failure
from patrol_tui.ledger.disk.wal import wal_path
from patrol_tui.ledger.driver import Connection

Step = Callable[[Connection], None]

KEY_BYTES = 32

_PLAIN_MAGIC = b"SQLite format 3\0"

NEWER_FILE = N_(
    "{path} was written by a newer version of this program (format {found}, this one knows "
    "{known}). It was not touched: install the newer version."
)
OTHER_FILE = N_("{path} is a database of another kind. It was not touched.")
NOT_ENCRYPTED = N_("{path} is not encrypted, so it is not of this home. It was not touched.")
WRONG_KEY = N_(
    "{path} cannot be read with this home's key: it belongs to another home or is damaged. "
    "It was not touched; `patrol-tui doctor` says what can be done."
)
EMPTY_FILE = N_("{path} is empty, though a database should be there. It was not touched.")
NO_FILE = N_("{path} does not exist.")
NO_ROOM_TO_OPEN = N_(
    "The disk is full, so {path} cannot be opened. Nothing is lost: free some space and try again."
)
# SQLite needs a little room even to read: its index of the write-ahead log.
_LEAST_FREE_BYTES = 1 << 20


@dataclass(frozen=True)
class Kind:
    """What a database file is for.

    Attributes:
        application_id: number in the file's header that tells our files apart.
        steps: what makes each format from the one before it, oldest first. Their number is the
            format that this program knows; a step, once released, never changes.
    """

    application_id: int
    steps: Sequence[Step]

    @property
    def version(self) -> int:
        """Return the format that this program knows."""
        return len(self.steps)


def statements(*sql: str) -> Step:
    """Return a step that runs statements, one after the other."""

    def step(connection: Connection) -> None:
        for statement in sql:
            connection.execute(statement)

    return step


def open_encrypted(
    path: Path, key: bytes, kind: Kind, *, create: bool = True, mounts: str | None = None
) -> Connection:
    """Open a SQLCipher file by its raw key, brought to the format that this program knows.

    Args:
        path: the file.
        key: 32 random bytes.
        kind: what the file is for.
        create: make the file where there is none.
        mounts: text of `/proc/self/mounts`, for tests.

    Raises:
        Refused: the file is newer than this program, of another kind, or on a network.
        Corrupt: the key does not fit, or the bytes are damaged.
        NotFound: there is no file and none is wanted.
    """
    if len(key) != KEY_BYTES:
        raise ValueError(len(key))
    return _open(path, _as_text(key), kind, create=create, mounts=mounts)


def open_to_read(path: Path, key: bytes) -> Connection:
    """Open a SQLCipher file that this program has open already, to read through it.

    Raises:
        PatrolError: it cannot be read, or a setting did not take.
    """
    with in_words():
        connection = connected(path, _as_text(key), "ro")
        try:
            configure_reading(connection)
        except BaseException:
            connection.close()
            raise
    return connection


def _as_text(key: bytes) -> str:
    return f"\"x'{key.hex()}'\""


def open_plain(
    path: Path, kind: Kind, *, create: bool = True, mounts: str | None = None
) -> Connection:
    """Open an unencrypted SQLite file that other programs may read, such as the shared ledger.

    Raises:
        Refused, Corrupt, NotFound: as with `open_encrypted`.
    """
    return _open(path, None, kind, create=create, mounts=mounts)


def _open(
    path: Path, key: str | None, kind: Kind, *, create: bool, mounts: str | None
) -> Connection:
    check_versions(driver.SQLITE_VERSION)
    refuse_network_folder(path.parent, mounts)
    if not path.exists():
        if not create:
            raise NotFound(NO_FILE, path=path)
        _create(path, key, kind)
    try:
        _check_file(path, key, kind)
        return _opened(path, key, kind)
    except DiskFailed as error:
        if free_bytes(path.parent) < _LEAST_FREE_BYTES:
            raise DiskFull(NO_ROOM_TO_OPEN, path=path) from error
        raise
    except DiskFull as error:
        raise DiskFull(NO_ROOM_TO_OPEN, path=path) from error


def _opened(path: Path, key: str | None, kind: Kind) -> Connection:
    with in_words():
        connection = connected(path, key, "rw")
        try:
            configure(connection)
            upgrade(connection, kind)
        except BaseException:
            connection.close()
            raise
    return connection


def _create(path: Path, key: str | None, kind: Kind) -> None:
    """Make a new file beside its place and put it there whole.

    Two programs that turn one new file to WAL at once find it locked, and a power cut could
    leave half a header: so nobody ever sees the file before it is complete.
    """
    fresh = path.with_name(f"{path.name}.{token_hex(4)}.new")
    try:
        fresh.touch(mode=0o600, exist_ok=False)
        with in_words():
            connection = connected(fresh, key, "rw")
            try:
                configure(connection)
                connection.execute(f"PRAGMA application_id={kind.application_id}")
                upgrade(connection, kind)
            finally:
                connection.close()
        _put_in_place(fresh, path)
        flush_directory(path.parent)
    except OSError as error:
        raise os_failure(error) from error
    finally:
        for leftover in (fresh, wal_path(fresh), fresh.with_name(fresh.name + "-shm")):
            leftover.unlink(missing_ok=True)


def _put_in_place(fresh: Path, path: Path) -> None:
    with suppress(FileExistsError):  # another program was first: its file stands
        try:
            path.hardlink_to(fresh)
        except FileExistsError:
            raise
        except OSError:  # FAT has no links
            fresh.rename(path)


def _check_file(path: Path, key: str | None, kind: Kind) -> None:
    """Look at a file without changing a byte of it.

    Raises:
        Refused: the file is not for this program.
        Corrupt: the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            start = file.read(len(_PLAIN_MAGIC))
    except OSError as error:
        raise os_failure(error) from error
    if not start:
        raise Corrupt(EMPTY_FILE, path=path)
    if key is not None and start == _PLAIN_MAGIC:
        raise Refused(NOT_ENCRYPTED, path=path)
    with in_words():
        connection = connected(path, key, "ro")
        try:
            found = _number(connection, "user_version")
            application_id = _number(connection, "application_id")
        except driver.Error as error:
            if driver.code_of(error) == driver.NOTADB:
                raise Corrupt(WRONG_KEY if key else OTHER_FILE, path=path) from error
            raise
        finally:
            connection.close()
    if application_id != kind.application_id:
        raise Refused(OTHER_FILE, path=path)
    if found > kind.version:
        raise Refused(NEWER_FILE, path=path, found=found, known=kind.version)


def upgrade(connection: Connection, kind: Kind) -> None:
    """Bring a database to the format that this program knows, one transaction for all steps."""
    if _number(connection, "user_version") >= kind.version:
        return
    with immediate(connection):
        found = _number(connection, "user_version")  # another program may have been first
        for step in kind.steps[found:]:
            step(connection)
        if found < kind.version:
            connection.execute(f"PRAGMA user_version={kind.version}")


def _number(connection: Connection, pragma: str) -> int:
    row = connection.execute(f"PRAGMA {pragma}").fetchone()
    return int(row[0]) if row else 0


@contextmanager
def reading(connection: Connection) -> Iterator[None]:
    """Read all in the block as it stood at its begin, whoever writes meanwhile."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")


@contextmanager
def immediate(connection: Connection) -> Iterator[Connection]:
    """Open a transaction that writes: all of it is durable at the end, or nothing is there.

    Raises:
        NotSaved: the disk is full or failed, or another program kept the database locked.
    """
    with in_words():
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            with suppress(driver.Error):  # SQLite has rolled back by itself, or the disk is gone
                connection.execute("ROLLBACK")
            raise
