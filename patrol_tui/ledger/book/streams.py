"""The laptop's own lines of entries: their heads, and how far they are receipted."""

from patrol_tui.domain.entries.entry import Entry
from patrol_tui.domain.entries.ids import ID_BYTES, ZERO_HASH
from patrol_tui.domain.values import dataclass
from patrol_tui.ledger.book.machine import Random
from patrol_tui.ledger.driver import Connection, Row
from patrol_tui.ledger.entries import MOST_SEQ, SEQ_BITS, Entries, entry_id
from patrol_tui.services.ports.ports import DISTRICT

_COLUMNS = "no, stream, station, device, branch, acked_seq"
OWN_FROM, MOST_NO = 1 << 24, (1 << 31) - 1
"""The numbers of own streams of a station: a save goes to the end of the entries.

In the middle it would share out full pages anew, a page or two more in each save.
"""


@dataclass(frozen=True, slots=True)
class Stream:
    """One line of entries, or a branch of it.

    Attributes:
        no: its number in this file.
        stream: its identity.
        station: whose log its entries belong to.
        device: the laptop that writes it.
        branch: 0, or more where the line forked.
        acked_seq: place up to which the shared log has receipted all that is held here.
    """

    no: int
    stream: bytes
    station: bytes
    device: bytes
    branch: int
    acked_seq: int


