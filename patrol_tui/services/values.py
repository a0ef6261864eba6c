"""From what somebody typed to what an entry holds, by the type of the field."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from unicodedata import normalize

from patrol_tui.domain.catalog import FieldType, FormField, IssueKind
from patrol_tui.domain.errors import N_, PatrolError, Refused
from patrol_tui.domain.geo import degrees_e7
from patrol_tui.domain.payload import Json
from patrol_tui.domain.subject import Subject
from patrol_tui.domain.times import parse_time
from patrol_tui.services.desk import Desk

_TRUE = frozenset(("1", "true", "yes", "y", "是", "有"))
_FALSE = frozenset(("0", "false", "no", "n", "否", "无"))
_SPACES = re.compile(r"[ \t\u3000]+")
_COMMAS = re.compile(r"[,，、;；\s]+")


def form_values(desk: Desk, kind: IssueKind, typed: Mapping[str, str]) -> dict[str, Json]:
    """Return the answers to a kind's own form as entries hold them.

    Raises:
        Refused: the form has no such field, or a value does not fit it.
    """
    values: dict[str, Json] = {}
    for name, text in typed.items():
        field = kind.field(name)
        if field is None:
            known = ", ".join(field.id for field in kind.form())
            raise Refused(
                N_("This kind has no field {field}. Its fields are: {known}."),
                field=name,
                known=known,
            )
        values[name] = form_value(desk, field, text)
    return values


def form_value(desk: Desk, field: FormField, text: str) -> Json:
    """Return one answer as entries hold it; an empty one is null and clears the field."""
    plain = text.strip()
    if not plain:
        return None
    try:
        return _typed(desk, field, plain)
    except PatrolError:
        raise
    except (ValueError, InvalidOperation):
        raise Refused(
            N_("{value} does not fit the field {field}, which takes: {type}."),
            value=plain,
            field=field.id,
            type=field.type.value,
        ) from None


def _typed(desk: Desk, field: FormField, plain: str) -> Json:
    parse = _PARSERS.get(field.type)
    return plain if parse is None else parse(desk, field, plain)


def _choices(_desk: Desk, field: FormField, plain: str) -> Json:
    return [_choice(field, part) for part in _COMMAS.split(plain) if part]


def _department(desk: Desk, _field: FormField, plain: str) -> Json:
    for department in desk.catalog.departments.values():
        if plain in {department.id, department.name.zh, department.name.en}:
            return department.id
    return plain


def decimal_text(text: str) -> str:
    """Return a decimal number in its one plain spelling, such as `2.1`.

    Raises:
        InvalidOperation: it is no number.
        ValueError: it is none that can be measured.
    """
    number = Decimal(normalize("NFKC", text).strip().replace("，", "."))
    if not number.is_finite():
        raise ValueError(text)
    return f"{number.normalize():f}"


def flag(text: str) -> bool:
    """Return what a yes or no means.

    Raises:
        ValueError: it is neither.
    """
    plain = normalize("NFKC", text).strip().casefold()
    if plain in _TRUE or plain in _FALSE:
        return plain in _TRUE
    raise ValueError(text)


def _choice(field: FormField, plain: str) -> str:
    wanted = normalize("NFKC", plain).casefold()
    for choice in field.choices:
        if wanted in {choice.id.casefold(), choice.name.zh, choice.name.en.casefold()}:
            return choice.id
    raise Refused(
        N_("{value} is no answer to {field}. Possible are: {known}."),
        value=plain,
        field=field.id,
        known=", ".join(choice.id for choice in field.offered()),
    )


_PARSERS: Mapping[FieldType, Callable[[Desk, FormField, str], Json]] = {
    FieldType.INTEGER: lambda _desk, _field, plain: int(normalize("NFKC", plain)),
    FieldType.MINUTES: lambda _desk, _field, plain: int(normalize("NFKC", plain)),
    FieldType.DECIMAL: lambda _desk, _field, plain: decimal_text(plain),
    FieldType.FLAG: lambda _desk, _field, plain: flag(plain),
    FieldType.TIME: lambda desk, _field, plain: parse_time(plain, desk.now_us, desk.zone),
    FieldType.CHOICE: lambda _desk, field, plain: _choice(field, plain),
    FieldType.CHOICES: _choices,
    FieldType.DEPARTMENT: _department,
    FieldType.PLATE: lambda _desk, _field, plain: normalize("NFKC", _SPACES.sub("", plain)).upper(),
}


def subject_value(desk: Desk, subject: Subject, name: str, text: str) -> Json:
    """Return a value of one of a subject's own fields as entries hold it.

    Raises:
        Refused: the subject has no such field, or the value does not fit.
    """
    declared = subject.field_named(name)
    if declared is None or declared.type == "object":
        known = ", ".join(field.name for field in subject.fields if field.type != "object")
        raise Refused(
            N_("There is no field {field} to set. Known are: {known}."), field=name, known=known
        )
    plain = text.strip()
    if not plain:
        return None
    if declared.type == "time":
        return parse_time(plain, desk.now_us, desk.zone)
    if declared.type == "coordinate":
        return _degrees(plain)
    return plain


def _degrees(plain: str) -> int:
    degrees = degrees_e7(plain)
    if degrees is None:
        raise Refused(N_("{value} is no position. Write degrees, such as 36.9712."), value=plain)
    return degrees
