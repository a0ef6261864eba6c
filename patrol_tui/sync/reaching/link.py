"""What a shared database must be able to do, whichever program keeps it."""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

Values = Sequence[object]
Row = tuple[Any, ...]

_ROWS_AT_ONCE = 500
_SIZED = (bytes, str)
_FIXED_BYTES = 8


@dataclass(slots=True)
class Traffic:
    """What went over the link since it was opened.

    Attributes:
        round_trips: how often an answer was waited for.
        bytes_sent: statements and their values.
        bytes_received: values of the answers.
    """

    round_trips: int = 0
    bytes_sent: int = 0
    bytes_received: int = 0

    def count(self, sql: str, values: Values, rows: Iterable[Row]) -> None:
        """Add one statement and its answer."""
        self.round_trips += 1
        self.bytes_sent += len(sql) + _size_bytes(values)
        self.bytes_received += sum(map(_size_bytes, rows))


def _size_bytes(values: Iterable[object]) -> int:
    # Every value of every entry comes through here: a call for each would take longer than it.
    return sum([len(one) if isinstance(one, _SIZED) else _FIXED_BYTES for one in values])


class Denied(Exception):
    """The database does not let this login do that."""


class NotSetUp(Exception):
    """The database has none of the tables of a shared ledger."""


class Foreign(Exception):
    """The database has tables of these names, but other ones."""


class Statements(Protocol):
    """An open connection to either database; statements have `?` where values go."""

    marks_sql: str
    """What brings key and value of all that the database says of itself."""

    def run(self, sql: str, values: Values = (), /) -> list[Row]:
        """Run one statement, a transaction of its own unless one is open, and return its rows.

        Raises:
            Unreachable: the link is gone, or the database is busy.
            Denied: this login may not do that.
            NotSetUp, Foreign: the table is not there, or is another one.
        """
        ...


class Connected(Statements, Protocol):
    """An open connection to a shared database, be it a file or a server."""

    traffic: Traffic

    def admit(self, device: bytes, stations: Sequence[bytes], /, *, is_bureau: bool) -> str:
        """Make a laptop's own access, and return the URL that leads to it."""
        ...

    def shut_out(self, device: bytes) -> None:
        """Let a laptop in no more."""
        ...

    def expunge(self, entries: Sequence[bytes], blobs: Sequence[bytes]) -> None:
        """Remove what entries say, and photos, in every station's log."""
        ...

    def close(self) -> None:
        """End the connection."""
        ...


class Link(Connected, Protocol):
    """A shared database that push and pull are carried out in by statements."""

    now_sql: str
    """The time at the shared database, in microseconds since 1970 UTC."""

    def transaction(self) -> AbstractContextManager[None]:
        """Open a transaction: at the end of the block all of it is durable, or nothing is there.

        Raises:
            Unreachable, Denied: as with `run`.
        """
        ...

    def blob_hash(self, station: bytes, blob: bytes) -> bytes:
        """Return the SHA-256 of all stored chunks of a photo, in order."""
        ...


def marks(count: int) -> str:
    """Return places for so many values of an `IN`."""
    return ", ".join("?" * count)


def insert(
    link: Statements, table: str, columns: str, rows: Sequence[Values], tail: str = ""
) -> None:
    """Add rows to a table, many in one statement.

    Args:
        link: an open connection.
        table: its name.
        columns: their names, with commas.
        rows: the values, in the order of the columns.
        tail: what follows the values, such as `ON CONFLICT DO NOTHING`.
    """
    for at in range(0, len(rows), _ROWS_AT_ONCE):
        part = rows[at : at + _ROWS_AT_ONCE]
        places = ", ".join([f"({marks(len(part[0]))})"] * len(part))
        values = [value for row in part for value in row]
        link.run(f"INSERT INTO {table} ({columns}) VALUES {places} {tail}", values)