class Streams:
    """Reads the heads and notes receipts; nothing here opens a transaction.

    Attributes:
        device: this laptop.
    """

    def __init__(
        self, connection: Connection, entries: Entries, device: bytes, random: Random
    ) -> None:
        self._connection = connection
        self._entries = entries
        self.device = device
        self._random = random

    def current(self, station: bytes) -> Stream:
        """Return the stream that own entries for a log go to, beginning one if there is none.

        It is the one that was begun here last, even where others of this device came in since:
        those are a clone's, or what this file was before it was put back. To go on with one of
        them could fork it.
        """
        row = self._connection.execute(
            f"SELECT {_COLUMNS} FROM stream JOIN meta"  # noqa: S608 - constant columns
            " ON key = ? AND no = CAST(value AS INTEGER)",
            (_begun(station),),
        ).fetchone()
        return Stream(*row) if row else self.begin(station)

    def is_begun(self, station: bytes) -> bool:
        """Tell whether a stream was begun here for a log."""
        row = self._connection.execute("SELECT 1 FROM meta WHERE key = ?", (_begun(station),))
        return row.fetchone() is not None

    def begin(self, station: bytes) -> Stream:
        """Begin a new own stream for a log."""
        begun = self.known(self._random(ID_BYTES), station, self.device)
        self._connection.execute(
            "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)",
            (_begun(station), str(begun.no)),
        )
        return begun

    def begin_anew(self) -> None:
        """Begin a new own stream for every log that has one."""
        for station in sorted({stream.station for stream in self.own()}):
            self.begin(station)

    def numbered(self, no: int) -> Stream:
        """Return the stream, or branch of one, that has a number in this file."""
        (row,) = self._connection.execute(
            f"SELECT {_COLUMNS} FROM stream WHERE no = ?",  # noqa: S608 - constant columns
            (no,),
        ).fetchall()
        return Stream(*row)

    def own(self) -> list[Stream]:
        """Return all own streams: the district's first, since others judge by it."""
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM stream WHERE is_own"  # noqa: S608 - constant columns
            " ORDER BY station <> ?, no",
            (DISTRICT,),
        ).fetchall()
        return [Stream(*row) for row in rows]

    def unsent(self) -> list[tuple[Stream, int]]:
        """Return the own streams with entries that have no receipt, and their last places."""
        heads = [(stream, self.head(stream)[0]) for stream in self.own()]
        return [(stream, seq) for stream, seq in heads if seq > stream.acked_seq]

    def head(self, stream: Stream, up_to_seq: int = MOST_SEQ) -> tuple[int, bytes]:
        """Return place and hash of a stream's last entry, zeros where there is none."""
        row = self._connection.execute(
            "SELECT e.id, e.hash FROM entry e WHERE e.id BETWEEN ? AND ? AND NOT EXISTS"
            " (SELECT 1 FROM quarantine q WHERE q.hash = e.hash) ORDER BY e.id DESC LIMIT 1",
            (entry_id(stream.no, 0), entry_id(stream.no, up_to_seq)),
        ).fetchone()
        return (0, ZERO_HASH) if row is None else (row[0] & MOST_SEQ, row[1])

    def known(self, stream: bytes, station: bytes, device: bytes, branch: int = 0) -> Stream:
        """Return a stream, taking note of it if it is new."""
        row = self._find(stream, station, device, branch)
        if row is None:
            is_own = device == self.device
            is_last = is_own and station != DISTRICT
            least, most = (OWN_FROM, MOST_NO) if is_last else (1, OWN_FROM - 1)
            self._connection.execute(
                "INSERT INTO stream (no, stream, station, device, branch, is_own, acked_seq)"
                " SELECT ifnull(max(no) + 1, ?), ?, ?, ?, ?, ?, 0 FROM stream"
                " WHERE no BETWEEN ? AND ?",
                (least, stream, station, device, branch, int(is_own), least, most),
            )
            row = self._find(stream, station, device, branch)
        return Stream(*row or ())

    def _find(self, stream: bytes, station: bytes, device: bytes, branch: int) -> Row | None:
        return self._connection.execute(
            f"SELECT {_COLUMNS} FROM stream"  # noqa: S608 - constant columns
            " WHERE stream = ? AND station = ? AND device = ? AND branch = ?",
            (stream, station, device, branch),
        ).fetchone()

    def branch_for(self, stream: Stream, entry: Entry) -> Stream:
        """Return the branch of a stream in which a new entry has its place.

        A branch is one line: otherwise the receipt of what follows one entry would stand for
        another that was never sent. Copies out of other stations' logs leave gaps.
        """
        if self._fits(stream, entry):
            return stream
        before = self._branch_of(stream, entry.prev)
        if before is not None:
            return before if self._fits(before, entry) else self._next_empty(stream)
        if entry.seq == 1:
            return self._next_empty(stream)
        while not self._fits(stream, entry, may_follow_gap=True):
            stream = self._next(stream)
        return stream

    def _fits(self, stream: Stream, entry: Entry, *, may_follow_gap: bool = False) -> bool:
        """Tell whether an entry's place is free, and beside it stands the same line."""
        rows = self._connection.execute(
            "SELECT id, prev, hash FROM entry WHERE id BETWEEN ? AND ?",
            (entry_id(stream.no, entry.seq - 1), entry_id(stream.no, entry.seq + 1)),
        ).fetchall()
        beside = {row[0] & MOST_SEQ: (row[1], row[2]) for row in rows}
        may_begin = may_follow_gap or entry.seq == 1
        _, before = beside.get(entry.seq - 1, (None, entry.prev if may_begin else None))
        after, _ = beside.get(entry.seq + 1, (entry.hash, None))
        return entry.seq not in beside and before == entry.prev and after == entry.hash

    def _branch_of(self, stream: Stream, entry_hash: bytes) -> Stream | None:
        row = self._connection.execute(
            f"SELECT {_COLUMNS} FROM stream WHERE stream = ? AND station = ?"  # noqa: S608 - constant
            " AND device = ? AND no = (SELECT id >> ? FROM entry WHERE hash = ?)",
            (stream.stream, stream.station, stream.device, SEQ_BITS, entry_hash),
        ).fetchone()
        return None if row is None else Stream(*row)

    def _next(self, stream: Stream) -> Stream:
        return self.known(stream.stream, stream.station, stream.device, stream.branch + 1)

    def _next_empty(self, stream: Stream) -> Stream:
        while self._is_used(stream):
            stream = self._next(stream)
        return stream

    def _is_used(self, stream: Stream) -> bool:
        row = self._connection.execute(
            "SELECT 1 FROM entry WHERE id BETWEEN ? AND ? LIMIT 1",
            (entry_id(stream.no, 0), entry_id(stream.no, MOST_SEQ)),
        ).fetchone()
        return row is not None

    def last_seen(self, device: bytes) -> tuple[int, int | None] | None:
        """Return how much of the district's and its station's log a laptop had seen, if known."""
        rows = self._connection.execute(
            "SELECT station, (SELECT no FROM run r WHERE r.stream_no = s.no"
            " ORDER BY first_seq DESC LIMIT 1) FROM stream s WHERE device = ?",
            (device,),
        ).fetchall()
        found = [(station, self._entries.header(no)) for station, no in rows if no is not None]
        if not found:
            return None
        at_home = [header.seen_n for station, header in found if station != DISTRICT]
        return max(header.district_n for _, header in found), max(at_home, default=None)

    def last_arrival_us(self, device: bytes) -> int | None:
        """Return when the shared ledger took the last of a laptop that is held here."""
        rows = self._connection.execute(
            "SELECT max((SELECT l.received_at_us FROM entry e CROSS JOIN log l ON l.hash = e.hash"
            " WHERE e.id BETWEEN s.no << 32 AND (s.no << 32 | ?) ORDER BY e.id DESC LIMIT 1))"
            " FROM stream s WHERE device = ?",
            (MOST_SEQ, device),
        ).fetchall()
        return None if rows[0][0] is None else int(rows[0][0])


def _begun(station: bytes) -> str:
    return f"stream.{station.hex()}"
