"""A station's key for residents' contact data: who is sealed to it, and who can open it.

A generation is a key pair. Its private half is wrapped once for each laptop of the station; a new
one begins whenever a laptop is shut out.
"""

from collections.abc import Mapping
from contextlib import suppress

from patrol_tui.domain.entries.ids import name_id
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import BUREAU_ALONE, GENERIC_FACTS, Field, RowValues, Subject
from patrol_tui.domain.language.errors import N_
from patrol_tui.domain.values import dataclass

KEYS = "keys"
"""The record of generations, and of copies for laptops that came later."""


@dataclass(frozen=True, slots=True)
class Generation:
    """One key of a station.

    Attributes:
        number: 1 for the first.
        public: what contact data are sealed to.
        wrapped: laptop to copies of the private half, each sealed to that laptop.
    """

    number: int
    public: bytes
    wrapped: Mapping[bytes, tuple[bytes, ...]]


def key_id(station: str) -> bytes:
    """Return the identity of a station's key, whatever its generation."""
    return name_id("seal", station)


def key_content(
    station: str, number: int, public: bytes, wrapped: Mapping[bytes, bytes]
) -> dict[str, Json]:
    """Return what an entry says of a generation, or of further copies of it."""
    copies: Json = {device.hex(): box.hex() for device, box in wrapped.items()}
    said: Json = {"generation": number, "public": public.hex(), "for": copies}
    return {"set": {"station": station}, "record": {KEYS: [said]}}


def generations(state: State | None) -> tuple[Generation, ...]:
    """Return a station's keys, the present one last."""
    found: dict[tuple[int, bytes], dict[bytes, tuple[bytes, ...]]] = {}
    for value in state.records.get(KEYS, ()) if state is not None else ():
        match value.value:
            case {"generation": int(number), "public": str(public), "for": dict(copies)}:
                with suppress(ValueError):
                    wrapped = found.setdefault((number, bytes.fromhex(public)), {})
                    for device, box in copies.items():
                        name = bytes.fromhex(device)
                        wrapped[name] = (*wrapped.get(name, ()), bytes.fromhex(str(box)))
            case _:
                continue
    return tuple(Generation(*key, wrapped) for key, wrapped in sorted(found.items()))


def row(state: State) -> RowValues:
    """Return what the view keeps of a station's key."""
    return RowValues(
        number="",
        kind=state.text("station"),
        is_open=True,
        title=str(len(generations(state))),
        due_us=None,
        begun_us=state.facts[0].entry.wall_us,
        search="",
    )


STATION_KEY = Subject(
    type="station_key",
    code=0x13,
    facts=GENERIC_FACTS,
    fields=(Field("station", "text", N_("station")),),
    sets=frozenset(),
    records=frozenset((KEYS,)),
    statuses=(),
    first="",
    moves={},
    closing=frozenset(),
    row=row,
    rights=BUREAU_ALONE,
)
