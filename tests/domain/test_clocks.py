"""When something is due, over lunch, nights and weekends."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patrol_tui.catalog_files import load_catalog
from patrol_tui.domain.catalog import Deadline, District, TimeUnit, Words, WorkPeriod
from patrol_tui.domain.clocks import (
    MINUTE_US,
    Pause,
    after_pause,
    due_us,
    is_working_day,
    unknown_year,
)
from patrol_tui.domain.times import day_of, in_zone, parse_time

JIYANG = District(
    id="jiyang",
    name=Words("济阳区", "Jiyang"),
    code="370115",
    zone="Asia/Shanghai",
    work_days=(1, 2, 3, 4, 5),
    work_periods=(WorkPeriod(510, 720), WorkPeriod(810, 1050)),  # 8:30-12:00, 13:30-17:30
    category_generation=3,
)
NEVER = replace(JIYANG, work_days=(), work_periods=())
SECOND_US = 1_000_000
MONDAY_US = parse_time("2026-11-23T00:00", 0)


def at(text: str) -> int:
    return parse_time(text, 0)


@pytest.mark.parametrize(
    ("amount", "unit", "due"),
    [
        (30, TimeUnit.MINUTES, "2026-11-28T00:20"),
        (1, TimeUnit.HOURS, "2026-11-28T00:50"),
        (2, TimeUnit.DAYS, "2026-11-29T23:50"),
    ],
)
def test_plain_time_runs_through_nights_and_weekends(amount: int, unit: TimeUnit, due: str) -> None:
    assert due_us(at("2026-11-27T23:50"), Deadline(amount, unit), JIYANG) == at(due)


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2026-11-23T09:00", 1, "2026-11-23T10:00"),
        ("2026-11-23T07:00", 1, "2026-11-23T09:30"),
        ("2026-11-23T11:00", 1, "2026-11-23T12:00"),
        ("2026-11-23T11:00", 2, "2026-11-23T14:30"),
        ("2026-11-23T12:30", 1, "2026-11-23T14:30"),
        ("2026-11-23T17:30", 1, "2026-11-24T09:30"),
        ("2026-11-23T22:00", 4, "2026-11-24T14:00"),
        ("2026-11-27T16:30", 4, "2026-11-30T11:30"),
        ("2026-11-28T10:00", 4, "2026-11-30T14:00"),
        ("2026-11-23T08:30", 16, "2026-11-25T09:30"),
        ("2026-11-23T11:59:30", 1, "2026-11-23T14:29:30"),
        ("2026-11-23T17:29:59.999999", 1, "2026-11-24T09:29:59.999999"),
        ("2026-11-23T18:00", 0, "2026-11-24T08:30"),
    ],
)
def test_working_hours_run_only_while_the_district_works(start: str, hours: int, due: str) -> None:
    assert due_us(at(start), Deadline(hours, TimeUnit.WORKING_HOURS), JIYANG) == at(due)


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2026-11-23T09:00", 1, "2026-11-24T17:30"),
        ("2026-11-23T23:59", 1, "2026-11-24T17:30"),
        ("2026-11-27T09:00", 1, "2026-11-30T17:30"),
        ("2026-11-28T09:00", 1, "2026-11-30T17:30"),
        ("2026-11-29T23:59", 5, "2026-12-04T17:30"),
        ("2026-11-23T09:00", 5, "2026-11-30T17:30"),
        ("2026-11-23T09:00", 0, "2026-11-23T17:30"),
        ("2026-11-22T16:30:00+00:00", 1, "2026-11-24T17:30"),
    ],
)
def test_working_days_are_counted_from_the_day_after_to_the_end_of_work(
    start: str, days: int, due: str
) -> None:
    assert due_us(at(start), Deadline(days, TimeUnit.WORKING_DAYS), JIYANG) == at(due)


@pytest.mark.parametrize(
    ("start", "amount", "unit", "due"),
    [
        ("2026-02-13T16:30", 2, "working_hours", "2026-02-14T09:30"),
        ("2026-02-14T16:30", 2, "working_hours", "2026-02-24T09:30"),
        ("2026-02-14T16:30", 1, "working_days", "2026-02-24T17:30"),
        ("2026-09-30T10:00", 5, "working_days", "2026-10-13T17:30"),
        ("2026-10-03T10:00", 1, "working_hours", "2026-10-08T09:30"),
    ],
)
def test_holidays_are_free_and_their_make_up_days_are_worked(
    start: str, amount: int, unit: str, due: str
) -> None:
    district = load_catalog()[0].district
    assert due_us(at(start), Deadline(amount, TimeUnit(unit)), district) == at(due)


def test_a_district_that_never_works_counts_like_any_other_clock() -> None:
    start_us = at("2026-11-23T09:00")
    assert due_us(start_us, Deadline(4, TimeUnit.WORKING_HOURS), NEVER) == at("2026-11-23T13:00")
    assert due_us(start_us, Deadline(2, TimeUnit.WORKING_DAYS), NEVER) == at("2026-11-25T18:00")
    closed = replace(JIYANG, work_days=())
    assert due_us(start_us, Deadline(4, TimeUnit.WORKING_HOURS), closed) == at("2026-11-23T13:00")


def test_a_district_that_works_on_sundays_only_has_long_working_days() -> None:
    sundays = replace(JIYANG, work_days=(7,))
    due = due_us(at("2026-11-23T09:00"), Deadline(100, TimeUnit.WORKING_DAYS), sundays)
    assert in_zone(due).isoweekday() == 7
    assert (day_of(due) - day_of(MONDAY_US)).days == 6 + 99 * 7


@given(st.integers(0, 21 * 86_400), st.integers(1, 40), st.sampled_from(["hours", "days"]))
def test_what_is_due_in_working_time_is_due_while_the_district_works(
    seconds: int, amount: int, unit: str
) -> None:
    start_us = MONDAY_US + seconds * SECOND_US
    deadline = Deadline(amount, TimeUnit(f"working_{unit}"))
    due = due_us(start_us, deadline, JIYANG)
    local = in_zone(due)
    minute = local.hour * 60 + local.minute
    assert due > start_us
    assert is_working_day(local.date(), JIYANG)
    assert 510 <= minute <= 720 or 810 <= minute <= 1050
    assert due <= due_us(start_us + SECOND_US, deadline, JIYANG)


def test_every_deadline_that_is_shipped_lies_ahead() -> None:
    catalog, _ = load_catalog()
    for kind in catalog.kinds.values():
        for deadline in filter(None, (kind.deadline, kind.recheck)):
            assert due_us(MONDAY_US, deadline, catalog.district) > MONDAY_US


WORKING = {TimeUnit.WORKING_HOURS, TimeUnit.WORKING_DAYS}
DISTRICT = load_catalog()[0].district
DAY_MIN = 24 * 60


def runs(minute_us: int, unit: TimeUnit, pauses: list[Pause]) -> bool:
    """Tell whether a clock runs in the minute that begins then, by looking at nothing else."""
    if any(pause.from_us <= minute_us < pause.until_us for pause in pauses):
        return False
    local = in_zone(minute_us)
    minute = local.hour * 60 + local.minute
    is_open = any(period.start_min <= minute < period.end_min for period in DISTRICT.work_periods)
    return unit not in WORKING or (is_open and is_working_day(local.date(), DISTRICT))


def counted(start_us: int, deadline: Deadline, pauses: list[Pause]) -> int:
    """Count minute by minute, from a full one on."""
    left, minute_us = deadline.amount * (1 if deadline.unit == TimeUnit.MINUTES else 60), start_us
    while left:
        left -= runs(minute_us, deadline.unit, pauses)
        minute_us += MINUTE_US
    return minute_us


def counted_days(start_us: int, amount: int, pauses: list[Pause]) -> int:
    """Count the ends of working days at which the clock runs, from the day after."""
    day, left = day_of(start_us), amount
    while True:
        day += timedelta(days=1)
        end_us = parse_time(f"{day}T17:30", 0)
        stands = any(pause.from_us < end_us < pause.until_us for pause in pauses)
        left -= is_working_day(day, DISTRICT) and not stands
        if not left:
            return end_us


# around the Spring Festival of 2026, with days off and a day made up for
BEGIN_US = at("2026-02-09T00:00")
STARTS = st.integers(0, 20 * DAY_MIN).map(lambda minute: BEGIN_US + minute * MINUTE_US)
GAPS = st.lists(
    st.tuples(st.integers(1, 9 * DAY_MIN), st.integers(1, 6 * DAY_MIN)),
    max_size=4,
)
"""How long a clock ran before each time that it stood, and for how long it did."""


def pauses_after(start_us: int, gaps: list[tuple[int, int]]) -> list[Pause]:
    """Return pauses one after the other."""
    pauses, at_us = [], start_us
    for ran, stood in gaps:
        begin_us = at_us + ran * MINUTE_US
        at_us = begin_us + stood * MINUTE_US
        pauses.append(Pause(begin_us, at_us))
    return pauses


def due_after(start_us: int, deadline: Deadline, pauses: list[Pause]) -> int:
    """Return when is due what stood still now and then, put off whenever it goes on."""
    due = due_us(start_us, deadline, DISTRICT)
    for pause in pauses:
        due = after_pause(due, deadline.unit, DISTRICT, pause, start_us)
    return due


@settings(max_examples=30)  # each counts for weeks, minute by minute
@given(
    STARTS,
    st.integers(1, 30),
    st.sampled_from([TimeUnit.MINUTES, TimeUnit.HOURS, TimeUnit.WORKING_HOURS]),
    GAPS,
)
def test_a_clock_ends_where_counting_minutes_ends(
    start_us: int, amount: int, unit: TimeUnit, gaps: list[tuple[int, int]]
) -> None:
    deadline, pauses = Deadline(amount, unit), pauses_after(start_us, gaps)
    assert due_after(start_us, deadline, pauses) == counted(start_us, deadline, pauses)


@given(STARTS, st.integers(1, 8), GAPS)
def test_a_working_day_counts_where_the_clock_runs_at_its_end(
    start_us: int, amount: int, gaps: list[tuple[int, int]]
) -> None:
    deadline, pauses = Deadline(amount, TimeUnit.WORKING_DAYS), pauses_after(start_us, gaps)
    assert due_after(start_us, deadline, pauses) == counted_days(start_us, amount, pauses)


@given(STARTS, st.integers(1, 5 * DAY_MIN), GAPS)
def test_a_day_set_by_hand_is_put_off_by_the_time_that_was_left_working_time_where_it_is_in_it(
    start_us: int, minutes: int, gaps: list[tuple[int, int]]
) -> None:
    due = start_us + minutes * MINUTE_US
    for pause in pauses_after(start_us, gaps)[:1]:
        moved = after_pause(due, TimeUnit.WORKING_HOURS, DISTRICT, pause)
        if not runs(due - MINUTE_US, TimeUnit.WORKING_HOURS, []):
            stood = 0 if due <= pause.from_us else pause.until_us - pause.from_us
            assert moved == due + stood
            continue
        span = range(pause.from_us, due, MINUTE_US)
        left = sum(runs(minute_us, TimeUnit.WORKING_HOURS, []) for minute_us in span)
        span = range(pause.until_us, moved, MINUTE_US)
        assert sum(runs(minute_us, TimeUnit.WORKING_HOURS, []) for minute_us in span) == left or (
            due <= pause.from_us and moved == due
        )


def test_a_day_set_by_hand_need_not_be_the_end_of_one() -> None:
    noon, pause = at("2026-11-24T12:00"), Pause(at("2026-11-23T17:30"), at("2026-11-25T17:30"))
    assert after_pause(noon, TimeUnit.WORKING_DAYS, JIYANG, pause) == at("2026-11-26T12:00")


@pytest.mark.parametrize("unit", sorted(WORKING))
@pytest.mark.parametrize("hand", ["2026-11-23T20:00", "2026-11-24T08:30", "2026-11-29T12:00"])
def test_a_day_set_by_hand_outside_of_working_time_goes_on_in_plain_time(
    hand: str, unit: TimeUnit
) -> None:
    for begin in ("2026-11-23T10:00", "2026-11-23T18:00"):
        pause = Pause(at(begin), at(begin) + 3 * MINUTE_US)
        assert after_pause(at(hand), unit, JIYANG, pause) == at(hand) + 3 * MINUTE_US


def test_a_hold_that_is_lifted_at_once_moves_no_deadline() -> None:
    begin = at("2026-11-23T10:00")
    for unit in TimeUnit:
        due = at("2026-11-23T17:30")
        assert after_pause(due, unit, JIYANG, Pause(begin, begin + MINUTE_US - 1), begin) == due


def test_the_end_of_work_set_by_hand_for_the_same_day_is_counted_in_hours() -> None:
    begun, end = at("2026-11-23T09:00"), at("2026-11-23T17:30")
    pause = Pause(at("2026-11-23T10:00"), at("2026-11-26T10:00"))
    moved = after_pause(end, TimeUnit.WORKING_DAYS, JIYANG, pause, begun)
    assert moved == at("2026-11-26T17:30")


def test_a_clock_that_stands_for_years_goes_on_after_them() -> None:
    pause = Pause(at("2026-03-02T10:00"), at("2031-03-03T10:00"))
    hours = after_pause(at("2026-03-02T11:00"), TimeUnit.WORKING_HOURS, JIYANG, pause)
    assert hours == at("2031-03-03T11:00")
    day = after_pause(at("2026-03-03T17:30"), TimeUnit.WORKING_DAYS, JIYANG, pause)
    assert day == at("2031-03-04T17:30")


def test_a_pause_that_ends_before_it_begins_is_none() -> None:
    backwards = Pause(at("2026-03-02T12:00"), at("2026-03-02T10:00"))
    due = at("2026-03-02T14:00")
    assert after_pause(due, TimeUnit.HOURS, JIYANG, backwards) == due


def test_a_clock_without_working_hours_stands_too() -> None:
    pause = Pause(at("2026-11-23T10:00"), at("2026-11-23T12:00"))
    due = at("2026-11-23T13:00")
    assert after_pause(due, TimeUnit.HOURS, NEVER, pause) == at("2026-11-23T15:00")
    assert after_pause(due, TimeUnit.WORKING_DAYS, NEVER, pause) == at("2026-11-23T15:00")


def test_a_deadline_that_reaches_an_unknown_year_says_so() -> None:
    start_us = at("2026-12-30T09:00")
    days = Deadline(5, TimeUnit.WORKING_DAYS)
    due = due_us(start_us, days, DISTRICT)
    assert unknown_year(start_us, due, days, DISTRICT) == 2027
    assert unknown_year(start_us, due, Deadline(9, TimeUnit.DAYS), DISTRICT) is None
    assert unknown_year(start_us, at("2026-12-31T17:30"), days, DISTRICT) is None
    assert unknown_year(start_us, due, days, JIYANG) is None


def test_the_days_that_are_shipped_are_those_of_the_calendar() -> None:
    import chinese_calendar

    days = [
        date(year, 1, 1) + timedelta(days=number)
        for year in DISTRICT.known_years
        for number in range(366)
    ]
    for day in (day for day in days if day.year in DISTRICT.known_years):
        assert is_working_day(day, DISTRICT) == chinese_calendar.is_workday(day), day


def test_a_clock_goes_on_though_no_working_day_comes_again() -> None:
    once = replace(NEVER, work_periods=JIYANG.work_periods, make_up_days=("2026-11-24",))
    pause = Pause(at("2026-11-23T10:00"), at("2026-11-25T10:00"))
    due = after_pause(at("2026-11-24T17:30"), TimeUnit.WORKING_DAYS, once, pause)
    assert due == at("2026-11-26T17:30")
