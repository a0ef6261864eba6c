"""Runs: consecutive entries of a stream as they travel and as packages carry them.

    run   = header 139, first seq 4, prev 32, count 2, last hash 32, entries, seal 64
    entry = kind 2, version 1, flags 1, since_ms 4, length 2, parents, [subject 16], payload
    flags = critical 0x01, payload withheld 0x02, subject present 0x04, number of parents << 3
    parent = distance back in the run 2 (1 to 65533)
           | 0xFFFE and the number in the station's log 4 | 0xFFFF and the hash 32

A withheld payload is its SHA-256, and its length reads 0. An unsealed run ends in 64 zero bytes.
The receiver recomputes every hash; a parent that resolves wrongly changes the last one.
"""

import hashlib
import struct
from collections.abc import Mapping
from typing import Protocol

from patrol_tui.domain.entries.entry import (
    CRITICAL,
    HEADER_BYTES,
    PARENT_SHIFT,
    Entry,
    Header,
    Said,
    chain,
    flags_of,
    unpack_header,
)
from patrol_tui.domain.entries.payload import MAX_STORED_BYTES
from patrol_tui.domain.language.errors import N_, Corrupt
from patrol_tui.domain.values import dataclass

MAX_RUN_BYTES = 32_768
MAX_COUNT = 4096
SEAL_BYTES = 64
NO_SEAL = bytes(SEAL_BYTES)
_WITHHELD = 0x02
_SUBJECT = 0x04
_BY_LOG = 0xFFFE
_BY_HASH = 0xFFFF
_TOP = struct.Struct(">I32sH32s")
_FIXED = struct.Struct(">HBBIH")
_DISTANCE = struct.Struct(">H")
_LOG_N = struct.Struct(">I")


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive entries of one stream under one header, and the seal at their end."""

    header: Header
    entries: tuple[Entry, ...]
    seal: bytes | None


class Resolver(Protocol):
    """What a reader of runs already holds."""

    def hash_at(self, station: bytes, n: int) -> bytes | None:
        """Return the entry at a number of a station's log, if it is held."""

    def subject_of(self, entry_hash: bytes) -> bytes | None:
        """Return the subject of an entry, if it is held."""


def encode_run(run: Run, log_numbers: Mapping[bytes, int]) -> bytes:
    """Return a run in wire form.

    Args:
        run: at least one entry, consecutive by seq and prev.
        log_numbers: numbers in the station's log of parents that the receiver holds.
    """
    first, last = run.entries[0], run.entries[-1]
    top = _TOP.pack(first.seq, first.prev, len(run.entries), last.hash)
    places = {entry.hash: place for place, entry in enumerate(run.entries)}
    parts = [run.header.pack(), top]
    for place, entry in enumerate(run.entries):
        parts.append(_encode_entry(entry, place, places, log_numbers))
    parts.append(run.seal or NO_SEAL)
    return b"".join(parts)


def _encode_entry(
    entry: Entry, place: int, places: Mapping[bytes, int], log_numbers: Mapping[bytes, int]
) -> bytes:
    links, subject_known = [], bool(entry.parents)
    for index, parent in enumerate(entry.parents):
        if parent in places and places[parent] < place:
            links.append(_DISTANCE.pack(place - places[parent]))
        elif parent in log_numbers:
            links.append(_DISTANCE.pack(_BY_LOG) + _LOG_N.pack(log_numbers[parent]))
        else:
            links.append(_DISTANCE.pack(_BY_HASH) + parent)
            subject_known = subject_known and index > 0
    flags = flags_of(critical=entry.critical, parents=len(entry.parents))
    flags |= 0 if subject_known else _SUBJECT
    flags |= _WITHHELD if entry.payload is None else 0
    size = 0 if entry.payload is None else len(entry.payload)
    return b"".join(
        (
            _FIXED.pack(entry.kind, entry.version, flags, entry.since_ms, size),
            *links,
            b"" if subject_known else entry.subject,
            entry.payload_hash if entry.payload is None else entry.payload,
        )
    )


def decode_run(data: bytes, start: int, known: Resolver) -> tuple[Run, int]:
    """Return the run that begins at an offset, and the offset after it.

    Raises:
        Corrupt: the bytes are cut, exceed a limit, name an unknown parent, or do not hash to the
            last hash that the run itself names.
    """
    return _Reader(data, start, known).run()


class _Reader:
    def __init__(self, data: bytes, start: int, known: Resolver) -> None:
        self.data, self.at, self.known = data, start, known
        self.header_bytes = self.take(HEADER_BYTES)
        self.header = unpack_header(self.header_bytes)
        self.entries: list[Entry] = []

    def take(self, count: int) -> bytes:
        part = self.data[self.at : self.at + count]
        if len(part) != count:
            raise Corrupt(N_("A run of entries is cut short."))
        self.at += count
        return part

    def run(self) -> tuple[Run, int]:
        if self.header.suite != 1:
            raise Corrupt(N_("A run of entries needs a newer program."))
        seq, prev, count, last_hash = _TOP.unpack(self.take(_TOP.size))
        if not 1 <= count <= MAX_COUNT or seq < 1 or seq + count > 1 << 32:
            raise Corrupt(N_("A run of entries names an impossible number."))
        for place in range(count):
            entry = self.entry(seq + place, prev)
            self.entries.append(entry)
            prev = entry.hash
        if prev != last_hash:
            raise Corrupt(N_("A run of entries was altered: its hashes do not match."))
        seal = self.take(SEAL_BYTES)
        return Run(self.header, tuple(self.entries), None if seal == NO_SEAL else seal), self.at

    def entry(self, seq: int, prev: bytes) -> Entry:
        kind, version, flags, since_ms, size = _FIXED.unpack(self.take(_FIXED.size))
        parents: list[bytes] = []
        subject = None
        for _ in range(flags >> PARENT_SHIFT):
            parent, parent_subject = self.parent()
            parents.append(parent)
            subject = subject or parent_subject
        subject = self.take(16) if flags & _SUBJECT else subject
        if subject is None:
            raise Corrupt(N_("A run of entries names an unknown parent."))
        if flags & _WITHHELD and size == 0:
            payload, payload_hash = None, self.take(32)
        elif flags & _WITHHELD or size > MAX_STORED_BYTES:
            raise Corrupt(N_("An entry's content has an impossible length."))
        else:
            payload = self.take(size)
            payload_hash = hashlib.sha256(payload).digest()
        what = Said(
            subject, kind, version, bool(flags & CRITICAL), tuple(parents), payload, payload_hash
        )
        return chain(self.header_bytes, self.header, seq, prev, since_ms, what)

    def parent(self) -> tuple[bytes, bytes | None]:
        (distance,) = _DISTANCE.unpack(self.take(2))
        if distance == _BY_HASH:
            held = self.take(32)
            return held, self.known.subject_of(held)
        if distance == _BY_LOG:
            (n,) = _LOG_N.unpack(self.take(4))
            found = self.known.hash_at(self.header.station, n)
            if found is None:
                raise Corrupt(N_("A run of entries names an unknown parent."))
            return found, self.known.subject_of(found)
        if not 1 <= distance <= len(self.entries):
            raise Corrupt(N_("A run of entries names an unknown parent."))
        entry = self.entries[-distance]
        return entry.hash, entry.subject
