"""An entry of the ledger: the bytes that are hashed, and the hash that names it.

    hash = SHA-256("patrol.entry.1" NUL, run header 139, seq 4, prev 32, subject 16,
                   kind 2, version 1, flags 1, since_ms 4, parents 32 each, SHA-256(payload) 32)

All numbers are big-endian. FORMAT.md describes the same for readers without this program.
"""

import hashlib
import struct
from typing import NamedTuple

from patrol_tui.domain.values import dataclass

SUITE = 1
ENTRY_TAG = b"patrol.entry.1\0"
SEAL_TAG = b"patrol.seal.1\0"
CRITICAL = 0x01
MAX_PARENTS = 31
PARENT_SHIFT = 3

_HEADER = struct.Struct(">B16s16s16s16sqh16sQ32sQ")
_PLACE = struct.Struct(">I32s16s")
_FIXED = struct.Struct(">HBBI")
HEADER_BYTES = _HEADER.size


@dataclass(frozen=True, slots=True)
class Header:
    """What a run of entries has in common.

    Attributes:
        stream: the device's line that the entries stand in.
        station: whose log they belong to.
        device: the laptop.
        author: the officer.
        wall_base_us: claimed time of the run's first entry, microseconds since 1970 UTC.
        tz_offset_min: minutes that the claimed local time was ahead of UTC.
        seen_epoch: the shared log that the laptop had seen last; zero if none.
        seen_n: how far it had seen that log.
        seen_h: the log's chained hash there.
        district_n: how far it had seen the district's log, by which roles are judged.
    """

    stream: bytes
    station: bytes
    device: bytes
    author: bytes
    wall_base_us: int
    tz_offset_min: int
    seen_epoch: bytes
    seen_n: int
    seen_h: bytes
    district_n: int
    suite: int = SUITE

    def pack(self) -> bytes:
        """Return the header's 139 bytes."""
        return _HEADER.pack(
            self.suite,
            self.stream,
            self.station,
            self.device,
            self.author,
            self.wall_base_us,
            self.tz_offset_min,
            self.seen_epoch,
            self.seen_n,
            self.seen_h,
            self.district_n,
        )


def unpack_header(data: bytes) -> Header:
    """Return the header that 139 bytes hold.

    Raises:
        struct.error: the length is wrong.
    """
    fields = _HEADER.unpack(data)
    return Header(*fields[1:], *fields[:1])


class Entry(NamedTuple):
    """One fact, written once.

    Attributes:
        header: what its run has in common.
        seq: place in the stream, from 1.
        prev: hash of the entry before it in the stream; zero for the first.
        subject: the thing it speaks of.
        kind: number of the fact, see `kinds`.
        version: version of the payload's form.
        critical: whether a reader that does not know the kind must not go on editing.
        since_ms: milliseconds after the header's base.
        parents: the subject's heads that the author had on screen.
        payload: stored bytes, or None where they were expunged or withheld.
        payload_hash: SHA-256 of the payload.
        hash: the entry's identity.
    """

    header: Header
    seq: int
    prev: bytes
    subject: bytes
    kind: int
    version: int
    critical: bool
    since_ms: int
    parents: tuple[bytes, ...]
    payload: bytes | None
    payload_hash: bytes
    hash: bytes

    @property
    def wall_us(self) -> int:
        """Return the claimed time in microseconds since 1970 UTC."""
        return self.header.wall_base_us + self.since_ms * 1000


@dataclass(frozen=True, slots=True)
class Said:
    """An entry's own part, before it has a place in a stream."""

    subject: bytes
    kind: int
    version: int
    critical: bool
    parents: tuple[bytes, ...]
    payload: bytes | None
    payload_hash: bytes


def said(
    subject: bytes, kind: int, payload: bytes, parents: tuple[bytes, ...], *, critical: bool = False
) -> Said:
    """Return what an entry shall say, with its payload hashed."""
    return Said(subject, kind, 1, critical, parents, payload, hashlib.sha256(payload).digest())


def flags_of(*, critical: bool, parents: int) -> int:
    """Return the hashed flags byte: bit 0 critical, bits 3 to 7 the number of parents."""
    return (CRITICAL if critical else 0) | parents << PARENT_SHIFT


def chain(
    header_bytes: bytes, header: Header, seq: int, prev: bytes, since_ms: int, what: Said
) -> Entry:
    """Return an entry at its place in a stream, with its hash.

    Args:
        header_bytes: `header.pack()`, made once for a run.
        header: the run's header.
        seq: its place.
        prev: hash of the entry before.
        since_ms: milliseconds after the header's base, 0 to 2^32 - 1.
        what: what it says.
    """
    digest = hashlib.sha256(ENTRY_TAG + header_bytes)
    digest.update(_PLACE.pack(seq, prev, what.subject))
    flags = flags_of(critical=what.critical, parents=len(what.parents))
    digest.update(_FIXED.pack(what.kind, what.version, flags, since_ms))
    digest.update(b"".join(what.parents) + what.payload_hash)
    return Entry(
        header,
        seq,
        prev,
        what.subject,
        what.kind,
        what.version,
        what.critical,
        since_ms,
        what.parents,
        what.payload,
        what.payload_hash,
        digest.digest(),
    )


def hashed_bytes(entry: Entry) -> bytes:
    """Return the bytes whose SHA-256 is an entry's hash."""
    flags = flags_of(critical=entry.critical, parents=len(entry.parents))
    return b"".join(
        (
            ENTRY_TAG,
            entry.header.pack(),
            _PLACE.pack(entry.seq, entry.prev, entry.subject),
            _FIXED.pack(entry.kind, entry.version, flags, entry.since_ms),
            *entry.parents,
            entry.payload_hash,
        )
    )


def seal_message(last_hash: bytes) -> bytes:
    """Return the bytes that a seal signs; by `prev` they cover all entries before."""
    return SEAL_TAG + last_hash


def next_h(h: bytes, entry_hash: bytes, seal: bytes | None) -> bytes:
    """Return the log's chained hash after one more row.

    Args:
        h: the chained hash before it.
        entry_hash: the row's entry.
        seal: 64 bytes where the row ends a pushed run, else None.
    """
    return hashlib.sha256(h + entry_hash + (seal or b"")).digest()
