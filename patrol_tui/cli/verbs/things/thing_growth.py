"""What grows out of things: lines within them, further things begun out of them, drafted texts."""

from collections.abc import Callable
from typing import Annotated

import typer

from patrol_tui.cli import naming
from patrol_tui.cli.call import the_call
from patrol_tui.cli.parameters import Id
from patrol_tui.cli.shapes.of_station import said
from patrol_tui.cli.verbs.things.changing import changed
from patrol_tui.cli.verbs.things.thing_lists import held
from patrol_tui.devices.digest import digest_of
from patrol_tui.domain.entries.ids import id_text
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import Field, Line, Subject
from patrol_tui.domain.language.errors import N_, Usage
from patrol_tui.domain.subjects.handover import HANDOVER
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.domain.subjects.meeting import MEETING
from patrol_tui.language import _, current
from patrol_tui.services.exports.export import Speech
from patrol_tui.services.growing.follow_ups import begun_of, follow_ups
from patrol_tui.services.growing.lines import add_line
from patrol_tui.services.papers.handing_over import handed_over
from patrol_tui.services.papers.minuting import minutes_of
from patrol_tui.services.requests import AddThing, RecordIssue
from patrol_tui.services.session import Session

Assigned = Annotated[
    list[str] | None,
    typer.Argument(metavar="FIELD=VALUE", help=N_("any field by its name")),
]

NO_FOLLOW_UP = N_("{type} does not begin out of this. Possible are: {known}.")


def add(group: typer.Typer, subject: Subject) -> None:
    """Add the verbs that let a thing of a subject grow."""
    verbs = _Growth(subject)
    if follow_ups(subject.type):
        words = _("Begin another thing out of this one: it names this one, and shows it.")
        group.command("follow", help=words)(verbs.follow)
    for field in subject.lines():
        if field.line is not None:
            group.command(field.line.verb, help=said(field.line.name))(verbs.line(field.line))
    if subject is HANDOVER:
        group.command("draft", help=_("Write a hand-over from the ledger, and only show it."))(
            draft_handover
        )
    if subject is MEETING:
        group.command("draft", help=_("Write the minutes from what was recorded; only show them."))(
            draft_minutes
        )


class _Growth:
    """The verbs of one subject."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject

    def line(self, line: Line) -> Callable[..., None]:
        """Return the verb that adds a line of one sort."""
        field = next(one for one in self._subject.lines() if one.line is line)
        key_words, value_words = said(line.key.label), _hint(line)

        def verb(
            context: typer.Context,
            thing: Id,
            key: Annotated[str, typer.Argument(metavar="KEY", help=key_words)],
            value: Annotated[str, typer.Argument(metavar="TEXT", help=value_words)],
        ) -> None:
            _add_line(context, self._subject, field, thing, key, value)

        return verb

    def follow(
        self,
        context: typer.Context,
        thing: Id,
        wanted: Annotated[str, typer.Argument(metavar="TYPE", help=N_("issue, letter, ..."))],
        *,
        assigned: Assigned = None,
    ) -> None:
        call = the_call(context)
        typed = naming.assignments(assigned or ())
        with call.session() as session:
            state = held(session, thing, self._subject.type)
            other = _one_of(self._subject, wanted)
            values = begun_of(session.ledger, state, other)
            values |= {naming.field_key(other, name): text for name, text in typed.items()}
            subject = session.office.perform(_beginning(session, other, values)).subject
            begun = session.ledger.state(subject)
        number = begun.text("number") if begun else ""
        told = _("Begun: {name} {number}.").format(name=said(other.name), number=number)
        body = {"id": id_text(subject), "number": number, "type": other.type}
        call.output.answer(body, [id_text(subject)], told)


def _hint(line: Line) -> str:
    choices = ", ".join(choice.id for choice in line.value.offered())
    return f"{said(line.value.label)}: {choices}" if choices else said(line.value.label)


def _add_line(
    context: typer.Context, subject: Subject, field: Field, thing: str, key: str, value: str
) -> None:
    with the_call(context).session() as session:
        state = held(session, thing, subject.type)
        if field.line is not None and field.line.of_file:
            value = digest_of(value)
        request = add_line(session.desk(), state, field, key, value)
        changed(context, session, request, _("Written to {number}."))


def _one_of(subject: Subject, wanted: str) -> Subject:
    offered = {one.type: one for one in follow_ups(subject.type)}
    if wanted not in offered:
        raise Usage(NO_FOLLOW_UP, type=wanted, known=", ".join(offered))
    return offered[wanted]


def _beginning(session: Session, other: Subject, values: dict[str, str]) -> AddThing | RecordIssue:
    if other is not ISSUE:
        return AddThing(other.type, values)
    kind = naming.kind_id(session.catalog, values.pop("kind", ""))
    place, note = values.pop("place", ""), values.pop("note", "")
    return RecordIssue(kind=kind, place=place, note=note, fields=values)


def written(session: Session) -> dict[str, str]:
    """Return what a hand-over says now, by its fields."""
    office = session.office
    speech = Speech(_, current())
    return handed_over(
        session.ledger, session.desk(), speech, office.patrol_under_way(), session.unsent_photos()
    )


def draft_handover(context: typer.Context) -> None:
    """Show what a hand-over would say now."""
    call = the_call(context)
    with call.session() as session:
        text = written(session)
    call.output.answer(text, [text["title"], text["note"]])


def draft_minutes(context: typer.Context, thing: Id) -> None:
    """Show the minutes that what was recorded makes."""
    call = the_call(context)
    with call.session() as session:
        state: State = held(session, thing, MEETING.type)
        text = minutes_of(session.ledger, session.desk(), Speech(_, current()), state)
    call.output.answer({"id": id_text(state.subject), "minutes": text}, [text])
