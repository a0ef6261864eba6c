"""A ledger that can be synced and a shared database that answers as a test wants it to."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from patrol_tui.domain.entries.entry import SEAL_TAG, Entry
from patrol_tui.domain.entries.ids import ZERO_HASH, ZERO_ID, name_id
from patrol_tui.domain.entries.run import Run, encode_run
from patrol_tui.domain.folding.subject import SHARED
from patrol_tui.domain.language.errors import Lacking
from patrol_tui.services.ports.ports import PhotoNeed, Progress, Verified
from patrol_tui.services.ports.shared import Answer, Exchange, LogRow, Position, Segment
from tests.services.memory import MemoryLedger, writer

BINHU = name_id("station", "binhu")
CHUNK_BYTES = 16 << 10
SEAL = (SEAL_TAG * 5)[:64]


class SyncedLedger(MemoryLedger):
    """The memory ledger with the sync's side of the port."""

    def __init__(self) -> None:
        super().__init__(writer())
        self.kept_meta: dict[str, str] = {}
        self.named: list[PhotoNeed] = []
        self.at = Position(ZERO_ID, 0, ZERO_HASH)
        self.lost: set[bytes] = set()
        self.owed = 0

    def meta(self, key: str) -> str | None:
        """Return a kept value."""
        return self.kept_meta.get(key)

    def set_meta(self, key: str, value: str) -> None:
        """Keep a value."""
        self.kept_meta[key] = value

    def photos_named(self) -> Iterable[PhotoNeed]:
        """Return the photos that a test named."""
        return list(self.named)

    def digest(self) -> bytes:
        """Return a digest that is easily recognised."""
        return bytes(range(32))

    def verify(self, _progress: object = None) -> Verified:
        """Find nothing."""
        return Verified(0, 0, bytes(32), ())

    def rebuild(self, _progress: object = None) -> int:
        """Do nothing."""
        return 0

    def finish_lists(self, progress: Progress | None = None) -> None:
        """Tell how far it is, where a test has lists to be made."""
        for done in range(self.owed):
            assert progress is not None
            progress(done, self.owed)
        self.owed = 0

    def cursors(self) -> Mapping[bytes, Position]:
        """Follow the home station."""
        return {BINHU: self.at}

    def own_streams(self) -> frozenset[bytes]:
        """Return the one stream."""
        return frozenset((self.stream,))

    def own_shares(self, station: bytes) -> tuple[Entry, ...]:
        """Return own entries that share things."""
        return tuple(
            entry
            for entry in self.kept
            if (entry.header.stream, entry.header.station, entry.kind & 0xFF)
            == (self.stream, station, SHARED)
        )

    def unsent_runs(
        self, limit_bytes: int, gaps: frozenset[bytes] = frozenset()
    ) -> tuple[Run, ...]:
        """Return one run for each unsent entry, up to the limit and to a gap."""
        runs: list[Run] = []
        for entry in self._unsent():
            if entry.prev in gaps:
                break
            runs.append(Run(entry.header, (entry,), SEAL))
            if sum(map(len, self.wire(runs))) > limit_bytes:
                return tuple(runs[:-1])
        return tuple(runs)

    def wire(self, runs: Iterable[Run]) -> tuple[bytes, ...]:
        """Return runs in wire form."""
        return tuple(encode_run(run, {}) for run in runs)

    def receive(self, segment: Segment) -> int:
        """Take the rows; the test says which of them this laptop has lost."""
        if segment.is_unknown:
            self.at = Position(ZERO_ID, 0, ZERO_HASH)
            self.shared.clear()
            return 0
        hashes = {row.hash for row in segment.rows}
        if hashes & self.lost and not segment.runs:
            raise Lacking("{n}", n=1)
        self.lost -= hashes
        self.shared |= hashes
        own = {entry.hash for entry in self.kept}
        if segment.rows:
            self.at = Position(segment.epoch, segment.rows[-1].n, segment.rows[-1].h)
        return len(hashes - own)


@dataclass
class Counted:
    """What went over the link."""

    round_trips: int = 0
    bytes_sent: int = 0
    bytes_received: int = 0


