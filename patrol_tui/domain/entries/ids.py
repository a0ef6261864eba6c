"""Sixteen-byte identities of stations, people, devices and things."""

import hashlib
import os
import re
import uuid

ID_BYTES = 16
HASH_BYTES = 32
ZERO_ID = bytes(ID_BYTES)
ZERO_HASH = bytes(HASH_BYTES)
_UUID = re.compile(
    r"[0-9a-f]{8}(-?)[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{12}", re.IGNORECASE
)


def new_id(now_us: int, random: bytes | None = None) -> bytes:
    """Return a new UUIDv7: a millisecond time, then 74 random bits.

    Args:
        now_us: time in microseconds since 1970 UTC.
        random: ten bytes to use in place of the system's; for tests and samples.

    Source: RFC 9562, section 5.7.
    """
    tail = os.urandom(10) if random is None else random
    head = (max(now_us, 0) // 1000 & (1 << 48) - 1).to_bytes(6)
    return head + bytes((0x70 | tail[0] & 0x0F, tail[1], 0x80 | tail[2] & 0x3F)) + tail[3:10]


def name_id(section: str, name: str) -> bytes:
    """Return the fixed identity of something that the district names, such as a station."""
    text = f"{section}\0{name}".encode()
    return hashlib.sha256(b"patrol.name.1\0" + text).digest()[:ID_BYTES]


def id_text(value: bytes) -> str:
    """Return an identity as people and other programs read it: a UUID."""
    return str(uuid.UUID(bytes=value))


def parse_id(text: str) -> bytes | None:
    """Return the identity that a UUID spells, or None where the text is no UUID."""
    plain = text.strip()
    return uuid.UUID(plain).bytes if _UUID.fullmatch(plain) else None
