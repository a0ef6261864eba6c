import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol_tui.domain.language.errors import Corrupt, PatrolError, Refused
from patrol_tui.ledger.keyring.codes import (
    MAGIC,
    new_code,
    normal_code,
    open_with_code,
    seal_with_code,
)
from patrol_tui.ledger.keyring.stretch import Costs

CHEAP = Costs(passes=1, memory_bytes=8192)
CODE = "7K3M-Q0ZT-1VWX-9ABC-5DEF"
CONTENT = "滨湖站的包".encode() * 50
SEALED = seal_with_code(CODE, CONTENT, CHEAP)


def test_a_code_opens_what_it_sealed() -> None:
    assert open_with_code(CODE, SEALED) == CONTENT
    assert CONTENT not in SEALED


def test_nothing_can_be_sealed_too() -> None:
    assert open_with_code(CODE, seal_with_code(CODE, b"", CHEAP)) == b""


@pytest.mark.parametrize(
    "typed",
    [
        "7k3mq0zt1vwx9abc5def",
        "7K3M QOZT IVWX 9ABC 5DEF",
        "".join(chr(ord(sign) + 0xFEE0) for sign in CODE),  # full width
    ],
)
def test_a_code_opens_however_it_is_typed(typed: str) -> None:
    assert open_with_code(typed, SEALED) == CONTENT


def test_a_new_code_is_easy_to_read_and_never_the_same() -> None:
    codes = {new_code() for _ in range(50)}
    assert len(codes) == 50
    for code in codes:
        assert [len(group) for group in code.split("-")] == [4] * 5
        assert normal_code(code) == code.replace("-", "")
        assert not set(code) & set("ILOU")


@pytest.mark.parametrize("typed", ["", "7K3M-Q0ZT-1VWX-9ABC-5DEG"])
def test_a_wrong_code_is_told_from_a_damaged_file(typed: str) -> None:
    with pytest.raises(Refused, match="does not fit"):
        open_with_code(typed, SEALED)


def test_a_short_code_seals_nothing() -> None:
    with pytest.raises(Refused, match="12 characters"):
        seal_with_code("1234-5678", CONTENT, CHEAP)


@pytest.mark.parametrize("length", [8, 20, 60, len(SEALED) - 1])
def test_a_file_that_is_cut_short_says_how_much_is_there(length: int) -> None:
    with pytest.raises(Corrupt, match=f"{length} of"):
        open_with_code(CODE, SEALED[:length])


def test_a_file_that_is_too_long_is_damaged() -> None:
    with pytest.raises(Corrupt, match="damaged"):
        open_with_code(CODE, SEALED + b"x")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", MAGIC[:5]])
def test_a_foreign_file_is_named_as_such(content: bytes) -> None:
    with pytest.raises(Corrupt, match="no file sealed by this program"):
        open_with_code(CODE, content)


def test_a_file_of_a_newer_program_is_refused() -> None:
    with pytest.raises(Refused, match="newer version"):
        open_with_code(CODE, MAGIC[:-1] + b"\x02" + SEALED[len(MAGIC) :])


def test_costs_that_would_take_the_machine_down_are_not_paid() -> None:
    greedy = SEALED[:8] + b"\xff" * 12 + SEALED[20:]
    with pytest.raises(Corrupt, match="damaged"):
        open_with_code(CODE, greedy)


@given(st.integers(0, len(SEALED) * 8 - 1))
def test_any_altered_bit_is_found(bit: int) -> None:
    altered = bytearray(SEALED)
    altered[bit // 8] ^= 1 << bit % 8
    is_cost = 8 <= bit // 8 < 20
    if is_cost:
        return  # the costs are tried as they stand, up to their bounds
    with pytest.raises(PatrolError):
        open_with_code(CODE, bytes(altered))
