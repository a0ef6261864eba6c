from datetime import date
from zoneinfo import ZoneInfo

import pytest

from patrol_tui.domain.table import (
    Cell,
    Column,
    Feature,
    Kind,
    Table,
    day_meant,
    features,
    local_time,
    meaning,
    never_cancelled,
    width_in_cells,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
EIGHT_US = 1_795_046_400_000_000  # 2026-11-19T00:00:00Z
BEYOND_US = 10**18


@pytest.mark.parametrize(
    ("cell", "kind", "said"),
    [
        (None, "text", None),
        ("=1+1", "text", "=1+1"),
        (7, "integer", 7),
        ("many", "integer", "many"),
        (306_127_000, "decimal", 30.6127),
        (EIGHT_US, "time", "2026-11-19T08:00:00+08:00"),
        (BEYOND_US, "time", BEYOND_US),
        ("2026-11-19", "date", "2026-11-19"),
        (EIGHT_US - 1, "date", "2026-11-19"),
        ("soon", "date", "soon"),
        (BEYOND_US, "date", BEYOND_US),
        (1, "flag", True),
        (0, "flag", False),
    ],
)
def test_json_says_what_a_cell_means(cell: Cell, kind: Kind, said: object) -> None:
    assert meaning(cell, Column("x", "X", kind, decimals=7), SHANGHAI) == said


def test_a_time_is_shown_in_the_zone() -> None:
    moment = local_time(EIGHT_US, SHANGHAI)
    assert moment is not None
    assert moment.isoformat() == "2026-11-19T08:00:00+08:00"


def test_no_calendar_reaches_the_year_33658() -> None:
    assert local_time(BEYOND_US, SHANGHAI) is None


def test_a_day_is_that_of_the_zone() -> None:
    assert day_meant(EIGHT_US - 1, SHANGHAI) == date(2026, 11, 19)
    assert day_meant(EIGHT_US - 1, ZoneInfo("UTC")) == date(2026, 11, 18)


def test_a_chinese_character_takes_two_cells() -> None:
    assert width_in_cells("消防 fire") == 9
    assert width_in_cells("a\n滨湖") == 4
    assert width_in_cells("e\u0301") == 1


def test_a_row_with_a_place_becomes_a_point() -> None:
    table = Table(
        title="问题",
        columns=(
            Column("number", "编号"),
            Column("lat", "纬度", "decimal", decimals=7),
            Column("lon", "经度", "decimal", decimals=7),
            Column("seen", "时间", "time"),
        ),
        rows=[
            ("A-1", 306_127_000, 1_143_051_000, EIGHT_US),
            (None, 910_000_000, 1_143_051_000, None),
            ("A-3", None, None, None),
        ],
        zone="Asia/Shanghai",
        position=("lat", "lon"),
    )
    collection = features(table)
    assert collection.title == "问题"
    assert list(collection.features) == [
        Feature(
            "A-1",
            306_127_000,
            1_143_051_000,
            {"number": "A-1", "seen": "2026-11-19T08:00:00+08:00"},
        ),
        Feature("", None, None, {"number": None, "lat": 91.0, "lon": 114.3051, "seen": None}),
        Feature("A-3", None, None, {"number": "A-3", "lat": None, "lon": None, "seen": None}),
    ]


def test_a_table_without_a_place_has_no_points() -> None:
    table = Table("t", (Column("a", "A"),), [("x",)], "UTC")
    assert list(features(table).features) == [Feature("x", None, None, {"a": "x"})]


def test_work_that_nobody_watches_goes_on() -> None:
    assert never_cancelled(10**9)
