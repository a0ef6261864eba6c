"""Bars by day, by week where days have no room, by month where weeks have none."""

from datetime import date, timedelta

from patrol_tui.tui.kit.drawing.day_bars import DayBars

FIRST = date(2026, 11, 1)


def drawn(numbers: list[int], width: int = 80) -> list[str]:
    """Return the bars of days from the first of November on."""
    days = [(FIRST + timedelta(days=at), number) for at, number in enumerate(numbers)]
    lines = DayBars(days, lambda day: day.weekday() > 4).lines(width)
    return ["".join(text for text, _style in line.left).rstrip() for line in lines]


def test_the_most_is_full_and_something_is_never_nothing() -> None:
    assert drawn([0, 1, 16, 8], 18) == [
        " 16       ██",
        "       ▁▁ ██ ██",
        "    1  2  3  4",
    ]
    assert drawn([0, 0], 10) == ["", "", "    1  2"]


def test_few_days_use_the_room_there_is_up_to_a_limit() -> None:
    assert drawn([1, 1], 14)[2] == "    1    2"
    assert drawn([1, 1], 80)[2] == "    1     2"


def test_many_days_are_narrow_and_some_are_named() -> None:
    lines = drawn([1] * 30, 75)
    assert lines[1].count("█") == 30
    assert lines[2].split() == ["1", "5", "10", "15", "20", "25", "30"]


def test_more_days_are_drawn_by_week_and_a_year_by_month() -> None:
    weeks = drawn([1] * 92, 60)
    assert weeks[2].split() == ["10", "11", "12", "1"]
    months = drawn([1] * 365, 75)
    assert months[2].split() == ["11", "12", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]


def test_what_has_no_room_at_all_is_left_out() -> None:
    assert drawn([1] * 365, 20)[0] == ""


def test_a_day_off_is_faint() -> None:
    days = [(FIRST, 1), (FIRST + timedelta(days=1), 1)]
    _above, line, axis = DayBars(days, lambda day: day.weekday() > 4).lines(80)
    assert [style for text, style in line.left if "█" in text] == ["soft", "blue"]
    assert [style for text, style in axis.left if text.strip()] == ["soft", "bold"]
