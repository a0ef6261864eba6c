"""The records of a file: what stands in them, as bytes.

The first byte says which it is; FORMAT.md lists them. All numbers are big-endian.
"""

import json
import struct
from collections.abc import Iterable, Mapping, Sequence

from patrol_tui.domain.entries.entry import next_h
from patrol_tui.domain.entries.ids import HASH_BYTES
from patrol_tui.domain.entries.run import SEAL_BYTES, Run, decode_run
from patrol_tui.domain.language.errors import N_, Corrupt, Refused
from patrol_tui.domain.values import dataclass
from patrol_tui.services.ports.shared import LogRow, Position, Segment

FORMAT = "patrol.package.1"
SIGN_TAG = b"patrol.package.1\0"
OPENING, SEGMENT, RUNS, MARKS, PHOTO, CHUNK, ENDING = b"HSRMPCE"

NEWER_RECORDS = N_(
    "The file was written by a newer version of this program. Nothing was taken: install the newer "
    "version."
)
BAD_RECORD = N_("The file is damaged. Nothing was taken. Have it written again.")

_SEGMENT = struct.Struct(">16s16sQ32sII")
_ROW = struct.Struct(">32sQ16sB")
_LENGTH = struct.Struct(">I")
_PHOTO = struct.Struct(">32sQ")
_CHUNK = struct.Struct(">I")
_ENDING = struct.Struct(">16s64s")


