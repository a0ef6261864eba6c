"""Sentences and errors are put into the reader's language when they are shown."""

import pytest

from patrol_tui.domain.language.errors import (
    Corrupt,
    NotFound,
    PatrolError,
    Refused,
    Unreachable,
    Usage,
)
from patrol_tui.domain.language.phrase import Phrase, spoken
from patrol_tui.domain.language.problem import Problem
from patrol_tui.domain.language.words import Words

CHINESE = {
    "{field} {value}": "{field}：{value}",
    "empty": "空",
    "{what} of {place}": "{place}的{what}",
}
GATE = Words("正门", "the gate")


def chinese(text: str) -> str:
    return CHINESE.get(text, text)


def test_a_phrase_speaks_both_languages_down_to_its_parts() -> None:
    inner = Phrase("{field} {value}", {"field": GATE, "value": Phrase("empty")})
    phrase = Phrase("{what} of {place}", {"what": inner, "place": 3})
    assert phrase.text(chinese, "zh") == "3的正门：空"
    assert phrase.text(str, "en") == "the gate empty of 3"


def test_what_people_typed_is_no_template() -> None:
    assert Phrase("{field}", {"field": "{value} {0} %s [/red]"}).text(str, "zh") == (
        "{value} {0} %s [/red]"
    )


def test_an_error_speaks_both_languages() -> None:
    error = Refused("{what} of {place}", what=Phrase("empty"), place=GATE)
    assert error.text(chinese) == "正门的空"
    assert error.text(str, "en") == str(error) == "empty of the gate"


def test_numbers_in_an_error_keep_their_form() -> None:
    assert str(Refused("{kind:#06x} {count:,}", kind=0x1EE, count=1204)) == "0x01ee 1,204"
    assert spoken(7, str, "zh") == 7


def test_a_problem_names_its_place() -> None:
    error = Usage("{place} is wrong", place=GATE)
    assert Problem("a.yaml", 3, error).text(str, "en") == "a.yaml:3: the gate is wrong"
    assert Problem("a.yaml", 0, error).text(str) == "a.yaml: 正门 is wrong"


@pytest.mark.parametrize(
    ("error", "code"),
    [(PatrolError, 1), (Refused, 1), (NotFound, 1), (Usage, 2), (Unreachable, 3), (Corrupt, 4)],
)
def test_each_error_has_its_exit_code(error: type[PatrolError], code: int) -> None:
    assert error("x").exit_code == code
