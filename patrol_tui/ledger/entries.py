"""Entries and their runs as rows of the laptop's ledger."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from patrol_tui.domain.entries.entry import HEADER_BYTES, Entry, Header, flags_of, unpack_header
from patrol_tui.domain.entries.ids import HASH_BYTES
from patrol_tui.domain.language.errors import N_, Corrupt
from patrol_tui.ledger.driver import Connection, Row

COLUMNS = (
    "e.id, e.run_no, e.prev, e.subject, e.kind, e.version, e.flags, e.since_ms, e.parents,"
    " e.payload, e.payload_hash, e.hash"
)
WIDTH = COLUMNS.count(",") + 1
SEQ_BITS = 32
MOST_SEQ = (1 << SEQ_BITS) - 1
NO_HEADER = N_("The ledger is damaged: an entry's header is missing.")
Held = tuple[list[Entry], frozenset[bytes]]
"""The entries that are held of a thing, and the hashes of those in quarantine."""
_SUBJECT = itemgetter(3)
_STRETCH = 2_000
"""So many entries, and the rest of the last thing's, are read at once."""
_LAST = b"\xff" * 33
"""Stands behind every thing."""
_CRITICAL = 1
_MOST_HEADERS = 4096


def entry_id(stream_no: int, seq: int) -> int:
    """Return the id under which an entry of a stream is kept."""
    return stream_no << SEQ_BITS | seq


class Entries:
    """Reads and keeps entries; nothing here opens a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._headers: dict[int, Header] = {}

    def forget(self) -> None:
        """Drop what was remembered, after a transaction that did not come to its end."""
        self._headers.clear()

    def header(self, run_no: int) -> Header:
        """Return the header of a run."""
        header = self._headers.get(run_no)
        if header is None:
            found = self._connection.execute("SELECT header FROM run WHERE no = ?", (run_no,))
            row = found.fetchone()
            if row is None or len(row[0]) != HEADER_BYTES:
                raise Corrupt(NO_HEADER)
            header = unpack_header(row[0])
            if len(self._headers) >= _MOST_HEADERS:
                self._headers.clear()
            self._headers[run_no] = header
        return header

    def entry(self, row: Row) -> Entry:
        """Return the entry that a row of `COLUMNS` holds."""
        row_id, run_no, prev, subject, kind, version, flags, since_ms, parents = row[:9]
        return Entry(
            self._headers.get(run_no) or self.header(run_no),
            row_id & MOST_SEQ,
            prev,
            subject,
            kind,
            version,
            bool(flags & _CRITICAL),
            since_ms,
            # Mostly there is one, and this is called for every entry of a ledger.
            (parents,) if len(parents) == HASH_BYTES else tuple(split_hashes(parents)),
            row[9],
            row[10],
            row[11],
        )

    def of_subject(self, subject: bytes) -> Held:
        """Return all held entries of a thing, and the hashes of those in quarantine."""
        rows = self._connection.execute(
            f"SELECT {COLUMNS}, q.reason FROM entry e"  # noqa: S608 - constant columns
            " LEFT JOIN quarantine q ON q.hash = e.hash WHERE e.subject = ?",
            (subject,),
        ).fetchall()
        barred = frozenset(row[11] for row in rows if row[WIDTH] is not None)
        return [self.entry(row) for row in rows], barred

    def stretches(self) -> Iterator[tuple[bytes, bytes]]:
        """Yield stretches of things, each after one up to another, that together hold them all."""
        after = b""
        while after != _LAST:
            row = self._connection.execute(
                "SELECT subject FROM entry WHERE subject > ? ORDER BY subject LIMIT 1 OFFSET ?",
                (after, _STRETCH - 1),
            ).fetchone()
            to = _LAST if row is None else row[0]
            yield after, to
            after = to

    def of_things(self, after: bytes, to: bytes) -> dict[bytes, Held]:
        """Return what `of_subject` does, of all things after one up to another, in their order."""
        rows = self._connection.execute(
            f"SELECT {COLUMNS}, q.reason FROM entry e"  # noqa: S608 - constant columns
            " LEFT JOIN quarantine q ON q.hash = e.hash"
            " WHERE e.subject > ? AND e.subject <= ? ORDER BY e.subject",
            (after, to),
        ).fetchall()
        things: dict[bytes, Held] = {}
        for subject, some in groupby(rows, key=_SUBJECT):
            of_it = list(some)
            barred = frozenset(row[11] for row in of_it if row[WIDTH] is not None)
            things[subject] = [self.entry(row) for row in of_it], barred
        return things

    def held(self, entry_hash: bytes) -> Entry | None:
        """Return an entry by its hash, or None where it is not held."""
        row = self._connection.execute(
            f"SELECT {COLUMNS} FROM entry e WHERE e.hash = ?",  # noqa: S608 - constant columns
            (entry_hash,),
        ).fetchone()
        return None if row is None else self.entry(row)

    def subject_of(self, entry_hash: bytes) -> bytes | None:
        """Return the subject of an entry, or None where it is not held."""
        found = self._connection.execute("SELECT subject FROM entry WHERE hash = ?", (entry_hash,))
        row = found.fetchone()
        return None if row is None else bytes(row[0])

    def of_stream(self, stream_no: int, from_seq: int, to_seq: int, limit: int) -> list[Entry]:
        """Return a stream's entries between two places, both included, in order."""
        rows = self._connection.execute(
            f"SELECT {COLUMNS} FROM entry e"  # noqa: S608 - constant columns
            " WHERE e.id BETWEEN ? AND ? AND NOT EXISTS"
            " (SELECT 1 FROM quarantine q WHERE q.hash = e.hash) ORDER BY e.id LIMIT ?",
            (entry_id(stream_no, from_seq), entry_id(stream_no, to_seq), limit),
        ).fetchall()
        return [self.entry(row) for row in rows]

    def run_no(self, stream_no: int, header_bytes: bytes, seq: int) -> int:
        """Return the number under which a header is kept, keeping it if it is new.

        Args:
            stream_no: the stream that its entries stand in.
            header_bytes: the header.
            seq: place of the entry that is to be kept under it.
        """
        known = self._connection.execute(
            "SELECT no, first_seq FROM run WHERE header = ?", (header_bytes,)
        )
        row = known.fetchone()
        if row is not None:
            if seq < row[1]:
                # A copy of a later entry came first, out of another station's log.
                self._connection.execute("UPDATE run SET first_seq = ? WHERE no = ?", (seq, row[0]))
            return int(row[0])
        kept = self._connection.execute(
            "INSERT INTO run (stream_no, first_seq, header) VALUES (?, ?, ?)",
            (stream_no, seq, header_bytes),
        )
        return int(kept.lastrowid or 0)

    def keep(self, entry: Entry, stream_no: int, run_no: int) -> None:
        """Keep an entry that is not held yet."""
        self._connection.execute(
            "INSERT INTO entry (id, run_no, prev, subject, kind, version, flags, since_ms,"
            " parents, payload, payload_hash, hash)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                entry_id(stream_no, entry.seq),
                run_no,
                entry.prev,
                entry.subject,
                entry.kind,
                entry.version,
                flags_of(critical=entry.critical, parents=len(entry.parents)),
                entry.since_ms,
                b"".join(entry.parents),
                entry.payload,
                entry.payload_hash,
                entry.hash,
            ),
        )


def split_hashes(joined: bytes) -> Iterator[bytes]:
    """Yield the hashes that stand one after the other."""
    for at in range(0, len(joined), HASH_BYTES):
        yield joined[at : at + HASH_BYTES]
