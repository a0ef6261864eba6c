"""Frames of an append-only file: whole or not there, and found again behind what is damaged.

A frame is a mark, the length and CRC-32 of what is sealed, the sealed bytes, and the length once
more, so that the last frame is found from the end.
"""

import mmap
import struct
import zlib
from collections.abc import Iterator

from patrol_tui.domain.values import dataclass

MARK = b"PTf1"
_HEAD = struct.Struct(">4sII")
_TAIL = struct.Struct(">I")
FRAME_BYTES = _HEAD.size + _TAIL.size

Bytes = bytes | mmap.mmap


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame as it lies in the file.

    Attributes:
        begin: where it begins.
        end: where the next one may begin.
        sealed: what it holds.
    """

    begin: int
    end: int
    sealed: bytes


def framed(sealed: bytes) -> bytes:
    """Return a frame around sealed bytes."""
    head = _HEAD.pack(MARK, len(sealed), zlib.crc32(sealed))
    return head + sealed + _TAIL.pack(len(sealed))


def frame_at(content: Bytes, begin: int) -> Frame | None:
    """Return the frame that begins at a place, or None where no whole one does."""
    if begin < 0 or begin + FRAME_BYTES > len(content):
        return None
    mark, length, checksum = _HEAD.unpack_from(content, begin)
    first = begin + _HEAD.size
    last = first + length
    if mark != MARK or last + _TAIL.size > len(content):
        return None
    sealed = content[first:last]
    if _TAIL.unpack_from(content, last) != (length,) or zlib.crc32(sealed) != checksum:
        return None
    return Frame(begin, last + _TAIL.size, sealed)


def frames(content: Bytes, begin: int = 0) -> Iterator[Frame]:
    """Yield every whole frame from a place on; a torn or damaged one costs itself alone."""
    at = content.find(MARK, begin)
    while at >= 0:
        frame = frame_at(content, at)
        if frame is not None:
            yield frame
        at = content.find(MARK, at + 1 if frame is None else frame.end)


def last_frame(content: Bytes, end: int) -> Frame | None:
    """Return the frame that ends at a place, or None where none does."""
    if end < FRAME_BYTES:
        return None
    (length,) = _TAIL.unpack_from(content, end - _TAIL.size)
    frame = frame_at(content, end - FRAME_BYTES - length)
    return frame if frame is not None and frame.end == end else None
