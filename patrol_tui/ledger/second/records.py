"""What the second copy's frames hold, before it is sealed: entries, or what the home is."""

import hashlib
import json
import struct
from collections.abc import Iterable, Iterator, Mapping

from patrol_tui.domain.entries.entry import (
    CRITICAL,
    HEADER_BYTES,
    PARENT_SHIFT,
    Entry,
    Said,
    chain,
    flags_of,
    unpack_header,
)
from patrol_tui.domain.entries.ids import HASH_BYTES
from patrol_tui.domain.language.errors import N_, Corrupt

ENTRIES, ABOUT = b"e", b"a"
DAMAGED_RECORD = N_("The second copy of own entries holds what is no entry.")

_PLACE = struct.Struct(">I32s16sHBBI")
_LENGTH = struct.Struct(">I")
_NO_PAYLOAD = 0xFFFF_FFFF


def packed(entries: Iterable[Entry]) -> bytes:
    """Return entries as the content of a frame: their hashed bytes, each with its payload."""
    return ENTRIES + b"".join(map(_packed, entries))


def _packed(entry: Entry) -> bytes:
    place = _PLACE.pack(
        entry.seq,
        entry.prev,
        entry.subject,
        entry.kind,
        entry.version,
        flags_of(critical=entry.critical, parents=len(entry.parents)),
        entry.since_ms,
    )
    length = _NO_PAYLOAD if entry.payload is None else len(entry.payload)
    hashed = entry.header.pack() + place + b"".join(entry.parents) + entry.payload_hash
    return hashed + _LENGTH.pack(length) + (entry.payload or b"")


def unpacked(content: bytes) -> Iterator[Entry]:
    """Yield a frame's entries, each with the hash that its bytes have.

    Raises:
        Corrupt: the bytes are no entries.
    """
    at = len(ENTRIES)
    while at < len(content):
        try:
            entry, at = _unpacked(content, at)
        except struct.error as error:
            raise Corrupt(DAMAGED_RECORD) from error
        yield entry


def _unpacked(content: bytes, at: int) -> tuple[Entry, int]:
    header_bytes = content[at : at + HEADER_BYTES]
    header = unpack_header(header_bytes)
    at += HEADER_BYTES
    seq, prev, subject, kind, version, flags, since_ms = _PLACE.unpack_from(content, at)
    at += _PLACE.size
    count = flags >> PARENT_SHIFT
    hashes = [content[i : i + HASH_BYTES] for i in range(at, at + HASH_BYTES * (count + 1), 32)]
    at += HASH_BYTES * (count + 1)
    (length,) = _LENGTH.unpack_from(content, at)
    at += _LENGTH.size
    payload = None if length == _NO_PAYLOAD else content[at : at + length]
    if payload is not None:
        at += length
        if hashlib.sha256(payload).digest() != hashes[-1]:
            raise Corrupt(DAMAGED_RECORD)
    is_critical = bool(flags & CRITICAL)
    what = Said(subject, kind, version, is_critical, tuple(hashes[:-1]), payload, hashes[-1])
    return chain(header_bytes, header, seq, prev, since_ms, what), at


def without_payload(entry: Entry) -> Entry:
    """Return an entry whose content is expunged; its hash stands."""
    return entry._replace(payload=None)


def about(values: Mapping[str, Mapping[str, str]]) -> bytes:
    """Return what the home is as the content of a frame."""
    return ABOUT + json.dumps(values, ensure_ascii=False, sort_keys=True).encode()


def read_about(content: bytes) -> Mapping[str, Mapping[str, str]]:
    """Return what a frame says of the home.

    Raises:
        Corrupt: it is no such frame.
    """
    try:
        values: Mapping[str, Mapping[str, str]] = json.loads(content[len(ABOUT) :])
    except ValueError as error:
        raise Corrupt(DAMAGED_RECORD) from error
    return values
