"""Gathers the figures of a station or the district: one pass over the period's rows."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from patrol_tui.domain.entries.ids import name_id
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.times import day_of, day_start_us
from patrol_tui.domain.values import dataclass
from patrol_tui.services.exports.export import rows_oldest_first
from patrol_tui.services.figures import campaigns, residents
from patrol_tui.services.figures import cases as issues
from patrol_tui.services.figures.activities import TYPE as ACTIVITY
from patrol_tui.services.figures.activities import Done, done
from patrol_tui.services.figures.campaigns import OnList, on_lists
from patrol_tui.services.figures.cases import Case, case_of, closed_us
from patrol_tui.services.figures.coverage import RouteWeek, coverage, monday_of, mondays, whole
from patrol_tui.services.figures.period import Period
from patrol_tui.services.figures.places import REPEAT_US, marked
from patrol_tui.services.figures.rate import HANDLED_ON_TIME, Rate
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.ports.lists import ListQuery, Row
from patrol_tui.services.ports.ports import Ledger

_Key = Callable[[Case | OnList], str]


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose figures, and of which days.

    Attributes:
        period: the days.
        station: id of a station, or None for all that are held here.
    """

    period: Period
    station: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Issues that have something in common.

    Attributes:
        id: kind, station, community or department in the catalogue, or a week's Monday; empty
            for none.
        cases: its issues, the oldest first.
        rates: of these, and of campaigns against such; of a station also those of its requests,
            meetings, whistles and routes.
    """

    id: str
    cases: tuple[Case, ...]
    rates: tuple[Rate, ...]

    @property
    def new(self) -> int:
        """Return how many were recorded."""
        return len(self.cases)

    @property
    def open(self) -> int:
        """Return how many of them are open."""
        return sum(case.row.is_open for case in self.cases)

    @property
    def overdue(self) -> int:
        """Return how many of them are open and late."""
        return sum(case.is_overdue for case in self.cases)

    @property
    def on_time(self) -> Rate:
        """Return how many of those that were due were handled on time."""
        return next(one for one in self.rates if one.of is HANDLED_ON_TIME)

    @property
    def came_back(self) -> int:
        """Return how many of them were closed before, and are there again."""
        return sum(case.came_back for case in self.cases)


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of a scope.

    Attributes:
        scope: whose, and of which days.
        now_us: as of when.
        whole: all its issues.
        rates: of issues, campaigns, requests, meetings, whistles and routes.
        by_day: each day with how many were recorded.
        by_kind: most first, and so are the others.
        by_station: every station whose log is held here, also with nothing in these days.
        by_community: by the community's Chinese name.
        by_department: the one without an id is what the station deals with itself.
        by_week: by the Monday of each week that has come, in their order; the first and the last
            week have only the days that belong to the scope.
        weeks: each route of these stations in each week.
        activities: what these stations did in their communities, by sort.
    """

    scope: Scope
    now_us: int
    whole: Group
    rates: tuple[Rate, ...]
    by_day: tuple[tuple[date, int], ...]
    by_kind: tuple[Group, ...]
    by_station: tuple[Group, ...]
    by_community: tuple[Group, ...]
    by_department: tuple[Group, ...]
    by_week: tuple[Group, ...]
    weeks: tuple[RouteWeek, ...]
    activities: tuple[Done, ...]


def figures(ledger: Ledger, desk: Desk, scope: Scope) -> Figures:
    """Return the figures of a scope; only what began in its days is folded."""
    reader = _Reader(ledger, desk, scope)
    cases, weeks = reader.cases(), reader.weeks()
    things = reader.things((*residents.SUBJECTS, ACTIVITY, campaigns.TYPE))
    listed = tuple(on_lists(ledger, things))
    ids = {name_id("station", station): station for station in desk.catalog.stations}

    def station(case: Case | OnList) -> str:
        return ids.get(case.row.station, "")

    def community(case: Case | OnList) -> str:
        found = desk.catalog.stations.get(station(case))
        return found.community.zh if found is not None else ""

    def groups(key: _Key, known: Iterable[str] = ()) -> tuple[Group, ...]:
        return _groups(cases, listed, key, known, desk.now_us)

    every = _group("", cases, listed, desk.now_us)

    def in_full(group: Group) -> Group:
        own = [state for row, state in things if ids.get(row.station, "") == group.id]
        walked = whole([week for week in weeks if week.route.station == group.id])
        return replace(group, rates=(*group.rates, *residents.rates(desk, own), walked))

    others = residents.rates(desk, [state for _row, state in things])
    return Figures(
        scope=scope,
        now_us=desk.now_us,
        whole=every,
        rates=(*every.rates, *others, whole(weeks)),
        by_day=_by_day(cases, scope.period, desk),
        by_kind=groups(lambda case: case.row.kind),
        by_station=tuple(map(in_full, groups(station, reader.stations))),
        by_community=groups(community),
        by_department=groups(lambda case: case.department),
        by_week=tuple(sorted(groups(reader.week, reader.mondays()), key=lambda one: one.id)),
        weeks=weeks,
        activities=done((ids.get(row.station, ""), state) for row, state in things),
    )


