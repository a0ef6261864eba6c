"""How the items of a paper stand on the page, in every format."""

from collections.abc import Iterable

from patrol_tui.domain.paper import Item


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
