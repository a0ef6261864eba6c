"""A paper as a PDF with its fonts inside, in the program's own layout."""

from pathlib import Path

from patrol_tui.documents.pdf_forms import SIZE, write_grid, write_items
from patrol_tui.documents.pdf_pages import Pages
from patrol_tui.documents.pdf_pictures import write_pictures
from patrol_tui.domain.paper import Paper, PaperWritten


def write_paper_pdf(paper: Paper, path: Path, home: Path) -> PaperWritten:
    """Write a paper; `home` may hold fonts of the district.

    Raises:
        Refused: no font, or the file could not be written; what stood there still stands.
    """
    pages = Pages(paper.title, home)
    pages.paragraph(paper.title, 18, align="C")
    pages.paragraph(paper.number, SIZE, align="R")
    pages.paragraph(paper.unit, SIZE)
    write_items(pages, paper.items)
    for grid in paper.grids:
        write_grid(pages, grid)
    pages.y_mm += 5
    write_pictures(pages, [(one.caption, one.data, one.turn) for one in paper.pictures or ()])
    for item in paper.signatures:
        pages.paragraph(f"{item.label}：{item.text}", SIZE, gap_mm=4)
    for note in paper.notes:
        pages.paragraph(note, 9)
    pages.save(path)
    return PaperWritten(tuple(pages.lacking))
