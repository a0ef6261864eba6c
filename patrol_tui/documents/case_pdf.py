"""A case file as one PDF with its fonts inside: lists, papers, photos."""

from pathlib import Path

from patrol_tui.documents.paper_rows import PAPER_MARGIN_MM
from patrol_tui.documents.pdf_forms import SIZE, write_grid, write_items
from patrol_tui.documents.pdf_pages import Pages
from patrol_tui.documents.pdf_pictures import write_pair
from patrol_tui.documents.pictures import printed
from patrol_tui.domain.case_file import CaseFile, Chapter, Picture
from patrol_tui.domain.paper import PaperWritten

_HEADING = 14
_PICTURE_MM = 105.0
_ROOM_FOR_HEADING_MM = 40.0


def write_case_pdf(case: CaseFile, path: Path, home: Path) -> PaperWritten:
    """Write a case file; `home` may hold fonts of the district.

    Raises:
        Refused: no font, or the file could not be written; what stood there still stands.
    """
    pages = Pages(case.title, home, margin_mm=PAPER_MARGIN_MM)
    pages.paragraph(case.title, 18, align="C")
    pages.paragraph(case.unit, SIZE, align="R")
    for chapter in case.chapters:
        _chapter(pages, chapter)
    pages.y_mm += 5
    for note in case.notes:
        pages.paragraph(note, 9)
    pages.save(path)
    return PaperWritten(tuple(pages.lacking))


def _chapter(pages: Pages, chapter: Chapter) -> None:
    if chapter.starts_page or pages.y_mm > pages.end_mm - _ROOM_FOR_HEADING_MM:
        pages.turn()
    else:
        pages.y_mm += 4
    pages.paragraph(chapter.title, _HEADING)
    write_items(pages, chapter.items)
    for grid in chapter.grids:
        write_grid(pages, grid)
    for pair in chapter.pairs:
        told = [None if one is None else (one.caption, one.image, one.turn) for one in pair]
        write_pair(pages, told)
    for picture in chapter.pictures:
        _picture(pages, picture)


def _picture(pages: Pages, picture: Picture) -> None:
    """Write a photo with its caption, both on one page; one that is no picture as its caption."""
    shown = None if picture.image is None else printed(picture.image, picture.turn)
    if shown is not None:
        pages.picture(shown[0], _PICTURE_MM, pages.line_mm(SIZE) * 2)
    pages.paragraph(picture.caption, SIZE, gap_mm=5)
