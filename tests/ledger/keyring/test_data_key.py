import io

import pytest

from patrol_tui.domain.language.errors import Refused
from patrol_tui.ledger.keyring.data_key import DataKey, hand_over, receive
from tests.ledger.processes import child


def test_a_key_goes_through_a_pipe() -> None:
    key = DataKey.generate()
    pipe = io.BytesIO()
    hand_over(key, pipe)
    pipe.seek(0)
    assert receive(pipe) == key


def test_a_child_receives_the_key_and_goes_on_reading_its_input() -> None:
    key = DataKey.generate()
    with child("tests.ledger.keyring.receiver") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        hand_over(key, process.stdin.buffer)  # type: ignore[attr-defined]
        assert process.stdout.readline().strip() == key.check.hex()
        process.stdin.close()
        assert process.stdout.readline().strip() == "parent is gone"


@pytest.mark.parametrize("handed", [b"", b"patrol.key.1\0short", b"x" * 45])
def test_anything_else_in_the_pipe_is_no_key(handed: bytes) -> None:
    with pytest.raises(Refused, match="No key came"):
        receive(io.BytesIO(handed))


def test_a_key_has_its_length() -> None:
    with pytest.raises(ValueError, match="31"):
        DataKey(bytes(31))


def test_keys_are_told_apart_without_being_shown() -> None:
    one, two = DataKey(bytes(32)), DataKey(bytes([1]) + bytes(31))
    assert one == DataKey(bytes(32))
    assert one != two
    assert one != bytes(32)
    assert len({one, two, DataKey(bytes(32))}) == 2
    assert one.check != two.check
    assert "00" not in repr(one)
