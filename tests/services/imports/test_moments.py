import pytest

from patrol_tui.domain.language.errors import Refused
from patrol_tui.domain.times import DISTRICT_ZONE
from patrol_tui.services.imports.moments import read_day, read_minute, read_moment, read_span


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-03-02", "2026-03-02T00:00:00"),
        ("2026/3/2 9:05", "2026-03-02T09:05:00"),
        ("2026.3.2 9:05:40", "2026-03-02T09:05:00"),
        ("2026-03-02T21:30", "2026-03-02T21:30:00"),
        ("２０２６年３月２日", "2026-03-02T00:00:00"),
        ("2026年3月2日 9时30分", "2026-03-02T09:30:00"),
        ("2026年3月2日下午3点", "2026-03-02T15:00:00"),
        ("2026年3月2日(星期一) 上午9时", "2026-03-02T09:00:00"),
        ("2026-03-02 12:10 am", "2026-03-02T00:10:00"),
        ("2026-03-02 中午12:30", "2026-03-02T12:30:00"),
        ("20260302", "2026-03-02T00:00:00"),
        ("46083", "2026-03-02T00:00:00"),
        ("46083.395833333", "2026-03-02T09:30:00"),
    ],
)
def test_a_cell_means_a_time_however_an_office_writes_it(typed: str, meant: str) -> None:
    assert read_moment(typed, DISTRICT_ZONE).isoformat() == f"{meant}+08:00"


def test_a_day_alone_may_mean_its_end() -> None:
    assert read_moment("2026-03-02", DISTRICT_ZONE, day_end_min=1050).hour == 17
    assert read_moment("46083", DISTRICT_ZONE, day_end_min=1050).hour == 17
    assert read_moment("46083.5", DISTRICT_ZONE, day_end_min=1050).hour == 12
    assert read_day("2026-03-02 23:00", DISTRICT_ZONE).isoformat() == "2026-03-02"


@pytest.mark.parametrize(
    "typed", ["昨天", "3月2日", "2026-02-30", "2026-13-01", "2026-03-02 25:10", "9:75", ""]
)
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        read_moment(typed, DISTRICT_ZONE)


def test_hours_are_read_past_midnight_too() -> None:
    assert read_span("08:00-17:00") == (480, 1020)
    assert read_span("８：００～２４：００") == (480, 1440)
    assert read_span("22时至次日6时") == (1320, 1800)
    assert read_span("22:00-06:00") == (1320, 1800)
    assert read_minute("晚上10点") == 1320


@pytest.mark.parametrize("typed", ["全天", "8:00", "8:00-9:00-10:00", "8:00-9:99", "8-25:00"])
def test_what_is_no_span_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        read_span(typed)
