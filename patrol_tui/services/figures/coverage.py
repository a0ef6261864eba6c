"""Which checkpoints were visited in which week."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta, tzinfo

from patrol_tui.domain.catalog import Route
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.times import day_of
from patrol_tui.domain.values import dataclass
from patrol_tui.services.figures.rate import COVERAGE, Rate
from patrol_tui.services.patrol.patrols import was_visited

WEEK_DAYS = 7


@dataclass(frozen=True, slots=True)
class RouteWeek:
    """A route in one week.

    Attributes:
        monday: the day the week begins.
        route: the route.
        patrols: how often it was walked.
        visits: checkpoint to how many patrols visited it, in the route's order.
    """

    monday: date
    route: Route
    patrols: int
    visits: Mapping[str, int]

    @property
    def rate(self) -> Rate:
        """Return how many of its checkpoints somebody was at."""
        return Rate(COVERAGE, sum(map(bool, self.visits.values())), len(self.visits))


def coverage(
    routes: Iterable[Route], patrols: Sequence[State], first: date, last: date, zone: tzinfo
) -> tuple[RouteWeek, ...]:
    """Return each route in each week of a period, weeks first; none is left out.

    Args:
        routes: those that are to be walked.
        patrols: those that began in its weeks.
        first: its first day.
        last: its last day that has come.
        zone: where days begin.
    """
    walked: dict[tuple[date, str], list[State]] = {}
    for patrol in patrols:
        at_us = patrol.integer("started_us") or patrol.facts[0].entry.wall_us
        week = monday_of(day_of(at_us, zone))
        walked.setdefault((week, patrol.text("route")), []).append(patrol)
    return tuple(
        _week(route, monday, walked.get((monday, route.id), ()))
        for monday in mondays(first, last)
        for route in routes
    )


def _week(route: Route, monday: date, patrols: Sequence[State]) -> RouteWeek:
    visits = {
        point.id: sum(was_visited(patrol, point.id) for patrol in patrols)
        for point in route.checkpoints
        if not point.retired
    }
    return RouteWeek(monday, route, len(patrols), visits)


def whole(weeks: Sequence[RouteWeek]) -> Rate:
    """Return the rate of all routes and weeks together."""
    parts = [week.rate for week in weeks]
    visited, places = (
        sum(part.numerator for part in parts),
        sum(part.denominator for part in parts),
    )
    return Rate(COVERAGE, visited, places)


def monday_of(day: date) -> date:
    """Return the day on which a day's week begins."""
    return day - timedelta(days=day.weekday())


def mondays(first: date, last: date) -> tuple[date, ...]:
    """Return the days on which the weeks of a period begin."""
    begin = monday_of(first)
    count = (last - begin).days // WEEK_DAYS + 1
    return tuple(begin + timedelta(days=WEEK_DAYS * week) for week in range(count))
