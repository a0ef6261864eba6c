"""Changing issues: every correction is a further entry."""

from pathlib import Path
from typing import Annotated

import typer

from patrol_tui.cli import naming
from patrol_tui.cli.call import the_call
from patrol_tui.cli.parameters import Id, Reason
from patrol_tui.cli.shapes import said
from patrol_tui.cli.verbs.issue_lists import held
from patrol_tui.domain.errors import N_
from patrol_tui.domain.ids import id_text
from patrol_tui.domain.state import State
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.language import _
from patrol_tui.services.requests import (
    AddPhotos,
    Move,
    Note,
    PhotoFile,
    Recheck,
    Retract,
    SetFields,
    Share,
    ThingRequest,
    UndoLast,
)
from patrol_tui.services.session import Session
from patrol_tui.services.wording import status_words


def add(group: typer.Typer) -> None:
    """Add the verbs."""
    group.command("set", help=_("Correct fields; what they said before stays readable."))(_set)
    group.command("move", help=_("Move an issue to another status."))(_move)
    group.command("note", help=_("Add a note."))(_note)
    group.command("photo", help=_("Attach photos."))(_photo)
    group.command("recheck", help=_("Write down what a re-check found."))(_recheck)
    group.command("share", help=_("Let another station take part."))(_share)
    group.command("retract", help=_("Take an issue back; it stays readable."))(_retract)
    group.command("undo", help=_("Take back your last step, while it is not sent."))(_undo)


def changed(
    context: typer.Context, session: Session, request: ThingRequest, told: str, **more: object
) -> None:
    """Carry out a change and say so.

    Args:
        context: of the verb.
        session: the opened home.
        request: what to change.
        told: a sentence, translated, with places for `number` and what `more` names.
        more: what else the sentence names.
    """
    call = the_call(context)
    done = session.office.perform(request)
    state = session.ledger.state(done.subject)
    number = state.text("number") if state else ""
    body = {
        "id": id_text(done.subject),
        "number": number,
        "status": state.status if state else "",
        "entries": [entry.hash.hex() for entry in done.entries],
    }
    call.output.answer(body, said=told.format(number=number, **more))


def _of(session: Session, typed: str) -> State:
    return held(session, typed, "issue")


def _set(
    context: typer.Context,
    issue: Id,
    values: Annotated[
        list[str],
        typer.Argument(metavar="FIELD=VALUE", help=N_("a field; an empty value clears it")),
    ],
    *,
    reason: Reason = "",
) -> None:
    typed = naming.assignments(values)
    with the_call(context).session() as session:
        state = _of(session, issue)
        kind = session.catalog.kinds.get(state.text("kind"))
        asked = {field.id for field in kind.form()} if kind else set()
        keys = {name: name if name in asked else naming.field_key(ISSUE, name) for name in typed}
        if "kind" in typed:
            typed["kind"] = naming.kind_id(session.catalog, typed["kind"])
        request = SetFields(
            state.subject, {keys[name]: value for name, value in typed.items()}, reason
        )
        changed(context, session, request, _("{number} is corrected."))


def _move(
    context: typer.Context,
    issue: Id,
    status: Annotated[str, typer.Argument(metavar="STATUS", help=N_("id or name of a status"))],
    *,
    reason: Reason = "",
) -> None:
    with the_call(context).session() as session:
        state = _of(session, issue)
        wanted = naming.status_id(ISSUE.statuses, status)
        told = _("{number} is now: {status}.")
        words = said(status_words(wanted))
        changed(context, session, Move(state.subject, wanted, reason), told, status=words)


def _note(
    context: typer.Context,
    issue: Id,
    text: Annotated[str, typer.Argument(metavar="TEXT", help=N_("what there is to add"))],
) -> None:
    with the_call(context).session() as session:
        request = Note(_of(session, issue).subject, text)
        changed(context, session, request, _("A note was added to {number}."))


def _photo(
    context: typer.Context,
    issue: Id,
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help=N_("a photo"))],
    *,
    caption: Annotated[
        str, typer.Option("--caption", metavar="TEXT", help=N_("what it shows"))
    ] = "",
) -> None:
    photos = tuple(PhotoFile(path, caption) for path in files)
    with the_call(context).session() as session:
        request = AddPhotos(_of(session, issue).subject, photos)
        told = _("{number} has {count} more photos.")
        changed(context, session, request, told, count=len(photos))


def _recheck(
    context: typer.Context,
    issue: Id,
    result: Annotated[str, typer.Argument(metavar="TEXT", help=N_("what the look gave"))],
) -> None:
    with the_call(context).session() as session:
        request = Recheck(_of(session, issue).subject, result)
        changed(context, session, request, _("The re-check of {number} is written down."))


def _share(
    context: typer.Context,
    issue: Id,
    station: Annotated[
        str, typer.Argument(metavar="STATION", help=N_("id, code or name of a station"))
    ],
) -> None:
    with the_call(context).session() as session:
        found = session.catalog.station(naming.station_id(session.catalog, station))
        request = Share(_of(session, issue).subject, found.id)
        told = _("{number} is shared with {station}.")
        changed(context, session, request, told, station=said(found.name))


def _retract(
    context: typer.Context,
    issue: Id,
    *,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help=N_("why"))],
) -> None:
    with the_call(context).session() as session:
        request = Retract(_of(session, issue).subject, reason)
        changed(context, session, request, _("{number} is retracted."))


def _undo(context: typer.Context, issue: Id) -> None:
    with the_call(context).session() as session:
        request = UndoLast(_of(session, issue).subject)
        changed(context, session, request, _("Your last step on {number} is taken back."))
