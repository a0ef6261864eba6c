"""Checks entries: their hashes, and the lines that they stand in."""

import struct
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import TYPE_CHECKING

from patrol_tui.domain.entries.entry import (
    ENTRY_TAG,
    HEADER_BYTES,
    PARENT_SHIFT,
    Header,
    unpack_header,
)
from patrol_tui.domain.entries.ids import HASH_BYTES, ID_BYTES, ZERO_HASH
from patrol_tui.domain.language.errors import N_
from patrol_tui.domain.values import dataclass
from patrol_tui.ledger.book.base import Base
from patrol_tui.ledger.checks.findings import Findings
from patrol_tui.ledger.disk.errors import in_words
from patrol_tui.ledger.driver import Row
from patrol_tui.ledger.entries import COLUMNS, MOST_SEQ, SEQ_BITS
from patrol_tui.services.ports.ports import Problem

if TYPE_CHECKING:
    from hashlib import _Hash

ALTERED = N_("The entry was altered: it does not hash to its name.")
ALTERED_CONTENT = N_("The entry's content was altered: it does not hash to its name.")
BROKEN_LINE = N_("The entry does not follow the one before it in its laptop's line.")
MISSING_BEFORE = N_("An entry before this one is missing in its laptop's line.")
WRONG_RUN = N_("The entry is kept under a header that is not its own.")
WRONG_STREAM = N_("What is noted of a laptop's line is not what its entries say.")

AT_ONCE = 4_000
_MOST_RUNS = 4_096
_FIXED = struct.Struct(">I32s16sHBBI")


@dataclass(frozen=True, slots=True)
class Stretch:
    """What a stretch of the lines came to.

    Attributes:
        entries: how many there are.
        least: the first place that was seen under each header.
        problems: what does not fit.
    """

    entries: int
    least: Mapping[int, int]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Run:
    stream_no: int
    header: Header | None
    begun: "_Hash"


def stretches(base: Base) -> Iterator[tuple[int, int]]:
    """Yield the first and the last id of stretches that hold all entries between them."""
    first: int | None = None
    while True:
        with in_words():
            row = base.connection.execute(
                "SELECT id FROM entry WHERE id >= ? ORDER BY id LIMIT 1",
                (-(1 << 63) if first is None else first,),
            ).fetchone()
        if row is None:
            return
        yield row[0], row[0] + AT_ONCE - 1
        first = row[0] + AT_ONCE


def check_runs(base: Base) -> tuple[Problem, ...]:
    """Return what does not fit of the headers and the lines that they are noted for."""
    findings = Findings(None, 0)
    rows = base.connection.execute(
        "SELECT r.header, s.stream, s.station, s.device, s.is_own"
        " FROM run r LEFT JOIN stream s ON s.no = r.stream_no"
    )
    for header, *noted, is_own in rows:
        if not isinstance(header, bytes) or len(header) != HEADER_BYTES:
            findings.add(None, WRONG_STREAM)
            continue
        said = unpack_header(header)
        is_ours = said.device == base.device
        if [said.stream, said.station, said.device, is_ours] != [*noted, bool(is_own)]:
            findings.add(None, WRONG_STREAM)
    return tuple(findings.problems)


def last_run(base: Base) -> int:
    """Return the number of the newest header; what a save adds meanwhile comes after it."""
    with in_words():
        rows = base.connection.execute("SELECT ifnull(max(no), 0) FROM run").fetchall()
    return int(rows[0][0])


def are_begins_right(base: Base, least: Mapping[int, int], last_no: int) -> bool:
    """Tell whether each header is noted from the first entry on that stands under it."""
    with in_words():
        rows = base.connection.execute("SELECT no, first_seq FROM run WHERE no <= ?", (last_no,))
        return all(least.get(no) == first_seq for no, first_seq in rows)


