"""Looking at things of any subject: `list`, `show`, `history`."""

from dataclasses import asdict, replace
from datetime import timedelta
from typing import Annotated

import typer

from patrol_tui.cli import naming
from patrol_tui.cli.call import the_call
from patrol_tui.cli.columns import table
from patrol_tui.cli.parameters import MOST_ROWS, After, Id, Limit, StationName
from patrol_tui.cli.shapes.of_station import Shapes, said
from patrol_tui.cli.shapes.of_things import thing_item, thing_lines, thing_shape
from patrol_tui.domain.entries.ids import id_text, name_id
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import HELD, Subject
from patrol_tui.domain.language.errors import N_, NotFound
from patrol_tui.domain.times import day_of, day_start_us
from patrol_tui.language import _
from patrol_tui.services.overview.campaigns import standing_of
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.ports.lists import ListQuery, Page, Row
from patrol_tui.services.session import Session
from patrol_tui.services.things.history import history
from patrol_tui.services.things.pauses import is_held
from patrol_tui.services.things.relations import related
from patrol_tui.services.wording import status_words, times_words

StatusWanted = Annotated[
    str | None, typer.Option("--status", metavar="S", help=N_("id or name of a status"))
]
TextWanted = Annotated[
    str, typer.Option("--query", metavar="TEXT", help=N_("Chinese, pinyin, initials, number"))
]
OnlyDue = Annotated[
    bool, typer.Option("--due", help=N_("due before the day ends, the most urgent first"))
]


def add(group: typer.Typer, subject: Subject) -> None:
    """Add the verbs that look at things of a subject."""
    verbs = _Lists(subject)
    group.command("list", help=_("List them, the newest first."))(verbs.list)
    group.command("show", help=_("Show all that is known of one, and what it has to do with."))(
        verbs.show
    )
    add_history(group, subject)


def add_history(group: typer.Typer, subject: Subject) -> None:
    """Add the verb that shows the entries of a thing."""
    group.command("history", help=_("Show its entries, the newest first."))(_Lists(subject).history)


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


def wanted(
    session: Session,
    subject: Subject,
    status: str | None,
    station: str | None,
    query: str,
    *,
    due: bool,
) -> ListQuery:
    """Return the query that a list's options ask for."""
    log = None
    if station is not None:
        log = name_id("station", naming.station_id(session.catalog, station))
    asked = ListQuery(
        subject.type,
        text=query,
        status=None if status is None else naming.status_id(subject, status),
        station=log,
    )
    return _due_today(session.desk(), asked) if due else asked


def _due_today(desk: Desk, asked: ListQuery) -> ListQuery:
    tomorrow = day_of(desk.now_us, desk.zone) + timedelta(days=1)
    return replace(
        asked, only_open=True, due_before_us=day_start_us(tomorrow, desk.zone), order="due"
    )


def marks(row: Row, shapes: Shapes) -> str:
    """Return the signs of a conflict, of time, and of what is not in the shared ledger."""
    unsent = _("unsent") if row.subject in shapes.unsent else ""
    late = row.due_us is not None and row.due_us < shapes.now_us
    signs = (
        _("conflict") if row.has_conflict else "",
        _("overdue") if late else "",
        said(status_words(HELD)) if is_held(row) else "",
        _("urged") if row.is_open and row.extra.get("urged") else "",
        unsent,
    )
    return " ".join(filter(None, signs))


def what_follows(page: Page, nothing: str) -> str:
    """Return how to go on with a list, or what is said of an empty one."""
    if page.next_cursor is not None:
        return _("There are more: --after {cursor}").format(cursor=page.next_cursor)
    return "" if page.rows else nothing


class _Lists:
    """The verbs of one subject."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject

    def list(
        self,
        context: typer.Context,
        *,
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
            asked = wanted(session, self._subject, status, station, query, due=due)
            page = session.ledger.page(asked, after=after, limit=most)
            shapes = Shapes.of(session)
        more = what_follows(page, _("Nothing fits."))
        body = {"items": [thing_item(row, shapes) for row in page.rows], "next": page.next_cursor}
        titles = ("", _("number"), _("status"), _("recorded"), _("due"), _("matter"))
        rows = [
            (
                marks(row, shapes),
                row.number,
                said(status_words(row.status, row.type)),
                shapes.clock(row.begun_us),
                shapes.clock(row.due_us),
                "  ".join(filter(None, (row.title, said(times_words(row))))),
            )
            for row in page.rows
        ]
        lines = table(titles, rows, call.width) if rows else []
        call.output.answer(body, lines, more)

    def show(self, context: typer.Context, thing: Id) -> None:
        call = the_call(context)
        with call.session() as session:
            state = held(session, thing, self._subject.type)
            shapes = Shapes.of(session)
            others = related(session.ledger, state)
            campaign = standing_of(session.ledger, state) if state.type == "campaign" else None
        body = thing_shape(state, self._subject, shapes, others)
        if campaign is not None:
            body["standing"] = asdict(campaign)
        call.output.answer(body, thing_lines(state, self._subject, shapes, others))

    def history(self, context: typer.Context, thing: Id) -> None:
        call = the_call(context)
        with call.session() as session:
            state = held(session, thing, self._subject.type)
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
