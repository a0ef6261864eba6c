"""What the program proposes by itself: campaigns, and issues that may be the same."""

from typing import Annotated

import typer

from patrol_tui.cli import naming
from patrol_tui.cli.call import the_call
from patrol_tui.cli.columns import table
from patrol_tui.cli.shapes.of_station import Shapes, said
from patrol_tui.domain.entries.ids import id_text
from patrol_tui.domain.language.errors import N_
from patrol_tui.language import _
from patrol_tui.services.overview.nearby import Near, near_by
from patrol_tui.services.overview.proposals import repeats
from patrol_tui.services.session import Session

KindGiven = Annotated[
    str, typer.Option("--kind", metavar="KIND", help=N_("id, code, name, pinyin or initials"))
]
PlaceGiven = Annotated[str, typer.Option("--place", metavar="TEXT", help=N_("where it is"))]
Latitude = Annotated[str | None, typer.Option("--lat", metavar="N", help=N_("latitude in degrees"))]
Longitude = Annotated[
    str | None, typer.Option("--lon", metavar="N", help=N_("longitude in degrees"))
]


def add(group: typer.Typer) -> None:
    """Add the verb that names what keeps coming back."""
    group.command("proposals", help=_("List what keeps coming back, for a campaign."))(_proposals)


def add_near(group: typer.Typer) -> None:
    """Add the verb that names issues which may be the same."""
    group.command("near", help=_("List open issues of a kind at a place or near it."))(_near)


def _proposals(context: typer.Context) -> None:
    call = the_call(context)
    with call.session() as session:
        found = repeats(session.ledger, session.catalog, session.clock.now_us())
        kinds = session.catalog.kinds
    items = [
        {
            "kind": one.rows[0].kind,
            "place": one.rows[0].title,
            "times": len(one.rows),
            "days": one.days,
            "issues": [id_text(row.subject) for row in one.rows],
        }
        for one in found
    ]
    titles = (_("kind"), _("place"), _("times"), _("days"), _("issues"))
    rows = [
        (
            said(kinds[one.rows[0].kind].name),
            one.rows[0].title,
            str(len(one.rows)),
            str(one.days),
            " ".join(row.number for row in one.rows),
        )
        for one in found
    ]
    body = {"items": items, "next": None}
    lines = table(titles, rows, call.width) if rows else []
    call.output.answer(body, lines, "" if rows else _("Nothing keeps coming back."))


def near_issues(
    session: Session, kind: str, place: str, lat_e7: int | None, lon_e7: int | None
) -> tuple[Near, ...]:
    """Return open issues of a kind at a place or near a position."""
    here = None if lat_e7 is None or lon_e7 is None else (lat_e7, lon_e7)
    return near_by(session.ledger, session.catalog, kind, place, here)


def _near(
    context: typer.Context,
    *,
    kind: KindGiven,
    place: PlaceGiven,
    lat: Latitude = None,
    lon: Longitude = None,
) -> None:
    call = the_call(context)
    with call.session() as session:
        wanted = naming.kind_id(session.catalog, kind)
        found = near_issues(session, wanted, place, naming.degrees(lat), naming.degrees(lon))
        shapes = Shapes.of(session)
    items = [shapes.item(one.row) | {"distance_m": one.distance_m} for one in found]
    titles = (_("number"), _("recorded"), _("place"))
    rows = [(one.row.number, shapes.clock(one.row.begun_us), one.row.title) for one in found]
    lines = table(titles, rows, call.width) if rows else []
    call.output.answer({"items": items, "next": None}, lines, "" if rows else _("No issue fits."))
