"""A paper as a PDF with its fonts inside, in the program's own layout."""

from collections.abc import Sequence
from pathlib import Path

from patrol_tui.documents.paper_rows import (
    MARKS,
    NOTE_SIZE,
    PAPER_MARGIN_MM,
    TITLE_SIZE,
    UNIT_SIZE,
    Line,
    as_letter,
    template_path,
)
from patrol_tui.documents.pdf_forms import SIZE, write_grid, write_items, write_signatures
from patrol_tui.documents.pdf_pages import Pages
from patrol_tui.documents.pdf_pictures import write_pictures
from patrol_tui.domain.paper import Paper, PaperWritten

_LETTER_SIZE = 12
_GAP_MM = 14.0


def write_paper_pdf(paper: Paper, path: Path, home: Path) -> PaperWritten:
    """Write a paper; `home` may hold fonts of the district.

    Raises:
        Refused: no font, or the file could not be written; what stood there still stands.
    """
    pages = Pages(paper.title, home, margin_mm=PAPER_MARGIN_MM)
    pages.paragraph(paper.unit, UNIT_SIZE, align="C")
    pages.paragraph(paper.title, TITLE_SIZE, align="C")
    pages.paragraph(paper.number, SIZE, align="R")
    if letter := as_letter(paper, lambda item: item.text, paper.unit):
        _write_letter(pages, letter)
        for grid in paper.grids:
            write_grid(pages, grid)
    else:
        write_items(pages, paper.items)
        for grid in paper.grids:
            write_grid(pages, grid)
        pages.y_mm += 6
        write_signatures(pages, paper.signatures)
    for note in paper.notes:
        pages.paragraph(note, NOTE_SIZE)
    pages.y_mm += 3
    write_pictures(pages, [(one.caption, one.data, one.turn) for one in paper.pictures or ()])
    pages.save(path)
    is_passed_over = template_path(home, paper.id).exists()
    return PaperWritten(tuple(pages.lacking), is_passed_over=is_passed_over)


def _write_letter(pages: Pages, letter: Sequence[Line]) -> None:
    is_signing = False
    for line in letter:
        if line.align == "R" and not is_signing:
            is_signing = True
            pages.y_mm += _GAP_MM
            pages.make_room(_GAP_MM * 2)
        text = line.text.replace("\n", "\n　　")
        mark = line.text if line.text in MARKS else ""
        said = f"{line.label}{text}"
        pages.paragraph(said, _LETTER_SIZE, align=line.align, gap_mm=2, mark=mark)
