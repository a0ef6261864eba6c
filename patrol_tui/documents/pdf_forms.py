"""Forms on the pages of a PDF: boxes side by side, lists with a heading, torn where needed."""

from collections.abc import Sequence

from patrol_tui.documents.paper_rows import column_widths, paired
from patrol_tui.documents.pdf_pages import MARGIN_MM, Pages
from patrol_tui.domain.paper import Grid, Item

SIZE = 10.5
_LABEL_SHARE = 0.17
_LEAST_LINES = 3


def write_items(pages: Pages, items: Sequence[Item]) -> None:
    """Write labels with their texts, two in a row where both are short."""
    label_mm = pages.width_mm * _LABEL_SHARE
    for row in paired(items):
        text_mm = pages.width_mm / len(row) - label_mm
        boxes: list[tuple[float, str]] = []
        for item in row:
            boxes += [(label_mm, item.label), (text_mm, item.text)]
        write_row(pages, boxes)


def write_grid(pages: Pages, grid: Grid) -> None:
    """Write a list below its heading."""
    if grid.title:
        pages.y_mm += 4
        pages.paragraph(grid.title, SIZE)
    widths = column_widths(grid, pages.width_mm, pages.cell_measure(SIZE))
    headings = tuple(heading for _id, heading in grid.columns)
    for texts in (headings, *grid.rows):
        write_row(pages, list(zip(widths, texts, strict=True)))


def write_row(pages: Pages, texts: Sequence[tuple[float, str]]) -> None:
    """Write boxes side by side, on a new page where this one is full, torn where it must be."""
    boxes = [(width, pages.lines(text, SIZE, pages.inner(width))) for width, text in texts]
    while any(lines for _width, lines in boxes):
        whole = max(pages.height(lines, SIZE) for _width, lines in boxes)
        fits_one = whole < pages.end_mm - MARGIN_MM
        if pages.y_mm + whole > pages.end_mm and (fits_one or pages.room(SIZE) < _LEAST_LINES):
            pages.turn()
        count = pages.room(SIZE)
        now = [(width, lines[:count]) for width, lines in boxes]
        boxes = [(width, lines[count:]) for width, lines in boxes]
        height = max(pages.height(lines, SIZE) for _width, lines in now)
        x_mm = MARGIN_MM
        for width, lines in now:
            pages.box(x_mm, width, height, lines, SIZE)
            x_mm += width
        pages.y_mm += height
