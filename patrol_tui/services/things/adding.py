"""Adding a thing of any subject that has the usual form; by when its next step is due."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from patrol_tui.domain.clocks import due_us
from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.folding.subject import CREATED, Subject
from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.domain.language.text import is_blank
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.things.issues import PhotoRef, photo_record
from patrol_tui.services.things.rights import check_begin, with_marks
from patrol_tui.services.things.values import typed_members, typed_values
from patrol_tui.services.wording import labels

if TYPE_CHECKING:
    from patrol_tui.domain.entries.payload import Json

DUE = "due_us"
RECEIVER = "receiver"


def decide_add(
    desk: Desk,
    subject: Subject,
    values: Mapping[str, str],
    thing: bytes,
    photos: Sequence[PhotoRef],
) -> Draft:
    """Return the entry that begins a thing.

    Args:
        desk: who, where, when.
        subject: its declaration.
        values: as typed, by field; things that they name are looked up already.
        thing: identity of the new thing.
        photos: already safe on disk.

    Raises:
        Refused: a field is missing, unknown, or does not fit; nothing is written.
    """
    given = {name: text for name, text in values.items() if not is_blank(text)}
    fields, members = split_values(desk, subject, given)
    require(subject, required_names(subject), {**fields, **members})
    check_begin(desk, subject, with_marks(fields, members))
    if subject.field_named(RECEIVER) is not None:
        fields[RECEIVER] = desk.writer.badge
    due = begun_limit(desk, subject, subject.first, fields)
    if due is not None:
        fields.setdefault(DUE, due)
    content: dict[str, Json] = {"set": fields, "move": subject.first}
    if members:
        content["add"] = {name: [*found] for name, found in members.items()}
    if photos:
        content["record"] = photo_record(photos)
    prefix = desk.number_prefix(subject.letter)
    return Draft(thing, subject.kind(CREATED), content, numbered=prefix)


def split_values(
    desk: Desk, subject: Subject, typed: Mapping[str, str]
) -> "tuple[dict[str, Json], dict[str, tuple[str, ...]]]":
    """Return typed values as entries hold them: scalars, and members of sets."""
    fields = {name: text for name, text in typed.items() if name not in subject.sets}
    sets = {name: text for name, text in typed.items() if name in subject.sets}
    return typed_values(desk, subject, None, fields), {
        name: typed_members(desk, subject, name, text) for name, text in sets.items()
    }


def required_names(subject: Subject) -> tuple[str, ...]:
    """Return the fields without which nothing of a subject begins."""
    return tuple(one.name for one in subject.fields if one.form is not None and one.form.required)


def require(subject: Subject, names: Sequence[str], values: "Mapping[str, object]") -> None:
    """Check that fields are filled.

    Raises:
        Refused: some are not; the message names them.
    """
    lacking = [name for name in names if not values.get(name)]
    if lacking:
        raise Refused(
            N_("Missing: {fields}. Fill them in, as {first}=..."),
            fields=labels(subject, lacking),
            first=lacking[0].removesuffix("_us"),
        )


def begun_limit(
    desk: Desk, subject: Subject, status: str, fields: "Mapping[str, Json]"
) -> int | None:
    """Return by when the step after a state is due if it begins now, or None."""
    choices = [value for value in fields.values() if isinstance(value, str)]
    limit = desk.catalog.limit(subject.type, status, choices)
    return None if limit is None else due_us(desk.now_us, limit.span, desk.catalog.district)
