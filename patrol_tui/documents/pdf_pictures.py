"""Photos on the pages of a PDF, two by two, each above what it shows."""

from collections.abc import Sequence

from patrol_tui.documents.pdf_pages import Pages
from patrol_tui.documents.pictures import printed

Told = tuple[str, bytes | None, int]
"""A caption, the photo if it is held, and degrees clockwise by which it is to be turned."""

_SIZE = 9
_HIGHEST_MM = 90.0
_BETWEEN_MM = 6.0
_GAP_MM = 4.0
_MOST_LINES = 3
_Shown = tuple[str, tuple[bytes, float] | None]


def write_pictures(pages: Pages, told: Sequence[Told]) -> None:
    """Write photos two by two; what is no photo is left out."""
    known = [one for one in map(_shown, told) if one is not None and one[1] is not None]
    for first in range(0, len(known), 2):
        _write_row(pages, [*known[first : first + 2], None][:2])


def write_pair(pages: Pages, told: Sequence[Told | None]) -> None:
    """Write photos in one row, those not held as their captions; None leaves its place free."""
    _write_row(pages, [None if one is None else _shown(one) for one in told])


def _shown(told: Told) -> _Shown:
    caption, data, turn = told
    return caption, None if data is None else printed(data, turn)


def _write_row(pages: Pages, row: Sequence[_Shown | None]) -> None:
    width_mm = (pages.width_mm - _BETWEEN_MM * (len(row) - 1)) / len(row)
    photos = [None if one is None else one[1] for one in row]
    heights = [width_mm * photo[1] for photo in photos if photo is not None]
    height_mm = min(max(heights, default=0.0), _HIGHEST_MM)
    captions = [pages.lines(one[0], _SIZE, width_mm)[:_MOST_LINES] if one else [] for one in row]
    below_mm = max(map(len, captions)) * pages.line_mm(_SIZE) + _GAP_MM
    pages.make_room(height_mm + below_mm)
    for place, (photo, caption) in enumerate(zip(photos, captions, strict=True)):
        x_mm = pages.margin_mm + place * (width_mm + _BETWEEN_MM)
        if photo is not None:
            jpeg, ratio = photo
            wide_mm = min(width_mm, height_mm / ratio)
            pages.draw(jpeg, x_mm, wide_mm, wide_mm * ratio)
        for number, line in enumerate(caption):
            top_mm = pages.y_mm + height_mm + 1 + number * pages.line_mm(_SIZE)
            pages.at(x_mm, top_mm, line, _SIZE)
    pages.y_mm += height_mm + below_mm
