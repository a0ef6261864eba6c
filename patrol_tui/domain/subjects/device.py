"""A laptop as the district knows it: whose it is, and the key that its seals are made with."""

from patrol_tui.domain.errors import N_
from patrol_tui.domain.state import State
from patrol_tui.domain.subject import (
    CHANGED,
    CREATED,
    GENERIC_FACTS,
    OWN_FACTS,
    Field,
    Role,
    RowValues,
    Subject,
)

JOINED = OWN_FACTS
_BUREAU: frozenset[Role] = frozenset(("bureau",))


def row(state: State) -> RowValues:
    """Return what the view keeps of a laptop."""
    return RowValues(
        number=f"{state.integer('number') or 0:02d}",
        kind=state.text("station"),
        is_open=state.status != "revoked",
        title=state.text("officer"),
        due_us=None,
        begun_us=state.facts[0].entry.wall_us,
        search="",
        extra={"sign_key": state.text("sign_key"), "enrol_key": state.text("enrol_key")},
    )


DEVICE = Subject(
    type="device",
    code=0x12,
    facts={**GENERIC_FACTS, JOINED: "joined"},
    fields=(
        Field("number", "integer", N_("number")),
        Field("station", "text", N_("station")),
        Field("officer", "text", N_("officer")),
        Field("enrol_key", "text", N_("enrolment key")),
        Field("sign_key", "text", N_("signing key")),
    ),
    sets=frozenset(),
    records=frozenset(),
    statuses=("enrolled", "joined", "revoked"),
    first="enrolled",
    moves={
        "enrolled": frozenset(("joined", "revoked")),
        "joined": frozenset(("revoked",)),
    },
    closing=frozenset(),
    row=row,
    rights={CREATED: _BUREAU, CHANGED: _BUREAU},
)
