"""How the items of a paper stand on the page, in every format."""

from collections.abc import Iterable

from patrol_tui.documents.breaking import Measure
from patrol_tui.documents.columns import fitted
from patrol_tui.domain.paper import Grid, Item


def paired(items: Iterable[Item]) -> list[list[Item]]:
    """Return the items row by row: wide ones alone, narrow ones two by two."""
    rows: list[list[Item]] = []
    for item in items:
        is_waiting = bool(rows) and len(rows[-1]) == 1 and not rows[-1][0].is_wide
        if is_waiting and not item.is_wide:
            rows[-1].append(item)
        else:
            rows.append([item])
    return rows


def column_widths(grid: Grid, whole_mm: float, measure: Measure) -> list[float]:
    """Return how wide each column is: a number needs less room than what was found."""
    headings = tuple(heading for _id, heading in grid.columns)
    return fitted(list(zip(headings, *grid.rows, strict=True)), whole_mm, measure)
