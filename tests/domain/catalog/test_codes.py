"""Codes of checkpoints: digits that say by themselves whether they are right."""

from hypothesis import given
from hypothesis import strategies as st

from patrol_tui.domain.catalog.codes import CODE_DIGITS, as_code, code_of, in_groups, pointed_to
from tests.domain.catalog.sample import catalog

CATALOG = catalog()
A_CODE = code_of("binhu_north", "north_gate")


def test_a_code_never_changes_since_it_hangs_on_a_wall() -> None:
    assert A_CODE == "368464401539"


@given(st.text(min_size=1), st.text(min_size=1))
def test_a_code_is_twelve_digits_and_right(route: str, point: str) -> None:
    code = code_of(route, point)
    assert len(code) == CODE_DIGITS
    assert as_code(code) == code


@given(st.integers(0, CODE_DIGITS - 1), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(place: int, by: int) -> None:
    wrong = str((int(A_CODE[place]) + by) % 10)
    assert as_code(A_CODE[:place] + wrong + A_CODE[place + 1 :]) is None


def test_full_width_digits_and_groups_are_understood() -> None:
    wide = A_CODE.translate({ord(digit): chr(ord(digit) + 0xFEE0) for digit in "0123456789"})
    assert as_code(wide) == A_CODE
    assert as_code(f" {in_groups(A_CODE)} ") == A_CODE


def test_what_is_no_code_is_none() -> None:
    assert [as_code(typed) for typed in ("", "1", "12a456789012", "\u0660" * CODE_DIGITS)] == [
        None
    ] * 4


def test_a_code_leads_to_its_checkpoint_and_no_other() -> None:
    for route in CATALOG.routes.values():
        for point in route.checkpoints:
            assert pointed_to(CATALOG, code_of(route.id, point.id)) == (route, point)
    assert pointed_to(CATALOG, code_of("no", "such")) is None
