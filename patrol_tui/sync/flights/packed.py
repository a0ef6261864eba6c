"""The one message each way of a flight to PostgreSQL.

`sql/0008_pull.sql` and `sql/0012_pieces.sql` pack the answer.

    who     = format 2, beginning of the root key 8, device 16, wishes 1, own streams 16 each
    cursor  = station 16, epoch 16, n 8, h 32
    answer  = code 1; nothing more where the caller gets no answer; else epoch 16, then for each
              cursor pieces and an end
    piece   = 1, when 8, by 16, count 2, rows: hash 32, seal
            | 2, when 8, by 16, place in the push 2, count 2, seal of the last row
            | 3, when 8, by 16, length 4, a run: as many rows as it has entries
            | 4, n 8, hash 32, h 32, when 8, by 16, seal: a row as it stands
            | 6, length 4, a run whose rows come as they stand
    end     = 0, more 1, chained hash of the last row 32 where there was one by 1, 2 or 3
            | 5: the cursor is not known there; the rows are samples
    seal    = 0 none | 1 the one that was pushed there | 2, 64

What both sides can reckon does not travel: numbers, chained hashes, and what was just pushed.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from patrol_tui.domain.entries.entry import HEADER_BYTES, next_h
from patrol_tui.domain.entries.run import SEAL_BYTES, decode_run
from patrol_tui.domain.language.errors import N_, Corrupt
from patrol_tui.services.ports.shared import Exchange, LogRow, Position, Segment
from patrol_tui.sync.flights.feed import Changed

UNFIT = N_(
    "What the shared database answers does not fit together ({detail}): somebody changed its "
    "tables. Nothing of this laptop is lost; tell the bureau, and see `patrol-tui verify --shared`."
)
CODES = (
    None,
    "unknown_prev",
    "altered",
    "denied",
    "oversize",
    "busy",
    "other_district",
    "newer",
    "not_set_up",
)
_KNOWS_PUSHED, _EXACT, _THIN, _FEED = 1, 2, 4, 8
_GROWN_FOLLOW = 7
_ROOT_BYTES = 8
_WHO = struct.Struct(">H8s16sB")
_CURSOR = struct.Struct(">16s16sQ32s")
_TOLD = struct.Struct(">Q16s")
_ROW = struct.Struct(">Q32s32sQ16s")
_POSITION = struct.Struct(">Q")
_GROWN = struct.Struct(">16sQ")
_COUNT = struct.Struct(">H")
_LENGTH = struct.Struct(">I")


def pack_who(
    flight: Exchange, root_key: bytes, known_format: int, position: int | None = None
) -> bytes:
    """Return who asks, what the answer may leave out, and since when it shall say what changed."""
    wishes = (
        (_KNOWS_PUSHED if flight.hashes else 0)
        | (_EXACT if flight.is_exact else 0)
        | (_THIN if flight.is_thin else 0)
        | (_FEED if position is not None else 0)
    )
    top = _WHO.pack(known_format, root_key[:_ROOT_BYTES], flight.device, wishes)
    since = b"" if position is None else _POSITION.pack(position)
    return top + b"".join(sorted(flight.own_streams)) + since


def pack_cursors(asked: Sequence[tuple[bytes, Position]]) -> bytes:
    """Return how far each log is held."""
    return b"".join(_CURSOR.pack(station, at.epoch, at.n, at.h) for station, at in asked)


def unpack(
    answer: bytes, flight: Exchange, asked: Sequence[tuple[bytes, Position]]
) -> tuple[str | None, tuple[Segment, ...], Changed | None]:
    """Return the code of a refusal, what the logs brought, and which others have grown.

    Raises:
        Corrupt: what was left out cannot be reckoned; ask for every row as it stands.
    """
    code = CODES[answer[0]]
    if len(answer) == 1:
        return code, (), None
    try:
        reader = _Reader(answer, flight)
        return code, tuple(reader.segments(asked)), reader.changed()
    except (struct.error, IndexError) as error:
        raise Corrupt(UNFIT, detail=str(error)) from error


class _Nothing:
    """Runs in an answer name what is outside of them by its hash."""

    def hash_at(self, _station: bytes, _n: int) -> None:
        return None

    def subject_of(self, _entry_hash: bytes) -> None:
        return None


@dataclass
class _Reader:
    data: bytes
    flight: Exchange
    at: int = 17
    rows: list[LogRow] = field(default_factory=list)
    runs: list[bytes] = field(default_factory=list)

    def segments(self, asked: Sequence[tuple[bytes, Position]]) -> Iterator[Segment]:
        epoch = self.data[1:17]
        for station, cursor in asked:
            self.rows, self.runs = [], []
            more, is_unknown = self._pieces(cursor)
            rows, runs = tuple(self.rows), tuple(self.runs)
            yield Segment(station, epoch, rows, runs, more, is_unknown=is_unknown)

    def changed(self) -> Changed | None:
        """Read what stands behind the logs; a server that does not know of it says nothing."""
        if self.at == len(self.data):
            return None
        if self._byte() != _GROWN_FOLLOW:
            raise IndexError(self.at)
        (position,) = _POSITION.unpack(self._take(_POSITION.size))
        grown = self._take(len(self.data) - self.at)
        return Changed(position, dict(_GROWN.iter_unpack(grown)))

    def _pieces(self, cursor: Position) -> tuple[bool, bool]:
        """Read up to the end of a log; tell whether there is more, and whether it is unknown."""
        self.n, self.h = cursor.n, cursor.h
        while True:
            match self._byte():
                case 0:
                    more = bool(self._byte())
                    if self.rows or self.n > cursor.n:
                        self._check_end()
                    return more, False
                case 1:
                    self._named(*_TOLD.unpack(self._take(_TOLD.size)))
                case 2:
                    self._pushed(*_TOLD.unpack(self._take(_TOLD.size)))
                case 3:
                    self._run(*_TOLD.unpack(self._take(_TOLD.size)))
                case 4:
                    n, entry_hash, h, when_us, by = _ROW.unpack(self._take(_ROW.size))
                    self.rows.append(LogRow(n, entry_hash, h, self._seal(None), when_us, by))
                case 5:
                    return True, True
                case 6:
                    self.runs.append(self._wire())
                case _:
                    raise IndexError(self.at)

    def _check_end(self) -> None:
        h = self._take(32)
        if self.rows[-1].h != h:
            raise IndexError(self.at)

    def _add(self, entry_hash: bytes, seal: bytes | None, when_us: int, by: bytes) -> None:
        self.n += 1
        self.h = next_h(self.h, entry_hash, seal)
        self.rows.append(LogRow(self.n, entry_hash, self.h, seal, when_us, by))

    def _named(self, when_us: int, by: bytes) -> None:
        for _ in range(self._count()):
            entry_hash = self._take(32)
            self._add(entry_hash, self._seal(None), when_us, by)

    def _pushed(self, when_us: int, by: bytes) -> None:
        place, count = self._count(), self._count()
        seal = self._seal(_seals(self.flight).get(place + count - 1))
        for entry_hash in self.flight.hashes[place : place + count - 1]:
            self._add(entry_hash, None, when_us, by)
        self._add(self.flight.hashes[place + count - 1], seal, when_us, by)

    def _run(self, when_us: int, by: bytes) -> None:
        wire = self._wire()
        run, _ = decode_run(wire, 0, _Nothing())
        for entry in run.entries:
            seal = run.seal if entry is run.entries[-1] else None
            self._add(entry.hash, seal, when_us, by)
        self.runs.append(wire)

    def _wire(self) -> bytes:
        (length,) = _LENGTH.unpack(self._take(_LENGTH.size))
        return self._take(length)

    def _seal(self, pushed: bytes | None) -> bytes | None:
        match self._byte():
            case 0:
                return None
            case 1:
                return pushed
            case _:
                return self._take(SEAL_BYTES)

    def _count(self) -> int:
        (count,) = _COUNT.unpack(self._take(_COUNT.size))
        return int(count)

    def _byte(self) -> int:
        self.at += 1
        return self.data[self.at - 1]

    def _take(self, count: int) -> bytes:
        part = self.data[self.at : self.at + count]
        if len(part) != count:
            raise IndexError(self.at)
        self.at += count
        return part


def _seals(flight: Exchange) -> dict[int, bytes]:
    """Return the seals that were pushed, by the place of the entry that they end with."""
    found: dict[int, bytes] = {}
    place = 0
    for wire in flight.runs:
        (count,) = _COUNT.unpack_from(wire, HEADER_BYTES + 36)
        place += count
        found[place - 1] = wire[-SEAL_BYTES:]
    return found
