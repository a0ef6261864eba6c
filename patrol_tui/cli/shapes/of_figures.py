"""Figures as JSON says them, and as lines for people."""

from collections.abc import Callable, Sequence

from patrol_tui.cli.columns import table
from patrol_tui.cli.shapes.of_station import Shape, Shapes, said
from patrol_tui.domain.catalog import Catalog, Words
from patrol_tui.language import _
from patrol_tui.services.figures.activities import Done, sort_name
from patrol_tui.services.figures.coverage import RouteWeek, whole
from patrol_tui.services.figures.gather import Figures, Group
from patrol_tui.services.figures.naming import (
    COUNTS,
    base_words,
    community_name,
    department_name,
    kind_name,
    station_name,
    week_name,
)
from patrol_tui.services.figures.rate import HANDLED_ON_TIME, Rate

Named = Callable[[str], str]


def figures_shape(figures: Figures, shapes: Shapes) -> Shape:
    """Return all figures, each rate with numerator, denominator and what it counts."""
    catalog, scope = shapes.catalog, figures.scope
    return {
        "from": scope.period.first.isoformat(),
        "to": scope.period.last.isoformat(),
        "station": scope.station,
        "as_of": shapes.time(figures.now_us),
        "counts": _counts(figures.whole),
        "rates": [_rate(one) for one in figures.rates],
        "by_day": [{"day": day.isoformat(), "new": new} for day, new in figures.by_day],
        "by_kind": _groups(figures.by_kind, _said(kind_name, catalog)),
        "by_station": _groups(figures.by_station, _said(station_name, catalog)),
        "by_community": _groups(figures.by_community, _said(community_name, catalog)),
        "by_department": _groups(figures.by_department, _said(department_name, catalog)),
        "by_week": _groups(figures.by_week, _said(week_name, catalog)),
        "coverage": [_week(one) for one in figures.weeks],
        "activities": [
            {
                "station": one.station or None,
                "sort": one.sort,
                "name": said(sort_name(one.sort)),
                "held": one.held,
                "people": one.people,
                "requests": one.requests,
            }
            for one in figures.activities
        ],
    }


def _said(name: Callable[[Catalog, str], Words], catalog: Catalog) -> Named:
    return lambda id: said(name(catalog, id))


def _counts(group: Group) -> Shape:
    return {count: getattr(group, count) for count in COUNTS}


def _rate(rate: Rate) -> Shape:
    return {
        "id": rate.of.id,
        "name": _(rate.of.name),
        "numerator": rate.numerator,
        "denominator": rate.denominator,
        "percent": rate.percent,
        "counts": _(rate.of.counts),
    }


def _groups(groups: Sequence[Group], name: Named) -> list[Shape]:
    return [
        {"id": one.id or None, "name": name(one.id)}
        | _counts(one)
        | {"rates": [_rate(rate) for rate in one.rates]}
        for one in groups
    ]


def _week(week: RouteWeek) -> Shape:
    rate = week.rate
    return {
        "week": week.monday.isoformat(),
        "route": week.route.id,
        "name": said(week.route.name),
        "station": week.route.station,
        "patrols": week.patrols,
        "visited": rate.numerator,
        "checkpoints": rate.denominator,
        "visits": [
            {"checkpoint": point.id, "name": said(point.name), "visits": week.visits[point.id]}
            for point in week.route.checkpoints
            if point.id in week.visits
        ],
    }


def figures_lines(figures: Figures, catalog: Catalog, width: int) -> list[str]:
    """Return the figures as tables, one below the other."""
    period, scope = figures.scope.period, figures.scope
    place = _("all stations held here")
    if scope.station is not None:
        place = said(station_name(catalog, scope.station))
    lines = [f"{place}  {period.first} ~ {period.last}", ""]
    lines += table(
        (_("rate"), "", "%", _("what it counts")),
        [
            (
                _(one.of.name),
                f"{one.numerator} / {one.denominator}",
                "" if one.percent is None else f"{one.percent}",
                _(one.of.counts),
            )
            for one in figures.rates
        ],
        width,
    )
    parts: tuple[tuple[str, Sequence[Group], Callable[[Catalog, str], Words]], ...] = (
        (_("kind"), figures.by_kind, kind_name),
        (_("station"), figures.by_station, station_name),
        (_("community"), figures.by_community, community_name),
        (_("department"), figures.by_department, department_name),
        (_("week of"), figures.by_week, week_name),
    )
    for title, groups, name in parts:
        lines += ["", *_group_lines(title, groups, _said(name, catalog), width)]
    lines += ["", *_week_lines(figures.weeks, width)]
    if figures.activities:
        lines += ["", *_activity_lines(figures.activities, catalog, width)]
    return lines


def _activity_lines(activities: Sequence[Done], catalog: Catalog, width: int) -> list[str]:
    heads = (
        _("held"),
        _("people reached"),
        _("requests taken in"),
        _("activity"),
        _("station"),
    )
    rows = [
        (
            str(one.held),
            str(one.people),
            str(one.requests),
            said(sort_name(one.sort)),
            said(station_name(catalog, one.station)),
        )
        for one in activities
    ]
    return table(heads, rows, width)


def _group_lines(title: str, groups: Sequence[Group], name: Named, width: int) -> list[str]:
    heads = (*(said(one) for one in COUNTS.values()), _(HANDLED_ON_TIME.name), title)
    rows = [
        (
            *(str(getattr(one, count)) for count in COUNTS),
            f"{one.on_time.numerator} / {one.on_time.denominator}",
            name(one.id),
        )
        for one in groups
    ]
    return table(heads, rows, width)


def _week_lines(weeks: Sequence[RouteWeek], width: int) -> list[str]:
    total = whole(weeks)
    rows = [
        (
            week.monday.isoformat(),
            f"{week.rate.numerator} / {week.rate.denominator}",
            str(week.patrols),
            said(week.route.name),
        )
        for week in weeks
    ]
    rows.append((_("together"), f"{total.numerator} / {total.denominator}", "", ""))
    return table((_("week of"), base_words(total.of, _), _("patrols"), _("route")), rows, width)
