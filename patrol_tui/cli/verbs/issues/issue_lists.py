"""Looking at issues: `issue list`, `show`, `history`."""

from dataclasses import replace
from typing import Annotated

import typer

from patrol_tui.cli import naming
from patrol_tui.cli.call import the_call
from patrol_tui.cli.columns import table
from patrol_tui.cli.parameters import MOST_ROWS, After, Id, Limit, StationName
from patrol_tui.cli.shapes.of_issues import issue_lines, issue_shape
from patrol_tui.cli.shapes.of_station import Shapes, said
from patrol_tui.cli.shapes.of_things import related_line, related_shape
from patrol_tui.cli.verbs.things import thing_lists
from patrol_tui.cli.verbs.things.thing_lists import (
    OnlyDue,
    StatusWanted,
    TextWanted,
    held,
    marks,
    wanted,
)
from patrol_tui.domain.language.errors import N_
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.language import _
from patrol_tui.services.overview.proposals import repeat
from patrol_tui.services.ports.lists import Row
from patrol_tui.services.things.assigning import duty
from patrol_tui.services.things.relations import related
from patrol_tui.services.wording import status_words

KindWanted = Annotated[
    str | None,
    typer.Option("--kind", metavar="K", help=N_("id, code, name, pinyin or initials")),
]


def add(group: typer.Typer) -> None:
    """Add the verbs."""
    group.command("list", help=_("List issues, the newest first."))(_list)
    group.command("show", help=_("Show all that is known of an issue."))(_show)
    thing_lists.add_history(group, ISSUE)


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
        asked = wanted(session, ISSUE, status, station, query, due=due)
        if kind is not None:
            asked = replace(asked, kind=naming.kind_id(session.catalog, kind))
        page = session.ledger.page(asked, after=after, limit=most)
        shapes = Shapes.of(session)
    body = {"items": [shapes.item(row) for row in page.rows], "next": page.next_cursor}
    lines = _lines(page.rows, shapes, call.width)
    call.output.answer(body, lines, thing_lists.what_follows(page, _("No issue fits.")))


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
            marks(row, shapes),
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


def _show(context: typer.Context, issue: Id) -> None:
    call = the_call(context)
    with call.session() as session:
        state = held(session, issue, "issue")
        shapes = Shapes.of(session)
        others = related(session.ledger, state)
        proposed = duty(session.catalog, state)
        back = repeat(session.ledger, session.catalog, state, session.clock.now_us())
    body = issue_shape(state, shapes) | {
        "related": [related_shape(one) for one in others],
        "proposed": {"lead": proposed.lead, "support": list(proposed.support)},
        "comes_back": {"times": len(back.rows), "days": back.days} if back else None,
    }
    lines = [*issue_lines(state, shapes), *map(related_line, others)]
    more = ""
    if back is not None:
        more = _("This came back {times} times in {days} days here: propose a campaign.")
        more = more.format(times=len(back.rows), days=back.days)
    call.output.answer(body, lines, more)
