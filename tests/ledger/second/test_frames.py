"""An append-only file that a power cut, or the disk itself, has damaged anywhere."""

import pytest

from patrol_tui.ledger.second.frames import framed, frames, last_frame

CONTENTS = [b"first", b"", b"the third PTf1 one", bytes(300)]
WHOLE = b"".join(map(framed, CONTENTS))


def read(content: bytes) -> list[bytes]:
    return [frame.sealed for frame in frames(content)]


def test_what_was_written_is_read_in_order() -> None:
    assert read(WHOLE) == CONTENTS
    assert read(b"") == []


def test_a_torn_end_costs_the_last_frame_alone() -> None:
    for end in range(len(WHOLE) - len(framed(CONTENTS[-1])), len(WHOLE)):
        assert read(WHOLE[:end]) == CONTENTS[:-1]


def test_what_is_written_behind_a_torn_end_is_found() -> None:
    for end in range(len(WHOLE)):
        assert read(WHOLE[:end] + framed(b"later"))[-1] == b"later"


def test_a_damaged_byte_costs_one_frame_at_most() -> None:
    for at in range(len(WHOLE)):
        damaged = bytearray(WHOLE)
        damaged[at] ^= 0x40
        found = read(bytes(damaged))
        assert len(found) == len(CONTENTS) - 1
        assert set(found) < set(CONTENTS)


def test_the_last_frame_is_found_from_the_end() -> None:
    end = len(WHOLE)
    for content in reversed(CONTENTS):
        frame = last_frame(WHOLE, end)
        assert frame is not None
        assert frame.sealed == content
        end = frame.begin
    assert last_frame(WHOLE, end) is None


@pytest.mark.parametrize("cut", [1, 5, 20])
def test_a_torn_end_has_no_last_frame(cut: int) -> None:
    assert last_frame(WHOLE, len(WHOLE) - cut) is None
