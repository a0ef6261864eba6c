"""A conflict as its dialog shows it."""

from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.fold import RETRACTED, STATUS
from patrol_tui.domain.folding.state import Conflict, State
from patrol_tui.domain.language.pinyin import Pinyin
from patrol_tui.domain.language.text import inert
from patrol_tui.domain.subjects import BY_TYPE
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.domain.subjects.patrol import PATROL
from patrol_tui.language import _
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.things.history import Event
from patrol_tui.services.things.things import is_settable
from patrol_tui.services.things.witness import sides_of, witnessed
from patrol_tui.services.wording import field_label, value_words
from patrol_tui.tui.dialogs.conflict import VALUE, Dispute
from patrol_tui.tui.kit.dialogs.choose import Option
from patrol_tui.tui.kit.form.fields import Field, Value
from patrol_tui.tui.views.seen.seen_blocks import seen_blocks
from patrol_tui.tui.views.things import correct_fields
from patrol_tui.tui.views.wording.moments import clock_text, moment_text
from patrol_tui.tui.views.wording.spoken import number_at_home, spoken


def dispute_of(
    desk: Desk, state: State, conflict: Conflict, events: tuple[Event, ...], pinyin: Pinyin
) -> Dispute:
    """Return a conflict with who wrote what when, the newest first; without photos.

    Args:
        desk: who, where, when.
        state: of the thing.
        conflict: what is to be settled.
        events: its history, which knows people and laptops.
        pinyin: for another value that is found by typing.
    """
    by_entry = {event.entry: event for event in events}
    said = {value.entry: value for value in conflict.values}
    order = sides_of(conflict)
    sides = [
        Option(
            entry.hex(),
            _value(desk, state, conflict.field, said[entry].value),
            _side(by_entry.get(entry)),
            _when(said[entry].wall_us, desk),
        )
        for entry in order
    ]
    return Dispute(
        field=label(desk, state, conflict.field),
        about=about(desk, state),
        sides=sides,
        other=_other(desk, state, conflict.field, pinyin),
        seen=seen_blocks(desk, by_entry, witnessed(state, order)),
        people=len({value.author for value in conflict.values}),
    )


def about(desk: Desk, state: State, *, is_short: bool = False) -> str:
    """Return number and place of a thing, or what stands for them."""
    row = BY_TYPE[state.type].row(state)
    code = desk.catalog.station(desk.writer.station_code).code
    number = number_at_home(row.number, code) if row.number else state.subject.hex()[:8]
    return number if is_short else f"{number}  {inert(_title(desk, state, row.title))}"


def _title(desk: Desk, state: State, title: str) -> str:
    route = desk.catalog.routes.get(state.text("route")) if state.type == PATROL.type else None
    return title if route is None else spoken(route.name)


def label(desk: Desk, state: State, name: str) -> str:
    """Return what a field of a thing is called."""
    return spoken(field_label(desk.catalog, BY_TYPE[state.type], state, name))


def _value(desk: Desk, state: State, name: str, value: Json) -> str:
    return spoken(value_words(desk.catalog, BY_TYPE[state.type], state, name, value, desk.now_us))


def typed_for(desk: Desk, state: State, name: str, value: Value) -> str:
    """Return a box's value as a request takes it."""
    if state.type == ISSUE.type:
        return correct_fields.typed_for(desk, name, value)
    return value if isinstance(value, str) else ",".join(value)


def _side(event: Event | None) -> str:
    if event is None:
        return ""
    device = _("this laptop") if event.is_own_device else _("another laptop")
    if event.device_number and not event.is_own_device:
        device = _("laptop {number}").format(number=event.device_number)
    stored = _("in ledger") if event.in_shared else _("not in ledger")
    where = _("{device}, {stored}").format(device=device, stored=stored)
    return "  ".join(part for part in (inert(event.author), where) if part)


def _when(at_us: int, desk: Desk) -> str:
    day = moment_text(at_us, desk.now_us, desk.zone)
    clock = clock_text(at_us, desk.zone)
    return clock if day == clock else f"{day} {clock}"


def _other(desk: Desk, state: State, name: str, pinyin: Pinyin) -> Field | None:
    """Return the field for another value, or None where one of the sides must be right."""
    declared = BY_TYPE[state.type]
    if name in {STATUS, RETRACTED} or not is_settable(desk, declared, state, name):
        return None
    if declared is not ISSUE:
        return Field(VALUE, _("Value"))
    field = correct_fields.field_for(desk, state, name, pinyin)
    return Field(
        VALUE,
        _("Value"),
        field.kind,
        cells=field.cells,
        unit=field.unit,
        choices=field.choices,
        match=field.match,
        check=field.check,
    )
