"""The shared database as a SQLite file: of one machine, or of a station's own server."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from patrol_tui.clock import Clock
from patrol_tui.domain.language.errors import N_, NotFound, Refused, Unreachable
from patrol_tui.ledger.disk.errors import Busy, DiskFailed, DiskFull, NotSaved, in_words
from patrol_tui.ledger.driver import Connection, IntegrityError
from patrol_tui.ledger.engine import Kind, immediate, open_plain
from patrol_tui.sync.database import office
from patrol_tui.sync.reaching.address import FileAddress
from patrol_tui.sync.reaching.link import NotSetUp, Row, Traffic, Values

BUSY = N_("The shared database is busy just now. Nothing is lost; sync again.")
NO_SHARED_FILE = N_("The shared database {path} is not there. Nothing is lost.")
SHARED_DISK_FULL = N_("The disk of the shared database is full. Nothing is lost; tell the bureau.")
SHARED_DISK_FAILED = N_(
    "The disk of the shared database reported an error ({detail}). Nothing is lost; tell the "
    "bureau."
)
CONTRADICTS = N_(
    "The shared database {path} contradicts itself: somebody changed its tables. Nothing of this "
    "laptop is lost; tell the bureau, and see `patrol-tui verify --shared`."
)
READ_ONLY = N_("The shared database {path} cannot be written by this user. Nothing is lost.")

APPLICATION_ID = int.from_bytes(b"PTsh")
_BUSY_MS = 3_000


def _not_made_here(_connection: Connection) -> None:
    raise NotSetUp


KIND = Kind(APPLICATION_ID, (_not_made_here,))
"""A file that is there already; `founding` makes new ones."""


class SqliteLink:
    """A connection to a shared SQLite file; one writes at a time, so no row is locked."""

    marks_sql = "SELECT key, value FROM shared_meta"
    now_sql = "patrol_now_us()"

    def __init__(
        self, path: Path, clock: Clock, kind: Kind = KIND, *, create: bool = False
    ) -> None:
        """Open the file, whose settings and format are checked first.

        Raises:
            Unreachable: there is no such file, or it is busy.
            Refused: it is another kind of file, newer than this program, or on a network.
        """
        self.traffic = Traffic()
        self._path = path
        with self._in_words():
            try:
                self._connection = open_plain(path, kind, create=create)
            except NotFound as error:
                raise Unreachable(NO_SHARED_FILE, path=path) from error
            self._connection.execute(f"PRAGMA busy_timeout={_BUSY_MS}")
            self._connection.create_function("patrol_now_us", 0, clock.now_us)

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        try:
            with in_words():
                yield
        except Busy as error:
            raise Unreachable(BUSY) from error
        except DiskFull as error:
            raise Refused(SHARED_DISK_FULL) from error
        except DiskFailed as error:
            raise Refused(SHARED_DISK_FAILED, **error.params) from error
        except IntegrityError as error:
            raise Refused(CONTRADICTS, path=self._path) from error
        except NotSaved as error:
            raise Refused(READ_ONLY, path=self._path) from error

    def run(self, sql: str, values: Values = (), /) -> list[Row]:
        """Run one statement and return its rows."""
        with self._in_words():
            rows = self._connection.execute(sql, values).fetchall()
        self.traffic.count(sql, values, rows)
        return rows

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Open a transaction that nobody else writes beside."""
        with self._in_words(), immediate(self._connection):
            yield

    def blob_hash(self, station: bytes, blob: bytes) -> bytes:
        """Return the SHA-256 of all stored chunks of a photo, in order."""
        digest = hashlib.sha256()
        with self._in_words():
            for (data,) in self._connection.execute(
                "SELECT data FROM chunk WHERE station = ? AND hash = ? ORDER BY idx",
                (station, blob),
            ):
                digest.update(data)
        return digest.digest()

    def admit(self, _device: bytes, _stations: Sequence[bytes], *, is_bureau: bool) -> str:
        """Return the file's URL: whoever may write the file may all of it."""
        del is_bureau
        return FileAddress(self._path).url

    def shut_out(self, device: bytes) -> None:
        """Remember that a laptop is let in no more."""
        office.shut_out(self, device)

    def expunge(self, entries: Sequence[bytes], blobs: Sequence[bytes]) -> None:
        """Remove what entries say, and photos, in every station's log."""
        office.expunge(self, entries, blobs)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()
