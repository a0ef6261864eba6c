"""`import`, as offices would use it: their own tables, previewed, mended, taken once."""

from pathlib import Path

import pytest

from tests.cli.laptop import Laptop
from tests.documents.reading.office_books import converted, hotline_book

BAD = "工单编号,诉求内容,联系电话\nJY-01,路灯不亮,13800001111\nJY-02,井盖响,不详\n"


def test_an_export_of_the_hotline_is_previewed_then_taken_once(
    laptop: Laptop, tmp_path: Path
) -> None:
    file = str(hotline_book(tmp_path / "工单.xlsx"))
    shown = laptop.json("import", "requests", file, "--dry-run")
    assert (shown["dry_run"], shown["written"], shown["sheet"]) == (True, False, "工单")
    assert (shown["counts"]["new"], shown["counts"]["bad"]) == (3, 0)
    assert shown["columns"]["requester"] == "姓名"
    assert laptop.json("request", "list")["items"] == []

    said = laptop.ok("import", "requests", file)
    assert "新增 3。已写入。" in said.err
    assert "路灯不亮" in said.out
    items = laptop.json("request", "list")["items"]
    assert {one["number"] for one in items} == {f"BH-q-JY-0{at}" for at in (1, 2, 3)}
    name = laptop.ok("request", "open", "BH-q-JY-01", "requester", "--reason", "回访").out
    assert name == "王𬭎\n"

    again = laptop.json("import", "requests", file)
    assert (again["written"], again["counts"]["held"]) == (False, 3)
    assert "没有要写的" in laptop.ok("import", "requests", file).err


@pytest.mark.debian("soffice")
def test_the_same_orders_saved_as_text_by_libreoffice_add_nothing(
    laptop: Laptop, tmp_path: Path
) -> None:
    book = hotline_book(tmp_path / "a.xlsx")
    laptop.ok("import", "requests", str(book))
    # the second sheet, as GBK, the way Excel in Chinese saves it
    form = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2"
    converted(book, form, tmp_path)
    (text,) = tmp_path.glob("*.csv")
    text.write_bytes(text.read_text(encoding="utf-8-sig").encode("gb18030"))
    again = laptop.json("import", "requests", str(text))
    assert again["counts"]["new"] == 0
    assert again["written"] is False


def test_rows_that_cannot_be_taken_are_named_and_nothing_is_half_imported(
    laptop: Laptop, tmp_path: Path
) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(BAD.encode("gbk"))
    said = laptop.call("import", "requests", str(file))
    assert said.code == 1
    assert f"{file}，第 3 行：联系电话: " in said.err
    assert "什么都没有写" in said.err
    assert laptop.json("request", "list")["items"] == []
    body = laptop.call("import", "requests", str(file), "--json")
    assert (body.code, body.body["bad"][0]["line"], body.body["bad"][0]["column"]) == (
        1,
        3,
        "联系电话",
    )
    assert laptop.json("import", "requests", str(file), "--without-bad")["written"] is True
    assert len(laptop.json("request", "list")["items"]) == 1


def test_columns_are_named_by_a_file(laptop: Laptop, tmp_path: Path) -> None:
    table, columns = tmp_path / "a.csv", tmp_path / "map.yaml"
    table.write_text("甲,乙\n路灯不亮,东街\n", encoding="utf-8")
    assert "--map" in laptop.call("import", "requests", str(table)).err
    columns.write_text("columns: {title: 甲, place: 乙}\nfixed: {channel: visit}\n", "utf-8")
    said = laptop.ok("import", "requests", str(table), "--map", str(columns))
    assert "channel (来源): 来访" in said.err
    (item,) = laptop.json("request", "list")["items"]
    assert item["title"] == "路灯不亮"


def test_roster_stalls_and_contacts_are_taken_too(laptop: Laptop, tmp_path: Path) -> None:
    tables = {
        "roster": "日期,班次,值班人员\n2026-03-02,早班,甲、乙\n",
        "stalls": "摊位号,所在市场,备注,多余\n1,东街市场,,x\n",
        "contacts": "岗位,单位,联系人,联系电话\n排水抢修,水务,丁某,0531-84210000\n",
    }
    for what, text in tables.items():
        file = tmp_path / f"{what}.csv"
        file.write_text(text, encoding="utf-8-sig")
        assert laptop.json("import", what, str(file))["counts"]["new"] == 1
        assert laptop.json("import", what, str(file))["counts"]["held"] == 1
        said = laptop.ok("import", what, str(file), "--dry-run").err
    assert len(laptop.json("roster", "list")["items"]) == 1
    assert len(laptop.json("stall", "list")["items"]) == 1
    found = laptop.json("directory", "排水抢修")["items"]
    assert ("丁某", "0531-84210000") in {(one["name"], one["phone"]) for one in found}
    assert "丁某" in laptop.ok("directory", "排水抢修").out
    assert "这次只是试看" in said
    assert "多余" in laptop.ok("import", "stalls", str(tmp_path / "stalls.csv")).err
