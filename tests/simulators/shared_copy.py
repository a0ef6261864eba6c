"""The simulated fleet's shared database, which somebody may put back to an earlier state."""

import shutil
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, cast

from patrol_tui.clock import Clock
from patrol_tui.ledger import driver
from patrol_tui.ledger.driver import Connection
from patrol_tui.sync.database.marks import Marks, read_marks
from patrol_tui.sync.database.sqlite import SqliteLink
from patrol_tui.sync.flights import shared_file
from patrol_tui.sync.flights.shared import Shared, open_shared
from patrol_tui.sync.reaching.address import FileAddress
from patrol_tui.sync.reaching.link import Traffic
from patrol_tui.sync.setup import set_up
from tests.simulators.disk import copied

NAME = "shared.db"


class SharedCopy(ABC):
    """A shared database with its backups."""

    @abstractmethod
    def connect(self, root_key: bytes, device: bytes, clock: Clock) -> Shared:
        """Open it for a laptop."""

    @abstractmethod
    def read(self) -> Any:  # noqa: ANN401 - a context with one of two drivers' connections
        """Open it as another program does."""

    @abstractmethod
    def back_up(self) -> int:
        """Keep a copy; nobody has it open between two events. Return the copy's number."""

    @abstractmethod
    def restore(self, backup: int, epoch: bytes | None) -> None:
        """Go back to a copy, with a new epoch or the old one."""

    def held(self) -> set[bytes]:
        """Return all entries that it holds."""
        with self.read() as connection:
            return {row[0] for row in connection.execute("SELECT hash FROM entry")}

    def ends(self) -> list[tuple[bytes, bytes]]:
        """Return where its logs end."""
        with self.read() as connection:
            return sorted(connection.execute("SELECT station, h FROM log_head").fetchall())

    def renew(self, epoch: bytes) -> None:
        """Give it another epoch, as whoever restores it should."""
        with self.read() as connection:
            connection.execute(
                "UPDATE shared_meta SET value = ? WHERE key = 'epoch'", (epoch.hex(),)
            )


class SharedFile(SharedCopy):
    """The real SQLite file."""

    def __init__(self, folder: Path, marks: Marks, clock: Clock) -> None:
        """Set it up."""
        self._path = folder / NAME
        self._backups: list[Path] = []
        set_up(FileAddress(self._path), marks, clock)

    def connect(self, root_key: bytes, device: bytes, clock: Clock) -> Shared:
        """Open the file."""
        return open_shared(FileAddress(self._path), root_key, device, clock)

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """Open it as another program does."""
        with closing(sqlite3.connect(self._path)) as connection, connection:
            yield connection

    def back_up(self) -> int:
        """Copy the file."""
        copy = self._path.with_name(f"backup{len(self._backups)}.db")
        shutil.copyfile(self._path, copy)
        self._backups.append(copy)
        return len(self._backups) - 1

    def restore(self, backup: int, epoch: bytes | None) -> None:
        """Copy a backup over the file."""
        for end in ("-wal", "-shm"):
            self._path.with_name(self._path.name + end).unlink(missing_ok=True)
        shutil.copyfile(self._backups[backup], self._path)
        if epoch is not None:
            self.renew(epoch)


class _Lent(SqliteLink):
    """A link to a database in memory that outlives it."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        self.traffic = Traffic()
        self._path = Path(NAME)
        self._connection = connection
        connection.create_function("patrol_now_us", 0, clock.now_us)

    def close(self) -> None:
        """Leave it open for the next."""


class SharedMemory(SharedCopy):
    """The same tables in memory."""

    def __init__(self, connection: Connection) -> None:
        """Take a database that is set up."""
        self._connection = connection
        self._backups: list[Connection] = []

    @classmethod
    def of_file(cls, path: Path) -> "SharedMemory":
        """Read a file into memory."""
        file = driver.connect(path.absolute().as_uri())
        made = cls(copied(file))
        file.close()
        return made

    def copy(self) -> "SharedMemory":
        """Return a copy without backups."""
        return SharedMemory(copied(self._connection))

    def connect(self, root_key: bytes, device: bytes, clock: Clock) -> Shared:
        """Open it; whose it is is read each time."""
        link = _Lent(self._connection, clock)
        marks = read_marks(link, FileAddress(Path(NAME)))
        assert marks is not None
        assert marks.root_key == root_key
        return shared_file.SharedFile(link, marks, device, NAME)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Lend the one connection that there is."""
        yield self._connection

    def back_up(self) -> int:
        """Copy all pages."""
        self._backups.append(copied(self._connection))
        return len(self._backups) - 1

    def restore(self, backup: int, epoch: bytes | None) -> None:
        """Go on with a copy of a backup."""
        cast("Any", self._backups[backup]).backup(self._connection)
        if epoch is not None:
            self.renew(epoch)
