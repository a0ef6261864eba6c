"""Conflicts: what people wrote of one field without seeing each other's."""

from collections.abc import Mapping
from typing import Annotated

import typer

from patrol_tui.cli import naming
from patrol_tui.cli.call import the_call
from patrol_tui.cli.columns import table
from patrol_tui.cli.parameters import MOST_ROWS, After, Id, Limit, Reason
from patrol_tui.cli.shapes.of_station import Shapes, public_name, said
from patrol_tui.cli.verbs.things.changing import changed
from patrol_tui.cli.verbs.things.thing_lists import held
from patrol_tui.domain.entries.ids import id_text
from patrol_tui.domain.folding.state import Conflict, State
from patrol_tui.domain.language.errors import N_, NotFound, Refused, Usage
from patrol_tui.domain.subjects import BY_TYPE
from patrol_tui.language import _
from patrol_tui.services.ports.lists import ListQuery, Row
from patrol_tui.services.requests import Settle
from patrol_tui.services.session import Session
from patrol_tui.services.things.history import Event, history
from patrol_tui.services.things.witness import witnessed
from patrol_tui.services.wording import field_label, value_words


def add(app: typer.Typer) -> None:
    """Add the verbs."""
    group = typer.Typer(help=_("What two people gave at once, to be settled by an officer."))
    group.command("list", help=_("List things with a conflict."))(_list)
    group.command("show", help=_("Show all values of a conflict."))(_show)
    group.command("settle", help=_("Say which value is right."))(_settle)
    app.add_typer(group, name="conflict")


def _list(context: typer.Context, *, limit: Limit = "50", after: After = None) -> None:
    call = the_call(context)
    most = naming.whole_number(limit, 1, MOST_ROWS)
    with call.session() as session:
        rows, cursor = _found(session, after, most)
        shapes = Shapes.of(session)
        states = [session.ledger.state(row.subject) for row in rows]
    named = [(row, state) for row, state in zip(rows, states, strict=True) if state is not None]
    items = [
        {
            "id": id_text(row.subject),
            "number": row.number,
            "type": row.type,
            "place": row.title,
            "status": row.status,
            "station": shapes.station(row.station),
            "fields": [public_name(BY_TYPE[row.type], one.field) for one in state.conflicts],
        }
        for row, state in named
    ]
    titles = (_("number"), _("fields"), _("place"))
    lines = [
        (row.number or id_text(row.subject), _labels(shapes, row, state), row.title)
        for row, state in named
    ]
    call.output.answer(
        {"items": items, "next": cursor},
        table(titles, lines, call.width) if lines else (),
        "" if lines else _("There is no conflict."),
    )


def _labels(shapes: Shapes, row: Row, state: State) -> str:
    subject = BY_TYPE[row.type]
    labels = [field_label(shapes.catalog, subject, state, one.field) for one in state.conflicts]
    return "  ".join(said(label) for label in labels)


def _found(session: Session, after: str | None, most: int) -> tuple[list[Row], str | None]:
    """Return rows of every type, one type after the other; the cursor names its type."""
    types = list(BY_TYPE)
    begin, _colon, inner = (after or f"{types[0]}:").partition(":")
    if begin not in types:
        raise Usage(N_("{cursor} is no cursor of this list."), cursor=after)
    rows: list[Row] = []
    for subject_type in types[types.index(begin) :]:
        at = inner if subject_type == begin and inner else None
        query = ListQuery(subject_type, only_conflict=True)
        page = session.ledger.page(query, after=at, limit=most - len(rows))
        rows += page.rows
        if page.next_cursor is not None:
            return rows, f"{subject_type}:{page.next_cursor}"
        if len(rows) == most and subject_type != types[-1]:
            return rows, f"{types[types.index(subject_type) + 1]}:"
    return rows, None


def _disputed(session: Session, typed: str) -> State:
    state = held(session, typed)
    if not state.conflicts:
        raise NotFound(
            N_("There is no conflict in {number}."), number=state.text("number") or typed
        )
    return state


def _show(context: typer.Context, issue: Id) -> None:
    call = the_call(context)
    with call.session() as session:
        state = _disputed(session, issue)
        shapes = Shapes.of(session)
        events = history(session.ledger, session.catalog, state)
    body = {
        "id": id_text(state.subject),
        "fields": [shapes.conflict(state, conflict) for conflict in state.conflicts],
    }
    call.output.answer(body, _lines(state, shapes, {event.entry: event for event in events}))


def _lines(state: State, shapes: Shapes, events: Mapping[bytes, Event]) -> list[str]:
    subject = BY_TYPE[state.type]
    lines = [f"{state.text('number')}  {state.text('place')}"]
    for conflict in state.conflicts:
        label = said(field_label(shapes.catalog, subject, state, conflict.field))
        lines += ["", f"{label}  {public_name(subject, conflict.field)}"]
        titles = (_("entry"), _("time"), _("who"), _("value"))
        rows = [
            (
                side.entry.hex()[:12],
                shapes.clock(side.wall_us),
                shapes.person(side.author),
                said(value_words(shapes.catalog, subject, state, conflict.field, side.value)),
            )
            for side in conflict.values
        ]
        lines += table(titles, rows)
        lines += ["", *_seen_lines(state, conflict, shapes, events)]
    return lines


def _seen_lines(
    state: State, conflict: Conflict, shapes: Shapes, events: Mapping[bytes, Event]
) -> list[str]:
    """Return the history, and under each side's entry whether its author had seen a line."""
    sides = tuple(side.entry for side in conflict.values)
    rows = [
        (
            shapes.clock(events[one.entry].wall_us),
            shapes.person(events[one.entry].author_id),
            said(events[one.entry].said),
            *(_("seen") if seen else "-" for seen in one.seen_by),
        )
        for one in witnessed(state, sides)
    ]
    names = (_("by {entry}").format(entry=side.hex()[:12]) for side in sides)
    return table((_("time"), _("who"), _("history"), *names), rows)


def _settle(
    context: typer.Context,
    issue: Id,
    field: Annotated[str, typer.Argument(metavar="FIELD", help=N_("the field to settle"))],
    *,
    take: Annotated[
        str | None,
        typer.Option("--take", metavar="ENTRY", help=N_("the entry whose value is right")),
    ] = None,
    value: Annotated[
        str | None, typer.Option("--value", metavar="VALUE", help=N_("the right value"))
    ] = None,
    reason: Reason = "",
) -> None:
    if (take is None) == (value is None):
        raise Usage(N_("Give either --take or --value."))
    with the_call(context).session() as session:
        state = _disputed(session, issue)
        key = field if state.conflict(field) else naming.field_key(BY_TYPE[state.type], field)
        entry = None if take is None else _side(state, key, take)
        request = Settle(state.subject, key, take=entry, value=value, reason=reason)
        changed(context, session, request, _("The conflict in {number} is settled."))


def _side(state: State, field: str, typed: str) -> bytes:
    """Return the side of a conflict whose entry begins so."""
    conflict = state.conflict(field)
    sides = conflict.values if conflict else ()
    fitting = [side.entry for side in sides if side.entry.hex().startswith(typed.casefold())]
    if conflict is not None and not fitting:
        raise NotFound(N_("That entry is none of the sides of this conflict."))
    if len(fitting) > 1:
        raise Refused(N_("Several entries begin with {name}."), name=typed)
    return fitting[0] if fitting else b""
