"""Workbooks as offices keep them, written by another program than ours."""

import subprocess
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook


def hotline_book(path: Path) -> Path:
    """Write an export of the hotline: a heading, two lines of merged titles, real days."""
    book = Workbook()
    book.active.title = "说明"  # type: ignore[union-attr] # a new workbook has a sheet
    sheet: Any = book.create_sheet("工单")
    sheet["A1"] = "济阳区12345工单"
    sheet.merge_cells("A1:G1")
    titles = ("工单编号", "诉求人信息", "", "诉求内容", "事发地址", "受理时间", "办理时限")
    for place, title in enumerate(titles, 1):
        sheet.cell(2, place, title or None)
    sheet.merge_cells("B2:C2")
    sheet["B3"], sheet["C3"] = "姓名", "联系电话"
    for column in "ADEFG":
        sheet.merge_cells(f"{column}2:{column}3")
    rows: tuple[tuple[object, ...], ...] = (
        ("JY-01", "王𬭎", 13800001111, "烧烤油烟", "东门", _at(27, 16, 40), date(2026, 3, 6)),
        ("JY-02", "陈某", "１３８００００２２２２", "路灯不亮", None, "2026年3月1日 上午9时", None),
        ("JY-03", "孙㛃", None, "楼道\n堆物", None, None, None),
    )
    for line, row in enumerate(rows, 4):
        for place, value in enumerate(row, 1):
            sheet.cell(line, place, value)
    sheet.merge_cells("E5:E6")
    sheet["E5"] = "3号楼"
    book.save(path)
    return path


def _at(day: int, hour: int, minute: int) -> datetime:
    return datetime(2026, 2, day, hour, minute)  # noqa: DTZ001 - a workbook knows no zone


def converted(path: Path, form: str, folder: Path, *, opened_as: str = "") -> Path:
    """Return a file as LibreOffice saves it in another form, such as `csv` or `pdf`.

    Args:
        path: the file.
        form: what it becomes.
        folder: where that is put.
        opened_as: what somebody answers who is asked how to open it, as its filters write that.
    """
    words = [
        "soffice",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        *([f"--infilter={opened_as}"] if opened_as else []),
        "--convert-to",
        form,
        "--outdir",
        str(folder),
        str(path),
    ]
    subprocess.run(words, check=True, capture_output=True, timeout=120)
    return folder / f"{path.stem}.{form.partition(':')[0]}"
