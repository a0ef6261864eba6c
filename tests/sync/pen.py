"""A laptop reduced to what sync sees of one: a stream of sealed entries and a cursor."""

import hashlib
from dataclasses import dataclass, field, replace

from patrol_tui.domain.entries.entry import Entry, Header, chain, next_h, said
from patrol_tui.domain.entries.ids import ZERO_HASH, ZERO_ID, name_id
from patrol_tui.domain.entries.run import Run, decode_run, encode_run
from patrol_tui.services.ports.shared import Exchange, LogRow, Position, Segment

AT_US = 1_764_000_000_000_000
BINHU = name_id("station", "binhu")
NANHU = name_id("station", "nanhu")
KAIYUAN = name_id("station", "kaiyuan")
NOWHERE = Position(ZERO_ID, 0, ZERO_HASH)
SEAL = b"s" * 64


def thing(name: str) -> bytes:
    """Return the identity of a thing that a test speaks of."""
    return name_id("thing", name)


def header_of(name: str, station: bytes = BINHU) -> Header:
    """Return the header of a laptop that has seen nothing yet."""
    return Header(
        stream=name_id("stream", name + station.hex()),
        station=station,
        device=name_id("device", name),
        author=name_id("officer", name),
        wall_base_us=AT_US,
        tz_offset_min=480,
        seen_epoch=ZERO_ID,
        seen_n=0,
        seen_h=ZERO_HASH,
        district_n=0,
    )


@dataclass
class Pen:
    """Writes entries of one stream, and reads logs."""

    name: str
    station: bytes = BINHU
    seq: int = 0
    prev: bytes = ZERO_HASH
    written: list[Entry] = field(default_factory=list)
    at: dict[bytes, Position] = field(default_factory=dict)
    rows: dict[bytes, list[LogRow]] = field(default_factory=dict)
    got: dict[bytes, Entry] = field(default_factory=dict)

    @property
    def header(self) -> Header:
        return header_of(self.name, self.station)

    def write(self, subject: bytes, text: str, *parents: Entry, size_bytes: int = 0) -> Entry:
        """Write an entry; the same words always give the same bytes."""
        body = hashlib.sha256(f"{self.name}{self.seq}{text}".encode()).digest() + text.encode()
        body += bytes(size_bytes)
        what = said(subject, 0x0101, body, tuple(parent.hash for parent in parents))
        entry = chain(self.header.pack(), self.header, self.seq + 1, self.prev, self.seq * 10, what)
        self.seq, self.prev = entry.seq, entry.hash
        self.written.append(entry)
        return entry

    def run(self, first: int = 1, last: int | None = None) -> Run:
        """Return entries of the stream, by their place, as a sealed run."""
        entries = tuple(self.written[first - 1 : last])
        return Run(self.header, entries, SEAL)

    def wire(self, first: int = 1, last: int | None = None) -> bytes:
        """Return entries of the stream in wire form."""
        return encode_run(self.run(first, last), {})

    def flight(self, *wires: bytes, limit_bytes: int = 32_768) -> Exchange:
        """Return a flight that pushes these and pulls what is new."""
        cursors = self.at or {self.station: NOWHERE}
        own = frozenset((self.header.stream,))
        return Exchange(self.header.device, wires, cursors, own, limit_bytes)

    def take(self, segments: tuple[Segment, ...]) -> None:
        """Check that what came fits to what is held, in every number and hash, and keep it."""
        for segment in segments:
            assert not segment.is_unknown
            held = self.at.get(segment.station, NOWHERE)
            entries = [entry for wire in segment.runs for entry in _read(wire).entries]
            at = replace(held, epoch=segment.epoch)
            for row in segment.rows:
                assert row.n == at.n + 1
                at = Position(segment.epoch, row.n, next_h(at.h, row.hash, row.seal))
                assert row.h == at.h
            others = {row.hash for row in segment.rows} - {entry.hash for entry in self.written}
            assert {entry.hash for entry in entries} == others
            self.got |= {entry.hash: entry for entry in entries}
            self.rows.setdefault(segment.station, []).extend(segment.rows)
            self.at[segment.station] = at

    def receipts(self) -> set[bytes]:
        """Return own entries that have a log row here."""
        held = {row.hash for rows in self.rows.values() for row in rows}
        return {entry.hash for entry in self.written} & held


class Nothing:
    """Knows no entry: whatever travels must explain itself."""

    def hash_at(self, station: bytes, n: int) -> None:
        """Know nothing."""

    def subject_of(self, entry_hash: bytes) -> None:
        """Know nothing."""


def _read(wire: bytes) -> Run:
    run, end = decode_run(wire, 0, Nothing())
    assert end == len(wire)
    return run


def read_run(wire: bytes) -> Run:
    """Return the run of a wire form, with every hash computed anew."""
    return _read(wire)
