"""Changing things of any subject: every correction is a further entry."""

from pathlib import Path
from typing import Annotated

import typer

from patrol_tui.cli import naming
from patrol_tui.cli.call import the_call
from patrol_tui.cli.parameters import Id, Reason
from patrol_tui.cli.shapes.of_station import said
from patrol_tui.cli.verbs.things import thing_clocks, thing_photos
from patrol_tui.cli.verbs.things.changing import changed
from patrol_tui.cli.verbs.things.thing_lists import held
from patrol_tui.domain.entries.ids import id_text
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import Subject
from patrol_tui.domain.language.errors import N_
from patrol_tui.domain.language.text import is_blank
from patrol_tui.domain.subjects.issue import ISSUE, OFF_THE_WAY
from patrol_tui.language import _
from patrol_tui.services.bureau.sealing import open_sealed
from patrol_tui.services.requests import (
    AddPhotos,
    Move,
    Note,
    PhotoFile,
    Retract,
    SetFields,
    Share,
    UndoLast,
    Urge,
)
from patrol_tui.services.session import Session

Assignments = Annotated[
    list[str],
    typer.Argument(metavar="FIELD=VALUE", help=N_("a field; an empty value clears it")),
]
StepAnswers = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="FIELD=VALUE", help=N_("what the step asks for")),
]


def add(group: typer.Typer, subject: Subject) -> None:
    """Add the verbs that change a thing of a subject."""
    verbs = _Changes(subject)
    group.command("set", help=_("Correct fields; what they said before stays readable."))(verbs.set)
    group.command("move", help=_("Take a step: move it to another status."))(verbs.move)
    group.command("note", help=_("Add a note."))(verbs.note)
    group.command("urge", help=_("Urge whoever deals with it."))(verbs.urge)
    group.command("photo", help=_("Attach photos."))(verbs.photo)
    thing_photos.add(group, subject)
    group.command("share", help=_("Let another station take part."))(verbs.share)
    if any(field.is_private for field in subject.fields):
        words = _("Show a sealed field; who opened it and why is recorded.")
        group.command("open", help=words)(verbs.open)
    thing_clocks.add(group, subject)
    group.command("retract", help=_("Take it back; it stays readable."))(verbs.retract)
    group.command("undo", help=_("Take back your last step, while it is not sent."))(verbs.undo)


class _Changes:
    """The verbs of one subject."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject

    def _of(self, session: Session, typed: str) -> State:
        return held(session, typed, self._subject.type)

    def _keys(self, session: Session, state: State, typed: dict[str, str]) -> dict[str, str]:
        """Return typed values by the keys that entries have."""
        kind = session.catalog.kinds.get(state.text("kind")) if self._subject is ISSUE else None
        asked = {field.id for field in kind.form()} if kind else set()
        if self._subject is ISSUE and "kind" in typed:
            typed = {**typed, "kind": naming.kind_id(session.catalog, typed["kind"])}
        return {
            name if name in asked else naming.field_key(self._subject, name): value
            for name, value in typed.items()
        }

    def set(
        self, context: typer.Context, thing: Id, values: Assignments, *, reason: Reason = ""
    ) -> None:
        typed = naming.assignments(values)
        with the_call(context).session() as session:
            state = self._of(session, thing)
            request = SetFields(state.subject, self._keys(session, state, typed), reason)
            changed(context, session, request, _("{number} is corrected."))

    def open(
        self,
        context: typer.Context,
        thing: Id,
        field: Annotated[str, typer.Argument(metavar="FIELD", help=N_("a sealed field"))],
        *,
        reason: Annotated[
            str, typer.Option("--reason", metavar="TEXT", help=N_("why; it is recorded"))
        ],
    ) -> None:
        call = the_call(context)
        with call.session() as session:
            state = self._of(session, thing)
            name = naming.field_key(self._subject, field)
            now_us = session.clock.now_us()
            opened = open_sealed(session.ledger, state.subject, name, reason, now_us)
        body = {
            "id": id_text(state.subject),
            "field": field,
            "value": opened.value,
            "entry": opened.entry.hex(),
        }
        told = _("Opened; that is recorded with your name.")
        call.output.answer(body, [str(opened.value)], told)

    def move(
        self,
        context: typer.Context,
        thing: Id,
        status: Annotated[str, typer.Argument(metavar="STATUS", help=N_("id or name of a status"))],
        *,
        answers: StepAnswers = None,
        reason: Reason = "",
    ) -> None:
        typed = naming.assignments(answers or ())
        with the_call(context).session() as session:
            state = self._of(session, thing)
            wanted = naming.status_id(self._subject, status)
            values = self._keys(session, state, typed)
            request = Move(state.subject, wanted, reason, values=values)
            changed(context, session, request, _("{number} is now: {status}."))
            if self._subject is ISSUE and wanted in OFF_THE_WAY and is_blank(reason):
                told = _("No reason was given. Add it: `issue note {number} TEXT`.")
                number = state.text("number")
                the_call(context).output.message(told.format(number=number))

    def note(
        self,
        context: typer.Context,
        thing: Id,
        text: Annotated[str, typer.Argument(metavar="TEXT", help=N_("what there is to add"))],
    ) -> None:
        with the_call(context).session() as session:
            request = Note(self._of(session, thing).subject, text)
            changed(context, session, request, _("A note was added to {number}."))

    def urge(
        self,
        context: typer.Context,
        thing: Id,
        text: Annotated[str, typer.Argument(metavar="TEXT", help=N_("what was said"))] = "",
        *,
        whom: Annotated[
            str, typer.Option("--to", metavar="WHOM", help=N_("a department, or whoever it is"))
        ] = "",
    ) -> None:
        with the_call(context).session() as session:
            request = Urge(self._of(session, thing).subject, whom, text)
            changed(context, session, request, _("{number}: the urging is written down."))

    def photo(
        self,
        context: typer.Context,
        thing: Id,
        files: Annotated[list[Path], typer.Argument(metavar="FILE", help=N_("a photo"))],
        *,
        caption: Annotated[
            str, typer.Option("--caption", metavar="TEXT", help=N_("what it shows"))
        ] = "",
    ) -> None:
        photos = tuple(PhotoFile(path, caption) for path in files)
        with the_call(context).session() as session:
            request = AddPhotos(self._of(session, thing).subject, photos)
            told = _("{number} has {count} more photos.")
            changed(context, session, request, told, count=len(photos))

    def share(
        self,
        context: typer.Context,
        thing: Id,
        station: Annotated[
            str, typer.Argument(metavar="STATION", help=N_("id, code or name of a station"))
        ],
    ) -> None:
        with the_call(context).session() as session:
            found = session.catalog.station(naming.station_id(session.catalog, station))
            request = Share(self._of(session, thing).subject, found.id)
            told = _("{number} is shared with {station}.")
            changed(context, session, request, told, station=said(found.name))

    def retract(
        self,
        context: typer.Context,
        thing: Id,
        *,
        reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help=N_("why"))],
    ) -> None:
        with the_call(context).session() as session:
            request = Retract(self._of(session, thing).subject, reason)
            changed(context, session, request, _("{number} is retracted."))

    def undo(self, context: typer.Context, thing: Id) -> None:
        with the_call(context).session() as session:
            request = UndoLast(self._of(session, thing).subject)
            changed(context, session, request, _("Your last step on {number} is taken back."))
