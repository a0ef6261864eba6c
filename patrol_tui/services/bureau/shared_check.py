"""Reads every entry of a laptop's logs from the shared database again, and recomputes everything.

What is found wrong is named; nothing is changed on either side.
"""

import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from patrol_tui.domain.entries.entry import HEADER_BYTES, next_h
from patrol_tui.domain.entries.ids import ZERO_HASH, ZERO_ID
from patrol_tui.domain.entries.run import Run, decode_run
from patrol_tui.domain.language.errors import N_, Corrupt
from patrol_tui.services.ports.ports import Ledger, Problem
from patrol_tui.services.ports.shared import Exchange, LogRow, Position, Segment, SharedLedger

GAP = N_("The shared log of {station} has a gap before row {n}.")
CHAIN = N_("The shared log of {station} does not chain up at row {n}.")
ABSENT = N_("The shared database names this entry but does not have it.")
ALTERED = N_("The shared database's bytes of this entry are not those that were sealed.")
UNCHECKED = N_("This entry of the shared database cannot be checked: one before it is damaged.")
OTHER_PAST = N_(
    "The shared log of {station} is not the one that this laptop had seen: row {n} differs."
)
WITNESS = N_(
    "Laptop {laptop} had seen another row {n} of the shared log of {station} when it wrote this."
)
SHORT = N_("The shared log of {station} ends before row {n}, which this laptop had seen.")
GONE = N_("The shared log of {station} had this entry at row {n}, and has it no more.")
MORE_GONE = N_("Further entries gone from the shared log of {station}: {count}.")
UNREADABLE = N_("The shared log of {station} cannot be read on from row {n}: it was damaged there.")
BYTES_AN_ENTRY = 320
"""Rough, for saying what the check will cost: a row, an entry and its part of a run."""

_TOP = struct.Struct(">I32sH32s")
_LIMIT_BYTES = 262_144
_ROWS_AT_ONCE = 4_096
_MOST_NAMED = 200
Told = Callable[[int], None]


@dataclass(slots=True)
class _Log:
    """What was read of a log so far; it answers what later runs ask about earlier entries.

    Attributes:
        differs_at: the first row that is not the one that this laptop had seen.
        contradicted_by: laptops that had seen other rows when they wrote.
        is_readable: what the database answers can be read up to the log's end.
    """

    station: bytes
    ledger: Ledger
    position: Position = field(default_factory=lambda: Position(ZERO_ID, 0, ZERO_HASH))
    hashes: dict[int, bytes] = field(default_factory=dict)
    subjects: dict[bytes, bytes] = field(default_factory=dict)
    marks: dict[int, bytes] = field(default_factory=dict)
    differs_at: int | None = None
    contradicted_by: set[bytes] = field(default_factory=set)
    is_readable: bool = True

    def hash_at(self, _station: bytes, n: int) -> bytes | None:
        """Return the entry at a number of this log."""
        return self.hashes.get(n)

    def subject_of(self, entry_hash: bytes) -> bytes | None:
        """Return the subject of an entry that was read."""
        return self.subjects.get(entry_hash)


def check_shared(ledger: Ledger, shared: SharedLedger, told: Told) -> tuple[Problem, ...]:
    """Return all that does not hold in the shared database's logs that this laptop follows.

    Args:
        ledger: this laptop's, for who asks and what it had seen.
        shared: the open shared database.
        told: how many entries were read so far.

    Raises:
        Unreachable: the link is gone.
    """
    problems: list[Problem] = []
    count = 0
    for station, seen in ledger.cursors().items():
        log = _Log(station, ledger)
        for segment in _segments(log, shared):
            count += len(segment.rows)
            problems += _segment_problems(log, segment)
            told(count)
        problems += _past_problems(log, seen)
        if log.is_readable:
            problems += _gone_problems(log, seen)
        else:
            problems.append(_unreadable(log))
    return tuple(problems)


def _segments(log: _Log, shared: SharedLedger) -> Iterator[Segment]:
    """Yield a log from its beginning; row by row from where an answer cannot be read."""
    is_narrow = False
    while True:
        flight = Exchange(
            device=log.ledger.writer.device,
            runs=(),
            cursors={log.station: log.position},
            own_streams=frozenset(),
            limit_bytes=1 if is_narrow else _LIMIT_BYTES,
            is_exact=True,
            is_thin=is_narrow,
        )
        try:
            answer = shared.exchange(flight)
        except Corrupt:
            if is_narrow:
                log.is_readable = False
                return
            is_narrow = True
            continue
        segments = [one for one in answer.segments if one.station == log.station]
        if not segments or not segments[0].rows:
            return
        yield segments[0]
        if not segments[0].more:
            return


def _unreadable(log: _Log) -> Problem:
    """Name the row that comes next, as this laptop had seen it."""
    n = log.position.n + 1
    entry, _h = log.ledger.log_marks(log.station, n, n).get(n, (None, None))
    return Problem(entry, UNREADABLE, {"station": log.station.hex()[:8], "n": n})


