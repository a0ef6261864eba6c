"""Issues: the group, `issue record` and `issue kinds`."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from patrol_tui.cli import naming
from patrol_tui.cli.call import Call, the_call
from patrol_tui.cli.columns import table
from patrol_tui.cli.parameters import DatumGiven, Latitude, Longitude
from patrol_tui.cli.shapes.of_photos import photo_doubts
from patrol_tui.cli.shapes.of_station import said
from patrol_tui.cli.verbs.issues import issue_changes, issue_lists
from patrol_tui.cli.verbs.things import proposals
from patrol_tui.cli.verbs.things.proposals import near_issues
from patrol_tui.domain.catalog import Catalog
from patrol_tui.domain.entries.ids import id_text
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.language.errors import N_, Refused, Usage
from patrol_tui.domain.times import parse_time
from patrol_tui.language import _
from patrol_tui.services.overview.nearby import Near
from patrol_tui.services.requests import PhotoFile, RecordIssue
from patrol_tui.services.session import Session

KindGiven = Annotated[
    str, typer.Option("--kind", metavar="KIND", help=N_("id, code, name, pinyin or initials"))
]
PlaceGiven = Annotated[str, typer.Option("--place", metavar="TEXT", help=N_("where it is"))]
NoteGiven = Annotated[str, typer.Option("--note", metavar="TEXT", help=N_("what was seen"))]
PointGiven = Annotated[
    str | None,
    typer.Option("--checkpoint", metavar="C", help=N_("a checkpoint of the patrol under way")),
]
ItemGiven = Annotated[
    str | None,
    typer.Option("--item", metavar="ITEM", help=N_("the checklist item it is the answer to")),
]
PhotoGiven = Annotated[
    list[Path] | None, typer.Option("--photo", metavar="FILE", help=N_("a photo of it"))
]
MeasureGiven = Annotated[
    list[str] | None,
    typer.Option("--measure", metavar="M", help=N_("what was done there and then")),
]
DepartmentGiven = Annotated[
    str, typer.Option("--to", metavar="DEPARTMENT", help=N_("who takes over, if handed over"))
]
DeadlineGiven = Annotated[
    str | None, typer.Option("--deadline", metavar="TIME", help=N_("by when; 09:30 or +2h"))
]
FormAnswers = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="FIELD=VALUE", help=N_("an answer to the kind's form")),
]

CitedGiven = Annotated[
    list[str] | None,
    typer.Option("--cite", metavar="LAW:ARTICLE", help=N_("an article that it rests on")),
]


def add(app: typer.Typer) -> None:
    """Add the verbs."""
    group = typer.Typer(help=_("Issues, from the first sight to the archive."))
    group.command("record", help=_("Record an issue on the spot; prints its id."))(_record)
    issue_lists.add(group)
    issue_changes.add(group)
    proposals.add_near(group)
    group.command("kinds", help=_("List the kinds of issue and what their forms ask."))(_kinds)
    app.add_typer(group, name="issue")


def _record(  # noqa: PLR0913 - one argument an option
    context: typer.Context,
    *,
    kind: KindGiven,
    place: PlaceGiven,
    note: NoteGiven,
    lat: Latitude = None,
    lon: Longitude = None,
    datum: DatumGiven = "wgs84",
    checkpoint: PointGiven = None,
    item: ItemGiven = None,
    photo: PhotoGiven = None,
    measure: MeasureGiven = None,
    handed_to: DepartmentGiven = "",
    deadline: DeadlineGiven = None,
    cite: CitedGiven = None,
    fields: FormAnswers = None,
) -> None:
    with (call := the_call(context)).session() as session:
        desk, catalog = session.desk(), session.catalog
        point, answers = _where(session, checkpoint, item)
        request = RecordIssue(
            naming.kind_id(catalog, kind),
            place,
            note,
            *naming.place(lat, lon, datum),
            checkpoint=point,
            photos=tuple(PhotoFile(path) for path in photo or ()),
            measures=_measures(catalog, measure or ()),
            deadline_us=None if deadline is None else parse_time(deadline, desk.now_us, desk.zone),
            handed_to=handed_to,
            fields=naming.assignments(fields or ()),
            answers=answers,
            cited=tuple(cite or ()),
        )
        near = near_issues(session, request.kind, place, request.lat_e7, request.lon_e7)
        subject = session.office.perform(request).subject
        state = session.ledger.state(subject)
    _tell_recorded(call, subject, state, said(catalog.kind(request.kind).name), near)
    _tell_doubts(call, catalog, state, photo or ())


def _tell_doubts(call: Call, catalog: Catalog, state: State | None, photos: Sequence[Path]) -> None:
    names = [path.name for path in photos]
    for doubt in photo_doubts(catalog, state, names) if state is not None else ():
        call.output.message(doubt)


def _tell_recorded(
    call: Call, subject: bytes, state: State | None, kind: str, near: Sequence[Near]
) -> None:
    number, place = (state.text("number"), state.text("place")) if state else ("", "")
    told = _("Recorded {number}: {kind}, {place}.").format(number=number, kind=kind, place=place)
    if near:
        known = ", ".join(one.row.number for one in near)
        told += " " + _("Open near by: {numbers}; is it one of them?").format(numbers=known)
    call.output.answer({"id": id_text(subject), "number": number}, [id_text(subject)], told)


def _measures(catalog: Catalog, typed: Sequence[str]) -> tuple[str, ...]:
    return tuple(naming.measure_id(catalog, one) for one in typed)


def _where(
    session: Session, checkpoint: str | None, item: str | None
) -> tuple[str, tuple[str, str] | None]:
    """Return the checkpoint's id, and the checklist item that the issue answers."""
    if checkpoint is None:
        if item is not None:
            raise Usage(N_("An item needs its checkpoint: give --checkpoint too."))
        return "", None
    patrol = session.office.patrol_under_way()
    if patrol is None:
        raise Refused(N_("No patrol is under way. Start one first."))
    point = naming.checkpoint(session.catalog.route(patrol.text("route")), checkpoint)
    return point.id, None if item is None else (point.id, naming.item(point, item).id)


def _kinds(context: typer.Context) -> None:
    call = the_call(context)
    with call.session() as session:
        catalog = session.catalog
    kinds = [kind for kind in catalog.kinds.values() if not kind.retired]
    items = [
        {
            "id": kind.id,
            "name": said(kind.name),
            "code": kind.letters,
            "measures": list(kind.measures),
            "fields": [
                {
                    "id": field.id,
                    "label": said(field.label),
                    "type": field.type.value,
                    "required": field.required,
                    "choices": [choice.id for choice in field.offered()],
                }
                for field in kind.form()
            ],
        }
        for kind in kinds
    ]
    rows = [
        (kind.id, kind.letters, said(kind.name), " ".join(field.id for field in kind.form()))
        for kind in kinds
    ]
    titles = ("id", _("code"), _("name"), _("fields"))
    call.output.answer({"items": items, "next": None}, table(titles, rows, call.width))
