"""What the entries of one subject fold to."""

import hashlib
from collections.abc import Mapping
from typing import Literal, NamedTuple

from patrol_tui.domain.entries import payload
from patrol_tui.domain.entries.entry import Entry
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.values import dataclass

Flag = Literal[
    "unreadable",
    "expunged",
    "unknown",
    "no_right",
    "own_work",
    "too_early",
    "not_judgeable",
    "bad_move",
    "barred",
]


@dataclass(frozen=True, slots=True)
class Value:
    """A value with where it came from."""

    value: Json
    entry: bytes
    author: bytes
    wall_us: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """Values that people wrote of one field without seeing each other's."""

    field: str
    values: tuple[Value, ...]


class Fact(NamedTuple):
    """One entry as the fold understood it.

    Attributes:
        entry: the entry.
        content: its payload, or None where it cannot be read.
        flag: why it has no effect, or None.
        is_undone: a later entry took it back.
        moved_from: the state that it moved the subject from, if it did.
        is_live: it has effect, as far as its author and the bureau are concerned.
    """

    entry: Entry
    content: Mapping[str, Json] | None
    flag: Flag | None
    is_undone: bool
    moved_from: str | None
    is_live: bool = True


@dataclass(frozen=True, slots=True)
class State:
    """A subject as all held entries together say it is.

    Attributes:
        subject: its identity.
        type: its kind of thing.
        status: present state; the provisional one in a conflict; empty if it has none.
        is_retracted: taken back, with a reason, and not in conflict about it.
        fields: scalars; the provisional value in a conflict.
        sets: members in sorted order.
        records: grow-only values in causal order.
        conflicts: what officers have to settle.
        heads: hashes of entries that no other held entry has seen.
        facts: all entries in causal order.
        is_incomplete: a parent is not held.
        is_read_only: a critical entry is of a kind that this program does not know.
    """

    subject: bytes
    type: str
    status: str
    is_retracted: bool
    fields: Mapping[str, Json]
    sets: Mapping[str, tuple[str, ...]]
    records: Mapping[str, tuple[Value, ...]]
    conflicts: tuple[Conflict, ...]
    heads: tuple[bytes, ...]
    facts: tuple[Fact, ...]
    is_incomplete: bool
    is_read_only: bool

    def text(self, name: str) -> str:
        """Return a text field, or an empty text where it is unset or no text."""
        value = self.fields.get(name)
        return value if isinstance(value, str) else ""

    def integer(self, name: str) -> int | None:
        """Return a number field, or None where it is unset or no number."""
        value = self.fields.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def conflict(self, name: str) -> Conflict | None:
        """Return the conflict about a field, if there is one."""
        return next((found for found in self.conflicts if found.field == name), None)


def is_idle(state: State) -> bool:
    """Return whether no entry of a thing has effect: it has no number, no title and no status."""
    return all(fact.flag in ("no_right", "barred") for fact in state.facts)


def digest(state: State) -> bytes:
    """Return the SHA-256 of everything that the fold found, equal for equal sets of entries."""
    body: dict[str, Json] = {
        "subject": state.subject.hex(),
        "type": state.type,
        "status": state.status,
        "retracted": state.is_retracted,
        "fields": dict(state.fields),
        "sets": {name: list(members) for name, members in state.sets.items()},
        "records": {
            name: [[value.entry.hex(), value.value] for value in values]
            for name, values in state.records.items()
        },
        "conflicts": [
            [conflict.field, [[value.entry.hex(), value.value] for value in conflict.values]]
            for conflict in state.conflicts
        ],
        "flags": [[fact.entry.hash.hex(), fact.flag] for fact in state.facts if fact.flag],
        "heads": [head.hex() for head in state.heads],
    }
    return hashlib.sha256(payload.canonical(body)).digest()
