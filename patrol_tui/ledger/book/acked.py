"""How far the shared ledger has receipted the laptop's own lines."""

from collections.abc import Iterable

from patrol_tui.domain.entries.entry import Entry
from patrol_tui.ledger.book.streams import Stream, Streams
from patrol_tui.ledger.driver import Connection
from patrol_tui.ledger.entries import MOST_SEQ, SEQ_BITS, entry_id


class Acked:
    """Notes receipts; nothing here opens a transaction."""

    def __init__(self, connection: Connection, streams: Streams) -> None:
        self._connection = connection
        self._streams = streams

    def advance(self, entries: Iterable[Entry]) -> None:
        """Note the receipts of own entries that have just got a row in their home log."""
        for no in dict.fromkeys(map(self._line_of, entries)):
            stream = self._streams.numbered(no)
            self._note(stream, self.end(stream, stream.acked_seq))

    def count_anew(self, station: bytes) -> None:
        """Note what is left receipted after a station's log went back."""
        for stream in self._streams.own():
            if stream.station == station:
                self._note(stream, self.end(stream))

    def end(self, stream: Stream, after_seq: int = 0) -> int:
        """Return the place up to which the home log holds all that is held here of a line.

        What stands behind the first that it lacks does not count: after a fork that may be a copy
        of what the other machine sent.

        Args:
            stream: a line, or branch of one.
            after_seq: place up to which that is known already.
        """
        first, last = entry_id(stream.no, after_seq + 1), entry_id(stream.no, MOST_SEQ)
        lacking = self._connection.execute(
            "SELECT e.id FROM entry e WHERE e.id BETWEEN ? AND ? AND NOT EXISTS"
            " (SELECT 1 FROM log l WHERE l.hash = e.hash AND l.station = ?) AND NOT EXISTS"
            " (SELECT 1 FROM quarantine q WHERE q.hash = e.hash) ORDER BY e.id LIMIT 1",
            (first, last, stream.station),
        ).fetchone()
        before_seq = MOST_SEQ if lacking is None else (lacking[0] & MOST_SEQ) - 1
        return self._streams.head(stream, before_seq)[0]

    def _note(self, stream: Stream, acked_seq: int) -> None:
        self._connection.execute(
            "UPDATE stream SET acked_seq = ? WHERE no = ?", (acked_seq, stream.no)
        )

    def _line_of(self, entry: Entry) -> int:
        (row,) = self._connection.execute(
            "SELECT id >> ? FROM entry WHERE hash = ?", (SEQ_BITS, entry.hash)
        ).fetchall()
        return int(row[0])
