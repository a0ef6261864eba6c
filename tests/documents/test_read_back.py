"""The ledger as a file says what the ledger says: read back by other programs, cell by cell."""

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from docx import Document
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from patrol_tui.documents.csv_file import write_csv
from patrol_tui.documents.table_word import write_table_word
from patrol_tui.documents.workbook import write_xlsx
from patrol_tui.domain.table import Row, Table
from patrol_tui.domain.times import in_zone
from patrol_tui.language import _, set_language
from patrol_tui.services.exports.export import Speech
from patrol_tui.services.exports.export_ledger import ledger_table
from patrol_tui.services.requests import Check, StartPatrol
from tests.documents.reading.office_books import converted
from tests.services.laptop import Laptop, record
from tests.services.test_export import ALL, ledger_of, walked

ODD = "=1+1 王𬭎，“两行”\n第 2 行"
"""What spreadsheets like to make something else of."""
AS_EXCEL_DOES = "CSV:44,34,76,1,,0,false,true"
"""Commas, quotes, UTF-8, from the first line on; days and times are taken for such."""
_HEAD_ROWS = 3
Value = str | int | date | datetime | None


def full() -> Laptop:
    """Return a laptop with a patrol that has a line of every sort, and one of two days later."""
    laptop = walked()
    laptop.clock.advance(48 * 3_600_000_000)
    laptop.do(StartPatrol("north"), Check("market", "stalls", "unchecked", ODD))
    laptop.do(record(answers=("gate", "posters"), checkpoint="gate", measures=("handed_over",)))
    return laptop


@pytest.fixture(scope="module")
def table() -> Table:
    """Return the ledger's rows, which may be read more than once."""
    laptop = full()
    set_language("zh")
    made = ledger_table(ledger_of(laptop), laptop.desk(), ALL, Speech(_, "zh"))
    rows = list(made.rows)
    assert len(rows) > 6
    return replace(made, rows=rows)


def meant(table: Table) -> list[list[Value]]:
    """Return what the cells of a table mean, by the kinds of its columns."""
    zone = ZoneInfo(table.zone)

    def value(cell: object, kind: str) -> Value:
        if cell is None or cell == "":
            return None
        if isinstance(cell, int) and kind in {"date", "time"}:
            moment = in_zone(cell, zone).replace(microsecond=0, tzinfo=None)
            return moment.date() if kind == "date" else moment
        assert isinstance(cell, str | int)
        return cell

    return [
        [value(cell, column.kind) for cell, column in zip(row, table.columns, strict=True)]
        for row in table.rows
    ]


def plain(values: Iterable[object]) -> list[Value]:
    """Return a row as a reader gave it, in the types that cells mean."""

    def one(value: object) -> Value:
        if isinstance(value, float):
            assert value == int(value)
            return int(value)
        assert value is None or isinstance(value, str | int | date)
        return None if value == "" else value

    return [one(value) for value in values]


def sheet(path: Path, skipped: int) -> list[list[Value]]:
    """Return the rows of a workbook below its heading."""
    book = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    return [plain(row) for row in book.to_python(skip_empty_area=False)[skipped:]]


def typed(rows: Iterable[Sequence[str]], table: Table) -> list[list[Value]]:
    """Return texts in the types that the columns mean."""
    read: dict[str, Callable[[str], Value]] = {
        "date": date.fromisoformat,
        "time": datetime.fromisoformat,
        "integer": int,
    }
    return [
        [
            None if not text else read.get(column.kind, str)(text)
            for text, column in zip(row, table.columns, strict=True)
        ]
        for row in rows
    ]


def unguarded(rows: list[list[Value]]) -> list[list[Value]]:
    """Take away the apostrophe that keeps a text of a csv from being run as a formula."""
    return [[ODD if value == f"'{ODD}" else value for value in row] for row in rows]


def printed(table: Table) -> list[list[str]]:
    """Return the rows as paper shows them: times of the day to the minute."""
    return [
        [
            f"{value:%H:%M}" if isinstance(value, datetime) else "" if value is None else str(value)
            for value in row
        ]
        for row in meant(table)
    ]


def word_rows(path: Path) -> list[list[str]]:
    """Return the rows of a Word file's one table below its heading."""
    (grid,) = Document(str(path)).tables
    return [[cell.text for cell in row.cells] for row in grid.rows[1:]]


def titles(table: Table) -> list[str]:
    """Return what heads the columns."""
    return [column.title for column in table.columns]


def test_the_workbook_holds_the_rows_of_the_ledger(table: Table, tmp_path: Path) -> None:
    write_xlsx([table], tmp_path / "a.xlsx")
    assert sheet(tmp_path / "a.xlsx", _HEAD_ROWS) == meant(table)
    found = load_workbook(tmp_path / "a.xlsx").active
    assert found is not None
    head, *rows = found.iter_rows(min_row=_HEAD_ROWS, values_only=True)
    assert [*head] == titles(table)
    midnights = [
        [datetime.combine(day, time()) if isinstance(day, date) else day, *rest]
        for day, *rest in meant(table)
    ]
    assert [plain(row) for row in rows] == midnights
    assert found.freeze_panes == f"A{_HEAD_ROWS + 1}"
    assert found.auto_filter.ref == f"A{_HEAD_ROWS}:P{_HEAD_ROWS + len(rows)}"


def test_the_csv_holds_the_rows_of_the_ledger(table: Table, tmp_path: Path) -> None:
    write_csv(table, tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    assert head == titles(table)
    assert unguarded(typed(rows, table)) == meant(table)


def test_the_word_file_holds_the_rows_of_the_ledger(table: Table, tmp_path: Path) -> None:
    write_table_word(table, tmp_path / "a.docx")
    assert word_rows(tmp_path / "a.docx") == printed(table)


@pytest.mark.debian("soffice")
def test_libreoffice_reads_the_same_out_of_each(table: Table, tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    for folder in (ours, theirs):
        folder.mkdir()
    write_xlsx([table], ours / "book.xlsx")
    write_csv(table, ours / "text.csv")
    write_table_word(table, ours / "word.docx")
    assert sheet(converted(ours / "book.xlsx", "ods", theirs), _HEAD_ROWS) == meant(table)
    text = converted(ours / "text.csv", "ods", theirs, opened_as=AS_EXCEL_DOES)
    assert unguarded(sheet(text, 1)) == meant(table)
    assert word_rows(converted(ours / "word.docx", "docx", theirs)) == printed(table)


def test_a_line_of_every_sort_is_among_them(table: Table) -> None:
    rows: list[Row] = list(table.rows)
    results = {str(row[9]) for row in rows}
    assert {"正常", "问题", "未查", "未到"} <= results
    assert ODD in {row[10] for row in rows}
    assert len({value[0] for value in meant(table)}) == 2
    begun = [row[0] for row in rows if isinstance(row[0], int)]
    assert all(first <= second for first, second in pairwise(begun))