class LineCheck:
    """Looks at stretches of entries, in the order of the lines."""

    def __init__(self, base: Base) -> None:
        self._base = base
        self._findings = Findings(None, 0)
        self._runs: dict[int, _Run | None] = {}
        self._followed: set[bytes] = set()

    def stretch(self, first_id: int, last_id: int) -> Stretch:
        """Check the entries between two ids."""
        self._findings = Findings(None, 0)
        self._followed = {station for station, at in self._base.logs.cursors().items() if at.n > 0}
        rows = self._base.connection.execute(
            f"SELECT {COLUMNS} FROM entry e"  # noqa: S608 - constant columns
            " WHERE e.id BETWEEN ? AND ? ORDER BY e.id",
            (first_id, last_id),
        ).fetchall()
        before, least = (-1, ZERO_HASH), dict[int, int]()
        for row in rows:
            run = self._run_of(row)
            if run is not None:
                least[row[1]] = min(least.get(row[1], MOST_SEQ), row[0] & MOST_SEQ)
                if self._is_hashed(row, run):
                    self._check_line(row, before, run)
            before = row[0], row[11]
        return Stretch(len(rows), least, tuple(self._findings.problems))

    def _run_of(self, row: Row) -> _Run | None:
        """Return the header that an entry is kept under, unless that is another line's."""
        run_no, stream_no = row[1], row[0] >> SEQ_BITS
        if run_no not in self._runs:
            if len(self._runs) >= _MOST_RUNS:
                self._runs.clear()
            self._runs[run_no] = self._read_run(run_no)
        run = self._runs[run_no]
        # A fork's entries share their header with the line that they left.
        if run is None or not (
            run.stream_no == stream_no or self._is_branch(stream_no, run.stream_no)
        ):
            self._findings.add(row[11], WRONG_RUN)
            return None
        return run

    def _read_run(self, run_no: int) -> _Run | None:
        row = self._base.connection.execute(
            "SELECT stream_no, header FROM run WHERE no = ?", (run_no,)
        ).fetchone()
        if row is None:
            return None
        stream_no, header = row
        is_whole = isinstance(header, bytes) and len(header) == HEADER_BYTES
        said = unpack_header(header) if is_whole else None
        return _Run(stream_no, said, sha256(ENTRY_TAG + (header if is_whole else b"")))

    def _is_hashed(self, row: Row, run: _Run) -> bool:
        """Name an entry that does not hash to its name; tell whether it could be looked at."""
        row_id, _, prev, subject, kind, version, flags, since_ms, parents = row[:9]
        payload, payload_hash, entry_hash = row[9:]
        if payload is not None and sha256(payload).digest() != payload_hash:
            self._findings.add(entry_hash, ALTERED_CONTENT)
        seq, digest = row_id & MOST_SEQ, run.begun.copy()
        try:
            fixed = _FIXED.pack(seq, prev, subject, kind, version, flags, since_ms)
            digest.update(fixed + parents + payload_hash)
        except (struct.error, TypeError):
            self._findings.add(entry_hash, ALTERED)
            return False
        is_whole = (
            len(prev) == len(payload_hash) == HASH_BYTES
            and len(subject) == ID_BYTES
            and len(parents) == HASH_BYTES * (flags >> PARENT_SHIFT)
            and not flags & 0x06
            and seq > 0
        )
        if not is_whole or digest.digest() != entry_hash:
            self._findings.add(entry_hash, ALTERED)
        return True

    def _is_branch(self, stream_no: int, other_no: int) -> bool:
        rows = self._base.connection.execute(
            "SELECT 1 FROM stream a JOIN stream b ON b.stream = a.stream"
            " AND b.station = a.station AND b.device = a.device"
            " WHERE a.no = ? AND b.no = ?",
            (stream_no, other_no),
        ).fetchall()
        return bool(rows)

    def _check_line(self, row: Row, before: tuple[int, bytes], run: _Run) -> None:
        row_id, prev, entry_hash, header = row[0], row[2], row[11], run.header
        seq = row_id & MOST_SEQ
        if seq == 1:
            is_right = prev == ZERO_HASH
        elif before == (row_id - 1, prev):
            is_right = True
        elif header is None:
            return
        else:
            held = self._base.entries.held(prev)
            if held is None:
                is_known_line = header.station in self._followed
                if is_known_line or header.device == self._base.device:
                    self._findings.add(entry_hash, MISSING_BEFORE)
                return
            is_right = held.seq == seq - 1 and held.header.stream == header.stream
        if not is_right:
            self._findings.add(entry_hash, BROKEN_LINE)
