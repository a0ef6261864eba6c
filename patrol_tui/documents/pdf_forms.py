"""Forms on the pages of a PDF: boxes side by side, lists with a heading, torn where needed."""

from collections.abc import Callable, Sequence

from patrol_tui.documents.paper_rows import MARKS, column_widths, label_width, paired, sign_day
from patrol_tui.documents.pdf_pages import Look, Pages
from patrol_tui.domain.paper import Grid, Item

SIZE = 10.5
_LABEL_SHARE, _LABEL_MOST = 0.17, 0.25
_LEAST_LINES = 4
_SIGN_MM = 10.5
_HEAD_MM = 32.0
_WHOLE_MM = 60.0
"""Rows that are no higher are not torn at the end of a page."""


def _nothing() -> None:
    """Head a list that has no heading."""


def write_items(pages: Pages, items: Sequence[Item]) -> None:
    """Write labels with their texts, two in a row where both are short."""
    least_mm, most_mm = pages.width_mm * _LABEL_SHARE, pages.width_mm * _LABEL_MOST
    label_mm = label_width(items, least_mm, most_mm, pages.cell_measure(SIZE))
    for row in paired(items):
        text_mm = pages.width_mm / len(row) - label_mm
        boxes: list[tuple[float, str]] = []
        for item in row:
            boxes += [(label_mm, item.label), (text_mm, item.text)]
        write_row(pages, boxes)


def write_grid(pages: Pages, grid: Grid) -> None:
    """Write a list below its heading."""
    pages.make_room(_HEAD_MM)
    if grid.title:
        pages.y_mm += 4
        pages.paragraph(grid.title, SIZE)
    widths = column_widths(grid, pages.width_mm, pages.cell_measure(SIZE))
    headings = [heading for _id, heading in grid.columns]

    def head() -> None:
        write_row(pages, list(zip(widths, headings, strict=True)), look="head")

    head()
    for texts in grid.rows:
        write_row(pages, list(zip(widths, texts, strict=True)), on_turn=head)


def write_row(
    pages: Pages,
    texts: Sequence[tuple[float, str]],
    *,
    look: Look = "plain",
    on_turn: Callable[[], None] = _nothing,
) -> None:
    """Write boxes side by side, on a new page where this one is full, torn where it must be.

    Args:
        pages: where to.
        texts: the width and the text of each box.
        look: of those that mark no blank.
        on_turn: writes again what heads the list, on each new page.
    """
    looks = ["mark" if text in MARKS else look for _width, text in texts]
    boxes = [(width, pages.lines(text, SIZE, pages.inner(width))) for width, text in texts]
    while any(lines for _width, lines in boxes):
        whole = max(pages.height(lines, SIZE) for _width, lines in boxes)
        may_be_torn = whole > _WHOLE_MM and pages.room(SIZE) >= _LEAST_LINES
        if pages.y_mm + whole > pages.end_mm and not may_be_torn:
            pages.turn()
            on_turn()
        count = pages.room(SIZE)
        now = [(width, lines[:count]) for width, lines in boxes]
        boxes = [(width, lines[count:]) for width, lines in boxes]
        height = max(pages.height(lines, SIZE) for _width, lines in now)
        x_mm = pages.margin_mm
        for (width, lines), own in zip(now, looks, strict=True):
            pages.box(x_mm, width, height, lines, SIZE, look=own)
            x_mm += width
        pages.y_mm += height


def write_signatures(pages: Pages, signatures: Sequence[Item]) -> None:
    """Write who has to sign, all on one page, each with a line and a place for the day."""
    if not signatures:
        return
    pages.make_room(_SIGN_MM * len(signatures))
    day = sign_day()
    right_mm = pages.margin_mm + pages.width_mm - pages.text_width(day, SIZE)
    for item in signatures:
        label, x_mm = f"{item.label}：", pages.margin_mm
        pages.at(x_mm, pages.y_mm, label, SIZE)
        x_mm += pages.text_width(label, SIZE)
        pages.at(x_mm, pages.y_mm, item.text, SIZE, is_mark=item.text in MARKS)
        x_mm += pages.text_width(item.text, SIZE) + 1
        pages.rule(x_mm, max(right_mm - 4, x_mm), pages.y_mm + pages.line_mm(SIZE))
        pages.at(right_mm, pages.y_mm, day, SIZE)
        pages.y_mm += _SIGN_MM
