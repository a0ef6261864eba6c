import errno
import gc
import io
import re
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook  # type: ignore[import-untyped]

from patrol_tui.documents.cells import EXCEL_TEXT_UNITS, readable
from patrol_tui.documents.sheets import Sheets, Styles, column_width
from patrol_tui.documents.staging import Stage
from patrol_tui.documents.workbook import opened, write_xlsx
from patrol_tui.domain.table import Column, Row, Table
from patrol_tui.language import set_language

SEEN_US = 1_795_046_461_500_000  # 2026-11-19 08:01:01.5 in Shanghai


def sheet_of(path: Path, number: int = 0) -> list[list[object]]:
    book = CalamineWorkbook.from_path(path)
    return [list(row) for row in book.get_sheet_by_index(number).to_python(skip_empty_area=False)]


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(f"xl/{name}").decode()


def texts(*rows: str, title: str = "台账", width: int = 0) -> Table:
    columns = (Column("a", "内容", width_cells=width), Column("b", "备注", wrap=True))
    return Table(title, columns, [(row, "x") for row in rows], "Asia/Shanghai")


def test_title_subtitle_header_rows_and_notes_stand_in_this_order(tmp_path: Path) -> None:
    columns = (Column("a", "编号"), Column("b", "内容"))
    table = Table(
        "滨湖社区巡查台账",
        columns,
        [("A-1", "占道经营")],
        "Asia/Shanghai",
        subtitle="2026 年 11 月",
        notes=("填表人：", "审核人："),
    )
    assert write_xlsx([table], tmp_path / "a.xlsx").rows == 1
    assert sheet_of(tmp_path / "a.xlsx") == [
        ["滨湖社区巡查台账", ""],
        ["2026 年 11 月", ""],
        ["编号", "内容"],
        ["A-1", "占道经营"],
        ["", ""],
        ["填表人：", ""],
        ["审核人：", ""],
    ]


def test_every_kind_of_value_is_what_excel_takes_it_for(tmp_path: Path) -> None:
    set_language("en")
    columns = (
        Column("i", "I", "integer"),
        Column("d", "D", "decimal", decimals=7),
        Column("t", "T", "time"),
        Column("day", "Day", "date"),
        Column("f", "F", "flag"),
    )
    rows: list[Row] = [
        (7, 306_127_000, SEEN_US, "2026-11-19", 1),
        (10**15, -5, 10**18, "soon", 0),
        (None, "x", "later", SEEN_US, None),
        (0, 0, -3_000_000_000_000_000, 10**18, "maybe"),
    ]
    write_xlsx([Table("t", columns, rows, "Asia/Shanghai")], tmp_path / "a.xlsx")
    assert sheet_of(tmp_path / "a.xlsx")[2:] == [
        [7, 30.6127, datetime(2026, 11, 19, 8, 1, 1), date(2026, 11, 19), "yes"],  # noqa: DTZ001
        [str(10**15), -5e-7, str(10**18), "soon", "no"],
        ["", "x", "later", date(2026, 11, 19), ""],
        [0, 0, str(-3_000_000_000_000_000), str(10**18), "maybe"],
    ]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        '=HYPERLINK("http://x")',
        "+1",
        "-1",
        "@x",
        "http://x",
        "0012",
        "<r>x</r>",
        "{=1}",
    ],
)
def test_what_looks_like_a_formula_stays_text(text: str, tmp_path: Path) -> None:
    write_xlsx([texts(text, title=text)], tmp_path / "a.xlsx")
    read = sheet_of(tmp_path / "a.xlsx")
    assert [str(read[0][0]).rstrip(), str(read[2][0]).rstrip()] == [text, text]
    assert "<f>" not in part(tmp_path / "a.xlsx", "worksheets/sheet1.xml")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\x00b\x1b[31m", "a\ufffdb\ufffd[31m"),
        ("one\r\ntwo", "one\ntwo"),
        ("_x0041_", "_x0041_"),
        (" 空 ", " 空 "),
        ("[/red]", "[/red]"),
        ("\udce9", "\ufffd"),
        ("🚒" * 3, "🚒🚒🚒"),
    ],
)
def test_text_is_kept_and_control_characters_are_inert(
    text: str, kept: str, tmp_path: Path
) -> None:
    write_xlsx([texts(text)], tmp_path / "a.xlsx")
    assert sheet_of(tmp_path / "a.xlsx")[2][0] == kept


@pytest.mark.parametrize("character", ["长", "🚒"])
def test_a_text_longer_than_a_cell_is_cut_and_says_so(character: str, tmp_path: Path) -> None:
    set_language("en")
    written = write_xlsx([texts(character * 40_000, "short")], tmp_path / "a.xlsx")
    cell = str(sheet_of(tmp_path / "a.xlsx")[2][0])
    assert written.shortened == 1
    assert len(cell.encode("utf-16-le")) // 2 <= EXCEL_TEXT_UNITS
    kept = cell.count(character)
    assert cell.endswith(f" [{40_000 - kept} more characters are in the ledger]")


def test_a_text_that_just_fits_is_whole(tmp_path: Path) -> None:
    assert write_xlsx([texts("长" * EXCEL_TEXT_UNITS)], tmp_path / "a.xlsx").shortened == 0
    assert sheet_of(tmp_path / "a.xlsx")[2][0] == "长" * EXCEL_TEXT_UNITS


