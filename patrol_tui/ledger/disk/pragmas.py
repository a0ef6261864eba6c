"""Connects to a database file, and sets every setting that durability and secrecy rest on."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from patrol_tui.domain.language.errors import N_, PatrolError
from patrol_tui.ledger import driver
from patrol_tui.ledger.driver import Connection

BUSY_MS = 5_000
_CACHE_KB, _LARGE_CACHE_KB = 4_000, 32_000
# Two connections that write and checkpoint one file can corrupt it in 3.7.0 to 3.51.2.
OLDEST_SQLITE = (3, 51, 3)
OLDEST_SQLCIPHER = 4

OLD_SQLITE = N_(
    "This computer's SQLite {version} can damage a database that two programs write. "
    "Install the package `sqlcipher3` anew: it brings {needed} or later."
)
NO_SQLCIPHER = N_("The package `sqlcipher3` came without encryption. Install it anew.")
NOT_AS_SET = N_("The database's setting {name} is {found} and not {wanted}: not opened.")

_SETTINGS: tuple[tuple[str, str, str | int], ...] = (
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", 2),
    ("fullfsync", "ON", 1),  # macOS: only this reaches the disk
    ("checkpoint_fullfsync", "ON", 1),
    ("wal_autocheckpoint", "0", 0),  # a save never pays for a checkpoint
    ("busy_timeout", str(BUSY_MS), BUSY_MS),
    ("foreign_keys", "ON", 1),
    ("temp_store", "MEMORY", 2),  # nothing of it reaches the disk unencrypted
    ("secure_delete", "ON", 1),  # an expunged payload is overwritten
    ("cell_size_check", "ON", 1),
    ("cache_size", str(-_CACHE_KB), -_CACHE_KB),  # each process has a handful of connections
    ("trusted_schema", "OFF", 0),  # a foreign file's schema cannot call our functions
)


def check_versions(found: tuple[int, int, int]) -> None:
    """Refuse a SQLite that is known to damage files.

    Raises:
        PatrolError: the library is too old.
    """
    if found < OLDEST_SQLITE:
        raise PatrolError(OLD_SQLITE, version=_dotted(found), needed=_dotted(OLDEST_SQLITE))


def check_cipher(found: str) -> None:
    """Refuse a driver that would write in the clear what must be encrypted.

    Raises:
        PatrolError: the driver has no SQLCipher, or one too old.
    """
    number = found.split(".", maxsplit=1)[0]
    if not number.isdecimal() or int(number) < OLDEST_SQLCIPHER:
        raise PatrolError(NO_SQLCIPHER)


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))


def connected(path: Path, key: str | None, mode: str) -> Connection:
    """Connect to a file that exists; nothing is read or written yet.

    Args:
        path: the file.
        key: the key as SQLCipher's PRAGMA takes it, or None for a plain file.
        mode: `rw`, or `ro` to leave every byte of it as it is.
    """
    connection = driver.connect(f"{path.absolute().as_uri()}?mode={mode}")
    try:
        if key is not None:
            # first of all: SQLCipher would write to the terminal under the screens
            connection.execute("PRAGMA cipher_log=off")
            connection.execute(f"PRAGMA key={key}")
            rows = connection.execute("PRAGMA cipher_version").fetchall()
            check_cipher(rows[0][0] if rows else "")
        connection.execute(f"PRAGMA busy_timeout={BUSY_MS}")
    except BaseException:
        connection.close()
        raise
    return connection


def configure(connection: Connection) -> None:
    """Set all settings and read each back.

    Raises:
        PatrolError: one is not as it was set.
    """
    for name, wanted, _ in _SETTINGS:
        connection.execute(f"PRAGMA {name}={wanted}").fetchall()
    read_back(connection)


def configure_reading(connection: Connection) -> None:
    """Let a connection go through a whole file without changing a byte of it."""
    for setting in ("temp_store=MEMORY", "cell_size_check=ON", "trusted_schema=OFF"):
        connection.execute(f"PRAGMA {setting}").fetchall()
    connection.execute(f"PRAGMA cache_size={-_LARGE_CACHE_KB}")
    forbid_writing(connection)


def read_back(connection: Connection) -> None:
    """Make sure that the database took every setting.

    Raises:
        PatrolError: one is not as it was set.
    """
    for name, wanted, value in _SETTINGS:
        row = connection.execute(f"PRAGMA {name}").fetchone()
        found = row[0] if row else None
        if found != value:
            raise PatrolError(NOT_AS_SET, name=name, found=found, wanted=wanted)


@contextmanager
def roomy(connection: Connection) -> Iterator[None]:
    """Keep more pages in memory for what goes through the whole file, as long as the block runs."""
    connection.execute(f"PRAGMA cache_size={-_LARGE_CACHE_KB}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA cache_size={-_CACHE_KB}")


def forbid_writing(connection: Connection) -> None:
    """Make a connection one that only reads, such as that of the screens' lists.

    Raises:
        PatrolError: the database did not take the setting.
    """
    connection.execute("PRAGMA query_only=ON")
    if connection.execute("PRAGMA query_only").fetchone() != (1,):
        raise PatrolError(NOT_AS_SET, name="query_only", found=0, wanted=1)
