"""The form of a kind of issue: its fields, what they begin with, what must be filled."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from patrol_tui.domain.catalog import FieldType, FormField, IssueKind, Measure
from patrol_tui.domain.catalog.find import candidates, find
from patrol_tui.domain.clocks import due_us
from patrol_tui.domain.geo import LatLon
from patrol_tui.domain.language.errors import PatrolError
from patrol_tui.domain.language.pinyin import Pinyin
from patrol_tui.domain.track.datum import Datum, to_wgs84
from patrol_tui.domain.track.typed import place_typed
from patrol_tui.language import _
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.things.answers import form_value
from patrol_tui.tui.cells import cells
from patrol_tui.tui.commands import key_of
from patrol_tui.tui.kit.form.fields import LABEL_CELLS, Check, Choice, Field, FieldKind, Value
from patrol_tui.tui.views.wording.spoken import bare, spoken
from patrol_tui.tui.views.wording.typed_moment import moment_shown, moment_typed, within

PLACE, NOTE, PHOTOS, MEASURES = "place", "note", "photos", "measures"
HANDED_TO, RECHECK, DEADLINE = "handed_to", "recheck", "deadline"
POSITION, DATUM = "position", "datum"
ORIGIN = "origin"
OF_KIND = "kind."
"""Stands before the ids of a kind's own fields, which may be called anything."""

_ROW_CELLS = 48
_EDGES = 2
_TIME_CELLS = 15
_KINDS = {
    FieldType.LONG_TEXT: FieldKind.LONG,
    FieldType.CHOICE: FieldKind.ONE_OF,
    FieldType.CHOICES: FieldKind.SOME_OF,
    FieldType.FLAG: FieldKind.ONE_OF,
    FieldType.DECIMAL: FieldKind.NUMBER,
    FieldType.INTEGER: FieldKind.NUMBER,
    FieldType.TIME: FieldKind.TIME,
    FieldType.DEPARTMENT: FieldKind.CODED,
}


def record_fields(desk: Desk, kind: IssueKind, pinyin: Pinyin, point: str) -> list[Field]:
    """Return what is asked for a kind: place and what must be known first, what may be last.

    Args:
        desk: who, where, when.
        kind: of the issue.
        pinyin: finds departments by sound.
        point: the checkpoint beside the place, such as 巡查点 5.
    """
    asked = kind.form()
    last = max((at for at, one in enumerate(asked) if one.required), default=-1)
    while last + 1 < len(asked) and asked[last + 1].beside and last >= 0:
        last += 1
    first = [field_of_kind(desk, one, pinyin) for one in asked[: last + 1]]
    rest = [field_of_kind(desk, one, pinyin) for one in asked[last + 1 :]]
    place = Field(PLACE, _("Place"), required=True, unit=point, hint=_("Where it is"))
    return [
        place,
        *_rows_that_fit(_grouped(first)),
        replace(_note(kind), starts_group=True),
        _photos(),
        *_on_the_spot(desk, kind, pinyin),
        *_rows_that_fit([replace(one, starts_group=at == 0) for at, one in enumerate(rest)]),
        *_position(),
    ]


def _note(kind: IssueKind) -> Field:
    phrases = [Choice(str(at), spoken(one)) for at, one in enumerate(kind.phrases)]
    hint = _("What you see, in your own words")
    if phrases:
        hint = _("Enter takes it, Right to go on typing")
    return Field(NOTE, _("Seen"), FieldKind.LONG, required=True, hint=hint, choices=phrases)


def _photos() -> Field:
    hint = _("A path, the camera's newest, or a folder; {key} looks at them")
    hint = hint.format(key=key_of("record.look"))
    unit = _("{key} add photo").format(key=key_of("record.photo"))
    return Field(PHOTOS, _("Photos"), FieldKind.SHOWN, unit=unit, hint=hint)


