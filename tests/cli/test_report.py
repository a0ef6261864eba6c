"""`report`: figures on the command line, as JSON, and as a workbook."""

from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.cli.laptop import Laptop


def test_figures_name_both_sides_of_a_rate_and_what_it_counts(laptop: Laptop) -> None:
    laptop.record()
    laptop.record(kind="fire_lane")
    body = laptop.json("report")
    assert (body["from"], body["to"], body["station"]) == ("2026-03-01", "2026-03-02", "binhu")
    assert body["counts"] == {"new": 2, "open": 2, "overdue": 0, "came_back": 0}
    closed = next(one for one in body["rates"] if one["id"] == "closed")
    assert (closed["numerator"], closed["denominator"], closed["percent"]) == (0, 2, 0)
    assert closed["counts"]
    for part in ("by_kind", "by_station", "by_community", "by_department", "by_week"):
        known = {one["id"]: one["denominator"] for one in body[part][0]["rates"]}
        assert {"filed_on_time", "struck_off", "relapsed"} <= known.keys()
    assert [one["new"] for one in body["by_day"]] == [0, 2]
    assert {one["id"] for one in body["by_kind"]} == {"street_vending", "fire_lane"}
    assert body["by_station"][0]["name"] == "滨湖站"
    assert "request_satisfaction" in {one["id"] for one in body["by_station"][0]["rates"]}
    assert body["by_department"][0]["id"] is None
    assert [(one["id"], one["new"]) for one in body["by_week"]] == [
        ("2026-02-23", 0),
        ("2026-03-02", 2),
    ]
    week = body["coverage"][0]
    assert (week["week"], week["visited"]) == ("2026-02-23", 0)
    assert len(week["visits"]) == week["checkpoints"]


def test_figures_are_read_by_people_too(laptop: Laptop) -> None:
    laptop.record()
    shown = laptop.ok("report").out
    assert "按时处置率" in shown
    assert "0 / 1" in shown
    assert "占道经营" in shown
    every = laptop.ok("report", "--station", "all", "--from", "2026-02-01", "--to", "2026-02-28")
    assert "本机所存各站  2026-02-01 ~ 2026-02-28" in every.out
    assert laptop.json("report", "--station", "nanhu")["counts"]["new"] == 0


def test_figures_become_a_workbook(laptop: Laptop, tmp_path: Path) -> None:
    laptop.record()
    path = tmp_path / "figures.xlsx"
    body = laptop.json("report", "--format", "xlsx", "-o", str(path))
    assert body["path"] == str(path)
    book = CalamineWorkbook.from_path(path)
    assert book.sheet_names[:2] == ["统计", "按种类"]
    assert "占道经营" in {
        cell for row in book.get_sheet_by_name("按种类").to_python() for cell in row
    }


@pytest.mark.parametrize(
    "words",
    [
        ("--format", "xlsx"),
        ("-o", "x.xlsx"),
        ("--format", "pdf", "-o", "x"),
        ("--from", "2026-03-09", "--to", "2026-03-01"),
        ("--from", "gestern"),
    ],
)
def test_what_cannot_be_meant_is_refused(laptop: Laptop, words: tuple[str, ...]) -> None:
    assert laptop.call("report", *words).code == 2
