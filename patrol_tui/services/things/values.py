"""Values of a thing's own fields: from what somebody typed to what an entry holds."""

import re
from collections.abc import Mapping
from unicodedata import normalize

from patrol_tui.domain.catalog import FieldType as FormType
from patrol_tui.domain.catalog import IssueKind, Words
from patrol_tui.domain.entries.ids import parse_id
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.paper_blanks import OF_PAPERS, paper_of
from patrol_tui.domain.folding.subject import Field, Subject
from patrol_tui.domain.geo import MAX_LAT_E7, MAX_LON_E7, degrees_e7
from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.domain.language.phrase import Phrase
from patrol_tui.domain.language.text import folded, is_blank
from patrol_tui.domain.subjects.issue import FLAGS
from patrol_tui.domain.times import parse_time
from patrol_tui.services.citations import CITED, typed_citation
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.things.answers import department_id, form_value
from patrol_tui.services.wording import SETS, STATUSES, listing

SHARED_WITH = "stations"
"""The set of stations that take part; it grows by sharing alone."""
_BETWEEN = re.compile(r"[\s,、;]+")
_LONGEST_KEY = 40
_DEPARTMENTS = frozenset(("handed_to", "lead"))
_LIMITS_E7 = {"lat_e7": MAX_LAT_E7, "lon_e7": MAX_LON_E7}


def typed_values(
    desk: Desk, subject: Subject, kind: IssueKind | None, typed: Mapping[str, str]
) -> dict[str, Json]:
    """Return values as entries hold them, of a kind's own form and of the subject's fields.

    Args:
        desk: who, where, when.
        subject: what the fields belong to.
        kind: the kind of an issue whose form counts too.
        typed: field to text.

    Raises:
        Refused: there is no such field to set, or a value does not fit.
    """
    values: dict[str, Json] = {}
    for name, text in typed.items():
        field = kind.field(name) if kind is not None else None
        declared = subject.field_named(name)
        if field is not None:
            values[name] = form_value(desk, field, text)
        elif declared is not None and declared.line is not None:
            _check_key(declared, name)
            values[name] = form_value(desk, declared.line.value, text)
        elif declared is not None and declared.is_typed and not paper_of(name):
            values[name] = _own_value(desk, declared, name, text)
        else:
            raise Refused(
                N_("There is no field {field} to set. Known are: {known}."),
                field=name,
                known=", ".join(map(_as_written, settable(subject, kind))),
            )
    return values


def settable(subject: Subject, kind: IssueKind | None) -> tuple[str, ...]:
    """Return the names of the fields and sets that somebody may set."""
    form = [field.id for field in kind.form()] if kind is not None else []
    own = [field.name for field in subject.fields if _is_open(field)]
    return (*form, *own, *sorted(subject.sets - {SHARED_WITH}))


def _is_open(field: Field) -> bool:
    """Tell whether somebody sets a field by its name; what papers say is typed into papers."""
    return field.is_typed and not field.is_set and field.name not in OF_PAPERS


def _check_key(declared: Field, name: str) -> None:
    """Check that a line says whose it is."""
    key = name.removeprefix(declared.name)
    if is_blank(key) or "/" in key or len(key) > _LONGEST_KEY:
        raise Refused(N_("{value} does not say whose line it is."), value=name)


def _as_written(name: str) -> str:
    # people write `deadline` and `lat`; only entries name the unit
    return name.removesuffix("_us").removesuffix("_e7")


def _own_value(  # noqa: PLR0911 - one return a type of field
    desk: Desk, declared: Field, name: str, text: str
) -> Json:
    plain = text.strip()
    if is_blank(text):
        return None
    if name in _DEPARTMENTS:
        return department_id(desk, plain)
    if declared.type == "time":
        return parse_time(plain, desk.now_us, desk.zone)
    if declared.type == "thing":
        return _thing(plain)
    if declared.form is not None:
        return form_value(desk, declared.form, text)
    if declared.type == "coordinate":
        return _degrees(plain, _LIMITS_E7[name])
    return plain


def _thing(plain: str) -> str:
    """Return a thing's identity as entries hold it; its number was looked up before."""
    subject = parse_id(plain)
    if subject is None:
        raise Refused(N_("{value} is no thing that is held here."), value=plain)
    return subject.hex()


def _degrees(plain: str, limit_e7: int) -> int:
    degrees = degrees_e7(plain)
    if degrees is None or abs(degrees) > limit_e7:
        raise Refused(N_("{value} is no position. Write degrees, such as 36.9712."), value=plain)
    return degrees


def parts(typed: str) -> tuple[str, ...]:
    """Return what stands apart by spaces or commas."""
    return tuple(filter(None, _BETWEEN.split(normalize("NFKC", typed).strip())))


def typed_members(desk: Desk, subject: Subject, name: str, typed: str) -> tuple[str, ...]:
    """Return the members of a set as entries hold them; they stand apart by spaces or commas.

    Raises:
        Refused: one of them cannot be a member.
    """
    several = parts(typed)
    declared = subject.field_named(name)
    form = declared.form if declared is not None else None
    if name == "support" or (form is not None and form.type is FormType.DEPARTMENT):
        return tuple(dict.fromkeys(department_id(desk, part) for part in several))
    if declared is not None and declared.type == "thing":
        return tuple(dict.fromkeys(_thing(part) for part in several))
    if name == CITED:
        return tuple(dict.fromkeys(typed_citation(desk.catalog, part) for part in several))
    known = _members(desk, subject, name)
    if known is None:
        return tuple(dict.fromkeys(several))
    return tuple(dict.fromkeys(_member(known, name, part) for part in several))


def _members(desk: Desk, subject: Subject, name: str) -> Mapping[str, Words] | None:
    match subject.type, name:
        case "issue", "flags":
            return {flag: STATUSES[flag] for flag in FLAGS}
        case "issue", "measures":
            return {measure.id: measure.name for measure in desk.catalog.measures.values()}
        case _:
            return None


def _member(known: Mapping[str, Words], name: str, typed: str) -> str:
    for member, words in known.items():
        if folded(typed) in {member, folded(words.zh)}:
            return member
    raise Refused(
        N_("{typed} is no answer to {field}. Possible are: {known}."),
        typed=typed,
        field=Phrase(SETS[name]),
        known=listing(known),
    )
