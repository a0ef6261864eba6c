"""Routes and checkpoints by week: where somebody was, and where nobody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from patrol_tui.language import _
from patrol_tui.services.figures.coverage import RouteWeek, whole
from patrol_tui.tui.cells import pad, pad_left
from patrol_tui.tui.kit.blocks import Gap, Title
from patrol_tui.tui.kit.drawing.drawn import Block
from patrol_tui.tui.kit.drawing.paint import Line, Span
from patrol_tui.tui.views.wording.spoken import spoken

_WEEK_CELLS = 6
_NAME_CELLS = 18


def coverage_blocks(weeks: Sequence[RouteWeek], *, with_places: bool) -> Sequence[Block]:
    """Return each route with its weeks, and perhaps its checkpoints below.

    Args:
        weeks: each route in each week.
        with_places: show every checkpoint; of a whole district there are too many.
    """
    rate = whole(weeks)
    mondays = tuple(dict.fromkeys(week.monday for week in weeks))
    routes: dict[str, list[RouteWeek]] = {}
    for week in weeks:
        routes.setdefault(week.route.id, []).append(week)
    return (
        Title(_("Places by week"), right=f"{rate.numerator}/{rate.denominator}"),
        Gap(),
        WeekHeads(mondays),
        *(RouteLines(tuple(one), with_places) for one in routes.values()),
    )


def _kept(width: int) -> int:
    """Return for how many weeks there is room; the last ones are shown."""
    return max(1, (width - _NAME_CELLS - 2) // _WEEK_CELLS)


@dataclass(frozen=True)
class WeekHeads:
    """The days on which the weeks begin."""

    mondays: Sequence[date]

    def lines(self, width: int) -> Sequence[Line]:
        """Return the one row."""
        shown = self.mondays[-_kept(width) :]
        days = [(pad_left(f"{day:%m-%d}", _WEEK_CELLS), "soft") for day in shown]
        return (Line(((" ", ""), (pad(_("week of"), _NAME_CELLS), "soft"), *days)),)


@dataclass(frozen=True)
class RouteLines:
    """A route: places visited a week, and how often somebody was at each."""

    weeks: Sequence[RouteWeek]
    with_places: bool

    def lines(self, width: int) -> Sequence[Line]:
        """Return the rows."""
        shown = self.weeks[-_kept(width) :]
        route = shown[0].route
        sides = [
            (pad_left(f"{week.rate.numerator}/{week.rate.denominator}", _WEEK_CELLS), "bold")
            for week in shown
        ]
        head = Line(((" ", ""), (pad(spoken(route.name), _NAME_CELLS), "bold"), *sides))
        if not self.with_places:
            return (head,)
        places = [
            Line(
                (
                    (" ", ""),
                    (pad(f"  {spoken(point.name)}", _NAME_CELLS), ""),
                    *(_visits(week.visits[point.id]) for week in shown),
                )
            )
            for point in route.checkpoints
            if point.id in shown[0].visits
        ]
        return (Line(), head, *places)


def _visits(count: int) -> Span:
    return pad_left(str(count), _WEEK_CELLS), "" if count else "amber bold"