@dataclass
class ScriptedShared:
    """Takes everything and shows it, except where the script says otherwise.

    Attributes:
        script: what to do in place of the usual answer, one for each flight; None for the usual.
    """

    script: list[Callable[[Exchange], Answer] | None] = field(default_factory=list)
    flights: list[Exchange] = field(default_factory=list)
    log: list[bytes] = field(default_factory=list)
    shares: list[tuple[bytes, bytes, bytes]] = field(default_factory=list)
    sizes: dict[bytes, int] = field(default_factory=dict)
    chunks: dict[bytes, dict[int, bytes]] = field(default_factory=dict)
    spoils: int = 0
    traffic: Counted = field(default_factory=Counted)
    before_chunk: Callable[[], None] = lambda: None
    is_closed: bool = False

    def exchange(self, flight: Exchange) -> Answer:
        """Answer a flight."""
        self.flights.append(flight)
        self.traffic.round_trips += 1
        self.traffic.bytes_sent += 100
        self.traffic.bytes_received += 50
        act = self.script.pop(0) if self.script else None
        return self.usual(flight) if act is None else act(flight)

    def usual(self, flight: Exchange) -> Answer:
        """Take what is pushed, and give all rows after the cursor."""
        for wire in flight.runs:
            last = wire[139 + 38 : 139 + 70]
            if last not in self.log:
                self.log.append(last)
        return answer(self.rows(flight.cursors[BINHU].n))

    def rows(self, after: int) -> Segment:
        """Return the rows after a number."""
        numbered = enumerate(self.log[after:], after + 1)
        return segment(tuple(row(n, entry) for n, entry in numbered))

    def share(self, subject: bytes, home: bytes, target: bytes) -> None:
        """Note a share."""
        self.shares.append((subject, home, target))

    def blob_size(self, _station: bytes, blob: bytes) -> int | None:
        """Return the size of a photo that is there."""
        return self.sizes.get(blob)

    def blob_missing(self, _station: bytes, blob: bytes, size_bytes: int) -> tuple[int, ...]:
        """Return the missing chunks, or spoil the photo as often as the test says."""
        held = self.chunks.setdefault(blob, {})
        if held and self.spoils:
            self.spoils -= 1
            held.clear()
        return tuple(n for n in range(-(-size_bytes // CHUNK_BYTES)) if n not in held)

    def put_chunk(self, _station: bytes, blob: bytes, index: int, data: bytes) -> None:
        """Keep a chunk."""
        self.before_chunk()
        self.traffic.bytes_sent += len(data)
        self.chunks[blob][index] = data

    def get_chunk(self, _station: bytes, blob: bytes, index: int) -> bytes | None:
        """Return a chunk."""
        self.before_chunk()
        return self.chunks.get(blob, {}).get(index)

    def close(self) -> None:
        """Note the end."""
        self.is_closed = True


def row(n: int, entry_hash: bytes) -> LogRow:
    """Return a log row."""
    return LogRow(n, entry_hash, bytes(32), SEAL, 0, bytes(16))


def segment(
    rows: tuple[LogRow, ...], *, more: bool = False, runs: tuple[bytes, ...] = ()
) -> Segment:
    """Return a stretch of the home station's log."""
    return Segment(BINHU, b"E" * 16, rows, runs, more)


def answer(*segments: Segment, refusal: str | None = None) -> Answer:
    """Return an answer."""
    return Answer(refusal, segments)


class Box:
    """Photos in memory."""

    def __init__(self, *photos: bytes) -> None:
        self.whole = {name_id("photo", str(len(photo))): photo for photo in photos}
        self.arriving: dict[bytes, tuple[str, int]] = {}
        self.parts: dict[bytes, dict[int, bytes]] = {}

    def has(self, name: bytes) -> bool:
        """Tell whether a photo is whole."""
        return name in self.whole

    def drop(self, name: bytes) -> None:
        """Remove a photo."""
        self.whole.pop(name, None)

    def size_bytes(self, name: bytes) -> int:
        """Return its size."""
        return len(self.whole[name])

    def chunk(self, name: bytes, n: int) -> bytes:
        """Return a chunk."""
        return self.whole[name][n * CHUNK_BYTES : (n + 1) * CHUNK_BYTES]

    def announce(self, name: bytes, media_type: str, size_bytes: int) -> None:
        """Make a place."""
        self.arriving[name] = (media_type, size_bytes)

    def missing_chunks(self, name: bytes) -> list[int]:
        """Return what is missing."""
        held = self.parts.setdefault(name, {})
        return [n for n in range(-(-self.arriving[name][1] // CHUNK_BYTES)) if n not in held]

    def put_chunk(self, name: bytes, n: int, content: bytes) -> bool:
        """Keep a chunk."""
        self.parts[name][n] = content
        if self.missing_chunks(name):
            return False
        self.whole[name] = b"".join(self.parts[name][n] for n in sorted(self.parts[name]))
        return True


def needs(ledger: SyncedLedger, subject: bytes, names: Sequence[bytes]) -> None:
    """Let entries of a thing name photos."""
    ledger.named += [PhotoNeed(name, BINHU, subject, "front") for name in names]
