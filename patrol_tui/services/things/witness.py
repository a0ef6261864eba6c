"""Who had seen what before writing one side of a conflict: what makes it one."""

from patrol_tui.domain.entries.causality import arrange
from patrol_tui.domain.folding.state import Conflict, State
from patrol_tui.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Witnessed:
    """An entry of the thing, and which sides' authors had it before them.

    Attributes:
        entry: its hash.
        wrote: number of the side that it is, or None.
        seen_by: for each side, whether its author had seen it, or wrote it.
    """

    entry: bytes
    wrote: int | None
    seen_by: tuple[bool, ...]


def witnessed(state: State, sides: tuple[bytes, ...]) -> tuple[Witnessed, ...]:
    """Return a thing's entries, the newest first, with who had seen them.

    Of entries that had seen equally many, the claimed time says which is shown first.

    Args:
        state: of the thing.
        sides: entries on the sides of a conflict, in the order in which they are shown.
    """
    graph = arrange(fact.entry for fact in state.facts)
    places = {entry.hash: place for place, entry in enumerate(graph.entries)}
    at = [places[side] for side in sides]
    order = sorted(
        places.values(),
        key=lambda place: (graph.before[place].bit_count(), graph.entries[place].wall_us),
        reverse=True,
    )
    return tuple(
        Witnessed(
            graph.entries[place].hash,
            at.index(place) if place in at else None,
            tuple(place == side or graph.has_seen(side, place) for side in at),
        )
        for place in order
    )


def sides_of(conflict: Conflict) -> tuple[bytes, ...]:
    """Return the entries on a conflict's sides, what was written last first."""
    newest = sorted(conflict.values, key=lambda value: -value.wall_us)
    return tuple(value.entry for value in newest)
