"""Routes: `route list`, `show`, `import`."""

from pathlib import Path
from typing import Annotated

import typer

from patrol_tui.cli import naming
from patrol_tui.cli.call import the_call
from patrol_tui.cli.columns import table
from patrol_tui.cli.parameters import DatumGiven, RouteName
from patrol_tui.cli.shapes.of_patrols import route_lines, route_shape
from patrol_tui.cli.shapes.of_station import said
from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.language import _, current
from patrol_tui.services.patrol.code_labels import coded_points
from patrol_tui.services.patrol.route_import import GRACE_MIN, in_wgs84, route_from
from patrol_tui.services.requests import PublishRoute

_MOST_GRACE_MIN = 24 * 60

WaypointsGiven = Annotated[
    Path, typer.Argument(metavar="FILE", help=N_("waypoints as GPX, KML, csv or xlsx"))
]
NameGiven = Annotated[
    str | None, typer.Option("--name", metavar="TEXT", help=N_("what the route is called"))
]
IdGiven = Annotated[
    str | None,
    typer.Option("--id", metavar="ID", help=N_("its id; an earlier route of it is replaced")),
]
GraceGiven = Annotated[
    str, typer.Option("--grace", metavar="MIN", help=N_("minutes until a checkpoint is late"))
]

SheetFile = Annotated[
    Path, typer.Option("--output", "-o", metavar="FILE", help=N_("the PDF to write"))
]
Every = Annotated[
    bool, typer.Option("--all", help=N_("those of other stations and retired ones too"))
]


def add(app: typer.Typer) -> None:
    """Add the verbs."""
    group = typer.Typer(help=_("Routes with their checkpoints and checklists."))
    group.command("list", help=_("List the routes of this station."))(_list)
    group.command("show", help=_("Show a route with checkpoints and items."))(_show)
    group.command("codes", help=_("Print the codes of a route's checkpoints, to hang up there."))(
        _codes
    )
    group.command("import", help=_("Make a route of a file of waypoints."))(_import)
    app.add_typer(group, name="route")


def _list(
    context: typer.Context,
    *,
    every: Every = False,
) -> None:
    call = the_call(context)
    with call.session() as session:
        catalog = session.catalog
        own = catalog.routes_of(session.ledger.writer.station_code)
        routes = list(catalog.routes.values()) if every else list(own)
    items = [
        {
            "id": route.id,
            "name": said(route.name),
            "station": route.station,
            "checkpoints": sum(not point.retired for point in route.checkpoints),
            "grace_min": route.grace_min,
            "shift": route.shift,
            "sample": route.sample,
            "retired": route.retired,
        }
        for route in routes
    ]
    titles = ("id", _("name"), _("station"), _("stops"), _("grace"))
    rows = [
        (
            route.id,
            said(route.name),
            route.station,
            str(len(route.checkpoints)),
            _("{count} min").format(count=route.grace_min),
        )
        for route in routes
    ]
    none = _("This station has no route yet. Make one with `patrol-tui route import FILE`.")
    call.output.answer(
        {"items": items, "next": None},
        table(titles, rows, call.width) if rows else (),
        "" if rows else none,
    )


def _show(context: typer.Context, route: RouteName) -> None:
    call = the_call(context)
    with call.session() as session:
        found = naming.route(session.catalog, route, session.ledger.writer.station_code)
    call.output.answer(route_shape(found), route_lines(found))


def _codes(context: typer.Context, route: RouteName, *, path: SheetFile) -> None:
    from patrol_tui import bootstrap

    call = the_call(context)
    with call.session() as session:
        found = naming.route(session.catalog, route, session.ledger.writer.station_code)
    whole = path.absolute()
    count = bootstrap.print_codes(found, current(), whole, call.home().places.data)
    items = [
        {"number": number, "id": point.id, "name": said(point.name), "code": code}
        for number, point, code in coded_points(found)
    ]
    told = _("{count} codes were written. A scanner that types like a keyboard reads them.")
    body = {"path": str(whole), "items": items, "next": None}
    call.output.answer(body, [str(whole)], told.format(count=count))


def _import(
    context: typer.Context,
    file: WaypointsGiven,
    *,
    name: NameGiven = None,
    route_id: IdGiven = None,
    grace: GraceGiven = str(GRACE_MIN),
    datum: DatumGiven = "wgs84",
) -> None:
    from patrol_tui.catalog_files import load_pinyin
    from patrol_tui.documents.reading.waypoints import read_waypoints

    call = the_call(context)
    grace_min = naming.whole_number(grace, 0, _MOST_GRACE_MIN)
    chosen = naming.datum_named(datum)
    found = read_waypoints(file)
    for problem in (*found.remarks, *found.problems):
        call.output.message(problem.text(_, current()))
    if found.problems:
        raise Refused(
            N_("Mistakes in {path}: {count}. Nothing was imported."),
            path=file,
            count=len(found.problems),
        )
    with call.session() as session:
        request = route_from(
            session.desk(),
            in_wgs84(found.waypoints, chosen),
            name or file.stem,
            route_id,
            grace_min,
            load_pinyin(),
        )
        replaces = request.route in session.catalog.routes
        session.office.perform(request)
        session.refresh()
        made = session.catalog.route(request.route)
    call.output.answer(
        route_shape(made), [made.id], _told(request, len(made.checkpoints), replaced=replaces)
    )


def _told(request: PublishRoute, count: int, *, replaced: bool) -> str:
    template = (
        _("Route {id} was replaced; it has {count} checkpoints.")
        if replaced
        else _("Route {id} was made; it has {count} checkpoints.")
    )
    return template.format(id=request.route, count=count)
