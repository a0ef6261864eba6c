"""A key as a code that is read out: whole again, and any slip shows."""

import pytest

from patrol_tui.domain.language.errors import Refused
from patrol_tui.ledger.keyring.codes import key_code, key_of_code

KEY = bytes(range(32))


@pytest.mark.parametrize("key", [KEY, bytes(32), b"\xff" * 32])
def test_a_key_comes_back_out_of_its_code(key: bytes) -> None:
    code = key_code(key)
    assert key_of_code(code) == key
    assert key_of_code(code.lower().replace("-", " ").replace("0", "o")) == key
    assert len(code.split("-")) == 16


def test_every_wrong_sign_shows() -> None:
    code = key_code(KEY)
    for at, sign in enumerate(code):
        other = "A" if sign != "A" else "B"
        with pytest.raises(Refused, match="sign of it is wrong"):
            key_of_code(code[:at] + other + code[at + 1 :])
    for odd in ("", code[:-1], code[:-1] + "!", "Z" * 64):
        with pytest.raises(Refused):
            key_of_code(odd)
