"""Checks entries: their hashes, and the lines that they stand in."""

import hashlib
import struct
from dataclasses import dataclass

from patrol_tui.domain.entries.entry import ENTRY_TAG, HEADER_BYTES, PARENT_SHIFT, unpack_header
from patrol_tui.domain.entries.ids import HASH_BYTES, ZERO_HASH
from patrol_tui.domain.language.errors import N_
from patrol_tui.ledger.book.base import Base
from patrol_tui.ledger.checks.findings import Findings
from patrol_tui.ledger.disk.errors import in_words
from patrol_tui.ledger.driver import Row
from patrol_tui.ledger.entries import COLUMNS, MOST_SEQ, SEQ_BITS

ALTERED = N_("The entry was altered: it does not hash to its name.")
ALTERED_CONTENT = N_("The entry's content was altered: it does not hash to its name.")
BROKEN_LINE = N_("The entry does not follow the one before it in its laptop's line.")
MISSING_BEFORE = N_("An entry before this one is missing in its laptop's line.")
WRONG_RUN = N_("The entry is kept under a header that is not its own.")
WRONG_STREAM = N_("What is noted of a laptop's line is not what its entries say.")

_PLACE = struct.Struct(">I32s16s")
_FIXED = struct.Struct(">HBBI")
_AT_ONCE = 1_000


@dataclass(slots=True)
class _Run:
    stream_no: int
    first_seq: int
    header: bytes
    least_seq: int = MOST_SEQ + 1


class LineCheck:
    """Looks at every entry once, in the order of the lines."""

    def __init__(self, base: Base, findings: Findings) -> None:
        self._base = base
        self._findings = findings
        self._runs: dict[int, _Run] = {}
        self._followed: set[bytes] = set()
        self._last = (-1, ZERO_HASH)

    def run(self) -> None:
        """Check all entries."""
        self._read_runs()
        after = -1
        while True:
            with in_words():
                rows = self._base.connection.execute(
                    f"SELECT {COLUMNS} FROM entry e"  # noqa: S608 - constant columns
                    " WHERE e.id > ? ORDER BY e.id LIMIT ?",
                    (after, _AT_ONCE),
                ).fetchall()
            if not rows:
                break
            for row in rows:
                self._check_entry(row)
            after = rows[-1][0]
            self._findings.advance(len(rows))
        for run in self._runs.values():
            if run.least_seq != run.first_seq:
                self._findings.add(None, WRONG_STREAM)

    def _read_runs(self) -> None:
        with in_words():
            rows = self._base.connection.execute(
                "SELECT r.no, r.stream_no, r.first_seq, r.header, s.stream, s.station, s.device,"
                " s.is_own FROM run r LEFT JOIN stream s ON s.no = r.stream_no"
            ).fetchall()
        self._followed = {station for station, at in self._base.logs.cursors().items() if at.n > 0}
        for no, stream_no, first_seq, header, stream, station, device, is_own in rows:
            self._runs[no] = _Run(stream_no, first_seq, header)
            if not isinstance(header, bytes) or len(header) != HEADER_BYTES:
                self._findings.add(None, WRONG_STREAM)
                continue
            said = unpack_header(header)
            is_ours = said.device == self._base.device
            if (said.stream, said.station, said.device, is_ours) != (
                stream,
                station,
                device,
                bool(is_own),
            ):
                self._findings.add(None, WRONG_STREAM)

    def _check_entry(self, row: Row) -> None:
        row_id, run_no, prev, subject, kind, version, flags, since_ms, parents = row[:9]
        payload, payload_hash, entry_hash = row[9:]
        stream_no, seq = row_id >> SEQ_BITS, row_id & MOST_SEQ
        run = self._runs.get(run_no)
        # A fork's entries share their header with the line that they left.
        if run is None or not (
            run.stream_no == stream_no or self._is_branch(stream_no, run.stream_no)
        ):
            self._findings.add(entry_hash, WRONG_RUN)
            return
        run.least_seq = min(run.least_seq, seq)
        if payload is not None and hashlib.sha256(payload).digest() != payload_hash:
            self._findings.add(entry_hash, ALTERED_CONTENT)
        try:
            digest = hashlib.sha256(ENTRY_TAG + run.header)
            digest.update(_PLACE.pack(seq, prev, subject))
            digest.update(_FIXED.pack(kind, version, flags, since_ms))
            digest.update(parents + payload_hash)
        except (struct.error, TypeError):
            self._findings.add(entry_hash, ALTERED)
            return
        is_whole = (
            len(prev) == len(payload_hash) == HASH_BYTES
            and len(parents) == HASH_BYTES * (flags >> PARENT_SHIFT)
            and not flags & 0x06
            and seq > 0
        )
        if not is_whole or digest.digest() != entry_hash:
            self._findings.add(entry_hash, ALTERED)
        self._check_line(row_id, prev, entry_hash, run)

    def _is_branch(self, stream_no: int, other_no: int) -> bool:
        with in_words():
            rows = self._base.connection.execute(
                "SELECT 1 FROM stream a JOIN stream b ON b.stream = a.stream"
                " AND b.station = a.station AND b.device = a.device"
                " WHERE a.no = ? AND b.no = ?",
                (stream_no, other_no),
            ).fetchall()
        return bool(rows)

    def _check_line(self, row_id: int, prev: bytes, entry_hash: bytes, run: _Run) -> None:
        before, self._last = self._last, (row_id, entry_hash)
        seq = row_id & MOST_SEQ
        if seq == 1:
            is_right = prev == ZERO_HASH
        elif before == (row_id - 1, prev):
            is_right = True
        else:
            held = self._base.entries.held(prev)
            header = unpack_header(run.header)
            if held is None:
                is_known_line = header.station in self._followed
                if is_known_line or header.device == self._base.device:
                    self._findings.add(entry_hash, MISSING_BEFORE)
                return
            is_right = held.seq == seq - 1 and held.header.stream == header.stream
        if not is_right:
            self._findings.add(entry_hash, BROKEN_LINE)
