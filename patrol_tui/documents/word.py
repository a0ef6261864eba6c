"""What every Word file of this program has in common: pages, fonts that Word and WPS know."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as Doc
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table as WordTable
from docx.table import _Row
from docx.text.paragraph import Paragraph

from patrol_tui.documents.staging import staged

BODY_FONT, TITLE_FONT = "宋体", "黑体"
_A4_MM = (210, 297)
_MARGIN_MM = 15


def new_document(title: str, *, landscape: bool = False) -> Doc:
    """Return an empty A4 document in 宋体, named for East Asian text too, with page numbers."""
    document = Document()
    document.core_properties.title = title
    document.core_properties.author = ""
    document.core_properties.comments = ""
    normal = document.styles["Normal"]
    normal.font.size = Pt(10.5)
    _name_font(normal.element.get_or_add_rPr(), BODY_FONT)
    section = document.sections[0]
    width, height = _A4_MM[::-1] if landscape else _A4_MM
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = Mm(_MARGIN_MM)
    section.top_margin = section.bottom_margin = Mm(_MARGIN_MM)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _field(foot, "PAGE")
    foot.add_run(" / ")
    _field(foot, "NUMPAGES")
    return document


def add_title(document: Doc, text: str) -> None:
    """Add the title, large and centred."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.font.size = Pt(18)
    run.bold = True
    _name_font(run._element.get_or_add_rPr(), TITLE_FONT)  # noqa: SLF001 - it has no public way


def add_grid(document: Doc, columns: int) -> WordTable:
    """Add a ruled table without rows, as wide as the page."""
    table: WordTable = document.add_table(rows=0, cols=columns)
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    return table


def fit(table: WordTable, widths_mm: Sequence[float]) -> None:
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
    for side, twips in (("top", 45), ("bottom", 45)):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(twips))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)  # noqa: SLF001 - as above


def add_row(table: WordTable) -> _Row:
    """Add a row to a table."""
    row: _Row = table.add_row()  # type: ignore[no-untyped-call] # python-docx leaves it untyped
    return row


def repeat_on_each_page(row: _Row) -> None:
    """Make a row the heading of every page that its table reaches."""
    _mark(row, "w:tblHeader")
    keep_whole(row)


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