def _segment_problems(log: _Log, segment: Segment) -> Iterator[Problem]:
    shown = log.station.hex()[:8]
    n, h = log.position.n, log.position.h
    for row in segment.rows:
        if row.n != n + 1:
            yield Problem(row.hash, GAP, {"station": shown, "n": row.n})
        if row.h != next_h(h, row.hash, row.seal):
            yield Problem(row.hash, CHAIN, {"station": shown, "n": row.n})
        n, h = row.n, row.h
        log.hashes[n] = row.hash
        log.marks[n] = h
    log.position = Position(segment.epoch, n, h)
    _compare(log, segment.rows)
    waiting = {row.hash: row for row in segment.rows}
    for wire in segment.runs:
        yield from _run_problems(log, wire, list(segment.rows), waiting)
    for entry_hash in waiting:
        yield Problem(entry_hash, ABSENT)


def _compare(log: _Log, rows: Sequence[LogRow]) -> None:
    held = log.ledger.log_marks(log.station, rows[0].n, rows[-1].n)
    if log.differs_at is None:
        differing = (row.n for row in rows if row.n in held and held[row.n][1] != row.h)
        log.differs_at = next(differing, None)


def _witnessed(log: _Log, run: Run) -> Iterator[Problem]:
    """Ask each writer, once, whether the log is the one that its laptop had seen.

    What this laptop itself saw go, when a restored database took the place of another, it knows.
    """
    header = run.header
    seen = Position(header.seen_epoch, header.seen_n, header.seen_h)
    if (
        header.station == log.station
        and seen.n > 0
        and seen.epoch == log.position.epoch
        and log.marks.get(seen.n) != seen.h
        and header.device not in log.contradicted_by
        and not log.ledger.knew(log.station, seen)
    ):
        log.contradicted_by.add(header.device)
        number = log.ledger.devices().get(header.device)
        laptop = header.device.hex()[:8] if number is None else f"{number:02d}"
        params = {"laptop": laptop, "n": seen.n, "station": log.station.hex()[:8]}
        yield Problem(run.entries[0].hash, WITNESS, params)


def _run_problems(
    log: _Log, wire: bytes, rows: list[LogRow], waiting: dict[bytes, LogRow]
) -> Iterator[Problem]:
    try:
        run, _end = decode_run(wire, 0, log)
    except Corrupt:
        yield from _damage(log, wire, rows, waiting)
        return
    for entry in run.entries:
        log.subjects[entry.hash] = entry.subject
        waiting.pop(entry.hash, None)
    yield from _witnessed(log, run)


def _damage(
    log: _Log, wire: bytes, rows: list[LogRow], waiting: dict[bytes, LogRow]
) -> Iterator[Problem]:
    """Find which entry of a run is the first whose bytes do not give the hash that the log has."""
    seq, prev, count, last = _TOP.unpack_from(wire, HEADER_BYTES)
    places = {row.hash: place for place, row in enumerate(rows)}
    end = places.get(last)
    if end is None:
        yield Problem(last, ALTERED)
        return
    named = [row.hash for row in rows[max(end - count + 1, 0) : end + 1]]
    is_found = False
    for length, entry_hash in enumerate(named, 1):
        waiting.pop(entry_hash, None)
        if is_found:
            yield Problem(entry_hash, UNCHECKED)
            continue
        top = _TOP.pack(seq, prev, length, entry_hash)
        part = wire[:HEADER_BYTES] + top + wire[HEADER_BYTES + _TOP.size :]
        try:
            run, _end = decode_run(part, 0, log)
        except Corrupt:
            is_found = True
            yield Problem(entry_hash, ALTERED)
        else:
            log.subjects[entry_hash] = run.entries[-1].subject


def _past_problems(log: _Log, seen: Position) -> Iterator[Problem]:
    station, at = log.station.hex()[:8], log.differs_at
    if at is None and 0 < seen.n <= log.position.n and log.marks.get(seen.n) != seen.h:
        at = seen.n
    if at is not None:
        yield Problem(log.hashes.get(at), OTHER_PAST, {"station": station, "n": at})
    if seen.n > log.position.n and log.is_readable:
        yield Problem(None, SHORT, {"station": station, "n": log.position.n + 1})


def _gone_problems(log: _Log, seen: Position) -> Iterator[Problem]:
    """Name what this laptop had seen in the log and what is in it no more, at whatever row."""
    station, present = log.station.hex()[:8], set(log.hashes.values())
    gone = 0
    for first in range(1, seen.n + 1, _ROWS_AT_ONCE):
        held = log.ledger.log_marks(log.station, first, min(first + _ROWS_AT_ONCE - 1, seen.n))
        for n, (entry, _h) in held.items():
            if entry in present:
                continue
            gone += 1
            if gone <= _MOST_NAMED:
                yield Problem(entry, GONE, {"station": station, "n": n})
    if gone > _MOST_NAMED:
        yield Problem(None, MORE_GONE, {"station": station, "count": gone - _MOST_NAMED})