def _position() -> list[Field]:
    """Return where somebody types what a map shows, and which map that is."""
    maps = {
        Datum.GCJ02: _("Amap, Tencent"),
        Datum.BD09: _("Baidu"),
        Datum.WGS84: _("GPS receiver"),
    }

    def check(text: str) -> str:
        return "" if place_typed(text) else _("two numbers such as 36.9705, 117.2159, please")

    return [
        Field(
            POSITION,
            bare(_("field|Pos.")),
            placeholder=_("empty: where this laptop is"),
            hint=_("Degrees copied from a map, in either order"),
            check=check,
            starts_group=True,
        ),
        Field(
            DATUM,
            bare(_("field|Map")),
            FieldKind.ONE_OF,
            choices=[Choice(datum, name) for datum, name in maps.items()],
            hint=_("Where the degrees come from: Chinese maps show places moved"),
        ),
    ]


def typed_spot(values: Mapping[str, Value]) -> LatLon | None:
    """Return the position that was typed, as it truly lies, or None where none was."""
    place, datum = place_typed(str(values.get(POSITION, ""))), str(values.get(DATUM, ""))
    return None if place is None else to_wgs84(place, Datum(datum or Datum.GCJ02))


def _on_the_spot(desk: Desk, kind: IssueKind, pinyin: Pinyin) -> list[Field]:
    measures = desk.catalog.measures_of(kind)
    chosen = [Choice(one.id, spoken(one.name)) for one in measures]
    fields = [
        Field(
            MEASURES,
            _("Did"),
            FieldKind.SOME_OF,
            choices=chosen,
            hint=_("What was done there and then; several may be chosen"),
            starts_group=True,
        )
    ]
    if any(one.needs_department for one in measures):
        fields.append(
            Field(
                HANDED_TO,
                _("To"),
                FieldKind.CODED,
                choices=departments(desk, "", pinyin),
                match=lambda text: departments(desk, text, pinyin),
                placeholder=_("type xf or 消防"),
                hint=_("Who takes over: pinyin, initials or name"),
            )
        )
    again = within(kind.recheck) if kind.recheck else ""
    fields.append(_time(desk, RECHECK, _("Again"), again, _("When somebody looks again")))
    by = within(kind.deadline)
    fields.append(_time(desk, DEADLINE, _("Due"), by, _("By when it must be put right")))
    return fields


def _time(desk: Desk, name: str, label: str, unit: str, hint: str) -> Field:
    def check(text: str) -> str:
        at_us = moment_typed(text, desk.now_us, desk.zone)
        if at_us is None:
            return _("a time such as 14:30, 11-24 14:30 or +2h, please")
        return "" if at_us > desk.now_us else _("that is over; a later time, please")

    return Field(name, label, cells=_TIME_CELLS, unit=unit, hint=hint, check=check)


def departments(desk: Desk, typed: str, pinyin: Pinyin) -> list[Choice]:
    """Return the departments that somebody may mean."""
    known = [one for one in candidates(desk.catalog) if one.section == "departments"]
    return [Choice(one.id, spoken(one.name)) for one in find(known, typed, pinyin)]


def field_of_kind(
    desk: Desk, field: FormField, pinyin: Pinyin, *, name: str = "", required: bool | None = None
) -> Field:
    """Return a field of a kind's own form.

    Args:
        desk: who, where, when.
        field: as the catalogue has it.
        pinyin: finds departments by sound.
        name: id of the field in its form; the catalogue's behind a prefix where not given.
        required: whether saving waits for it; as the catalogue has it where not given.
    """
    kind = _KINDS.get(field.type, FieldKind.TEXT)
    choices = [Choice(one.id, spoken(one.name)) for one in field.offered()]
    if field.type is FieldType.FLAG:
        choices = [Choice("yes", _("yes")), Choice("no", _("no"))]
    if field.type is FieldType.DEPARTMENT:
        choices = departments(desk, "", pinyin)
    width = (field.width_cells or 0) + _EDGES if field.width_cells else 0
    if kind in {FieldKind.ONE_OF, FieldKind.SOME_OF}:
        width = sum(cells(one.text) + 3 for one in choices)
    return Field(
        name or f"{OF_KIND}{field.id}",
        spoken(field.label),
        kind,
        required=field.required if required is None else required,
        cells=width,
        unit=spoken(field.unit) if field.unit else "",
        hint=spoken(field.hint) if field.hint else "",
        choices=choices,
        match=(lambda text: departments(desk, text, pinyin)) if kind is FieldKind.CODED else None,
        check=_check(desk, field),
        beside=field.beside,
    )