class FullDisk(io.BytesIO):
    """A file on a disk without room."""

    def write(self, _data: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_disk_that_is_full_at_the_very_end_is_reported_once(tmp_path: Path) -> None:
    with (
        pytest.raises(OSError, match="No space left"),
        opened(Stage(FullDisk(), tmp_path)) as book,
    ):
        book.add_worksheet().write_string(0, 0, "x")
    gc.collect()


def test_it_is_ready_for_the_printer(tmp_path: Path) -> None:
    set_language("zh")
    write_xlsx([texts("a", title="A&B")], tmp_path / "a.xlsx")
    sheet = part(tmp_path / "a.xlsx", "worksheets/sheet1.xml")
    assert '<pageSetup paperSize="9" fitToHeight="0" orientation="landscape"' in sheet
    assert '<sheetPr filterMode="1">' not in sheet
    assert "<pageSetUpPr fitToPage=" in sheet
    assert '<pane ySplit="2" topLeftCell="A3"' in sheet
    assert '<autoFilter ref="A2:B3"' in sheet
    assert "&amp;C第 &amp;P 页，共 &amp;N 页" in sheet
    assert "&amp;RA&amp;&amp;B" in sheet
    assert "$2:$2" in part(tmp_path / "a.xlsx", "workbook.xml")


def test_columns_for_other_programs_stay_off_the_paper(tmp_path: Path) -> None:
    columns = (Column("a", "A"), Column("b", "B"), Column("id", "id"))
    notes = ("说明",)
    table = Table("t", columns, [("x", "y", "z")] * 3, "UTC", notes=notes, on_paper=2)
    write_xlsx([table], tmp_path / "a.xlsx")
    assert "'t'!$A$1:$B$7" in part(tmp_path / "a.xlsx", "workbook.xml").replace("t!", "'t'!")
    sheet = part(tmp_path / "a.xlsx", "worksheets/sheet1.xml")
    assert '<mergeCell ref="A1:B1"/>' in sheet
    assert '<autoFilter ref="A2:C5"' in sheet


def test_a_table_may_stand_upright_on_the_page(tmp_path: Path) -> None:
    table = Table("t", (Column("a", "A"),), [("x",)], "UTC", landscape=False)
    write_xlsx([table], tmp_path / "a.xlsx")
    assert 'orientation="portrait"' in part(tmp_path / "a.xlsx", "worksheets/sheet1.xml")
    assert sheet_of(tmp_path / "a.xlsx") == [["t"], ["A"], ["x"]]


def test_an_empty_table_has_its_header(tmp_path: Path) -> None:
    assert write_xlsx([texts()], tmp_path / "a.xlsx").rows == 0
    assert sheet_of(tmp_path / "a.xlsx")[1] == ["内容", "备注"]


def test_columns_are_as_wide_as_what_stands_in_them() -> None:
    assert column_width(Column("a", "备注"), ["占道经营", "x"]) == 8
    assert column_width(Column("a", "备注"), ["长" * 100]) == 60
    assert column_width(Column("a", "备注", width_cells=30), ["x"]) == 30
    assert column_width(Column("a", "期限", "time"), ["2026-11-23T10:32:17.123456+08:00"]) == 16


def test_a_row_is_as_high_as_its_longest_text_wraps(tmp_path: Path) -> None:
    columns = (Column("a", "备注", width_cells=20, wrap=True), Column("b", "说明"))
    rows = [("占" * 25, "长" * 25), ("一\n二", ""), ("短", "长" * 90), ("占" * 999, "")]
    write_xlsx([Table("t", columns, rows, "Asia/Shanghai")], tmp_path / "a.xlsx")
    sheet = part(tmp_path / "a.xlsx", "worksheets/sheet1.xml")
    found = re.findall(r'<row r="(\d+)"(?: ht="([\d.]+)")?', sheet)
    heights = [float(points or 0) for row, points in found if int(row) >= 3]
    assert heights == pytest.approx([52, 36, 0, 409], abs=0.5)  # in whole pixels


def test_each_table_has_its_sheet_under_a_name_that_excel_takes(tmp_path: Path) -> None:
    titles = ["a/b:[c]", "A b  c ", "'", "长" * 40, "🚒" * 20, ""]
    write_xlsx([texts("x", title=title) for title in titles], tmp_path / "a.xlsx")
    assert CalamineWorkbook.from_path(tmp_path / "a.xlsx").sheet_names == [
        "a b  c",
        "A b  c (2)",
        "1",
        "长" * 31,
        "🚒" * 15,
        "1 (2)",
    ]


def test_what_a_sheet_cannot_hold_goes_on_to_the_next(tmp_path: Path) -> None:
    table = Table("t", (Column("a", "A"),), [], "UTC", notes=("end",))
    with Workbook(tmp_path / "a.xlsx", {"constant_memory": True}) as book:
        sheets = Sheets(book, Styles(book), table, [10], most_rows=6)
        for number in range(5):
            sheets.write((str(number),))
        sheets.finish()
    assert sheets.count == 5
    assert CalamineWorkbook.from_path(tmp_path / "a.xlsx").sheet_names == ["t", "t (2)", "t (3)"]
    assert sheet_of(tmp_path / "a.xlsx", 0) == [["t"], ["A"], ["0"], ["1"]]
    assert sheet_of(tmp_path / "a.xlsx", 2) == [["t"], ["A"], ["4"], [""], ["end"]]


@settings(max_examples=40)
@given(st.lists(st.text(max_size=20), min_size=1, max_size=5))
def test_whatever_text_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[str]
) -> None:
    path = tmp_path_factory.mktemp("xlsx") / "a.xlsx"
    write_xlsx([texts(*rows)], path)
    read = [re.sub(r"\r\n?", "\n", str(row[0])) for row in sheet_of(path)[2:]]
    assert read == [readable(row) for row in rows]
