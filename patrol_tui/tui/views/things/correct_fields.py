"""The fields of an issue that can be corrected, as a form takes them."""

from patrol_tui.domain.catalog import FieldType, FormField, IssueKind
from patrol_tui.domain.catalog.find import candidates, find
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import Field as Declared
from patrol_tui.domain.language.pinyin import Pinyin
from patrol_tui.domain.subjects import BY_TYPE
from patrol_tui.domain.subjects.issue import FLAGS, ISSUE
from patrol_tui.domain.times import rfc3339
from patrol_tui.language import _
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.wording import field_label, status_words, value_words
from patrol_tui.tui.kit.form.fields import Choice, Field, FieldKind, Value
from patrol_tui.tui.views.recording.record_form import departments, field_of_kind
from patrol_tui.tui.views.things import thing_form
from patrol_tui.tui.views.wording.spoken import several, spoken
from patrol_tui.tui.views.wording.typed_moment import moment_shown, moment_typed

_TIMES = ("recheck_us", "deadline_us")
_DEPARTMENTS = ("handed_to", "lead")
_SETS = ("measures", "flags")
_OWN = ("place", "note", "kind", "party", *_DEPARTMENTS, *_TIMES, *_SETS)


def names(desk: Desk, state: State) -> list[str]:
    """Return the names of the fields that can be corrected: the kind's form, then the issue's."""
    if state.type != ISSUE.type:
        return [one.name for one in BY_TYPE[state.type].fields if one.form is not None]
    kind = desk.catalog.kinds.get(state.text("kind"))
    form = [one.id for one in kind.form()] if kind else []
    first = ["place", "note"]
    return [*first, *form, *(one for one in _OWN if one not in first and one not in form)]


def label(desk: Desk, state: State, name: str) -> str:
    """Return what a field is called."""
    return spoken(field_label(desk.catalog, BY_TYPE[state.type], state, name))


def said_now(desk: Desk, state: State, name: str) -> str:
    """Return what a field says now, in words; empty where nothing."""
    own = _own(state, name)
    if own is not None:
        shown = thing_form.shown_value(desk, state, own)
        if own.is_private or own.is_set or own.type != "text":
            return "" if not shown or own.is_private else str(shown)
    if name in _SETS:
        members = state.sets.get(name, ())
        values = [value_words(desk.catalog, ISSUE, state, name, one) for one in members]
        return several([spoken(one) for one in values])
    value = state.fields.get(name)
    if value is None:
        return ""
    if name in _TIMES and isinstance(value, int):
        return moment_shown(value, desk.now_us, desk.zone)
    return spoken(value_words(desk.catalog, BY_TYPE[state.type], state, name, value, desk.now_us))


def field_for(desk: Desk, state: State, name: str, pinyin: Pinyin) -> Field:
    """Return the field in which a value is corrected."""
    own = _own(state, name)
    if own is not None:
        subject = BY_TYPE[state.type]
        return thing_form.form_field(desk, subject, own, pinyin, required=False)
    shown = label(desk, state, name)
    kind = desk.catalog.kinds.get(state.text("kind"))
    asked = kind.field(name) if kind else None
    if asked is not None:
        return field_of_kind(desk, asked, pinyin, name=name, required=False)
    if name in _TIMES:
        return Field(name, shown, cells=15, check=lambda text: _time_problem(desk, text))
    if name in _DEPARTMENTS or name == "kind":
        offer = _kinds if name == "kind" else departments
        return Field(
            name,
            shown,
            FieldKind.CODED,
            choices=offer(desk, "", pinyin),
            match=lambda text: offer(desk, text, pinyin),
        )
    if name in _SETS:
        return Field(name, shown, FieldKind.SOME_OF, choices=_members(desk, kind, name))
    return Field(name, shown, FieldKind.LONG if name == "note" else FieldKind.TEXT)


def _asked(desk: Desk, state: State, name: str) -> FormField | None:
    kind = desk.catalog.kinds.get(state.text("kind"))
    return kind.field(name) if kind else None


def _time_problem(desk: Desk, text: str) -> str:
    if moment_typed(text, desk.now_us, desk.zone) is None:
        return _("a time such as 14:30, 11-24 14:30 or +2h, please")
    return ""


def _kinds(desk: Desk, typed: str, pinyin: Pinyin) -> list[Choice]:
    known = [one for one in candidates(desk.catalog) if one.section == "kinds"]
    return [Choice(one.id, spoken(one.name)) for one in find(known, typed, pinyin)]


def _members(desk: Desk, kind: IssueKind | None, name: str) -> list[Choice]:
    if name == "flags":
        return [Choice(one, spoken(status_words(one))) for one in FLAGS]
    measures = desk.catalog.measures_of(kind) if kind else ()
    return [Choice(one.id, spoken(one.name)) for one in measures]


def _own(state: State, name: str) -> Declared | None:
    """Return the declaration of a field of a subject that has the usual form."""
    return None if state.type == ISSUE.type else BY_TYPE[state.type].field_named(name)


def value_now(desk: Desk, state: State, name: str) -> Value:
    """Return what a field's box begins with."""
    own = _own(state, name)
    if own is not None:
        return thing_form.shown_value(desk, state, own)
    if name in _SETS:
        return state.sets.get(name, ())
    value = state.fields.get(name)
    if name in _TIMES and isinstance(value, int):
        return moment_shown(value, desk.now_us, desk.zone)
    return _boxed(desk, _asked(desk, state, name), value)


def _boxed(desk: Desk, asked: FormField | None, value: Json) -> Value:
    match value:
        case None | {}:  # what is sealed or expunged is typed anew
            return ""
        case bool():
            return "yes" if value else "no"
        case list():
            return tuple(str(member) for member in value)
        case int() if asked is not None and asked.type is FieldType.TIME:
            return moment_shown(value, desk.now_us, desk.zone)
        case _:
            return str(value)


def typed_for(desk: Desk, name: str, value: Value) -> str:
    """Return a box's value as a request takes it: times whole, members apart by commas."""
    if not isinstance(value, str):
        return ",".join(value)
    if (name in _TIMES or name.endswith("_us")) and value.strip():
        at_us = moment_typed(value, desk.now_us, desk.zone)
        return value if at_us is None else rfc3339(at_us, desk.zone)
    return value
