"""What is handed to a writer of tracks: patrols with their ways, and what lies beside them."""

from collections.abc import Mapping
from dataclasses import field
from itertools import groupby
from typing import Literal

from patrol_tui.domain.geo import LatLon
from patrol_tui.domain.track.points import Point
from patrol_tui.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Pin:
    """A place with a name: a checkpoint, or an issue.

    Attributes:
        kind: which of the two.
        name: what it is called.
        at_us: when it was reached or recorded, or None.
        note: what there is to say of it.
    """

    kind: Literal["checkpoint", "issue"]
    name: str
    place: LatLon
    at_us: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class PatrolTrack:
    """One patrol.

    Attributes:
        number: of the patrol.
        name: of its route.
        note: who walked, in a line.
        parts: points without a gap between.
        route: its checkpoints in order.
        issues: what was recorded on it.
        facts: further values for programs, by snake_case names.
    """

    number: str
    name: str
    note: str
    parts: tuple[tuple[Point, ...], ...]
    route: tuple[Pin, ...] = ()
    issues: tuple[Pin, ...] = ()
    facts: Mapping[str, str | int | None] = field(default_factory=dict)

    def runs(self) -> tuple[tuple[Point, ...], ...]:
        """Return points that a line may join; those that leapt or were poor stand by themselves."""
        return tuple(
            tuple(run)
            for part in self.parts
            for _counts, run in groupby(part, key=lambda point: point.counts)
        )


@dataclass(frozen=True, slots=True)
class TrackFile:
    """Several patrols of one file.

    Attributes:
        title: what it is.
        author: who made it.
        made_us: when.
        tracks: the patrols, the oldest first.
        lacking: stretches whose points are not on this laptop.
    """

    title: str
    author: str
    made_us: int
    tracks: tuple[PatrolTrack, ...]
    lacking: int = 0

    @property
    def points(self) -> int:
        """Return how many points there are."""
        return sum(len(part) for track in self.tracks for part in track.parts)
