"""Looking at issues: `issue list`, `show`, `history`."""

from dataclasses import replace
from datetime import timedelta
from typing import Annotated

import typer

from patrol_tui.cli import naming
from patrol_tui.cli.call import the_call
from patrol_tui.cli.columns import table
from patrol_tui.cli.parameters import MOST_ROWS, After, Id, Limit, StationName
from patrol_tui.cli.shapes import Shapes, said
from patrol_tui.cli.shapes_of_issues import issue_lines, issue_shape
from patrol_tui.domain.catalog import Catalog
from patrol_tui.domain.errors import N_, NotFound
from patrol_tui.domain.ids import id_text, name_id
from patrol_tui.domain.state import State
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.domain.times import day_of, day_start_us
from patrol_tui.language import _
from patrol_tui.services.desk import Desk
from patrol_tui.services.history import history
from patrol_tui.services.lists import ListQuery, Row
from patrol_tui.services.session import Session
from patrol_tui.services.wording import status_words

KindWanted = Annotated[
    str | None,
    typer.Option("--kind", metavar="K", help=N_("id, code, name, pinyin or initials")),
]
StatusWanted = Annotated[
    str | None, typer.Option("--status", metavar="S", help=N_("id or name of a status"))
]
TextWanted = Annotated[
    str, typer.Option("--query", metavar="TEXT", help=N_("Chinese, pinyin, initials, number"))
]
OnlyDue = Annotated[
    bool, typer.Option("--due", help=N_("due before the day ends, the most urgent first"))
]


def add(group: typer.Typer) -> None:
    """Add the verbs."""
    group.command("list", help=_("List issues, the newest first."))(_list)
    group.command("show", help=_("Show all that is known of an issue."))(_show)
    group.command("history", help=_("Show an issue's entries, the newest first."))(_history)


def _list(  # noqa: PLR0913 - one argument an option
    context: typer.Context,
    *,
    kind: KindWanted = None,
    status: StatusWanted = None,
    station: StationName = None,
    query: TextWanted = "",
    due: OnlyDue = False,
    limit: Limit = "50",
    after: After = None,
) -> None:
    call = the_call(context)
    most = naming.whole_number(limit, 1, MOST_ROWS)
    with call.session() as session:
        catalog = session.catalog
        asked = ListQuery(
            "issue",
            text=query,
            kind=None if kind is None else naming.kind_id(catalog, kind),
            status=None if status is None else naming.status_id(ISSUE.statuses, status),
            station=None if station is None else _log_of(catalog, station),
        )
        asked = _due_today(session.desk(), asked) if due else asked
        page = session.ledger.page(asked, after=after, limit=most)
        shapes = Shapes.of(session)
    body = {"items": [shapes.item(row) for row in page.rows], "next": page.next_cursor}
    lines = _lines(page.rows, shapes, call.width)
    if page.next_cursor is not None:
        more = _("There are more: --after {cursor}").format(cursor=page.next_cursor)
    else:
        more = "" if page.rows else _("No issue fits.")
    call.output.answer(body, lines, more)


def _log_of(catalog: Catalog, typed: str) -> bytes:
    return name_id("station", naming.station_id(catalog, typed))


def _due_today(desk: Desk, asked: ListQuery) -> ListQuery:
    tomorrow = day_of(desk.now_us, desk.zone) + timedelta(days=1)
    return replace(
        asked, only_open=True, due_before_us=day_start_us(tomorrow, desk.zone), order="due"
    )


def _lines(rows: tuple[Row, ...], shapes: Shapes, width: int) -> list[str]:
    if not rows:
        return []
    kinds = shapes.catalog.kinds
    titles: tuple[str, ...] = (
        "",
        _("number"),
        _("status"),
        _("recorded"),
        _("due"),
        _("kind"),
        _("place"),
    )
    cells: list[tuple[str, ...]] = [
        (
            _marks(row, shapes),
            row.number,
            said(status_words(row.status)),
            shapes.clock(row.begun_us),
            shapes.clock(row.due_us),
            said(kinds[row.kind].name) if row.kind in kinds else row.kind,
            row.title,
        )
        for row in rows
    ]
    if not any(marks for marks, *_others in cells):
        titles, cells = titles[1:], [row[1:] for row in cells]
    return table(titles, cells, width)


def _marks(row: Row, shapes: Shapes) -> str:
    """Return the signs of a conflict and of what is not in the shared ledger."""
    unsent = _("unsent") if row.subject in shapes.unsent else ""
    return " ".join(filter(None, (_("conflict") if row.has_conflict else "", unsent)))


def held(session: Session, typed: str, subject_type: str | None = None) -> State:
    """Return the thing that an ID names.

    Raises:
        NotFound: nothing is called so.
        Refused: several things are.
    """
    state = session.ledger.state(session.ledger.find(typed, subject_type))
    if state is None:
        raise NotFound(N_("There is no such thing in this ledger."))
    return state


def _show(context: typer.Context, issue: Id) -> None:
    call = the_call(context)
    with call.session() as session:
        state = held(session, issue, "issue")
        shapes = Shapes.of(session)
        call.output.answer(issue_shape(state, shapes), issue_lines(state, shapes))


def _history(context: typer.Context, issue: Id) -> None:
    call = the_call(context)
    with call.session() as session:
        state = held(session, issue)
        events = history(session.ledger, session.catalog, state)
        shapes = Shapes.of(session)
    titles = (_("time"), _("laptop"), _("who"), _("mark"), _("what"))
    rows = []
    for event in events:
        marks = (
            _("conflict") if event.in_conflict else "",
            "" if event.in_shared else _("unsent"),
            _("taken back") if event.is_undone else "",
            said(event.warning) if event.warning else "",
        )
        what = said(event.said) + (f"  ({event.reason})" if event.reason else "")
        rows.append(
            (
                shapes.clock(event.wall_us),
                f"{event.device_number:02d}",
                event.author or id_text(event.author_id)[:8],
                " ".join(filter(None, marks)),
                what,
            )
        )
    body = {"items": [shapes.event(event) for event in events], "next": None}
    call.output.answer(body, table(titles, rows, call.width))
