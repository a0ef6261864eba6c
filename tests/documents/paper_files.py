"""A paper to write, and what stands in files that were written."""

import subprocess
from pathlib import Path

import pytest
from docx import Document

from patrol_tui.documents.fonts import find_fonts, system_folders
from patrol_tui.domain.language.errors import Refused
from patrol_tui.domain.paper import Grid, Item, Paper

RARE_NAME = "王𬭎㛃"
PAPER = Paper(
    id="order_to_correct",
    title="责令限期改正通知书",
    unit="滨湖站",
    number="BH-责改2026-01-01",
    items=(
        Item("party", "当事人", RARE_NAME, is_wide=True),
        Item("act_at", "时间", "2026年3月2日 9时30分"),
        Item("place", "地点", "小吃街口 <A&B>"),
        Item("act", "违法行为", "占道经营\n卖水果 {{ not.a.field }}", is_wide=True),
        Item("seal", "印章", "待填"),
    ),
    grids=(Grid("goods", "物品", (("no", "序号"), ("item", "名称")), (("1", "秤"), ("2", "伞"))),),
    signatures=(Item("sign_party", "当事人（签名）", "待签"),),
    notes=("本文书不计算罚款。",),
)


def has_chinese_font() -> bool:
    """Tell whether this machine has a font to write a PDF with."""
    try:
        return bool(find_fonts(Path("none"), system_folders()))
    except Refused:
        return False


needs_font = pytest.mark.skipif(not has_chinese_font(), reason="no font with Chinese characters")


def texts_of(path: Path) -> list[str]:
    """Return the texts of a Word file: its paragraphs, then the cells of its tables."""
    document = Document(str(path))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    return [one.text for one in (*document.paragraphs, *cells)]


def pdf_text(path: Path) -> str:
    """Return the text of a PDF as another program reads it, without spaces."""
    words = ["pdftotext", "-layout", "-enc", "UTF-8", str(path), "-"]
    done = subprocess.run(words, check=True, capture_output=True)
    return "".join(done.stdout.decode().split())
