"""What the shared ledger has not receipted yet, as sealed runs."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from patrol_tui.domain.entries.entry import HEADER_BYTES, Entry, seal_message
from patrol_tui.domain.entries.ids import HASH_BYTES, ID_BYTES
from patrol_tui.domain.entries.run import MAX_COUNT, MAX_RUN_BYTES, SEAL_BYTES, Run, encode_run
from patrol_tui.domain.folding.subject import SHARED
from patrol_tui.ledger.book.base import Base
from patrol_tui.ledger.book.streams import Stream
from patrol_tui.ledger.disk.errors import in_words
from patrol_tui.ledger.entries import COLUMNS, MOST_SEQ, WIDTH, entry_id

Sign = Callable[[bytes], bytes]

_RUN_BYTES = HEADER_BYTES + 4 + HASH_BYTES + 2 + HASH_BYTES + SEAL_BYTES
_ENTRY_BYTES = 10 + ID_BYTES
_PARENT_BYTES = 2 + HASH_BYTES
_AT_ONCE = 1_000
_ALL_BYTES = 1 << 62


class Unsent:
    """Reads own entries without a receipt, and seals them."""

    def __init__(self, base: Base, sign: Sign) -> None:
        self._base = base
        self._sign = sign

    def runs(self, limit_bytes: int, gaps: frozenset[bytes] = frozenset()) -> tuple[Run, ...]:
        """Return the oldest unsent entries as sealed runs, at least one if there is any.

        What was sealed once is cut there again, so that a repeated push sends the same bytes.
        What follows from one of the `gaps` is left out.
        """
        with in_words():
            found = self._found(limit_bytes, gaps)
        return self._sealed(found)

    def _found(self, limit_bytes: int, gaps: frozenset[bytes]) -> list[list[Entry]]:
        found: list[list[Entry]] = []
        left, left_out = limit_bytes, set(gaps)
        enough_bytes = _ALL_BYTES if gaps else limit_bytes  # what is left out fills nothing
        for stream, _ in self._base.streams.unsent():
            for entries in self._runs_of(stream, stream.acked_seq, enough_bytes):
                if entries[0].prev in left_out:
                    left_out.add(entries[-1].hash)
                    continue
                taken, left = fitting(entries, left, must=not found)
                found += [taken] if taken else []
                if len(taken) < len(entries):
                    return found
        return found

    def all_runs(self) -> Iterator[Run]:
        """Yield all unsent entries as sealed runs, cut as they will be pushed."""
        with in_words():
            unsent = self._base.streams.unsent()
        for stream, last_seq in unsent:
            seq = stream.acked_seq
            while seq < last_seq:
                with in_words():
                    entries = next(self._runs_of(stream, seq, MAX_RUN_BYTES), None)
                if entries is None:
                    break
                taken, _ = fitting(entries, MAX_RUN_BYTES, must=True)
                yield from self._sealed([taken])
                seq = taken[-1].seq

    def _runs_of(self, stream: Stream, after_seq: int, enough_bytes: int) -> Iterator[list[Entry]]:
        """Yield what is unsent of a stream, cut into runs, the last one where there is enough."""
        rows = self._base.connection.execute(
            f"SELECT {COLUMNS}, s.hash IS NOT NULL FROM entry e"  # noqa: S608 - constant columns
            " LEFT JOIN seal s ON s.hash = e.hash LEFT JOIN quarantine q ON q.hash = e.hash"
            " LEFT JOIN log l ON l.hash = e.hash AND l.station = ?"
            " WHERE e.id BETWEEN ? AND ? AND q.hash IS NULL AND l.hash IS NULL"
            " ORDER BY e.id LIMIT ?",
            (
                stream.station,
                entry_id(stream.no, after_seq + 1),
                entry_id(stream.no, MOST_SEQ),
                _AT_ONCE,
            ),
        )
        run: list[Entry] = []
        was_sealed, size_bytes = False, 0
        for row in rows:
            entry = self._base.entries.entry(row)
            follows = run and run[-1].hash == entry.prev and run[-1].header == entry.header
            if run and (was_sealed or not follows):
                yield run
                run = []
            run.append(entry)
            was_sealed = bool(row[WIDTH])
            size_bytes += _ENTRY_BYTES + len(entry.payload or b"")
            if size_bytes > enough_bytes:  # the rest of it goes with the next flight
                break
        if run:
            yield run

    def _sealed(self, found: list[list[Entry]]) -> tuple[Run, ...]:
        seals = [self._seal(entries[-1].hash) for entries in found]
        fresh = [
            (entries[-1].hash, seal)
            for entries, (seal, is_new) in zip(found, seals, strict=True)
            if is_new
        ]
        if fresh:
            self._keep(fresh)
        return tuple(
            Run(entries[0].header, tuple(entries), seal)
            for entries, (seal, _) in zip(found, seals, strict=True)
        )

    def _seal(self, entry_hash: bytes) -> tuple[bytes, bool]:
        row = self._base.connection.execute("SELECT seal FROM seal WHERE hash = ?", (entry_hash,))
        known = row.fetchone()
        if known is not None:
            return bytes(known[0]), False
        return self._sign(seal_message(entry_hash)), True

    def _keep(self, seals: Iterable[tuple[bytes, bytes]]) -> None:
        with self._base.writing():
            self._base.connection.executemany(
                "INSERT OR IGNORE INTO seal (hash, seal) VALUES (?, ?)", seals
            )

    def shares(self, station: bytes) -> tuple[Entry, ...]:
        """Return own entries of a log that let other stations take part in a thing."""
        with in_words():
            rows = self._base.connection.execute(
                f"SELECT {COLUMNS} FROM stream s JOIN entry e"  # noqa: S608 - constant columns
                " ON e.id BETWEEN s.no << 32 AND s.no << 32 | ?"
                " WHERE s.is_own AND s.station = ? AND e.kind & 255 = ?",
                (MOST_SEQ, station, SHARED),
            ).fetchall()
            return tuple(map(self._base.entries.entry, rows))

    def seal_head(self, station: bytes, sign: Sign) -> None:
        """Seal what has been written to a log so far, with another key than the usual one."""
        with in_words():
            _, head = self._base.streams.head(self._base.streams.current(station))
        self._keep([(head, sign(seal_message(head)))])

    def wire(self, run: Run) -> bytes:
        """Return a run in wire form, with parents by number where the log holds them."""
        own = {entry.hash for entry in run.entries}
        parents = {parent for entry in run.entries for parent in entry.parents} - own
        with in_words():
            return encode_run(run, self._base.logs.numbers(run.header.station, parents))


def in_line(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Return the first of some runs that may travel together.

    A branch goes by itself: the shared ledger looks for what it left in what it holds already.
    """
    ends: dict[tuple[bytes, bytes], bytes] = {}
    for place, run in enumerate(runs):
        line = (run.header.station, run.header.stream)
        if ends.get(line, run.entries[0].prev) != run.entries[0].prev:
            return tuple(runs[:place])
        ends[line] = run.entries[-1].hash
    return tuple(runs)


def fitting(entries: list[Entry], limit_bytes: int, *, must: bool) -> tuple[list[Entry], int]:
    """Return the first entries that fit into a size in wire form, and what is left of it."""
    size = _RUN_BYTES
    taken: list[Entry] = []
    for entry in entries[:MAX_COUNT]:
        size += _ENTRY_BYTES + _PARENT_BYTES * len(entry.parents) + len(entry.payload or b"")
        is_first = must and not taken
        if not is_first and size > min(limit_bytes, MAX_RUN_BYTES):
            break
        taken.append(entry)
        left = limit_bytes - size
    return (taken, left) if taken else ([], limit_bytes)
