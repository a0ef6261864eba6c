"""A paper as a PDF with its fonts inside, in the program's own layout."""

from collections.abc import Sequence
from pathlib import Path

from patrol_tui.documents.paper_rows import paired
from patrol_tui.documents.pdf_pages import MARGIN_MM, Pages
from patrol_tui.domain.paper import Grid, Paper, PaperWritten
from patrol_tui.domain.table import width_in_cells

_SIZE = 10.5
_LABEL_SHARE = 0.17
_MOST_CELLS = 40
_LEAST_LINES = 3


def write_paper_pdf(paper: Paper, path: Path, home: Path) -> PaperWritten:
    """Write a paper; `home` may hold fonts of the district.

    Raises:
        Refused: no font, or the file could not be written; what stood there still stands.
    """
    pages = Pages(paper.title, home)
    pages.paragraph(paper.title, 18, align="C")
    pages.paragraph(paper.number, _SIZE, align="R")
    pages.paragraph(paper.unit, _SIZE)
    label_mm = pages.width_mm * _LABEL_SHARE
    for items in paired(paper.items):
        text_mm = pages.width_mm / len(items) - label_mm
        boxes: list[tuple[float, str]] = []
        for item in items:
            boxes += [(label_mm, item.label), (text_mm, item.text)]
        _row(pages, boxes)
    for grid in paper.grids:
        _grid(pages, grid)
    pages.y_mm += 5
    for item in paper.signatures:
        pages.paragraph(f"{item.label}：{item.text}", _SIZE, gap_mm=4)
    for note in paper.notes:
        pages.paragraph(note, 9)
    pages.save(path)
    return PaperWritten(tuple(pages.lacking))


def _grid(pages: Pages, grid: Grid) -> None:
    pages.y_mm += 4
    pages.paragraph(grid.title, _SIZE)
    widths = _widths(pages, grid)
    headings = tuple(heading for _id, heading in grid.columns)
    for texts in (headings, *grid.rows):
        _row(pages, list(zip(widths, texts, strict=True)))


def _widths(pages: Pages, grid: Grid) -> list[float]:
    """Return how wide each column is: a number needs less room than what was found."""
    headings = tuple(heading for _id, heading in grid.columns)
    longest = [
        min(max(map(width_in_cells, column)), _MOST_CELLS) + 4
        for column in zip(headings, *grid.rows, strict=True)
    ]
    return [pages.width_mm * part / sum(longest) for part in longest]


def _row(pages: Pages, texts: Sequence[tuple[float, str]]) -> None:
    """Write boxes side by side, on a new page where this one is full, torn where it must be."""
    boxes = [(width, pages.lines(text, _SIZE, pages.inner(width))) for width, text in texts]
    while any(lines for _width, lines in boxes):
        whole = max(pages.height(lines, _SIZE) for _width, lines in boxes)
        fits_one = whole < pages.end_mm - MARGIN_MM
        if pages.y_mm + whole > pages.end_mm and (fits_one or pages.room(_SIZE) < _LEAST_LINES):
            pages.turn()
        count = pages.room(_SIZE)
        now = [(width, lines[:count]) for width, lines in boxes]
        boxes = [(width, lines[count:]) for width, lines in boxes]
        height = max(pages.height(lines, _SIZE) for _width, lines in now)
        x_mm = MARGIN_MM
        for width, lines in now:
            pages.box(x_mm, width, height, lines, _SIZE)
            x_mm += width
        pages.y_mm += height
