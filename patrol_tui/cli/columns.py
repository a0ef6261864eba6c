"""Tables for people: columns that stand, measured in terminal cells."""

from collections.abc import Iterable, Sequence

from patrol_tui.domain.language.text import inert
from patrol_tui.domain.table import width_in_cells

GAP = "  "


def padded(text: str, width: int) -> str:
    """Return a text filled up with blanks to a width in cells."""
    return text + " " * max(width - width_in_cells(text), 0)


def shortened(text: str, width: int) -> str:
    """Return a text cut to a width in cells; `..` says that something is missing."""
    if width_in_cells(text) <= width:
        return text
    kept = ""
    for character in text:
        if width_in_cells(kept + character) > width - 2:
            break
        kept += character
    return f"{kept}.."


def table(titles: Sequence[str], rows: Iterable[Sequence[str]], width: int = 0) -> list[str]:
    """Return the lines of a table with its titles.

    Args:
        titles: what heads the columns.
        rows: their texts; line breaks and what a terminal obeys are taken out.
        width: of the terminal in cells; the last column is cut to it. 0 cuts nothing.
    """
    clean = [[inert(cell) for cell in row] for row in (titles, *rows)]
    widths = [max(map(width_in_cells, column)) for column in zip(*clean, strict=True)]
    if width:
        before = sum(widths[:-1]) + len(GAP) * (len(widths) - 1)
        widths[-1] = min(widths[-1], max(width - before, 8))
    return [
        GAP.join(
            padded(shortened(cell, size), size) for cell, size in zip(row, widths, strict=True)
        ).rstrip()
        for row in clean
    ]


def facts(pairs: Iterable[tuple[str, str]]) -> list[str]:
    """Return a label and its value a line; further lines of a value stand below its first."""
    known = [(inert(label), inert(value, lines=True)) for label, value in pairs if value]
    width = max((width_in_cells(label) for label, _ in known), default=0)
    lines = []
    for label, value in known:
        first, *further = value.split("\n")
        lines.append(f"{padded(label, width)}{GAP}{first}")
        lines += [f"{' ' * width}{GAP}{line}" for line in further]
    return lines
