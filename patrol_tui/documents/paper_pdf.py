"""A paper as a PDF with its fonts inside, in the program's own layout."""

from pathlib import Path

from patrol_tui.documents.pdf_forms import SIZE, write_grid, write_items
from patrol_tui.documents.pdf_pages import MARGIN_MM, Pages
from patrol_tui.documents.pictures import printed
from patrol_tui.domain.paper import Paper, PaperWritten

_HIGHEST_MM = 90.0
_BETWEEN_MM = 6.0


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
    _pictures(pages, paper)
    for item in paper.signatures:
        pages.paragraph(f"{item.label}：{item.text}", SIZE, gap_mm=4)
    for note in paper.notes:
        pages.paragraph(note, 9)
    pages.save(path)
    return PaperWritten(tuple(pages.lacking))


def _pictures(pages: Pages, paper: Paper) -> None:
    """Write the photos two by two, each above what it shows."""
    shown = [(one.caption, printed(one.data, one.turn)) for one in paper.pictures or ()]
    known = [(caption, photo) for caption, photo in shown if photo is not None]
    width_mm = (pages.width_mm - _BETWEEN_MM) / 2
    for first in range(0, len(known), 2):
        pair = known[first : first + 2]
        height_mm = min(max(width_mm * ratio for _caption, (_jpeg, ratio) in pair), _HIGHEST_MM)
        pages.make_room(height_mm + 8)
        for place, (caption, (jpeg, ratio)) in enumerate(pair):
            x_mm = MARGIN_MM + place * (width_mm + _BETWEEN_MM)
            wide_mm = min(width_mm, height_mm / ratio)
            pages.draw(jpeg, x_mm, wide_mm, wide_mm * ratio)
            for line in pages.lines(caption, 9, width_mm)[:1]:
                pages.at(x_mm, pages.y_mm + height_mm + 1, line, 9)
        pages.y_mm += height_mm + 8
