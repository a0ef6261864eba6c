"""Who had seen what: the graph that the parents of a subject's entries make."""

from collections.abc import Iterable, Iterator

from patrol_tui.domain.entries.entry import Entry
from patrol_tui.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Causality:
    """Entries in one causal order, with what each had seen.

    Attributes:
        entries: parents before children; equals by depth, then hash.
        before: for each entry, a bit mask of all entries that it follows from.
        is_incomplete: a parent is not among the entries.
    """

    entries: tuple[Entry, ...]
    before: tuple[int, ...]
    is_incomplete: bool

    def has_seen(self, later: int, earlier: int) -> bool:
        """Return whether the entry at one place follows from the one at another."""
        return bool(self.before[later] >> earlier & 1)

    def are_concurrent(self, one: int, other: int) -> bool:
        """Return whether neither of two different entries follows from the other."""
        return one != other and not (self.has_seen(one, other) or self.has_seen(other, one))

    def newest(self, places: Iterable[int]) -> list[int]:
        """Return those places that no other of them follows from."""
        chosen = list(places)
        if len(chosen) <= 1:
            return chosen
        covered = 0
        for place in chosen:
            covered |= self.before[place]
        return [place for place in chosen if not covered >> place & 1]

    def newest_of(self, mask: int) -> list[int]:
        """Return those places of a bit mask that no other of them follows from."""
        if not mask:
            return []
        last = mask.bit_length() - 1
        rest = (mask ^ 1 << last) & ~self.before[last]
        # Mostly one followed the other, and the last has seen all of them.
        return self.newest(places_in(mask)) if rest else [last]


def places_in(mask: int) -> Iterator[int]:
    """Return the places whose bits a mask holds, lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def arrange(entries: Iterable[Entry]) -> Causality:
    """Return the causality of a set of entries; order and repetition do not matter."""
    held = {entry.hash: entry for entry in entries}
    by_depth = sorted((depth, one) for one, depth in _depths(held).items())
    ordered = [held[one] for _, one in by_depth]
    places = {one: place for place, (_, one) in enumerate(by_depth)}
    before: list[int] = []
    is_incomplete = False
    for entry in ordered:
        mask = 0
        for parent in entry.parents:
            place = places.get(parent)
            if place is None:
                is_incomplete = True
            else:
                mask |= before[place] | 1 << place
        before.append(mask)
    return Causality(tuple(ordered), tuple(before), is_incomplete)


def _depths(held: dict[bytes, Entry]) -> dict[bytes, int]:
    # Without recursion: a subject may have more entries than Python has stack.
    depths: dict[bytes, int] = {}
    for start in held:
        stack = [start]
        while stack:
            entry, deepest, is_waiting = held[stack[-1]], 0, False
            for parent in entry.parents:
                if parent in held:
                    depth = depths.get(parent)
                    if depth is None:
                        stack.append(parent)
                        is_waiting = True
                    elif depth > deepest:
                        deepest = depth
            if not is_waiting:
                stack.pop()
                depths[entry.hash] = deepest + 1
    return depths
