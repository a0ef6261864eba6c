"""The table of figures, aligned in cells, so that Chinese takes the room it needs."""

from collections.abc import Collection, Iterable, Sequence

from patrol_tui.domain.table import width_in_cells
from tests.benchmarks.measure import Figure

TITLES = ("path", "value", "p99", "floor", "ratio", "CPU", "ratio", "goal", "", "measured on")
_WORDS = frozenset((0, 8, 9))
_MARKS = {True: "reached", False: "MISSED", None: ""}
_LARGE = 100


def lines(figures: Iterable[Figure]) -> list[str]:
    """Return the table's lines, titles first."""
    return aligned([TITLES, *map(_row, figures)], _WORDS)


def aligned(rows: Sequence[Sequence[str]], words: Collection[int]) -> list[str]:
    """Return rows as lines; columns with words begin at their left, numbers end at their right."""
    widths = [max(map(width_in_cells, column)) for column in zip(*rows, strict=True)]
    return [_line(row, widths, words) for row in rows]


def _row(figure: Figure) -> tuple[str, ...]:
    goals = [f"≤ {goal:g}" for goal in (figure.goal,) if goal is not None]
    goals += [f"p99 ≤ {figure.p99_goal:g}"] if figure.p99_goal is not None else []
    by = "×" if figure.floor else f" {figure.unit}".rstrip()
    return (
        figure.name,
        number(figure.value, figure.unit),
        number(figure.p99, figure.unit),
        number(figure.floor, figure.unit),
        number(figure.ratio, "×"),
        number(figure.cpu, figure.unit),
        number(figure.cpu_ratio, "×"),
        ", ".join(f"{goal}{by}" for goal in goals),
        _MARKS[figure.is_reached],
        figure.note,
    )


def number(value: float | None, unit: str) -> str:
    """Return a number with its unit, with digits as its size deserves; empty for none."""
    if value is None:
        return ""
    digits = 0 if value >= _LARGE or value == int(value) else 2
    space = "" if unit == "×" else " "
    return f"{value:,.{digits}f}{space}{unit}".rstrip()


def _line(row: Sequence[str], widths: Sequence[int], words: Collection[int]) -> str:
    parts = []
    for at, (text, width) in enumerate(zip(row, widths, strict=True)):
        room = " " * (width - width_in_cells(text))
        parts.append(text + room if at in words else room + text)
    return "  ".join(parts).rstrip()
