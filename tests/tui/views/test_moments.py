"""Times in the words of a screen."""

import pytest

from patrol_tui.domain.times import DISTRICT_ZONE, parse_time
from patrol_tui.language import set_language
from patrol_tui.tui.views.wording.moments import (
    day_of_law,
    left_style,
    left_text,
    moment_text,
    span_text,
)
from tests.tui.stage import MINUTE_US, MORNING_US


@pytest.mark.parametrize(
    ("due", "zh", "en"),
    [
        ("2026-11-23T10:50", "余0:18", "0:18 left"),
        ("2026-11-23T09:22", "超1:10", "1:10 over"),
        ("2026-11-24T09:00", "明日", "tomorrow"),
        ("2026-11-26T09:00", "3日", "3 d"),
    ],
)
def test_what_is_left_is_said_in_few_cells(due: str, zh: str, en: str) -> None:
    due_us = parse_time(due, MORNING_US)
    assert left_text(due_us, MORNING_US, DISTRICT_ZONE) == zh
    set_language("en")
    assert left_text(due_us, MORNING_US, DISTRICT_ZONE) == en


def test_a_clock_may_stand_apart_from_its_word() -> None:
    due_us = MORNING_US + 46 * MINUTE_US
    assert left_text(due_us, MORNING_US, DISTRICT_ZONE, spaced=True) == "余 0:46"


@pytest.mark.parametrize(
    ("minutes", "style"), [(-5, "red bold"), (29, "red bold"), (59, "amber bold"), (60, "")]
)
def test_the_last_half_hour_is_red_and_the_last_hour_amber(minutes: int, style: str) -> None:
    assert left_style(MORNING_US + minutes * MINUTE_US, MORNING_US) == style


def test_the_past_is_a_clock_then_yesterday_then_a_day() -> None:
    said = [
        moment_text(parse_time(when, MORNING_US), MORNING_US, DISTRICT_ZONE)
        for when in ("2026-11-23T08:05", "2026-11-22T23:59", "2026-11-20T10:00", "2025-11-20T10:00")
    ]
    assert said == ["08:05", "昨天", "11-20", "25-11-20"]


def test_a_span_is_hours_and_minutes() -> None:
    assert [span_text(minutes * MINUTE_US) for minutes in (-1, 0, 90, 601)] == [
        "0:00",
        "0:00",
        "1:30",
        "10:01",
    ]


def test_the_day_of_the_law_says_its_year_where_it_is_another() -> None:
    days = ("2026-01-31", "2025-09-01")
    assert [day_of_law(day, "2026-11-23") for day in days] == ["01-31", "25-09-01"]
