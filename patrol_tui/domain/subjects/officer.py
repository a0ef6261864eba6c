"""An officer as the district knows them: name, badge, roles and stations."""

from patrol_tui.domain.entries.ids import name_id
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import BUREAU_ALONE, GENERIC_FACTS, Field, RowValues, Subject
from patrol_tui.domain.language.errors import N_


def officer_id(badge: str) -> bytes:
    """Return the identity of the officer who carries a badge."""
    return name_id("officer", badge)


def row(state: State) -> RowValues:
    """Return what the view keeps of an officer."""
    return RowValues(
        number=state.text("badge"),
        kind="",
        is_open=not state.is_retracted,
        title=state.text("name"),
        due_us=None,
        begun_us=state.facts[0].entry.wall_us,
        search=state.text("name"),
        extra={name: ",".join(state.sets.get(name, ())) for name in ("roles", "stations")},
    )


OFFICER = Subject(
    type="officer",
    code=0x11,
    facts=GENERIC_FACTS,
    fields=(Field("name", "text", N_("name")), Field("badge", "text", N_("badge"))),
    sets=frozenset(("roles", "stations")),
    records=frozenset(),
    statuses=(),
    first="",
    moves={},
    closing=frozenset(),
    row=row,
    rights=BUREAU_ALONE,
)
