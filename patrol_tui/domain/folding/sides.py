"""Which photos show a thing as it was found, and which what was done about it (前后对比)."""

from collections.abc import Mapping
from itertools import zip_longest

from patrol_tui.domain.entries.causality import Causality, arrange
from patrol_tui.domain.folding.pictures import Picture, pictures_of
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import Subject
from patrol_tui.domain.values import dataclass

Pair = tuple[Picture | None, Picture | None]
"""A photo from before and one from after; None where there is none to stand beside."""


@dataclass(frozen=True, slots=True)
class Sides:
    """A thing's photos on two sides, each in causal order.

    Attributes:
        before: as it was found.
        after: attached once the work on it had begun, or later.
    """

    before: tuple[Picture, ...] = ()
    after: tuple[Picture, ...] = ()

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The photos side by side; none where nothing was taken after."""
        return tuple(zip_longest(self.before, self.after)) if self.after else ()


def sides_of(subject: Subject, state: State) -> Sides:
    """Return the photos of a thing by what its author knew of the work when attaching them.

    That is the state which the entries that the author had seen lead to, so two laptops that hold
    the same entries tell the same, whatever came in first.
    """
    pictures = pictures_of(state)
    if not pictures or not subject.at_work:
        return Sides(pictures)
    graph = arrange(fact.entry for fact in state.facts)
    moved = {
        place: str((fact.content or {}).get("move"))
        for place, fact in enumerate(state.facts)
        if fact.moved_from is not None and not fact.is_undone
    }
    places = {entry.hash: place for place, entry in enumerate(graph.entries)}
    before: list[Picture] = []
    after: list[Picture] = []
    for picture in pictures:
        status = _status(graph, moved, places[picture.said.entry])
        (after if status in subject.at_work else before).append(picture)
    return Sides(tuple(before), tuple(after))


def _status(graph: Causality, moved: Mapping[int, str], place: int) -> str:
    """Return the state that an entry was written in; empty before the first move."""
    known = [one for one in moved if one == place or graph.has_seen(place, one)]
    newest = graph.newest(known)
    return moved[newest[-1]] if newest else ""