class _Reader:
    """Reads what began in a scope's days.

    Attributes:
        stations: those of the scope whose log is held here; of others nothing can be said.
    """

    def __init__(self, ledger: Ledger, desk: Desk, scope: Scope) -> None:
        self._ledger, self._desk, self._scope = ledger, desk, scope
        held = {ledger.writer.station, *ledger.cursors()}
        self.stations = tuple(
            one
            for one in desk.catalog.stations
            if name_id("station", one) in held and scope.station in {None, one}
        )
        self._from_us = day_start_us(scope.period.first, desk.zone)
        end = scope.period.last + timedelta(days=1)
        station = scope.station
        self._query = ListQuery(
            "",
            station=None if station is None else name_id("station", station),
            begun_from_us=self._from_us,
            begun_to_us=day_start_us(end, desk.zone),
        )

    def cases(self) -> tuple[Case, ...]:
        """Return the issues, the oldest first."""
        issue = replace(self._query, type="issue")
        found = [case_of(row, state, self._desk) for row, state in self._folded(issue)]
        before = replace(issue, begun_from_us=self._from_us - REPEAT_US, begun_to_us=self._from_us)
        return marked(found, rows_oldest_first(self._ledger, before), self._ended_us)

    def things(self, types: Sequence[str]) -> tuple[tuple[Row, State], ...]:
        """Return things of some types."""
        queries = (replace(self._query, type=one) for one in types)
        return tuple(found for query in queries for found in self._folded(query))

    def week(self, case: Case | OnList) -> str:
        """Return the Monday of the week in which an issue was recorded, or its campaign begun."""
        return monday_of(day_of(case.row.begun_us, self._desk.zone)).isoformat()

    def mondays(self) -> list[str]:
        """Return the Mondays of the scope's weeks, as far as they have come."""
        return [day.isoformat() for day in mondays(self._scope.period.first, self._last)]

    def weeks(self) -> tuple[RouteWeek, ...]:
        """Return the routes of the scope, week by week, whole ones as far as they have come."""
        days, zone = self._scope.period, self._desk.zone
        routes = [
            route
            for route in self._desk.catalog.routes.values()
            if not route.retired and route.station in self.stations
        ]
        first = monday_of(days.first)
        query = replace(self._query, type="patrol", begun_from_us=day_start_us(first, zone))
        patrols = [state for _row, state in self._folded(query)]
        return coverage(routes, patrols, first, self._last, zone)

    @property
    def _last(self) -> date:
        return min(self._scope.period.last, day_of(self._desk.now_us, self._desk.zone))

    def _folded(self, query: ListQuery) -> Iterator[tuple[Row, State]]:
        for row in rows_oldest_first(self._ledger, query):
            state = self._ledger.state(row.subject)
            if state is not None and not state.is_retracted:
                yield row, state

    def _ended_us(self, row: Row) -> int | None:
        state = self._ledger.state(row.subject)
        return None if state is None else closed_us(state)


def _groups(
    cases: Sequence[Case], listed: Sequence[OnList], key: _Key, known: Iterable[str], now_us: int
) -> tuple[Group, ...]:
    found: dict[str, list[Case]] = {id: [] for id in known}
    lists: dict[str, list[OnList]] = {}
    for case in cases:
        found.setdefault(key(case), []).append(case)
    for one in listed:
        found.setdefault(key(one), [])
        lists.setdefault(key(one), []).append(one)
    made = [_group(id, own, lists.get(id, ()), now_us) for id, own in found.items()]
    return tuple(sorted(made, key=lambda group: (-group.new, group.id)))


def _group(id: str, cases: Sequence[Case], listed: Sequence[OnList], now_us: int) -> Group:
    rates = (*issues.rates(cases, now_us), *campaigns.rates(listed))
    return Group(id, tuple(cases), rates)


def _by_day(cases: Sequence[Case], days: Period, desk: Desk) -> tuple[tuple[date, int], ...]:
    counts = dict.fromkeys(days.days, 0)
    for case in cases:
        counts[day_of(case.row.begun_us, desk.zone)] += 1
    return tuple(counts.items())
