"""The one place that imports the SQLite driver, which brings no types of its own."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Protocol, cast

from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

if TYPE_CHECKING:
    # the driver's classes have these names and ways, but are not these
    from sqlite3 import Error, IntegrityError, OperationalError
else:
    from sqlcipher3.dbapi2 import Error, IntegrityError, OperationalError

__all__ = ["Connection", "Cursor", "Error", "IntegrityError", "OperationalError", "Row", "Values"]

Row = tuple[Any, ...]
Values = Sequence[object] | dict[str, object]

SQLITE_VERSION = cast("tuple[int, int, int]", dbapi2.sqlite_version_info)

BUSY, LOCKED = 5, 6
READONLY, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB = 8, 10, 11, 13, 14, 26


class Cursor(Protocol):
    """What a statement gave back."""

    @property
    def rowcount(self) -> int:
        """Return how many rows the statement changed."""

    @property
    def lastrowid(self) -> int | None:
        """Return the row that was inserted last."""

    def fetchone(self) -> Row | None:
        """Return the next row, or None."""

    def fetchmany(self, size: int = ...) -> list[Row]:
        """Return up to `size` more rows."""

    def fetchall(self) -> list[Row]:
        """Return all rows that are left."""

    def __iter__(self) -> Iterator[Row]: ...


class Connection(Protocol):
    """An open database.

    It may be handed from thread to thread, but only one may use it at a time: each connection
    has a single consumer, and whoever wants another opens another.
    """

    @property
    def in_transaction(self) -> bool:
        """Tell whether a transaction is open."""

    @property
    def total_changes(self) -> int:
        """Return how many rows were changed by this connection so far."""

    def execute(self, sql: str, values: Values = ..., /) -> Cursor:
        """Run one statement."""

    def executemany(self, sql: str, values: Iterable[Values], /) -> Cursor:
        """Run one statement for each of many rows."""

    def create_function(
        self, name: str, narg: int, func: Callable[..., Any], *, deterministic: bool = ...
    ) -> None:
        """Make a Python function callable from SQL."""

    def interrupt(self) -> None:
        """Stop the statement that another thread runs."""

    def close(self) -> None:
        """Close the database."""


def connect(uri: str) -> Connection:
    """Open a database by its URI, each statement a transaction of its own unless one is begun."""
    opened = dbapi2.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    return cast("Connection", opened)


def code_of(error: Error) -> int:
    """Return SQLite's primary result code, or 0 where the driver itself complains."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF
