"""Writes own entries: chained, folded and durable in one transaction."""

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace

from patrol_tui.domain.entries import payload
from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.entry import MAX_PARENTS, Entry, Header, chain, said
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.domain.subjects.device import DEVICE, REVOKED
from patrol_tui.ledger.book.base import Base
from patrol_tui.ledger.book.streams import Stream
from patrol_tui.ledger.views import counters
from patrol_tui.services.ports.ports import DISTRICT, Writer
from patrol_tui.services.ports.shared import Position

_MOST_SINCE_MS = (1 << 32) - 1
STRANGE_PARENT = N_("This has changed meanwhile. Open it again, then save.")
TOO_LATE = N_("The computer's clock stands at an impossible time. Set it, then save.")
_FIRST_YEAR_US, _LAST_YEAR_US = 0, 1 << 60


@dataclass(slots=True)
class _Line:
    """A stream while entries are added to it."""

    stream: Stream
    run_no: int
    header: Header
    header_bytes: bytes
    since_ms: int
    seq: int
    prev: bytes


@dataclass(slots=True)
class _Batch:
    """What one call writes.

    Attributes:
        lines: the streams that it writes to, by log.
        newest: the entry of this batch that speaks last of a subject.
        covered: parents that the batch's entries of a subject name already.
    """

    writer: Writer
    now_us: int
    lines: dict[bytes, _Line] = field(default_factory=dict)
    newest: dict[bytes, bytes] = field(default_factory=dict)
    covered: dict[bytes, set[bytes]] = field(default_factory=dict)

    def parents(self, draft: Draft) -> tuple[bytes, ...]:
        """Return what an entry has seen: what was on screen, and the batch's earlier entries."""
        seen = self.newest.get(draft.subject)
        covered = self.covered.setdefault(draft.subject, set())
        parents = [] if seen is None else [seen]
        parents += [parent for parent in dict.fromkeys(draft.parents) if parent not in covered]
        covered.update(parents)
        # Heads beyond what an entry can name stay concurrent, and visible, until the next.
        return tuple(parents[:MAX_PARENTS])


class Appender:
    """Appends entries to the device's streams."""

    def __init__(self, base: Base) -> None:
        self._base = base
        self._lines: dict[bytes, _Line] = {}

    def append(
        self, writer: Writer, drafts: Sequence[Draft], now_us: int, *, is_folded: bool = True
    ) -> tuple[Entry, ...]:
        """Write entries and the view rows of what they speak of.

        Args:
            writer: who writes.
            drafts: what.
            now_us: when.
            is_folded: write the view rows too; otherwise `rebuild` has to make them. Then it may
                be part of a larger transaction.

        Raises:
            NotSaved: the disk refused; nothing was written.
            Refused: too long, or based on what is not held; nothing was written.
        """
        if not _FIRST_YEAR_US <= now_us < _LAST_YEAR_US:
            raise Refused(TOO_LATE)
        drafts = [self._hidden(writer, draft) for draft in drafts]
        stored = [
            self._encoded(dict(draft.content)) if draft.numbered is None else b""
            for draft in drafts
        ]
        batch = _Batch(writer, now_us)
        is_part = self._base.connection.in_transaction
        with nullcontext() if is_part else self._base.writing():
            self._look_around()
            written = tuple(
                self._write(batch, draft, body) for draft, body in zip(drafts, stored, strict=True)
            )
            self._base.views.changes[counters.ENTRIES] += len(written)
            if is_folded:
                self._fold(written)
        self._lines.update(batch.lines)
        self._base.standing.note()
        return written

    def _look_around(self) -> None:
        """Read anew what is known of roster and lines, if anybody has written since."""
        if not (self._base.standing.holds() and self._base.roster.is_known):
            self._lines.clear()
            self._base.roster.refresh()

    def _fold(self, written: Sequence[Entry]) -> None:
        for subject, new in Counter(entry.subject for entry in written).items():
            self._base.views.refresh(subject, new)
        shut_out = [one.subject for one in written if one.kind == DEVICE.kind(REVOKED)]
        for subject in self._base.revocations.judge(shut_out):
            self._base.views.refresh(subject)

    def _write(self, batch: _Batch, draft: Draft, body: bytes) -> Entry:
        if draft.numbered is not None:
            body = self._encoded(self._numbered(draft, draft.numbered))
        parents = batch.parents(draft)
        self._check_parents(draft.subject, parents)
        line = self._line(batch, DISTRICT if draft.district else batch.writer.station)
        what = said(draft.subject, draft.kind, body, parents, critical=draft.critical)
        seq = line.seq + 1
        since_ms = min(line.since_ms + draft.after_ms, _MOST_SINCE_MS)
        entry = chain(line.header_bytes, line.header, seq, line.prev, since_ms, what)
        self._base.entries.keep(entry, line.stream.no, line.run_no)
        line.seq, line.prev = seq, entry.hash
        batch.newest[draft.subject] = entry.hash
        return entry

    def _hidden(self, writer: Writer, draft: Draft) -> Draft:
        content = self._base.station_keys.hidden(writer.station_code, draft)
        return draft if content is draft.content else replace(draft, content=content)

    def _encoded(self, content: dict[str, Json]) -> bytes:
        stored = payload.encode(content, self._base.machine.random(payload.SALT_BYTES))
        self._base.folding.remember(stored, content)
        return stored

    def _numbered(self, draft: Draft, prefix: str) -> dict[str, Json]:
        serial = counters.next_serial(self._base.connection, prefix)
        known = draft.content.get("set")
        fields = known if isinstance(known, dict) else {}
        return {**draft.content, "set": {**fields, draft.number_field: f"{prefix}{serial:02d}"}}

    def _check_parents(self, subject: bytes, parents: Iterable[bytes]) -> None:
        # A parent of another subject would reach others as an entry that does not hash.
        for parent in parents:
            if self._base.entries.subject_of(parent) != subject:
                raise Refused(STRANGE_PARENT)

    def _line(self, batch: _Batch, station: bytes) -> _Line:
        line = batch.lines.get(station)
        if line is None:
            line = self._standing_line(batch, station) or self._found_line(batch, station)
            batch.lines[station] = line
        return line

    def _standing_line(self, batch: _Batch, station: bytes) -> _Line | None:
        """Return a line as the last save left it, where its run can go on."""
        line = self._lines.pop(station, None)
        if line is None:
            return None
        line.since_ms = (batch.now_us - line.header.wall_base_us) // 1000
        writer = batch.writer
        said = (line.header.author, line.header.tz_offset_min)
        goes_on = said == (writer.officer, writer.tz_offset_min) and _is_near(line.since_ms)
        return line if goes_on else None

    def _found_line(self, batch: _Batch, station: bytes) -> _Line:
        stream = self._base.streams.current(station)
        seq, prev = self._base.streams.head(stream)
        seen = self._base.logs.position(station)
        header = self._header(batch, stream, seen)
        last = self._last_run(stream.no)
        since_ms = -1 if last is None else (batch.now_us - last[1].wall_base_us) // 1000
        if last and _is_same(last[1], header) and _is_near(since_ms):
            run_no, header = last
            header_bytes = header.pack()
        else:
            since_ms, header_bytes = 0, header.pack()
            run_no = self._base.entries.run_no(stream.no, header_bytes, seq + 1)
        return _Line(stream, run_no, header, header_bytes, since_ms, seq, prev)

    def _header(self, batch: _Batch, stream: Stream, seen: Position) -> Header:
        return Header(
            stream=stream.stream,
            station=stream.station,
            device=batch.writer.device,
            author=batch.writer.officer,
            wall_base_us=batch.now_us,
            tz_offset_min=batch.writer.tz_offset_min,
            seen_epoch=seen.epoch,
            seen_n=seen.n,
            seen_h=seen.h,
            district_n=self._base.roster.held_n,
        )

    def _last_run(self, stream_no: int) -> tuple[int, Header] | None:
        row = self._base.connection.execute(
            "SELECT no FROM run WHERE stream_no = ? ORDER BY first_seq DESC LIMIT 1", (stream_no,)
        ).fetchone()
        return None if row is None else (row[0], self._base.entries.header(row[0]))


def _is_near(since_ms: int) -> bool:
    return 0 <= since_ms <= _MOST_SINCE_MS


def _is_same(last: Header, wanted: Header) -> bool:
    return (
        last.author == wanted.author
        and last.tz_offset_min == wanted.tz_offset_min
        and last.seen_epoch == wanted.seen_epoch
        and last.seen_n == wanted.seen_n
        and last.seen_h == wanted.seen_h
        and last.district_n == wanted.district_n
    )
