"""A paper as a Word file, made from a template that the district may replace by its own.

A template names an item by its id in double braces, as `{{ party }}`, and the rows of a list
by a loop over its id. The one that comes with the program is built from the paper itself, so it
can be written out, changed in Word, and put into the folder of templates.
"""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.exceptions import OpcError
from docx.shared import Mm, Pt
from docxtpl import DocxTemplate, InlineImage  # type: ignore[import-untyped]
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment
from lxml.etree import LxmlError  # type: ignore[import-untyped]

from patrol_tui.documents.cells import readable
from patrol_tui.documents.columns import in_cells
from patrol_tui.documents.paper_rows import (
    MARKS,
    NOTE_SIZE,
    PAPER_MARGIN_MM,
    TITLE_SIZE,
    UNIT_SIZE,
    Line,
    as_letter,
    column_widths,
    paired,
    sign_day,
    template_path,
)
from patrol_tui.documents.pictures import printed
from patrol_tui.documents.staging import staged
from patrol_tui.documents.template_faults import fault
from patrol_tui.documents.word import (
    PAD_MM,
    add_grid,
    add_row,
    add_signatures,
    add_title,
    fit,
    keep_whole,
    make_pale,
    new_document,
    repeat_on_each_page,
    save_document,
)
from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.domain.language.os_reasons import reason_of
from patrol_tui.domain.paper import Grid, Item, Paper, PaperWritten
from patrol_tui.language import _

BAD_TEMPLATE = N_(
    "The template {path} cannot be used: {error}. Nothing was written. Mend it, or take it away: "
    "then the one that comes with the program serves."
)
_LABEL_MM, _TEXT_MM = 30.0, 55.0
_LETTER_SIZE = 12
_CELL_MM = 1.95
_PICTURE_MM = 110


def write_paper_word(paper: Paper, path: Path, home: Path) -> PaperWritten:
    """Fill the district's template of the paper if there is one, else the program's own.

    Raises:
        Refused: the template is broken or asks for what the paper lacks, or the file could not be
            written; what stood there still stands.
    """
    own = template_path(home, paper.id)
    source: Path | BytesIO = own
    if is_replaced := own.exists():
        made_from = own
    else:
        source, made_from = BytesIO(), Path(paper.id)
        template(paper).save(source)
        source.seek(0)
    filled = _filled(source, made_from, paper)
    with staged(path) as stage:
        stage.file.write(filled)
    return PaperWritten(is_replaced=is_replaced)


def write_template(paper: Paper, path: Path) -> None:
    """Write the program's own template of a paper, to be changed in Word.

    Raises:
        Refused: the file could not be written; what stood there still stands.
    """
    save_document(template(paper), path)


def template(paper: Paper) -> Any:  # noqa: ANN401 - python-docx hides its class
    """Return the program's own template of a paper."""
    document = new_document(paper.title, margin_mm=PAPER_MARGIN_MM)
    unit = document.add_paragraph()
    unit.alignment = WD_ALIGN_PARAGRAPH.CENTER
    unit.add_run("{{ unit }}").font.size = Pt(UNIT_SIZE)
    add_title(document, "{{ title }}", TITLE_SIZE)
    head = document.add_paragraph("{{ number }}")
    head.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if letter := as_letter(paper, _named, "{{ unit }}"):
        _add_letter(document, letter)
        for grid in paper.grids:
            _add_list(document, grid)
    else:
        _add_form(document, paper)
    for place, _note in enumerate(paper.notes):
        note = document.add_paragraph().add_run(f"{{{{ notes[{place}] }}}}")
        note.font.size = Pt(NOTE_SIZE)
    if paper.pictures is not None:
        document.add_paragraph("{%p for picture in pictures %}")
        photo = document.add_paragraph("{{ picture.image }}")
        photo.paragraph_format.keep_with_next = True
        for paragraph in (photo, document.add_paragraph("{{ picture.caption }}")):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        document.add_paragraph("{%p endfor %}")
    return document


def _named(item: Item) -> str:
    return f"{{{{ {item.id} }}}}"


