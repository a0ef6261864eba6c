"""When the clocks of a thing stand, or stood, still."""

from typing import TYPE_CHECKING

from patrol_tui.domain.clocks import Pause
from patrol_tui.domain.folding.state import Fact, State
from patrol_tui.domain.folding.subject import HELD

if TYPE_CHECKING:
    from collections.abc import Mapping

    from patrol_tui.domain.entries.payload import Json
    from patrol_tui.domain.folding.subject import RowValues
    from patrol_tui.services.ports.lists import Row

FLAGS = "flags"


def held_since(state: State) -> int | None:
    """Return since when a thing's clocks stand still, or None while they run."""
    if HELD not in state.sets.get(FLAGS, ()):
        return None
    since: list[int] = []
    last: int | None = None
    for fact in effective(state):
        if HELD in flags_put(fact, "add"):
            last = fact.entry.wall_us
            since.append(last)
        elif HELD in flags_put(fact, "remove"):
            since.clear()
    # Whoever let it go on may not have seen that somebody else held it too.
    return min(since, default=last)


def is_held(row: "Row | RowValues") -> bool:
    """Return whether a thing waits on purpose, so that no clock runs, as lists know it."""
    return row.is_open and HELD in str(row.extra.get(FLAGS, "")).split(",")


def pauses(state: State, now_us: int) -> list[Pause]:
    """Return the stretches in which a thing's clocks stood; one that lasts ends now."""
    stood: list[Pause] = []
    since: int | None = None
    for fact in effective(state):
        if HELD in flags_put(fact, "add") and since is None:
            since = fact.entry.wall_us
        elif HELD in flags_put(fact, "remove") and since is not None:
            stood.append(Pause(since, fact.entry.wall_us))
            since = None
    lasting = held_since(state)
    if lasting is None:
        return stood
    before = [Pause(one.from_us, min(one.until_us, lasting)) for one in stood]
    return [*before, Pause(lasting, now_us)]


def effective(state: State) -> list[Fact]:
    """Return the facts of a thing that count."""
    return [fact for fact in state.facts if fact.is_live and not fact.is_undone]


def flags_put(fact: Fact, effect: str) -> list[str]:
    """Return the marks that a fact adds or removes."""
    return members(fact.content or {}, effect)


def members(content: "Mapping[str, Json]", effect: str) -> list[str]:
    """Return the marks that what an entry says adds or removes."""
    part = content.get(effect)
    marks = part.get(FLAGS) if isinstance(part, dict) else None
    return [str(one) for one in marks] if isinstance(marks, list) else []
