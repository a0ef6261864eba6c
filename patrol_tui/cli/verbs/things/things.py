"""The verbs of every subject that has the usual form, made from its declaration."""

from collections.abc import Callable, Mapping
from inspect import Parameter, Signature
from pathlib import Path
from typing import Annotated, Any

import typer

from patrol_tui.cli import naming
from patrol_tui.cli.call import the_call
from patrol_tui.cli.shapes.of_station import said
from patrol_tui.cli.verbs.things import proposals, thing_changes, thing_growth, thing_lists
from patrol_tui.domain.entries.ids import id_text
from patrol_tui.domain.folding.subject import Field, Subject
from patrol_tui.domain.language.errors import N_, Usage
from patrol_tui.domain.subjects import RECORDS_OF_WORK
from patrol_tui.domain.subjects.campaign import CAMPAIGN
from patrol_tui.domain.subjects.handover import HANDOVER
from patrol_tui.language import _
from patrol_tui.services.papers.handing_over import begun_by
from patrol_tui.services.requests import AddThing, PhotoFile

FieldsGiven = Annotated[
    list[str] | None,
    typer.Argument(metavar="FIELD=VALUE", help=N_("any field by its name")),
]
SetGiven = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="FIELD=VALUE", help=N_("any field by its name")),
]
PhotosGiven = Annotated[
    list[Path] | None, typer.Option("--photo", metavar="FILE", help=N_("a photo of it"))
]


def add(app: typer.Typer) -> None:
    """Add a group of verbs for each subject."""
    for subject in RECORDS_OF_WORK:
        group = typer.Typer(help=said(subject.name))
        group.command("add", help=_("Add one; prints its id."))(_adding(subject))
        thing_lists.add(group, subject)
        thing_changes.add(group, subject)
        if subject is CAMPAIGN:
            proposals.add(group)
        thing_growth.add(group, subject)
        app.add_typer(group, name=subject.type)


def _option(field: Field) -> str:
    return field.name.removesuffix("_us").replace("_", "-")


def _adding(subject: Subject) -> Callable[..., None]:
    """Return the verb that adds a thing, with an option for each field that is asked for."""
    # A field may be called as a word of Python is, an argument may not.
    asked = {f"of_{one.name}": one for one in subject.fields if one.form is not None}

    def verb(context: typer.Context, **given: Any) -> None:  # noqa: ANN401 - what Typer read
        _add(context, subject, {asked[name].name: given[name] for name in asked}, given)

    options: dict[str, object] = {"context": typer.Context}
    options |= {name: _annotated(field) for name, field in asked.items()}
    options |= {"assigned": FieldsGiven, "set_fields": SetGiven, "photo_files": PhotosGiven}
    parameters = [
        Parameter(
            name,
            Parameter.POSITIONAL_OR_KEYWORD if name == "context" else Parameter.KEYWORD_ONLY,
            default=Parameter.empty if name == "context" else None,
            annotation=annotation,
        )
        for name, annotation in options.items()
    ]
    verb.__signature__ = Signature(parameters)  # type: ignore[attr-defined] # read by Typer
    verb.__annotations__ = options
    return verb


def _annotated(field: Field) -> object:
    form = field.form
    hint = said(form.label) if form is not None else field.name
    if form is not None and form.choices:
        hint += ": " + ", ".join(choice.id for choice in form.offered())
    option = typer.Option(f"--{_option(field)}", metavar="TEXT", help=hint)
    return Annotated[list[str] | None if field.is_set else str | None, option]


def _add(
    context: typer.Context,
    subject: Subject,
    options: Mapping[str, str | list[str] | None],
    given: Mapping[str, Any],
) -> None:
    call = the_call(context)
    values = {
        name: " ".join(value) if isinstance(value, list) else value
        for name, value in options.items()
        if value is not None
    }
    typed = naming.assignments([*(given["assigned"] or ()), *(given["set_fields"] or ())])
    for name, value in typed.items():
        key = naming.field_key(subject, name)
        if key in values:
            raise Usage(N_("The field {field} is given twice."), field=name)
        values[key] = value
    photos = tuple(PhotoFile(path) for path in given["photo_files"] or ())
    with call.session() as session:
        if subject is HANDOVER:  # it writes itself; what was typed counts
            values = begun_by(values, thing_growth.written(session))
        thing = session.office.perform(AddThing(subject.type, values, photos)).subject
        state = session.ledger.state(thing)
    number = state.text("number") if state else ""
    told = _("Added {number}: {title}.").format(
        number=number, title=state.text("title") if state else ""
    )
    call.output.answer({"id": id_text(thing), "number": number}, [id_text(thing)], told)
