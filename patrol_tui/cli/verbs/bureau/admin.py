"""The bureau's side: `admin init-shared`, `enrol`, `devices`."""

from pathlib import Path
from typing import Annotated

import typer

from patrol_tui.cli import naming
from patrol_tui.cli.call import Call, the_call
from patrol_tui.cli.columns import table
from patrol_tui.cli.parameters import MOST_ROWS, After, Limit, Rename
from patrol_tui.cli.pins import new_pin
from patrol_tui.cli.shapes.of_station import Shape, Shapes, said
from patrol_tui.cli.verbs.bureau import admin_entries, admin_laptops
from patrol_tui.cli.verbs.bureau.reporting import report_tables
from patrol_tui.domain.entries.ids import id_text
from patrol_tui.domain.language.errors import N_, Usage
from patrol_tui.language import _
from patrol_tui.services.bureau.laptops import Laptop, laptop_of
from patrol_tui.services.ports.lists import ListQuery
from patrol_tui.services.wording import status_words

_ROLE = N_("officer, lead, subdistrict, bureau or auditor")
BUREAU_BADGE = "0001"


def add(app: typer.Typer) -> None:
    """Add the verbs."""
    group = typer.Typer(help=_("The bureau's side: shared database and laptops."))
    group.command(
        "init-shared", help=_("Set a shared database up; this home becomes the bureau's.")
    )(_init_shared)
    group.command("enrol", help=_("Make the bundle that sets a laptop up; prints its code."))(
        _enrol
    )
    group.command("devices", help=_("List the district's laptops."))(_devices)
    group.command("report-tables", help=_("Fill tables that other programs can query."))(
        report_tables
    )
    admin_entries.add(group)
    admin_laptops.add(group)
    app.add_typer(group, name="admin")


def _init_shared(
    context: typer.Context,
    url: Annotated[
        str, typer.Argument(metavar="URL", help=N_("sqlite:///FILE or postgresql://..."))
    ],
    *,
    station: Annotated[
        str | None,
        typer.Option("--station", metavar="CODE", help=N_("in a new home: its station")),
    ] = None,
    officer: Annotated[
        str | None, typer.Option("--officer", metavar="NAME", help=N_("in a new home: its officer"))
    ] = None,
    badge: Annotated[
        str | None, typer.Option("--badge", metavar="NO", help=N_("in a new home: the badge"))
    ] = None,
) -> None:
    from patrol_tui import bootstrap

    call = the_call(context)
    if call.home().is_set_up():
        if station or officer or badge:
            raise Usage(N_("This home has its officer: give no --station, --officer or --badge."))
    else:
        _found(call, url, station, officer, badge)
    bootstrap.init_shared(call.unlocked(), url, call.clock)
    body = {"url": bootstrap.shown_url(url), "home": str(call.home().places.data.parent)}
    told = _("{url} is this district's shared database, and this home is its bureau.")
    call.output.answer(body, said=told.format(url=body["url"]))


def _found(
    call: Call, url: str, station: str | None, officer: str | None, badge: str | None
) -> None:
    """Make a new home the bureau's; a shared database that has a district leaves none behind."""
    from patrol_tui import bootstrap

    stations = bootstrap.shipped_catalog()[0].stations
    request = bootstrap.SetUp(
        station=station or next(iter(stations)),
        officer=officer or _("Bureau"),
        badge=badge or BUREAU_BADGE,
        shared_url=url,
    )
    pin = new_pin(call.given.pin_file, call.environ)
    call.opened(bootstrap.set_up_alone(call.home(), request, pin, call.clock))


def _enrol(
    context: typer.Context,
    *,
    station: Annotated[
        str, typer.Option("--station", metavar="CODE", help=N_("the station it serves"))
    ],
    officer: Annotated[
        str, typer.Option("--officer", metavar="NAME", help=N_("who works with it"))
    ],
    path: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help=N_("the bundle"))],
    badge: Annotated[
        str | None, typer.Option("--badge", metavar="NO", help=N_("number of the certificate"))
    ] = None,
    role: Annotated[str, typer.Option("--role", metavar="ROLE", help=_ROLE)] = "officer",
    rename: Rename = False,
) -> None:
    from patrol_tui import bootstrap

    call = the_call(context)
    with call.session() as session:
        code = naming.station_id(session.catalog, station)
    request = bootstrap.EnrolRequest(code, officer, badge, role, rename)
    made = bootstrap.enrol_to_file(call.unlocked(), request, path.absolute(), call.clock)
    body = {"device": id_text(made.device), "code": made.code, "path": str(path.absolute())}
    told = _("{path} sets one laptop up, with this code. Hand the two over apart.")
    call.output.answer(body, [made.code], told.format(path=path))


def _devices(context: typer.Context, *, limit: Limit = "50", after: After = None) -> None:
    call = the_call(context)
    with call.session() as session:
        most = naming.whole_number(limit, 1, MOST_ROWS)
        page = session.ledger.page(ListQuery("device"), after=after, limit=most)
        shapes = Shapes.of(session)
        laptops = [laptop_of(session.ledger, row) for row in page.rows]
    items = [_body(one, shapes) for one in laptops]
    since, heard, seen = _("since"), _("last arrival"), _("seen")
    titles = (_("laptop"), _("station"), _("officer"), _("status"), since, heard, seen, "id")
    rows = [
        (
            one.number,
            one.station,
            one.officer,
            said(status_words(one.status)) + _fork_mark(one.is_forked),
            shapes.clock(one.enrolled_at_us),
            shapes.clock(one.arrived_at_us),
            "" if one.seen is None else f"{one.seen[0]} / {one.seen[1] or '-'}",
            id_text(one.subject),
        )
        for one in laptops
    ]
    lines = table(titles, rows, call.width)
    lines += [said(one.said_twice) for one in laptops if one.said_twice]
    call.output.answer({"items": items, "next": page.next_cursor}, lines)


def _body(one: Laptop, shapes: Shapes) -> Shape:
    return {
        "id": id_text(one.subject),
        "number": one.number,
        "station": one.station,
        "officer": one.officer,
        "status": one.status,
        "enrolled_at": shapes.time(one.enrolled_at_us),
        "arrived_at": shapes.time(one.arrived_at_us),
        "own": one.is_own,
        "forked": one.is_forked,
        "numbers_twice": list(one.twice),
        "reason": one.why_out,
        "seen": _seen(one.seen),
    }


def _seen(at: tuple[int, int | None] | None) -> dict[str, int | None] | None:
    return None if at is None else {"district": at[0], "station": at[1]}


def _fork_mark(is_forked: bool) -> str:  # noqa: FBT001 - read at the call as what it is
    return " " + _("forked") if is_forked else ""
