"""Figures as tables for a workbook, a sheet each."""

from collections.abc import Callable, Mapping, Sequence

from patrol_tui.domain.catalog import Catalog
from patrol_tui.domain.language.errors import N_
from patrol_tui.domain.language.words import Words
from patrol_tui.domain.table import Column, Kind, Row, Table
from patrol_tui.services.exports.export import Speech, Wanted
from patrol_tui.services.figures.activities import sort_name
from patrol_tui.services.figures.gather import Figures, Group
from patrol_tui.services.figures.naming import (
    COUNTS,
    community_name,
    department_name,
    kind_name,
    station_name,
    week_name,
)
from patrol_tui.services.figures.rate import Rate
from patrol_tui.services.ports.desk import Desk

_LONG = 60
_KINDS: Mapping[str, Kind] = {
    "name": "text",
    "station": "text",
    "counts": "text",
    "day": "date",
}


def figures_tables(figures: Figures, desk: Desk, speech: Speech) -> tuple[Table, ...]:
    """Return rates, kinds, stations, communities, departments, weeks, days, routes, activities."""
    sheets = _Sheets(figures, desk, speech)
    groups: tuple[tuple[str, Sequence[Group], Callable[[Catalog, str], Words]], ...] = (
        (N_("By kind"), figures.by_kind, kind_name),
        (N_("By station"), figures.by_station, station_name),
        (N_("By community"), figures.by_community, community_name),
        (N_("By department"), figures.by_department, department_name),
        (N_("By week"), figures.by_week, week_name),
    )
    return (
        sheets.rates(),
        *(sheets.groups(title, found, name) for title, found, name in groups),
        sheets.days(),
        sheets.weeks(),
        sheets.activities(),
    )


class _Sheets:
    """Makes the tables of some figures."""

    def __init__(self, figures: Figures, desk: Desk, speech: Speech) -> None:
        self._figures, self._desk, self._say = figures, desk, speech.say
        scope, writer = figures.scope, desk.writer
        place = desk.catalog.district.name
        if scope.station is not None:
            place = station_name(desk.catalog, scope.station)
        days = Wanted(scope.period.first, scope.period.last).days()
        self._subtitle = "  ".join((speech.say(place), days, f"{writer.name} {writer.badge}"))

    def _table(self, title: str, columns: Sequence[tuple[str, str]], rows: Sequence[Row]) -> Table:
        made = [
            Column(
                name,
                self._say(said),
                _KINDS.get(name, "integer"),
                width_cells=_LONG if name == "counts" else 0,
                wrap=name == "counts",
            )
            for name, said in columns
        ]
        zone = self._desk.catalog.district.zone
        return Table(self._say(title), tuple(made), rows, zone, self._subtitle)

    def rates(self) -> Table:
        """Return every rate, with what it counts."""
        columns = (
            ("name", N_("rate")),
            ("numerator", N_("numerator")),
            ("denominator", N_("denominator")),
            ("percent", N_("percent")),
            ("counts", N_("what it counts")),
        )
        rows = [
            (
                self._say(one.of.name),
                one.numerator,
                one.denominator,
                one.percent,
                self._say(one.of.counts),
            )
            for one in self._figures.rates
        ]
        return self._table(N_("Figures"), columns, rows)

    def groups(
        self, title: str, groups: Sequence[Group], name: Callable[[Catalog, str], Words]
    ) -> Table:
        """Return groups with their counts, and both sides of their rates."""
        measured = [one.of for one in (groups[0] if groups else self._figures.whole).rates]
        columns = [("name", N_("name")), *((one, self._say(said)) for one, said in COUNTS.items())]
        for one in measured:
            name_said = self._say(one.name)
            columns += [
                (one.id, f"{name_said} {self._say(N_('numerator'))}"),
                (f"{one.id}_of", f"{name_said} {self._say(N_('denominator'))}"),
            ]
        rows = [
            (
                self._say(name(self._desk.catalog, group.id)),
                *(getattr(group, count) for count in COUNTS),
                *(side for one in group.rates for side in _sides(one)),
            )
            for group in groups
        ]
        return self._table(title, columns, rows)

    def days(self) -> Table:
        """Return each day with how many issues were recorded."""
        columns = (("day", N_("date")), ("new", self._say(COUNTS["new"])))
        rows = [(day.isoformat(), new) for day, new in self._figures.by_day]
        return self._table(N_("By day"), columns, rows)

    def weeks(self) -> Table:
        """Return each checkpoint in each week with how often somebody was there."""
        columns = (
            ("day", N_("week of")),
            ("name", N_("route")),
            ("counts", N_("checkpoint")),
            ("visits", N_("visits")),
        )
        rows = [
            (
                week.monday.isoformat(),
                self._say(week.route.name),
                self._say(point.name),
                week.visits[point.id],
            )
            for week in self._figures.weeks
            for point in week.route.checkpoints
            if point.id in week.visits
        ]
        return self._table(N_("Places by week"), columns, rows)

    def activities(self) -> Table:
        """Return what was done in the communities, by station and sort."""
        columns = (
            ("station", N_("station")),
            ("name", N_("activity")),
            ("held", N_("held")),
            ("people", N_("people reached")),
            ("requests", N_("requests taken in")),
        )
        rows = [
            (
                self._say(station_name(self._desk.catalog, one.station)),
                self._say(sort_name(one.sort)),
                one.held,
                one.people,
                one.requests,
            )
            for one in self._figures.activities
        ]
        return self._table(N_("Activities"), columns, rows)


def _sides(rate: Rate) -> tuple[int, int]:
    return rate.numerator, rate.denominator
