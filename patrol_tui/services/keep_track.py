"""The request that keeps a track: apart from the others, since the screens load it first of all."""

from patrol_tui.domain.track.points import Point
from patrol_tui.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class KeepTrack:
    """Make durable where a patrol went; no entry comes of it before the stretch ends."""

    patrol: bytes
    points: tuple[Point, ...]
