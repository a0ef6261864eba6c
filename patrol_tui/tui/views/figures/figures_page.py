"""Every figure there is, as a page to read: where there is little room it holds the rest."""

from collections.abc import Sequence
from datetime import date

from patrol_tui.domain.times import day_of, day_text
from patrol_tui.language import _
from patrol_tui.services.figures.activities import Done, sort_name
from patrol_tui.services.figures.rate import HANDLED_ON_TIME
from patrol_tui.tui.kit.blocks import Fact, Gap, Title
from patrol_tui.tui.kit.drawing.drawn import Block
from patrol_tui.tui.views.figures.coverage_blocks import coverage_blocks
from patrol_tui.tui.views.figures.figures_blocks import (
    GROUPINGS,
    FiguresSeen,
    RateLines,
    period_text,
    rate_lines,
)
from patrol_tui.tui.views.figures.figures_rows import GroupRow
from patrol_tui.tui.views.wording.spoken import spoken

_SORT_CELLS = 12


def all_blocks(seen: FiguresSeen, row: GroupRow | None) -> Sequence[Block]:
    """Return every figure there is: of all, of a row of the table, week by week, of the routes."""
    figures = seen.figures
    of_row: Sequence[Block] = ()
    if row is not None:
        of_row = (Gap(), Title(row.name, _(GROUPINGS[seen.grouping])), rate_lines(row.group.rates))
    today = day_of(seen.desk.now_us, seen.desk.zone)
    weeks = [(day_text(date.fromisoformat(one.id), today), one.on_time) for one in figures.by_week]
    return (
        Title(seen.place, period_text(figures.scope.period)),
        rate_lines(figures.rates),
        *of_row,
        Gap(),
        Title(_(HANDLED_ON_TIME.name), _("By week")),
        RateLines(weeks),
        Gap(),
        *coverage_blocks(figures.weeks, with_places=figures.scope.station is not None),
        *_activities(figures.activities),
    )


def _activities(done: Sequence[Done]) -> Sequence[Block]:
    """Return what was done in the communities, by sort; of a district all stations together."""
    together: dict[str, list[Done]] = {}
    for one in done:
        together.setdefault(one.sort, []).append(one)
    said = _("held {held}, people {people}, requests {requests}")
    rows = [
        Fact(
            spoken(sort_name(sort)),
            said.format(
                held=sum(one.held for one in own),
                people=sum(one.people for one in own),
                requests=sum(one.requests for one in own),
            ),
            column=_SORT_CELLS,
        )
        for sort, own in together.items()
    ]
    return (Gap(), Title(_("Activities")), *rows) if rows else ()
