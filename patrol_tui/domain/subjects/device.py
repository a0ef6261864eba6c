"""A laptop as the district knows it: whose it is, and the key that its seals are made with."""

from collections.abc import Mapping
from contextlib import suppress

from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import (
    BUREAU,
    BUREAU_ALONE,
    GENERIC_FACTS,
    OWN_FACTS,
    ROLES,
    Claim,
    Field,
    RowValues,
    Subject,
)
from patrol_tui.domain.language.errors import N_

JOINED, REVOKED, RECOVERED = range(OWN_FACTS, OWN_FACTS + 3)
ENROLLED_STATE, JOINED_STATE, REVOKED_STATE = "enrolled", "joined", "revoked"
ENDS = "ends"
"""The record of where a revoked laptop's lines end in the shared ledger."""
GIVEN_KEYS = "given_keys"
"""The stations' keys that its bundle brings, by their public halves."""
RECOVERY = "recovery"
"""The laptop's data key, sealed to the district's root of trust."""
_OF_JOINING = frozenset(("sign_key", RECOVERY))


def row(state: State) -> RowValues:
    """Return what the view keeps of a laptop."""
    return RowValues(
        number=f"{state.integer('number') or 0:02d}",
        kind=state.text("station"),
        is_open=state.status != REVOKED_STATE,
        title=state.text("officer"),
        due_us=None,
        begun_us=state.facts[0].entry.wall_us,
        search="",
        extra={"sign_key": state.text("sign_key"), "enrol_key": state.text("enrol_key")},
    )


def end_of_line(stream: bytes, seq: int, entry: bytes) -> Json:
    """Return how an entry says where a line of a laptop ends."""
    return [stream.hex(), seq, entry.hex()]


def read_ends(content: Mapping[str, Json]) -> list[tuple[bytes, int, bytes]]:
    """Return where a laptop's lines ended, as the entry says that shut it out."""
    record = content.get("record")
    said = record.get(ENDS) if isinstance(record, dict) else None
    found = []
    for end in said if isinstance(said, list) else ():
        match end:
            case [str(stream), int(seq), str(entry)]:
                with suppress(ValueError):
                    found.append((bytes.fromhex(stream), seq, bytes.fromhex(entry)))
            case _:
                continue
    return found


def allows(claim: Claim) -> bool:
    """Tell whether a laptop joins for itself, and says nothing beside its own keys."""
    if claim.entry.kind & 0xFF != JOINED:
        return True
    said = claim.content.get("set")
    named = said.keys() if isinstance(said, dict) else frozenset[str]()
    return (
        claim.entry.header.device == claim.entry.subject
        and claim.content.keys() <= {"set", "move"}
        and claim.content.get("move") == JOINED_STATE
        and named <= _OF_JOINING
    )


DEVICE = Subject(
    type="device",
    code=0x12,
    facts={**GENERIC_FACTS, JOINED: "joined", REVOKED: "revoked", RECOVERED: "recovered"},
    fields=(
        Field("number", "integer", N_("number")),
        Field("station", "text", N_("station")),
        Field("officer", "text", N_("officer")),
        Field("enrol_key", "text", N_("enrolment key")),
        Field("sign_key", "text", N_("signing key")),
        Field(GIVEN_KEYS, "choices", N_("keys for contact data"), is_typed=False),
        Field(RECOVERY, "text", N_("recovery key"), is_typed=False),
    ),
    sets=frozenset(),
    records=frozenset((ENDS,)),
    statuses=(REVOKED_STATE, JOINED_STATE, ENROLLED_STATE),
    first=ENROLLED_STATE,
    moves={
        ENROLLED_STATE: frozenset((JOINED_STATE, REVOKED_STATE)),
        JOINED_STATE: frozenset((REVOKED_STATE,)),
    },
    closing=frozenset(),
    row=row,
    # An auditor's laptop joins too: else its own seals would count for nobody but itself.
    rights={**BUREAU_ALONE, JOINED: frozenset(ROLES), REVOKED: BUREAU, RECOVERED: BUREAU},
    allows=allows,
)