def _add_letter(document: Any, letter: Sequence[Line]) -> None:  # noqa: ANN401 - as above
    is_signing = False
    for line in letter:
        paragraph = document.add_paragraph()
        for text in filter(None, (line.label, line.text)):
            paragraph.add_run(text).font.size = Pt(_LETTER_SIZE)
        if line.align == "R":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            paragraph.paragraph_format.space_before = Pt(0 if is_signing else 2 * _LETTER_SIZE)
            paragraph.paragraph_format.keep_with_next = not is_signing
            is_signing = True


def _add_form(document: Any, paper: Paper) -> None:  # noqa: ANN401 - as above
    table = add_grid(document, 4)
    for items in paired(paper.items):
        row = add_row(table)
        if not items[0].is_wide:
            keep_whole(row)
        cells = row.cells
        for place, item in enumerate(items):
            cells[2 * place].text = item.label
            cells[2 * place + 1].text = _named(item)
        if len(items) == 1:
            cells[1].merge(cells[3])
    fit(table, (_LABEL_MM, _TEXT_MM) * 2)
    for grid in paper.grids:
        _add_list(document, grid)
    document.add_paragraph()
    if paper.signatures:
        signers = [(item.label, _named(item)) for item in paper.signatures]
        add_signatures(document, signers, sign_day())
        document.add_paragraph()


def _add_list(document: Any, grid: Grid) -> None:  # noqa: ANN401 - as above
    title = document.add_paragraph(grid.title)
    title.paragraph_format.space_before = Pt(_LETTER_SIZE)
    title.paragraph_format.keep_with_next = True
    table = add_grid(document, len(grid.columns))
    names = [id for id, _heading in grid.columns]
    lines = (
        [heading for _id, heading in grid.columns],
        [f"{{%tr for row in {grid.id} %}}", *[""] * (len(names) - 1)],
        [f"{{{{ row.{name} }}}}" for name in names],
        ["{%tr endfor %}", *[""] * (len(names) - 1)],
    )
    rows = [add_row(table) for _line in lines]
    for row, texts in zip(rows, lines, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    repeat_on_each_page(rows[0])
    if grid.is_counted or not grid.is_open:  # an answer may be as long as a page
        keep_whole(rows[2])
    whole_mm = 2 * (_LABEL_MM + _TEXT_MM)
    fit(table, column_widths(grid, whole_mm, in_cells(_CELL_MM, 2 * PAD_MM + 0.4)))


def _filled(source: "Path | BytesIO", path: Path, paper: Paper) -> bytes:
    # What the district puts in its template is no program: it can read values, nothing else.
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    whole = BytesIO()
    try:
        document = DocxTemplate(source)
        context = _context(paper) | {"pictures": _pictures(document, paper)}
        try:
            document.render(context, environment, autoescape=True)
        except TemplateError as error:
            reason = fault(error, document.docx, context)
            raise Refused(BAD_TEMPLATE, path=path, error=reason) from error
        make_pale(document.docx, MARKS)
        document.save(whole)
    except (BadZipFile, OpcError, KeyError, ValueError, TypeError, LxmlError) as error:
        reason = _("it is no Word file, or a broken one")
        raise Refused(BAD_TEMPLATE, path=path, error=reason) from error
    except OSError as error:
        raise Refused(BAD_TEMPLATE, path=path, error=reason_of(error)) from error
    return whole.getvalue()


def _pictures(document: DocxTemplate, paper: Paper) -> list[dict[str, object]]:
    """Return the photos as a template names them; what is no photo is left out."""
    shown = [(one.caption, printed(one.data, one.turn)) for one in paper.pictures or ()]
    return [
        {
            "caption": readable(caption),
            "image": InlineImage(document, BytesIO(photo[0]), width=Mm(_PICTURE_MM)),
        }
        for caption, photo in shown
        if photo is not None
    ]


def _context(paper: Paper) -> dict[str, object]:
    """Return what a template may name."""
    said: dict[str, object] = {
        item.id: readable(item.text) for item in (*paper.items, *paper.signatures)
    }
    for grid in paper.grids:
        names = [id for id, _heading in grid.columns]
        said[grid.id] = [dict(zip(names, map(readable, row), strict=True)) for row in grid.rows]
    return said | {
        "title": paper.title,
        "unit": readable(paper.unit),
        "number": paper.number,
        "notes": [readable(note) for note in paper.notes],
    }
