"""Times are read and written without losing a microsecond."""

from datetime import UTC, date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol_tui.domain.language.errors import Usage
from patrol_tui.domain.times import (
    clock_or_day_text,
    day_clock_text,
    day_of,
    day_start_us,
    day_text,
    in_zone,
    microseconds,
    offset_min,
    parse_day,
    parse_time,
    rfc3339,
)

NOON = 1_772_424_000_000_000  # 2026-03-02 12:00 in the district
MINUTE_US = 60_000_000


@given(st.integers(0, 250_000_000_000_000_000))
def test_a_written_time_reads_back_as_the_same_microsecond(at_us: int) -> None:
    assert parse_time(rfc3339(at_us), NOON) == at_us
    assert microseconds(in_zone(at_us)) == at_us


def test_times_are_written_with_the_offset_of_the_district() -> None:
    assert rfc3339(NOON) == "2026-03-02T12:00:00+08:00"
    assert rfc3339(NOON, UTC) == "2026-03-02T04:00:00+00:00"
    assert offset_min(NOON) == 480
    assert offset_min(NOON, ZoneInfo("Asia/Kathmandu")) == 345


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("12:30", 30),
        (" 9:05 ", -175),
        ("+30m", 30),
        ("+2h", 120),
        ("+3d", 3 * 24 * 60),
        ("１２：３０", 30),
        ("＋２h", 120),
        ("2026-03-02T12:01", 1),
        ("2026-03-02 12:01", 1),
        ("2026-03-02T04:01Z", 1),
        ("2026-03-02T05:01:00+01:00", 1),
    ],
)
def test_a_time_is_understood_in_every_promised_form(text: str, minutes: int) -> None:
    assert parse_time(text, NOON) == NOON + minutes * MINUTE_US


@pytest.mark.parametrize(
    "text", ["", "soon", "25:00", "12:60", "+2w", "2026-13-01T00:00", "+999999d99"]
)
def test_what_is_no_time_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(Usage, match=r"Write 2026-03-02T09:30, 09:30, \+30m"):
        parse_time(text, NOON)


def test_a_time_beyond_the_calendar_is_refused() -> None:
    end = parse_time("9999-12-31T00:00", NOON)
    with pytest.raises(Usage):
        parse_time("+999999d", end)


def test_a_day_begins_at_midnight_of_the_district() -> None:
    assert day_of(NOON) == date(2026, 3, 2)
    assert day_start_us(date(2026, 3, 2)) == NOON - 12 * 60 * MINUTE_US
    assert day_of(NOON + 12 * 60 * MINUTE_US) == date(2026, 3, 3)


def test_a_day_is_read_in_full_width_too() -> None:
    assert parse_day("２０２６-03-02") == date(2026, 3, 2)
    with pytest.raises(Usage, match="tomorrow is no date"):
        parse_day("tomorrow")


@pytest.mark.parametrize(
    ("when", "day", "with_clock", "shortest"),
    [
        ("2026-03-02T17:30", "03-02", "03-02 17:30", "17:30"),
        ("2026-12-31T23:59", "12-31", "12-31 23:59", "12-31 23:59"),
        ("2027-01-01T00:00", "27-01-01", "27-01-01 00:00", "27-01-01 00:00"),
        ("2025-03-02T12:00", "25-03-02", "25-03-02 12:00", "25-03-02 12:00"),
    ],
)
def test_a_day_says_its_year_where_that_is_not_the_present_one(
    when: str, day: str, with_clock: str, shortest: str
) -> None:
    at_us = parse_time(when, NOON)
    assert day_text(day_of(at_us), day_of(NOON)) == day
    assert day_clock_text(at_us, NOON) == with_clock
    assert clock_or_day_text(at_us, NOON) == shortest
