"""What every Word file of this program has in common: pages, fonts that Word and WPS know."""

import re
from collections.abc import Collection, Sequence
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as Doc
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.table import _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from patrol_tui.documents.staging import staged
from patrol_tui.language import _

BODY_FONT, TITLE_FONT = "宋体", "黑体"
_COUNTED = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
_HEAD_SHADE, _PALE = "EEEEEE", RGBColor(0x78, 0x78, 0x78)
_A4_MM = (210, 297)
PAD_MM = 1.9
"""Between a text and the rules beside it."""
_MARGIN_MM = 15
_SIGNED_MM = 120


def new_document(title: str, *, landscape: bool = False, margin_mm: float = _MARGIN_MM) -> Doc:
    """Return an empty A4 document in 宋体, named for East Asian text too, with page numbers."""
    document = Document()
    document.core_properties.title = title
    document.core_properties.author = ""
    document.core_properties.comments = ""
    normal = document.styles["Normal"]
    normal.font.size = Pt(10.5)
    _name_font(normal.element.get_or_add_rPr(), BODY_FONT)
    shape = normal.element.get_or_add_pPr()
    for name in ("autoSpaceDE", "autoSpaceDN"):  # else a date is wider than in every other program
        space = OxmlElement(f"w:{name}")
        space.set(qn("w:val"), "0")
        shape.append(space)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")  # else lines end where Chinese ones may not
    section = document.sections[0]
    width, height = _A4_MM[::-1] if landscape else _A4_MM
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = Mm(margin_mm)
    section.top_margin = section.bottom_margin = Mm(margin_mm)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    said = _("Page {page} of {pages}")
    for part in re.split(r"({page}|{pages})", said):
        if code := _COUNTED.get(part):
            _field(foot, code)
        else:
            foot.add_run(part)
    return document


def add_title(document: Doc, text: str, size: float = 18) -> None:
    """Add the title, large and centred."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    run.bold = True
    _name_font(run._element.get_or_add_rPr(), TITLE_FONT)  # noqa: SLF001 - it has no public way


def add_signatures(document: Doc, signers: Sequence[tuple[str, str]], day: str) -> None:
    """Add a line to sign on and a place for the day for each, all on one page.

    A row that is not torn keeps them together in every program; paragraphs do not.
    """
    table = document.add_table(rows=1, cols=1)
    keep_whole(table.rows[0])
    cell = table.rows[0].cells[0]
    for place, (label, text) in enumerate(signers):
        paragraph = cell.add_paragraph() if place else cell.paragraphs[0]
        stops = paragraph.paragraph_format.tab_stops
        stops.add_tab_stop(Mm(_SIGNED_MM), leader=WD_TAB_LEADER.LINES)
        for part in (f"{label}：", text, "\t", f" {day}"):
            paragraph.add_run(part)


def make_pale(document: Doc, marks: Collection[str]) -> None:
    """Let what marks a blank stand back, so that hands can write over it."""
    for text in document.element.body.iter(qn("w:t")):
        if text.text in marks:
            Run(text.getparent(), document).font.color.rgb = _PALE


def add_grid(document: Doc, columns: int) -> WordTable:
    """Add a ruled table without rows, as wide as the page."""
    table: WordTable = document.add_table(rows=0, cols=columns)
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    return table


def fit(table: WordTable, widths_mm: Sequence[float], pad_mm: float = PAD_MM) -> None:
    """Give the columns their widths, whatever is merged, and the text room from the lines."""
    table.autofit = False
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        first = 0
        for cell in row._tr.tc_lst:  # noqa: SLF001 - row.cells names a merged one several times
            last = first + cell.grid_span
            cell.width = Mm(sum(widths_mm[first:last]))
            first = last
    margins = OxmlElement("w:tblCellMar")
    for side, width in (("top", 0.8), ("left", pad_mm), ("bottom", 0.8), ("right", pad_mm)):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(Mm(width).twips))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)  # noqa: SLF001 - as above


def add_row(table: WordTable) -> _Row:
    """Add a row to a table."""
    row: _Row = table.add_row()  # type: ignore[no-untyped-call] # python-docx leaves it untyped
    return row


def repeat_on_each_page(row: _Row) -> None:
    """Make a row the heading of every page that its table reaches, shaded and bold."""
    keep_whole(row)
    _mark(row, "w:tblHeader")
    for cell in row.cells:
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", _HEAD_SHADE)):
            shade.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - as above
        for run in cell.paragraphs[0].runs:
            run.bold = True


def keep_whole(row: _Row) -> None:
    """Keep a row from being torn at the end of a page."""
    _mark(row, "w:cantSplit")


def save_document(document: Doc, path: Path) -> None:
    """Write the file.

    Raises:
        Refused: the disk refused; what stood there still stands.
    """
    whole = BytesIO()
    document.save(whole)
    with staged(path) as stage:
        stage.file.write(whole.getvalue())


def _mark(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001 - as above


def _name_font(properties: object, font: str) -> None:
    fonts = properties.get_or_add_rFonts()  # type: ignore[attr-defined] # lxml's classes are untyped
    for kind in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(kind), font)


def _field(paragraph: Paragraph, code: str) -> None:
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        run = paragraph.add_run()
        element = OxmlElement("w:instrText" if text else "w:fldChar")
        if text:
            element.text = text
        else:
            element.set(qn("w:fldCharType"), kind)
        run._element.append(element)  # noqa: SLF001 - as above