def _check(desk: Desk, field: FormField) -> Check:
    def check(text: str) -> str:
        try:
            form_value(desk, field, text)
        except PatrolError as error:
            return spoken(error.text(_)).removeprefix(spoken(field.label)).strip()
        return ""

    return check


def _grouped(fields: Sequence[Field]) -> list[Field]:
    """Return fields with a gap before the first that is typed, after those that are chosen."""
    chosen = {FieldKind.ONE_OF, FieldKind.SOME_OF}
    typed = next((at for at, one in enumerate(fields) if one.kind not in chosen), len(fields))
    return [replace(one, starts_group=0 < at == typed) for at, one in enumerate(fields)]


def _rows_that_fit(fields: Iterable[Field]) -> list[Field]:
    """Return fields of which none stands beside another where both do not fit one row."""
    made: list[Field] = []
    used = 0
    for one in fields:
        behind = max(5, cells(one.unit) + 3)
        size = cells(one.label) + 4 + (one.cells or 14)
        if made and one.beside and used + size + cells(one.unit) + 1 <= _ROW_CELLS:
            made.append(one)
            used += size + behind
        else:
            made.append(replace(one, beside=False))
            used = LABEL_CELLS + (one.cells or _ROW_CELLS) + behind
    return made


# What the fields hold.


def defaults(desk: Desk, kind: IssueKind) -> dict[str, Value]:
    """Return what the fields of a new record begin with."""
    values: dict[str, Value] = {
        f"{OF_KIND}{one.id}": one.default for one in kind.form() if one.default is not None
    }
    return {DATUM: Datum.GCJ02.value} | values | times(desk, kind)


def times(desk: Desk, kind: IssueKind) -> dict[str, Value]:
    """Return when a kind's re-check and deadline are, reckoned from now."""
    district = desk.catalog.district
    values: dict[str, Value] = {}
    for name, span in ((RECHECK, kind.recheck), (DEADLINE, kind.deadline)):
        if span is not None:
            at_us = due_us(desk.now_us, span, district)
            values[name] = moment_shown(at_us, desk.now_us, desk.zone)
    return values


def answers_of(kind: IssueKind, values: Mapping[str, Value]) -> dict[str, Value]:
    """Return the answers to the kind's own form, by the ids of its fields."""
    asked = {one.id for one in kind.form()}
    return {
        name.removeprefix(OF_KIND): value
        for name, value in values.items()
        if name.startswith(OF_KIND) and name.removeprefix(OF_KIND) in asked
    }


def chosen_measures(desk: Desk, kind: IssueKind, values: Mapping[str, Value]) -> list[Measure]:
    """Return the measures that are chosen."""
    wanted = values.get(MEASURES, ())
    return [one for one in desk.catalog.measures_of(kind) if one.id in wanted]


def required(desk: Desk, kind: IssueKind, values: Mapping[str, Value]) -> frozenset[str]:
    """Return which of the changing fields must be filled after the answers so far."""
    measures = chosen_measures(desk, kind, values)
    needed = set()
    if desk.catalog.measures_of(kind) and not kind.goes_to_agenda(answers_of(kind, values)):
        needed.add(MEASURES)
    if any(one.needs_department for one in measures):
        needed.add(HANDED_TO)
    if any(one.needs_deadline for one in measures):
        needed.add(DEADLINE)
    if kind.recheck is not None and not any(one.settles for one in measures):
        needed.add(RECHECK)
    return frozenset(needed)
