"""Looking at patrols: `patrol show` and `list`."""

from typing import Annotated

import typer

from patrol_tui.cli import naming
from patrol_tui.cli.call import the_call
from patrol_tui.cli.columns import table
from patrol_tui.cli.parameters import MOST_ROWS, After, Limit
from patrol_tui.cli.shapes.of_patrols import walk_lines, walk_shape
from patrol_tui.cli.shapes.of_station import Shapes, said
from patrol_tui.domain.entries.ids import id_text
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.language.errors import N_, NotFound, Refused
from patrol_tui.language import _
from patrol_tui.services.patrol.effort import effort
from patrol_tui.services.patrol.walk import walk
from patrol_tui.services.ports.lists import ListQuery
from patrol_tui.services.session import Session
from patrol_tui.services.wording import status_words


def add(group: typer.Typer) -> None:
    """Add the verbs."""
    group.command("show", help=_("Show a patrol; the one under way unless one is named."))(_show)
    group.command("list", help=_("List patrols, the newest first."))(_list)


def _show(
    context: typer.Context,
    patrol: Annotated[
        str | None,
        typer.Argument(metavar="PATROL", help=N_("a UUID, a number, or the beginning of one")),
    ] = None,
) -> None:
    call = the_call(context)
    with call.session() as session:
        state = _meant(session, patrol)
        now_us = session.clock.now_us()
        walked = walk(state, session.catalog, now_us)
        took = effort(state, session.tracks, now_us)
        shapes = Shapes.of(session)
        lines = walk_lines(walked, shapes, took, call.width)
        call.output.answer(walk_shape(walked, shapes, took), lines)


def _meant(session: Session, typed: str | None) -> State:
    if typed is None:
        state = session.office.patrol_under_way()
        if state is None:
            raise Refused(
                N_("No patrol is under way. `patrol-tui patrol list` shows earlier ones.")
            )
        return state
    state = session.ledger.state(session.ledger.find(typed, "patrol"))
    if state is None:
        raise NotFound(N_("There is no such thing in this ledger."))
    return state


def _list(context: typer.Context, *, limit: Limit = "50", after: After = None) -> None:
    call = the_call(context)
    with call.session() as session:
        most = naming.whole_number(limit, 1, MOST_ROWS)
        page = session.ledger.page(ListQuery("patrol"), after=after, limit=most)
        shapes = Shapes.of(session)
        routes = session.catalog.routes
    items = [
        {
            "id": id_text(row.subject),
            "number": row.number,
            "route": row.kind,
            "status": row.status,
            "started_at": shapes.time(row.begun_us),
            "finished_at": shapes.time(int(row.extra.get("finished_us", 0)) or None),
            "station": shapes.station(row.station),
            "conflict": row.has_conflict,
            "in_shared": row.subject not in shapes.unsent,
        }
        for row in page.rows
    ]
    titles = (_("number"), _("status"), _("started"), _("finished"), _("route"))
    rows = [
        (
            row.number,
            said(status_words(row.status)),
            shapes.clock(row.begun_us),
            shapes.clock(int(row.extra.get("finished_us", 0)) or None),
            said(routes[row.kind].name) if row.kind in routes else row.kind,
        )
        for row in page.rows
    ]
    none = _("No patrol yet. Start one with `patrol-tui patrol start --route ROUTE`.")
    call.output.answer(
        {"items": items, "next": page.next_cursor},
        table(titles, rows, call.width) if rows else (),
        "" if rows else none,
    )
