"""Reads of an answer no more than how far a laptop has come by it.

What a laptop reckons is done by the laptop's own processor: where many of them are played by the
machine that the server runs on, it is left out. An end that does not fit would show at the next
flight, whose cursor the server would not know.
"""

import struct
from collections.abc import Sequence

from patrol_tui.domain.entries.entry import HEADER_BYTES
from patrol_tui.services.ports.shared import Position

_EPOCH = slice(1, 17)
_BEGINS, _TOLD, _HASH, _SEAL, _COUNT_AT = 17, 24, 32, 64, HEADER_BYTES + 36


def skim(
    answer: bytes, asked: Sequence[tuple[bytes, Position]]
) -> tuple[dict[bytes, Position], bool]:
    """Return where a laptop stands after an answer, and whether there is more.

    Raises:
        ValueError: the push was refused, or a cursor is not known there.
    """
    if answer[0]:
        raise ValueError(f"refused by code {answer[0]}")
    ends: dict[bytes, Position] = {}
    has_more, at = False, _BEGINS
    for station, cursor in asked:
        rows = 0
        while (tag := answer[at]) != 0:
            count, at = _piece(answer, tag, at + 1)
            rows += count
        has_more = has_more or bool(answer[at + 1])
        at += 2
        if rows:
            ends[station] = Position(answer[_EPOCH], cursor.n + rows, answer[at : at + _HASH])
            at += _HASH
    return ends, has_more


def _piece(answer: bytes, tag: int, at: int) -> tuple[int, int]:
    """Return how many rows a piece has, and where the next one begins."""
    at += _TOLD
    match tag:
        case 1:
            (count,) = struct.unpack_from(">H", answer, at)
            at += 2
            for _ in range(count):
                at = _after_seal(answer, at + _HASH)
            return count, at
        case 2:
            _, count = struct.unpack_from(">HH", answer, at)
            return count, _after_seal(answer, at + 4)
        case 3:
            (length,) = struct.unpack_from(">I", answer, at)
            (count,) = struct.unpack_from(">H", answer, at + 4 + _COUNT_AT)
            return count, at + 4 + length
        case _:
            raise ValueError(f"a piece of the kind {tag}")


def _after_seal(answer: bytes, at: int) -> int:
    return at + 1 + (_SEAL if answer[at] == 2 else 0)
