"""The fields of a subject as a form takes them, by their declaration."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from patrol_tui.domain.catalog import FieldType
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import Field as Declared
from patrol_tui.domain.folding.subject import Subject
from patrol_tui.domain.language.errors import PatrolError
from patrol_tui.domain.language.pinyin import Pinyin
from patrol_tui.domain.times import rfc3339
from patrol_tui.language import _
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.things.adding import begun_limit
from patrol_tui.services.things.values import parts, typed_members
from patrol_tui.tui.kit.form.fields import Check, Field, Value
from patrol_tui.tui.views.recording.record_form import field_of_kind
from patrol_tui.tui.views.wording.spoken import department_name, spoken
from patrol_tui.tui.views.wording.typed_moment import moment_shown, moment_typed

_TIME_CELLS = 15


def form_fields(
    desk: Desk, subject: Subject, names: Iterable[str], pinyin: Pinyin, needed: Iterable[str] = ()
) -> list[Field]:
    """Return the fields of a form.

    Args:
        desk: who, where, when.
        subject: whose fields they are.
        names: of the fields, in order.
        pinyin: finds departments by sound.
        needed: those that must be filled beside what every new thing needs.
    """
    declared = {one.name: one for one in subject.fields}
    must = frozenset(needed)
    return [
        form_field(desk, subject, declared[name], pinyin, required=name in must or None)
        for name in names
        if name in declared
    ]


def form_field(
    desk: Desk, subject: Subject, declared: Declared, pinyin: Pinyin, *, required: bool | None
) -> Field:
    """Return one field of a form."""
    form = declared.form
    if form is None:
        return Field(declared.name, spoken(declared.label), check=_set_check(desk, subject, ""))
    is_needed = form.required if required is None else required
    if declared.type == "time":
        plain = Field(form.id, spoken(form.label), cells=_TIME_CELLS, check=_time_check(desk))
        return replace(plain, required=is_needed, hint=spoken(form.hint) if form.hint else "")
    if declared.is_set or declared.type == "thing":
        hint = spoken(form.hint) if form.hint else _("Names or initials, apart by spaces")
        check = None if declared.type == "thing" else _set_check(desk, subject, form.id)
        return Field(form.id, spoken(form.label), required=is_needed, hint=hint, check=check)
    return field_of_kind(desk, form, pinyin, name=form.id, required=is_needed)


def _time_check(desk: Desk) -> Check:
    def check(text: str) -> str:
        if moment_typed(text, desk.now_us, desk.zone) is None:
            return _("a time such as 14:30, 11-24 14:30 or +2h, please")
        return ""

    return check


def _set_check(desk: Desk, subject: Subject, name: str) -> Check:
    def check(text: str) -> str:
        try:
            typed_members(desk, subject, name, text)
        except PatrolError as error:
            return error.text(_)
        return ""

    return check


def begun_values(desk: Desk, subject: Subject) -> dict[str, Value]:
    """Return what the form of a new thing begins with: by when its first step is due."""
    due = begun_limit(desk, subject, subject.first, {})
    return {} if due is None else {"due_us": moment_shown(due, desk.now_us, desk.zone)}


def shown_value(desk: Desk, state: State, declared: Declared) -> Value:
    """Return what the box of a field begins with."""
    if declared.is_set:
        return " ".join(_member(desk, declared, one) for one in state.sets.get(declared.name, ()))
    value = state.fields.get(declared.name)
    if value is None or isinstance(value, dict):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if declared.type == "time" and isinstance(value, int):
        return moment_shown(value, desk.now_us, desk.zone)
    if isinstance(value, list):
        return tuple(str(member) for member in value)
    return str(value)


def _member(desk: Desk, declared: Declared, member: str) -> str:
    form = declared.form
    if form is not None and form.type is FieldType.DEPARTMENT:
        return department_name(desk.catalog, member)
    return member


def typed_value(desk: Desk, declared: Declared | None, value: Value) -> str:
    """Return a box's value as a request takes it: times whole, members apart by commas."""
    if not isinstance(value, str):
        return ",".join(value)
    if declared is not None and declared.type == "time" and value.strip():
        at_us = moment_typed(value, desk.now_us, desk.zone)
        return value if at_us is None else rfc3339(at_us, desk.zone)
    return value


def typed_values(desk: Desk, subject: Subject, values: Mapping[str, Value]) -> dict[str, str]:
    """Return what a form holds as a request takes it; what is empty is left out."""
    declared = {one.name: one for one in subject.fields}
    typed = {name: typed_value(desk, declared.get(name), one) for name, one in values.items()}
    return {name: text for name, text in typed.items() if parts(text)}
