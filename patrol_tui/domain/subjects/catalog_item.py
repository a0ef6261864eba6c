"""An item of the catalogue as the district published it: a kind, route, department or station."""

from patrol_tui.domain import payload
from patrol_tui.domain.errors import N_
from patrol_tui.domain.ids import name_id
from patrol_tui.domain.state import State
from patrol_tui.domain.subject import GENERIC_FACTS, Field, RowValues, Subject


def item_id(section: str, item: str) -> bytes:
    """Return the identity of a catalogue item, the same wherever it is published."""
    return name_id("catalog", f"{section}/{item}")


def row(state: State) -> RowValues:
    """Return what the view keeps of an item."""
    return RowValues(
        number="",
        kind=state.text("section"),
        is_open=not state.is_retracted,
        title=state.text("item"),
        due_us=None,
        begun_us=state.facts[0].entry.wall_us,
        search="",
        extra={"body": payload.canonical(state.fields.get("body")).decode()},
    )


CATALOG_ITEM = Subject(
    type="catalog_item",
    code=0x10,
    facts=GENERIC_FACTS,
    fields=(
        Field("section", "text", N_("section")),
        Field("item", "text", N_("item")),
        Field("body", "object", N_("content"), is_typed=False),
    ),
    sets=frozenset(),
    records=frozenset(),
    statuses=(),
    first="",
    moves={},
    closing=frozenset(),
    row=row,
)
