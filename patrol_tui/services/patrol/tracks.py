"""A patrol's track: kept as it is walked, named by the entry that ends a stretch of it."""

from collections.abc import Sequence
from itertools import groupby
from typing import Protocol

from patrol_tui.domain.folding.state import State
from patrol_tui.domain.language.errors import Corrupt, NotFound, Refused
from patrol_tui.domain.track.points import MEDIA_TYPE, Point, decode, encode, length_m
from patrol_tui.domain.track.stretch import (
    Marks,
    Stretch,
    added,
    marks_of,
    stretch_of,
    stretches,
)
from patrol_tui.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class OpenPart:
    """Points that were made durable together.

    Attributes:
        id: grows with each part.
        points: at least one.
        blob: the file that they are in too, or None; only an entry that names it makes it count.
    """

    id: int
    points: tuple[Point, ...]
    blob: bytes | None


class OpenPoints(Protocol):
    """Where points are durable until an entry names them."""

    def keep(self, patrol: bytes, points: Sequence[Point]) -> None:
        """Add points; they are durable on return."""
        ...

    def parts(self, patrol: bytes) -> Sequence[OpenPart]:
        """Return a patrol's points as they were added."""
        ...

    def mark(self, patrol: bytes, to_id: int, blob: bytes) -> None:
        """Note of points that they are in a file, which an entry is about to name."""
        ...

    def drop(self, patrol: bytes, blob: bytes) -> None:
        """Drop the points that are in a file, since an entry names it now."""
        ...


class Shelf(Protocol):
    """Where files beside the ledger lie."""

    def put(self, content: bytes, media_type: str) -> bytes:
        """Keep a file and return its hash once it is durable."""
        ...

    def get(self, name: bytes) -> bytes:
        """Return a whole file, or raise NotFound."""
        ...


@dataclass(frozen=True, slots=True)
class Walked:
    """A track as far as this laptop has it.

    Attributes:
        parts: points without a gap between.
        lacking: stretches whose points are not here, or cannot be read.
    """

    parts: tuple[tuple[Point, ...], ...]
    lacking: int = 0


class Tracks:
    """The tracks of one home."""

    def __init__(self, open_points: OpenPoints, shelf: Shelf) -> None:
        """Join the two places: one for what is being walked, one for what entries name."""
        self._open = open_points
        self._shelf = shelf

    def keep(self, patrol: bytes, points: Sequence[Point]) -> None:
        """Make points durable."""
        if points:
            self._open.keep(patrol, points)

    def close(self, state: State) -> Stretch | None:
        """Return what was walked since the last stretch, durable as a file; None for nothing.

        A step is never refused for its track's sake: what a full disk does not take stays open.
        """
        parts = self._not_named(state)
        if not parts:
            return None
        points = [point for part in parts for point in part.points]
        content = encode(points)
        try:
            blob = self._shelf.put(content, MEDIA_TYPE)
            self._open.mark(state.subject, parts[-1].id, blob)
        except Refused:
            return None
        return stretch_of(blob, len(content), points)

    def named(self, patrol: bytes, stretch: Stretch) -> None:
        """Note that an entry names a stretch."""
        self._open.drop(patrol, stretch.blob)

    def length_m(self, state: State) -> int:
        """Return the way walked so far, without reading what entries name."""
        named = sum(one.length_m for one in stretches(state))
        return named + length_m(self._walked_since(state))

    def marks(self, state: State) -> Marks:
        """Return what there is to say against the points walked so far."""
        named = (one.marks for one in stretches(state))
        return added(*named, marks_of(self._walked_since(state)))

    def walked(self, state: State) -> Walked:
        """Return a patrol's whole track."""
        parts, lacking = [], 0
        for one in stretches(state):
            try:
                parts.append(decode(self._shelf.get(one.blob)))
            except (NotFound, Corrupt):
                lacking += 1
        parts.append(self._walked_since(state))
        return Walked(tuple(filter(None, parts)), lacking)

    def _walked_since(self, state: State) -> tuple[Point, ...]:
        return tuple(point for part in self._not_named(state) for point in part.points)

    def _not_named(self, state: State) -> list[OpenPart]:
        """Return the open points, without those that a crash kept from being dropped."""
        named = {one.blob for one in stretches(state)}
        return [part for part in self._open.parts(state.subject) if part.blob not in named]


def unbroken(parts: Sequence[Sequence[Point]]) -> tuple[tuple[Point, ...], ...]:
    """Return parts cut where a position leapt or was poor: no line is drawn over those."""
    return tuple(
        tuple(run)
        for part in parts
        for counts, run in groupby(part, key=lambda point: point.counts)
        if counts
    )
