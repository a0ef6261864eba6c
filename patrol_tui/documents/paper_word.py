"""A paper as a Word file, made from a template that the district may replace by its own.

A template names an item by its id in double braces, as `{{ party }}`, and the rows of a list
by a loop over its id. The one that comes with the program is built from the paper itself, so it
can be written out, changed in Word, and put into the folder of templates.
"""

from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.exceptions import OpcError
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage  # type: ignore[import-untyped]
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment
from lxml.etree import LxmlError  # type: ignore[import-untyped]

from patrol_tui.documents.cells import readable
from patrol_tui.documents.columns import in_cells
from patrol_tui.documents.paper_rows import column_widths, paired
from patrol_tui.documents.pictures import printed
from patrol_tui.documents.staging import staged
from patrol_tui.documents.word import (
    add_grid,
    add_row,
    add_title,
    fit,
    keep_whole,
    new_document,
    save_document,
)
from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.domain.language.os_reasons import reason_of
from patrol_tui.domain.paper import Grid, Paper, PaperWritten
from patrol_tui.language import _

TEMPLATES_FOLDER = "papers"
BAD_TEMPLATE = N_(
    "The template {path} cannot be used: {error}. Nothing was written. Mend it, or take it away: "
    "then the one that comes with the program serves."
)
_LABEL_MM, _TEXT_MM = 30.0, 60.0
_CELL_MM, _RIM_MM = 1.95, 4.2
_PICTURE_MM = 110


def template_path(home: Path, paper_id: str) -> Path:
    """Return where the district may put its own template of a paper."""
    return home / TEMPLATES_FOLDER / f"{paper_id}.docx"


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
    document = new_document(paper.title)
    add_title(document, "{{ title }}")
    head = document.add_paragraph("{{ number }}")
    head.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph("{{ unit }}")
    table = add_grid(document, 4)
    for items in paired(paper.items):
        row = add_row(table)
        keep_whole(row)
        cells = row.cells
        for place, item in enumerate(items):
            cells[2 * place].text = item.label
            cells[2 * place + 1].text = f"{{{{ {item.id} }}}}"
        if len(items) == 1:
            cells[1].merge(cells[3])
    fit(table, (_LABEL_MM, _TEXT_MM) * 2)
    for grid in paper.grids:
        _add_list(document, grid)
    document.add_paragraph()
    if paper.pictures is not None:
        for text in ("{%p for picture in pictures %}", "{{ picture.image }}"):
            document.add_paragraph(text)
        document.add_paragraph("{{ picture.caption }}")
        document.add_paragraph("{%p endfor %}")
    for item in paper.signatures:
        document.add_paragraph(f"{item.label}：{{{{ {item.id} }}}}")
    for place, _note in enumerate(paper.notes):
        document.add_paragraph(f"{{{{ notes[{place}] }}}}")
    return document


def _add_list(document: Any, grid: Grid) -> None:  # noqa: ANN401 - as above
    document.add_paragraph()
    document.add_paragraph(grid.title)
    table = add_grid(document, len(grid.columns))
    names = [id for id, _heading in grid.columns]
    lines = (
        [heading for _id, heading in grid.columns],
        [f"{{%tr for row in {grid.id} %}}", *[""] * (len(names) - 1)],
        [f"{{{{ row.{name} }}}}" for name in names],
        ["{%tr endfor %}", *[""] * (len(names) - 1)],
    )
    for texts in lines:
        for cell, text in zip(add_row(table).cells, texts, strict=True):
            cell.text = text
    whole_mm = 2 * (_LABEL_MM + _TEXT_MM)
    fit(table, column_widths(grid, whole_mm, in_cells(_CELL_MM, _RIM_MM)))


def _filled(source: "Path | BytesIO", path: Path, paper: Paper) -> bytes:
    # What the district puts in its template is no program: it can read values, nothing else.
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    whole = BytesIO()
    try:
        document = DocxTemplate(source)
        context = _context(paper) | {"pictures": _pictures(document, paper)}
        document.render(context, environment, autoescape=True)
        document.save(whole)
    except (BadZipFile, OpcError, KeyError, ValueError, TypeError, LxmlError) as error:
        reason = _("it is no Word file, or a broken one")
        raise Refused(BAD_TEMPLATE, path=path, error=reason) from error
    except TemplateError as error:
        raise Refused(BAD_TEMPLATE, path=path, error=error.message) from error
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