@dataclass(frozen=True, slots=True)
class Opening:
    """Who wrote a file, when, and how far they hold the logs."""

    device: bytes
    written_at_us: int
    cursors: Mapping[bytes, Position]
    sizes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo whose chunks follow."""

    blob: bytes
    size_bytes: int
    media_type: str


def pack_opening(opening: Opening) -> bytes:
    """Return the first record."""
    body = {
        "format": FORMAT,
        "device": opening.device.hex(),
        "written_at_us": opening.written_at_us,
        "cursors": {
            log.hex(): [at.epoch.hex(), at.n, at.h.hex()] for log, at in opening.cursors.items()
        },
        "sizes": dict(opening.sizes),
    }
    return bytes((OPENING,)) + json.dumps(body, separators=(",", ":")).encode()


def read_opening(body: bytes) -> Opening:
    """Return what the first record says.

    Raises:
        Corrupt: it is no first record.
        Refused: a newer program wrote it.
    """
    try:
        kept = json.loads(body)
        if kept["format"] != FORMAT:
            raise Refused(NEWER_RECORDS)
        cursors = {
            bytes.fromhex(log): Position(bytes.fromhex(at[0]), int(at[1]), bytes.fromhex(at[2]))
            for log, at in kept["cursors"].items()
        }
        sizes = {str(name): int(size) for name, size in kept["sizes"].items()}
        return Opening(bytes.fromhex(kept["device"]), int(kept["written_at_us"]), cursors, sizes)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise Corrupt(BAD_RECORD) from error


def pack_segment(segment: Segment, before: bytes) -> bytes:
    """Return a stretch of a log.

    Args:
        segment: at least one row.
        before: the log's chained hash before the first of them; the others are computed anew.
    """
    first = segment.rows[0].n
    counts = (len(segment.rows), len(segment.runs))
    parts = [_SEGMENT.pack(segment.station, segment.epoch, first, before, *counts)]
    for row in segment.rows:
        has_seal = 0 if row.seal is None else 1
        parts.append(_ROW.pack(row.hash, row.received_at_us, row.pushed_by, has_seal))
        parts.append(row.seal or b"")
    return bytes((SEGMENT,)) + b"".join(parts) + _joined(segment.runs)


def read_segment(body: bytes) -> tuple[Segment, bytes]:
    """Return a stretch of a log, and the chained hash before it.

    Raises:
        Corrupt: it is cut.
    """
    reader = _Bytes(body)
    station, epoch, n, before, row_count, run_count = _SEGMENT.unpack(reader.take(_SEGMENT.size))
    rows, h = [], before
    for at in range(row_count):
        entry_hash, received_at_us, pushed_by, has_seal = _ROW.unpack(reader.take(_ROW.size))
        seal = reader.take(SEAL_BYTES) if has_seal else None
        h = next_h(h, entry_hash, seal)
        rows.append(LogRow(n + at, entry_hash, h, seal, received_at_us, pushed_by))
    wires = reader.wires(run_count)
    reader.end()
    return Segment(station, epoch, tuple(rows), wires, more=False), before


def pack_runs(wires: Sequence[bytes]) -> bytes:
    """Return runs that have no log rows."""
    return bytes((RUNS,)) + _LENGTH.pack(len(wires)) + _joined(wires)


def read_runs(body: bytes) -> tuple[Run, ...]:
    """Return runs, every hash computed anew.

    Raises:
        Corrupt: they are cut or altered.
    """
    reader = _Bytes(body)
    (count,) = _LENGTH.unpack(reader.take(_LENGTH.size))
    wires = reader.wires(count)
    reader.end()
    return tuple(alone(wire) for wire in wires)


def alone(wire: bytes) -> Run:
    """Return a run that refers to nothing outside itself.

    Raises:
        Corrupt: it is cut or altered, or does.
    """
    run, end = decode_run(wire, 0, _Nothing())
    if end != len(wire):
        raise Corrupt(BAD_RECORD)
    return run


def pack_marks(epoch: bytes, blobs: Iterable[bytes]) -> bytes:
    """Return which photos the shared database of an epoch has confirmed."""
    return bytes((MARKS,)) + epoch + b"".join(blobs)


def read_marks(body: bytes) -> tuple[bytes, tuple[bytes, ...]]:
    """Return an epoch, and the photos that its shared database has confirmed."""
    epoch, joined = body[:16], body[16:]
    if len(joined) % HASH_BYTES:
        raise Corrupt(BAD_RECORD)
    return epoch, tuple(joined[at : at + HASH_BYTES] for at in range(0, len(joined), HASH_BYTES))


def pack_photo(photo: Photo) -> bytes:
    """Return what announces a photo."""
    head = _PHOTO.pack(photo.blob, photo.size_bytes)
    return bytes((PHOTO,)) + head + photo.media_type.encode()


def read_photo(body: bytes) -> Photo:
    """Return what announces a photo.

    Raises:
        Corrupt: it is cut.
    """
    reader = _Bytes(body)
    blob, size_bytes = _PHOTO.unpack(reader.take(_PHOTO.size))
    return Photo(blob, size_bytes, body[_PHOTO.size :].decode(errors="replace"))


def pack_chunk(index: int, data: bytes) -> bytes:
    """Return one chunk of the photo that was announced last."""
    return bytes((CHUNK,)) + _CHUNK.pack(index) + data


def read_chunk(body: bytes) -> tuple[int, bytes]:
    """Return place and bytes of a chunk.

    Raises:
        Corrupt: it is cut.
    """
    (index,) = _CHUNK.unpack(_Bytes(body).take(_CHUNK.size))
    return index, body[_CHUNK.size :]


def pack_ending(device: bytes, signature: bytes) -> bytes:
    """Return the last record: who vouches for all before it."""
    return bytes((ENDING,)) + _ENDING.pack(device, signature)


def read_ending(body: bytes) -> tuple[bytes, bytes]:
    """Return who vouches for a file, and their signature.

    Raises:
        Corrupt: it is cut.
    """
    if len(body) != _ENDING.size:
        raise Corrupt(BAD_RECORD)
    device, signature = _ENDING.unpack(body)
    return device, signature


def _joined(parts: Iterable[bytes]) -> bytes:
    return b"".join(_LENGTH.pack(len(part)) + part for part in parts)


class _Bytes:
    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def take(self, count: int) -> bytes:
        part = self._data[self._at : self._at + count]
        if len(part) != count:
            raise Corrupt(BAD_RECORD)
        self._at += count
        return part

    def wires(self, count: int) -> tuple[bytes, ...]:
        return tuple(self.take(*_LENGTH.unpack(self.take(_LENGTH.size))) for _ in range(count))

    def end(self) -> None:
        if self._at != len(self._data):
            raise Corrupt(BAD_RECORD)


class _Nothing:
    """What a reader of runs holds that stand alone."""

    def hash_at(self, _station: bytes, _n: int) -> bytes | None:
        """Return that nothing is held."""
        return None

    def subject_of(self, _entry_hash: bytes) -> bytes | None:
        """Return that nothing is held."""
        return None
