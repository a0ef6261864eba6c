import csv
import json
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.cli.laptop import Laptop

BACKWARDS = ("--from", "2026-03-02", "--to", "2026-03-01")
SKIPS = [word for number in range(2, 12) for word in ("--skip", f"{number}=时间不够")]


@pytest.fixture
def worked(laptop: Laptop) -> Laptop:
    """Return a laptop after a short patrol with two issues."""
    laptop.ok("patrol", "start", "--route", "南线", "--weather", "晴", "--partner", "0418")
    laptop.ok("patrol", "check", "1", "1", "ok")
    laptop.ok("patrol", "check", "1", "2", "unchecked", "--reason", "人不在")
    laptop.record("--checkpoint", "1", "--item", "3", "--measure", "劝导")
    laptop.record("--lat", "36.97", "--lon", "117.21")
    laptop.ok("patrol", "finish", *SKIPS)
    return laptop


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_the_ledger_is_the_table_that_a_clerk_expects(worked: Laptop, tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    said = worked.ok("export", "ledger", "--format", "csv", "-o", str(path))
    assert said.out == f"{path}\n"
    head, *rows = rows_of(path)
    assert head == [
        "日期", "班次", "天气", "队员", "路线", "巡查点", "到达", "离开", "检查项", "结果", "备注",
        "问题编号", "处置措施", "照片数", "巡查编号", "复核",
    ]  # fmt: skip
    assert rows[0][:6] == ["2026-03-02", "早班", "晴", "王某 0418", "南线", "工作站"]
    assert [row[9] for row in rows[:3]] == ["正常", "未查", "问题"]
    assert rows[1][10] == "人不在"
    assert rows[2][11:13] == ["BH-260302-01-01", "劝导"]
    assert (rows[3][9], rows[3][10]) == ("未到", "时间不够")
    assert (rows[-1][8], rows[-1][10], rows[-1][11]) == ("占道经营", "途中记录", "BH-260302-01-02")
    assert len(rows) == 3 + 10 + 1


def test_issues_are_exported_to_every_format(worked: Laptop, tmp_path: Path) -> None:
    for name in ("xlsx", "csv", "geojson", "json"):
        path = tmp_path / f"issues.{name}"
        made = worked.json("export", "issues", "--format", name, "-o", str(path))
        assert made == {"path": str(path), "rows": 2, "shortened": 0}
    head, first, second = rows_of(tmp_path / "issues.csv")
    assert head[:5] == ["编号", "类型", "状态", "地点", "所见"]
    assert (first[0], second[0]) == ("BH-260302-01-01", "BH-260302-01-02")
    points = json.loads((tmp_path / "issues.geojson").read_text("utf-8"))["features"]
    assert points[0]["geometry"] is None
    assert points[1]["geometry"]["coordinates"] == [117.21, 36.97]
    items = json.loads((tmp_path / "issues.json").read_text("utf-8"))["items"]
    assert items[0]["recorded_at"].endswith("+08:00")
    sheet = CalamineWorkbook.from_path(tmp_path / "issues.xlsx").get_sheet_by_index(0)
    assert any("BH-260302-01-02" in row for row in sheet.to_python())


def test_days_and_one_thing_narrow_an_export(worked: Laptop, tmp_path: Path) -> None:
    path = str(tmp_path / "x.csv")
    words = ("export", "issues", "--format", "csv", "-o", path)
    same = ("--from", "2026-03-02", "--to", "2026-03-02")
    assert worked.json(*words, *same)["rows"] == 2
    assert worked.json(*words, "--to", "2026-03-01")["rows"] == 0
    assert worked.json(*words, "--from", "2026-03-03")["rows"] == 0
    assert worked.json(*words, "--id", "BH-260302-01-02")["rows"] == 1
    patrol = worked.json("patrol", "list")["items"][0]["number"]
    ledger = ("export", "ledger", "--format", "json", "-o", path, "--id", patrol)
    assert worked.json(*ledger)["rows"] == 14


def test_english_is_spoken_in_an_export_too(worked: Laptop, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    worked.ok("--lang", "en", "export", "ledger", "--format", "csv", "-o", str(path))
    assert rows_of(path)[0][:3] == ["date", "shift", "weather"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["track", "--format", "csv", "-o", "{path}"], 2),
        (["evidence", "--format", "zip", "-o", "{path}"], 2),
        (["issues", "--format", "docx", "-o", "{path}"], 2),
        (["ledger", "--format", "geojson", "-o", "{path}"], 2),
        (["ledger", "--format", "csv"], 2),
        (["ledger", "-o", "{path}"], 2),
        (["ledger", "--format", "csv", "-o", "{path}", "--from", "march"], 2),
        (["ledger", "--format", "csv", "-o", "{path}", "--id", "none"], 1),
        (["ledger", "--format", "csv", "-o", "/nowhere/x.csv"], 1),
        (["issues", "--format", "csv", "-o", "{path}", *BACKWARDS], 2),
    ],
)
def test_an_export_that_cannot_be_made_leaves_the_file_alone(
    laptop: Laptop, tmp_path: Path, words: list[str], code: int
) -> None:
    path = tmp_path / "x.csv"
    path.write_text("stays", encoding="utf-8")
    said = laptop.call("export", *(word.format(path=path) for word in words))
    assert (said.code, said.out) == (code, "")
    assert path.read_text(encoding="utf-8") == "stays"


def test_texts_too_long_for_a_cell_are_counted(laptop: Laptop, tmp_path: Path) -> None:
    number = laptop.record()
    for _ in range(2):
        laptop.ok("issue", "note", number, "城" * 20_000)
    said = laptop.ok("export", "issues", "--format", "xlsx", "-o", str(tmp_path / "x.xlsx"))
    assert "1 处文字" in said.err
