"""The sheet of codes: what is printed can be read again, by people and by scanners."""

from pathlib import Path

import pytest

from patrol_tui.documents.code_sheet import CodeLabel, qr_rows, write_code_sheet
from tests.documents.paper_files import needs_font, pdf_text

CODE = "368464401539"


def labels(count: int) -> list[CodeLabel]:
    digits = "3684 6440 1539"
    return [CodeLabel(f"{at}号楼消防车道", f"北线 {at}", CODE, digits) for at in range(count)]


def test_a_code_is_a_whole_qr_code_of_the_smallest_size() -> None:
    rows = qr_rows(CODE)
    assert {len(rows), *map(len, rows)} == {21}
    finder = [row[:7] for row in rows[:7]]
    assert finder[0] == finder[6] == bytearray([1] * 7)


@needs_font
@pytest.mark.debian("pdftotext")
def test_every_label_says_place_route_and_digits(tmp_path: Path) -> None:
    write_code_sheet("北线", labels(9), tmp_path / "x.pdf", tmp_path)
    read = pdf_text(tmp_path / "x.pdf")
    assert read.count("368464401539") == 9
    assert all(f"{at}号楼消防车道" in read for at in range(9))
    assert "第2页，共2页" in read
