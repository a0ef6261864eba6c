"""Times as rows and fields write them."""

import pytest

from patrol_tui.domain.catalog import Deadline, TimeUnit
from patrol_tui.domain.times import DISTRICT_ZONE, parse_time
from patrol_tui.language import set_language
from patrol_tui.tui.views.issues.issue_rows import due_clock
from patrol_tui.tui.views.wording.typed_moment import moment_shown, moment_typed, within

NOW_US = parse_time("2026-11-23T10:32", 0)


def at(text: str) -> int:
    return parse_time(text, NOW_US)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("11:18", "2026-11-23T11:18"),
        ("1118", "2026-11-23T11:18"),
        ("１１：１８", "2026-11-23T11:18"),
        ("09:00", "2026-11-24T09:00"),
        ("11-24 17:30", "2026-11-24T17:30"),
        ("11月24日17:30", "2026-11-24T17:30"),
        ("01-02 08:00", "2027-01-02T08:00"),
        ("27-12-01 08:00", "2027-12-01T08:00"),
        ("28-02-29 08:00", "2028-02-29T08:00"),
        ("明天 9:05", "2026-11-24T09:05"),
        ("后天0905", "2026-11-25T09:05"),
        ("tomorrow 9:05", "2026-11-24T09:05"),
        ("+2h", "2026-11-23T12:32"),
        ("2026-12-01T08:00", "2026-12-01T08:00"),
    ],
)
def test_a_time_to_come_is_understood_as_people_write_it(typed: str, meant: str) -> None:
    assert moment_typed(typed, NOW_US, DISTRICT_ZONE) == at(meant)


@pytest.mark.parametrize("typed", ["", "soon", "25:00", "13-40 10:00", "02-30 10:00", "明天", "::"])
def test_what_is_no_time_is_none(typed: str) -> None:
    assert moment_typed(typed, NOW_US, DISTRICT_ZONE) is None


@pytest.mark.parametrize(
    "text",
    [
        *("2026-11-23T11:18", "2026-11-24T17:30", "2027-01-02T08:00", "2027-12-01T08:00"),
        *("2026-11-23T09:00", "2026-11-20T08:00"),
    ],
)
def test_a_time_is_shown_so_that_it_can_be_typed_again(text: str) -> None:
    shown = moment_shown(at(text), NOW_US, DISTRICT_ZONE)
    assert moment_typed(shown, NOW_US, DISTRICT_ZONE) == at(text)


@pytest.mark.parametrize(
    ("due", "zh", "en"),
    [
        ("2026-11-23T11:18", "余0:46", "0:46"),
        ("2026-11-23T20:32", "余10时", "10 h"),
        ("2026-11-23T09:22", "超1:10", "-1:10"),
        ("2026-11-22T20:00", "超14时", "-14 h"),
        ("2026-11-20T10:00", "超3日", "-3 d"),
        ("2026-11-24T17:30", "明日", "tmrw"),
        ("2026-11-26T17:30", "3日", "3 d"),
    ],
)
def test_a_clock_of_a_row_fits_six_cells(due: str, zh: str, en: str) -> None:
    assert due_clock(at(due), NOW_US, DISTRICT_ZONE) == zh
    set_language("en")
    assert due_clock(at(due), NOW_US, DISTRICT_ZONE) == en


def test_what_is_due_just_after_midnight_is_told_in_minutes() -> None:
    late_us = at("2026-11-23T23:50")
    assert due_clock(at("2026-11-24T00:10"), late_us, DISTRICT_ZONE) == "余0:20"


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        (TimeUnit.MINUTES, "2 分钟内"),
        (TimeUnit.HOURS, "2 小时内"),
        (TimeUnit.DAYS, "2 天内"),
        (TimeUnit.WORKING_HOURS, "2 工作小时内"),
        (TimeUnit.WORKING_DAYS, "2 个工作日内"),
    ],
)
def test_a_span_is_said_in_words(unit: TimeUnit, said: str) -> None:
    assert within(Deadline(2, unit)) == said
