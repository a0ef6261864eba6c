"""A thing as somebody saw it: what the entries fold to that the heads on a screen follow from."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from patrol_tui.domain.entries.causality import arrange
from patrol_tui.domain.folding.fold import fold
from patrol_tui.domain.folding.state import Flag, State
from patrol_tui.domain.folding.subject import WRITERS, Subject

if TYPE_CHECKING:
    from patrol_tui.domain.entries.entry import Entry

_WITHOUT_EFFECT: frozenset[Flag] = frozenset(("barred", "no_right", "own_work", "not_judgeable"))


def as_seen(subject: Subject, state: State, heads: Iterable[bytes]) -> State:
    """Return a thing as it stood on a screen; what came in since is left out.

    Args:
        subject: its declaration.
        state: all that is held of it.
        heads: its heads on that screen. Those that are not held are passed over; where none is,
            everything that is held counts as seen.
    """
    wanted = frozenset(heads)
    if not wanted or wanted == frozenset(state.heads):
        return state
    graph = arrange(fact.entry for fact in state.facts)
    seen: dict[bytes, Entry] = {}
    for place, entry in enumerate(graph.entries):
        if entry.hash in wanted:
            seen[entry.hash] = entry
            seen |= {
                other.hash: other
                for earlier, other in enumerate(graph.entries)
                if graph.has_seen(place, earlier)
            }
    if not seen:
        return state
    # Who may write what was judged once already; the same entries stay without effect.
    idle = frozenset(fact.entry.hash for fact in state.facts if fact.flag in _WITHOUT_EFFECT)
    return fold(subject, seen.values(), lambda _author, _n: WRITERS, idle)
