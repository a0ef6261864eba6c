"""The table of Figures: a row for each kind, station, community, department or week."""

from collections.abc import Sequence
from dataclasses import dataclass

from patrol_tui.domain.catalog import Catalog
from patrol_tui.services.figures.gather import Figures, Group
from patrol_tui.services.figures.naming import (
    COUNTS,
    community_name,
    department_name,
    kind_name,
    station_name,
    week_name,
)
from patrol_tui.tui.cells import cells, pad, pad_left
from patrol_tui.tui.kit.drawing.paint import Line, Span
from patrol_tui.tui.kit.lists.rows import RowLook
from patrol_tui.tui.kit.progress import bar
from patrol_tui.tui.views.figures.figures_blocks import COUNT_CELLS, SIDES_CELLS
from patrol_tui.tui.views.wording.spoken import kind_mark, spoken

_NAME_CELLS = 18
_MARK_CELLS = 3
_LEAST_BAR = 4
_NAMES = {"community": community_name, "department": department_name, "week": week_name}


@dataclass(frozen=True)
class GroupRow:
    """A row of the table.

    Attributes:
        id: what it is of.
        mark: two cells in front; empty where nothing stands for it.
        name: what it is called.
        group: its issues.
        most: the most that a row of the table has.
    """

    id: str
    mark: str
    name: str
    group: Group
    most: int


def group_rows(figures: Figures, grouping: str, catalog: Catalog) -> tuple[GroupRow, ...]:
    """Return the rows of one of the groupings, most first, but weeks in their order."""
    groups = {
        "kind": figures.by_kind,
        "station": figures.by_station,
        "community": figures.by_community,
        "department": figures.by_department,
        "week": figures.by_week,
    }[grouping]
    most = max((group.new for group in groups), default=0)
    return tuple(
        GroupRow(group.id, *_names(grouping, group.id, catalog), group, most) for group in groups
    )


def _names(grouping: str, id: str, catalog: Catalog) -> tuple[str, str]:
    if grouping == "kind":
        return kind_mark(catalog.kinds.get(id)), spoken(kind_name(catalog, id))
    if grouping == "station":
        station = catalog.stations.get(id)
        return station.code[:2] if station else "", spoken(station_name(catalog, id))
    return "", spoken(_NAMES[grouping](catalog, id))


def group_lines(row: GroupRow, look: RowLook) -> Sequence[Line]:
    """Return mark, name, a line as long as its number, how many were on time, and the counts."""
    bold = "bold" if look.is_cursor and look.has_keys else ""
    kept = row.group.on_time
    sides = f"{kept.numerator}/{kept.denominator}"
    counts: list[Span] = [(pad_left(sides, SIDES_CELLS), bold if kept.denominator else "soft")]
    counts += [
        (pad_left(str(number), COUNT_CELLS), _style(name, number, bold))
        for name, number in ((count, getattr(row.group, count)) for count in COUNTS)
    ]
    taken = sum(cells(text) for text, _style_name in counts) + 3
    names = min(_NAME_CELLS, look.width - taken - _MARK_CELLS)
    room = look.width - taken - _MARK_CELLS - names - 1
    drawn: list[Span] = [(pad(row.mark, _MARK_CELLS), "blue bold"), (pad(row.name, names), bold)]
    if room >= _LEAST_BAR:
        line = bar(row.group.new, 0, max(row.most, 1), room, "blue")
        drawn += [(" ", ""), *(span for span in line if "─" not in span[0])]
    return (Line(drawn, (*counts, (" ", ""))),)


def _style(count: str, number: int, bold: str) -> str:
    if count == "overdue" and number:
        return "red bold"
    return bold if number else "soft"
