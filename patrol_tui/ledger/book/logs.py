"""The stations' logs as far as this laptop follows them: cursors and receipts."""

import heapq
from collections.abc import Iterable, Iterator
from itertools import takewhile

from patrol_tui.domain.entries.entry import Entry
from patrol_tui.domain.entries.ids import HASH_BYTES, ID_BYTES
from patrol_tui.ledger.driver import Connection
from patrol_tui.ledger.entries import COLUMNS, WIDTH, Entries
from patrol_tui.services.ports.bracket import Bracket
from patrol_tui.services.ports.ports import Received
from patrol_tui.services.ports.shared import LogRow, Position

NOWHERE = Position(bytes(ID_BYTES), 0, bytes(HASH_BYTES))
_AT_ONCE = 500


class Logs:
    """Reads and extends the logs; nothing here opens a transaction."""

    def __init__(self, connection: Connection, entries: Entries) -> None:
        self._connection = connection
        self._entries = entries

    def follow(self, station: bytes) -> None:
        """Follow a station's log from its beginning, unless it is followed already."""
        self._connection.execute(
            "INSERT OR IGNORE INTO log_head (station, epoch, n, h) VALUES (?, ?, ?, ?)",
            (station, NOWHERE.epoch, NOWHERE.n, NOWHERE.h),
        )

    def cursors(self) -> dict[bytes, Position]:
        """Return how far each followed log is held."""
        rows = self._connection.execute("SELECT station, epoch, n, h FROM log_head").fetchall()
        return {row[0]: Position(*row[1:]) for row in rows}

    def position(self, station: bytes) -> Position:
        """Return how far a station's log is held."""
        row = self._connection.execute(
            "SELECT epoch, n, h FROM log_head WHERE station = ?", (station,)
        ).fetchone()
        return Position(*row) if row else NOWHERE

    def move(self, station: bytes, position: Position) -> None:
        """Move the cursor of a log."""
        self._connection.execute(
            "INSERT OR REPLACE INTO log_head (station, epoch, n, h) VALUES (?, ?, ?, ?)",
            (station, position.epoch, position.n, position.h),
        )

    def add(self, station: bytes, row: LogRow) -> None:
        """Keep one row of a log."""
        self._connection.execute(
            "INSERT INTO log (station, n, hash, h, seal, received_at_us, pushed_by)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (station, row.n, row.hash, row.h, row.seal, row.received_at_us, row.pushed_by),
        )

    def agreed(self, station: bytes, epoch: bytes, samples: Iterable[LogRow]) -> Position:
        """Return the last place at which a restored log agrees with what is held.

        Args:
            station: whose log.
            epoch: the epoch that it has now.
            samples: some of its rows, oldest first.
        """
        agreed = NOWHERE
        for row in samples:
            if self.h_at(station, row.n) == row.h:
                agreed = Position(epoch, row.n, row.h)
        return agreed

    def rewind(self, station: bytes, agreed: Position) -> None:
        """Go back to where a restored log agrees; set aside what came after."""
        self._connection.execute(
            "INSERT OR IGNORE INTO log_past"
            " (epoch, station, n, hash, h, seal, received_at_us, pushed_by)"
            " SELECT c.epoch, l.station, l.n, l.hash, l.h, l.seal, l.received_at_us, l.pushed_by"
            " FROM log l JOIN log_head c ON c.station = l.station WHERE l.station = ? AND l.n > ?",
            (station, agreed.n),
        )
        self._connection.execute("DELETE FROM log WHERE station = ? AND n > ?", (station, agreed.n))
        self.move(station, agreed)

    def hash_at(self, station: bytes, n: int) -> bytes | None:
        """Return the entry at a number of a log, or None where it is not held."""
        row = self._connection.execute(
            "SELECT hash FROM log WHERE station = ? AND n = ?", (station, n)
        ).fetchone()
        return None if row is None else bytes(row[0])

    def h_at(self, station: bytes, n: int) -> bytes | None:
        """Return the chained hash at a number of a log, or None where it is not held."""
        row = self._connection.execute(
            "SELECT h FROM log WHERE station = ? AND n = ?", (station, n)
        ).fetchone()
        return None if row is None else bytes(row[0])

    def marks(self, station: bytes, first_n: int, last_n: int) -> dict[int, tuple[bytes, bytes]]:
        """Return entry and chained hash between two numbers of a log, as far as held."""
        rows = self._connection.execute(
            "SELECT n, hash, h FROM log WHERE station = ? AND n BETWEEN ? AND ? ORDER BY n",
            (station, first_n, last_n),
        ).fetchall()
        return {n: (entry, h) for n, entry, h in rows}

    def knew(self, station: bytes, position: Position) -> bool:
        """Tell whether a log ever stood like that, also before the shared database was restored."""
        if self.h_at(station, position.n) == position.h:
            return True
        row = self._connection.execute(
            "SELECT 1 FROM log_past WHERE epoch = ? AND station = ? AND n = ? AND h = ?",
            (position.epoch, station, position.n, position.h),
        ).fetchone()
        return row is not None

    def numbers(self, station: bytes, hashes: Iterable[bytes]) -> dict[bytes, int]:
        """Return the numbers that entries have in a log."""
        found: dict[bytes, int] = {}
        for entry_hash in hashes:
            row = self._connection.execute(
                "SELECT n FROM log WHERE hash = ? AND station = ?", (entry_hash, station)
            ).fetchone()
            if row is not None:
                found[entry_hash] = int(row[0])
        return found

    def holds(self, entry_hash: bytes) -> bool:
        """Tell whether an entry has a row in any followed log."""
        row = self._connection.execute("SELECT 1 FROM log WHERE hash = ?", (entry_hash,))
        return row.fetchone() is not None

    def bracket(self, entry: Entry) -> Bracket:
        """Return when the log took the last that an entry's author had seen, and the entry."""
        header = entry.header
        row = self._connection.execute(
            "SELECT (SELECT received_at_us FROM log WHERE station = ? AND n = ? AND h = ?),"
            " (SELECT received_at_us FROM log WHERE hash = ? AND station = ?)",
            (header.station, header.seen_n, header.seen_h, entry.hash, header.station),
        ).fetchone()
        return Bracket(*row or ())

    def from_others(self, device: bytes, since_us: int, limit: int) -> tuple[Received, ...]:
        """Return others' entries that the shared ledger took since a time, newest first."""
        stretches = [self._newest(station, since_us) for station in self.cursors()]
        found: dict[bytes, Received] = {}
        for received in heapq.merge(*stretches, key=lambda one: -one.received_at_us):
            if len(found) >= limit:
                break
            if received.entry.header.device != device:
                found.setdefault(received.entry.hash, received)
        return tuple(found.values())

    def _newest(self, station: bytes, since_us: int) -> Iterator[Received]:
        before = self.position(station).n + 1
        while before > 1:
            # Mostly nothing is that new: the log's own pages tell so without any entry's.
            rows = self._connection.execute(
                "SELECT n, received_at_us FROM log"
                " WHERE station = ? AND n < ? ORDER BY n DESC LIMIT ?",
                (station, before, _AT_ONCE),
            ).fetchall()
            new = [*takewhile(lambda row: row[1] >= since_us, rows)]
            yield from self._received(station, new[-1][0], before) if new else ()
            before = new[-1][0] if len(new) == _AT_ONCE else 0

    def _received(self, station: bytes, first_n: int, before: int) -> Iterator[Received]:
        rows = self._connection.execute(
            f"SELECT {COLUMNS}, l.received_at_us FROM log l"  # noqa: S608 - constant
            " JOIN entry e ON e.hash = l.hash"
            " WHERE l.station = ? AND l.n >= ? AND l.n < ? ORDER BY l.n DESC",
            (station, first_n, before),
        ).fetchall()
        return (Received(self._entries.entry(row), row[WIDTH]) for row in rows)
