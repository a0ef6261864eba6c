"""Figures as sheets of a workbook."""

from patrol_tui.services.exports.export import Speech
from patrol_tui.services.figures.tables import figures_tables
from patrol_tui.services.requests import AddThing, Arrive, Move, StartPatrol
from tests.services.figures.scene import HANDLED, counted, seen, station


def test_every_sheet_is_full_and_every_rate_has_both_sides() -> None:
    laptop = station()
    seen(laptop, *HANDLED)
    laptop.do(StartPatrol("north"), Arrive("gate"))
    activity = laptop.do(AddThing("activity", {"title": "普法进小区", "sort": "law"})).subject
    laptop.do(Move(activity, "held", values={"people": "40"}))
    tables = figures_tables(counted(laptop), laptop.desk(), Speech(str, "zh"))
    assert [table.title for table in tables] == [
        "Figures",
        "By kind",
        "By station",
        "By community",
        "By department",
        "By week",
        "By day",
        "Places by week",
        "Activities",
    ]
    rows = [list(table.rows) for table in tables]
    for table, lines in zip(tables, rows, strict=True):
        assert lines, table.title
        assert {len(line) for line in lines} == {len(table.columns)}
    handled = rows[0][0]
    assert (*handled[1:4],) == (1, 1, 100)
    assert rows[1][0][:3] == ("消防通道占用", 1, 1)
    assert ("2026-11-23", "北线", "gate号点", 1) in rows[7]
    assert tables[0].subtitle == "滨湖站  2026-11-01 ~ 2026-11-30  队员甲 0417"
    assert rows[8] == [("滨湖站", "法律", 1, 40, 0)]
    titles = [column.title for column in tables[1].columns]
    assert titles[5:7] == ["Handled on time numerator", "Handled on time denominator"]
    assert len(set(titles)) == len(titles)
    rated = ("Filed on time", "Struck off the list", "Relapsed")
    for table in tables[1:6]:
        heads = {column.title for column in table.columns}
        assert {f"{one} {side}" for one in rated for side in ("numerator", "denominator")} <= heads
    stations = [column.title for column in tables[2].columns]
    assert {"Requests satisfied denominator", "Places visited numerator"} <= set(stations)
    assert [line[0] for line in rows[5]][:2] == ["2026-10-26", "2026-11-02"]


def test_a_workbook_of_the_district_says_so() -> None:
    laptop = station()
    tables = figures_tables(counted(laptop, of=None), laptop.desk(), Speech(str, "zh"))
    assert tables[0].subtitle.startswith("济阳区")
