import pytest

from patrol_tui.domain.language.errors import Refused
from patrol_tui.domain.pin import advice, normal_pin


@pytest.mark.parametrize("typed", ["314159", " 314159 ", "３１４１５９"])
def test_digits_are_taken_however_they_were_typed(typed: str) -> None:
    assert normal_pin(typed) == "314159"


@pytest.mark.parametrize("typed", ["", "31415", "31415a", "٣١٤١٥٩", "3141 59", "1" * 65])
def test_anything_else_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="six digits or more"):
        normal_pin(typed)


@pytest.mark.parametrize(
    ("pin", "word"),
    [
        ("000000", "the same"),
        ("123456", "counts"),
        ("987654", "counts"),
        ("789012", "counts"),
        ("121212", "repeats"),
        ("527527", "repeats"),
    ],
)
def test_a_pin_that_is_guessed_first_is_advised_against(pin: str, word: str) -> None:
    told = advice(pin)
    assert told is not None
    assert word in told


@pytest.mark.parametrize("pin", ["314159", "271828", "1234567891"])
def test_other_pins_need_no_advice(pin: str) -> None:
    assert advice(pin) is None
