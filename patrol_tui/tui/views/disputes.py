"""A conflict as its dialog shows it."""

from patrol_tui.domain.fold import RETRACTED, STATUS
from patrol_tui.domain.pinyin import Pinyin
from patrol_tui.domain.state import Conflict, State
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.domain.text import inert
from patrol_tui.language import _
from patrol_tui.services.desk import Desk
from patrol_tui.services.history import Event
from patrol_tui.services.things import is_settable
from patrol_tui.services.wording import value_words
from patrol_tui.tui.dialogs.conflict import VALUE, Dispute
from patrol_tui.tui.kit.dialogs.choose import Option
from patrol_tui.tui.kit.drawn import Block
from patrol_tui.tui.kit.form.fields import Field
from patrol_tui.tui.views.correct_fields import field_for, label
from patrol_tui.tui.views.moments import clock_text, moment_text
from patrol_tui.tui.views.spoken import number_at_home, spoken


def dispute_of(
    desk: Desk,
    state: State,
    conflict: Conflict,
    events: tuple[Event, ...],
    photos: list[Block],
    pinyin: Pinyin,
) -> Dispute:
    """Return a conflict with who wrote what when, the newest first.

    Args:
        desk: who, where, when.
        state: of the issue.
        conflict: what is to be settled.
        events: its history, which knows people and laptops.
        photos: of the issue, to be looked at.
        pinyin: for another value that is found by typing.
    """
    by_entry = {event.entry: event for event in events}
    values = sorted(conflict.values, key=lambda value: -value.wall_us)
    sides = [
        Option(
            value.entry.hex(),
            spoken(value_words(desk.catalog, ISSUE, state, conflict.field, value.value)),
            _side(by_entry.get(value.entry)),
            _when(value.wall_us, desk),
        )
        for value in values
    ]
    code = desk.catalog.station(desk.writer.station_code).code
    number = number_at_home(state.text("number"), code)
    return Dispute(
        field=label(desk, state, conflict.field),
        about=f"{number}  {inert(state.text('place'))}",
        sides=sides,
        other=_other(desk, state, conflict.field, pinyin),
        photos=photos,
        people=len({value.author for value in values}),
    )


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
    if name in {STATUS, RETRACTED} or not is_settable(desk, ISSUE, state, name):
        return None
    field = field_for(desk, state, name, pinyin)
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
