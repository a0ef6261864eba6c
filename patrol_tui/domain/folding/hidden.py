"""Values that stand for what may not be read: taken away for good, or sealed to a station."""

from collections.abc import Mapping

from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import Subject

TAKEN_AWAY: Json = {"expunged": True}
"""What stands where a value was expunged; never an older value."""
_IN_LISTS = "已清除 expunged"  # lists are kept as they stand, whoever reads them
EXPUNGE, RELEASE, INSTEAD, BLOBS = "expunge", "release", "instead", "blobs"
SEALED = "sealed"
_KEPT_EFFECTS = frozenset(("move", "retract", "undo", EXPUNGE, RELEASE, INSTEAD, BLOBS))


def is_taken_away(value: Json) -> bool:
    """Tell whether a value was expunged."""
    return value == TAKEN_AWAY


def is_sealed(value: Json) -> bool:
    """Tell whether a value is sealed to a station's key."""
    return isinstance(value, dict) and isinstance(value.get(SEALED), dict)


def title_of(state: State, name: str) -> str:
    """Return a text field as lists keep it: what was expunged says so in both languages."""
    return _IN_LISTS if is_taken_away(state.fields.get(name)) else state.text(name)


def instead_of(subject: Subject, content: Mapping[str, Json]) -> dict[str, Json]:
    """Return what an entry still says once its content is expunged.

    What the program itself wrote stays, such as number and kind, and where the entry moved the
    thing; every other field shows that it was expunged. Members of sets, notes and photos go.
    """
    kept = {effect: value for effect, value in content.items() if effect in _KEPT_EFFECTS}
    said = content.get("set")
    if isinstance(said, dict) and said:
        kept["set"] = {
            name: value if _is_the_programs(subject, name) else TAKEN_AWAY
            for name, value in said.items()
        }
    return kept


def _is_the_programs(subject: Subject, name: str) -> bool:
    declared = subject.field_named(name)
    return declared is not None and (not declared.is_typed or declared.type == "choice")
