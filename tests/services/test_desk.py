"""Who decides, where and when."""

import pytest

from patrol_tui.domain.language.errors import Refused
from patrol_tui.services.ports.desk import required
from tests.services.laptop import Laptop, at


@pytest.mark.parametrize(
    ("moment", "number"),
    [
        ("2026-11-23T23:59:59", "BH-261123-07-"),
        ("2026-11-24T00:00", "BH-261124-07-"),
        ("2026-11-23T17:00:00+00:00", "BH-261124-07-"),
    ],
)
def test_the_day_of_a_number_is_the_districts(moment: str, number: str) -> None:
    assert Laptop(now_us=at(moment)).desk().number_prefix() == number


@pytest.mark.parametrize(
    ("minute", "shift"),
    [(0, "night"), (359, "night"), (360, ""), (480, "early"), (1019, "early"), (1020, "")],
)
def test_a_night_shift_runs_past_midnight(minute: int, shift: str) -> None:
    assert Laptop().desk().shift_at(minute) == shift


def test_a_text_that_must_be_there_is_kept_without_outer_space() -> None:
    assert required("\u3000 [/red] 车 \n", "missing") == "[/red] 车"


@pytest.mark.parametrize("text", ["", " \u3000\t\n", "\x00", "\u200b\ufeff", "\x1b[31m"])
def test_a_text_of_which_nothing_can_be_seen_is_missing(text: str) -> None:
    with pytest.raises(Refused, match="say it"):
        required(text, "say it")
