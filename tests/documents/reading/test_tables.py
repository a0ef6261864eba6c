import codecs
import io
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from patrol_tui.documents.reading import book_size
from patrol_tui.documents.reading.tables import read_tables
from patrol_tui.domain.language.errors import Refused
from patrol_tui.domain.sheet import Sheet
from tests.documents.reading.office_books import converted, hotline_book

TITLES = ("工单编号", "诉求内容")


def cells(sheet: Sheet) -> list[tuple[str, ...]]:
    return [row.cells for row in sheet.rows]


def test_a_workbook_is_read_as_people_see_it(tmp_path: Path) -> None:
    about, orders = read_tables(hotline_book(tmp_path / "a.xlsx"))
    assert (about.name, orders.name) == ("说明", "工单")
    found = cells(orders)
    assert found[0] == ("济阳区12345工单",) * 7
    assert found[2] == (
        *("工单编号", "姓名", "联系电话", "诉求内容"),
        *("事发地址", "受理时间", "办理时限"),
    )
    assert found[3] == (
        *("JY-01", "王𬭎", "13800001111", "烧烤油烟"),
        *("东门", "2026-02-27 16:40:00", "2026-03-06"),
    )
    assert [row[4] for row in found[4:]] == ["3号楼", "3号楼"]
    assert [row.line for row in orders.rows] == [1, 2, 3, 4, 5, 6]


def test_every_kind_of_cell_is_read_as_somebody_would_type_it(tmp_path: Path) -> None:
    book = Workbook()
    sheet: Any = book.active
    moment = datetime(2026, 3, 2, 9, 30)  # noqa: DTZ001 - a workbook knows no zone
    sheet.append([1, 2.5, True, False, date(2026, 3, 2), moment, time(9, 30), None, "甲"])
    sheet["J1"] = timedelta(hours=30, minutes=5)
    sheet.merge_cells("L3:M4")
    book.save(tmp_path / "a.xlsx")
    (found,) = read_tables(tmp_path / "a.xlsx")
    assert cells(found)[0][:10] == (
        *("1", "2.5", "是", "否", "2026-03-02", "2026-03-02 09:30:00", "09:30", "", "甲"),
        "30:05",
    )


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("gbk", b""),
        ("gb18030", b""),
        ("utf-16-le", codecs.BOM_UTF16_LE),
    ],
)
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "，"])
def test_a_text_file_is_read_in_every_encoding_that_offices_save(
    tmp_path: Path, encoding: str, mark: bytes, delimiter: str
) -> None:
    text = f"{delimiter.join(TITLES)}\r\n7{delimiter}路灯不亮\r\n"
    path = tmp_path / "a.csv"
    path.write_bytes(mark + text.encode(encoding))
    (found,) = read_tables(path)
    assert cells(found) == [TITLES, ("7", "路灯不亮")]


def test_a_row_of_a_text_file_is_where_it_begins(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('编号,内容\n1,"两\n行"\n2,一行\n', encoding="utf-8")
    (found,) = read_tables(path)
    assert [row.line for row in found.rows] == [1, 2, 4]


def test_what_is_no_table_is_refused_with_what_to_do(tmp_path: Path) -> None:
    def refusal(name: str, data: bytes) -> str:
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(Refused) as caught:
            read_tables(path)
        return str(caught.value)

    assert "save it as .xlsx" in refusal("a.xls", b"x")
    assert ".xlsx .xlsm .csv .txt" in refusal("a.doc", b"x")
    assert "no Excel workbook" in refusal("a.xlsx", b"x")
    assert "broken" in refusal("a.csv", b'a,"' + b"x" * 200_000)
    with pytest.raises(Refused, match="cannot be read"):
        read_tables(tmp_path / "none.csv")


def test_a_workbook_that_would_fill_the_memory_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet["A1"], sheet["XFD1048576"] = "a", "b"
    packed = io.BytesIO()
    book.save(packed)
    (tmp_path / "a.xlsx").write_bytes(packed.getvalue())
    with pytest.raises(Refused, match="too large"):
        read_tables(tmp_path / "a.xlsx")
    monkeypatch.setattr(book_size, "MAX_UNPACKED_BYTES", 1_000)
    with pytest.raises(Refused, match="too large"):
        read_tables(hotline_book(tmp_path / "b.xlsx"))


@pytest.mark.debian("soffice")
def test_what_libreoffice_saves_is_read_the_same(tmp_path: Path) -> None:
    path = hotline_book(tmp_path / "a.xlsx")
    (tmp_path / "again").mkdir()
    again = converted(path, "xlsx", tmp_path / "again")
    assert [cells(one) for one in read_tables(again)][1] == cells(read_tables(path)[1])
