"""One step of the sample day: when, on whose laptop, what."""

from pathlib import Path

from patrol_tui.devices.sample_photo import Scene
from patrol_tui.domain.values import dataclass
from patrol_tui.services.requests import Request


@dataclass(frozen=True, slots=True)
class Sync:
    """Send what is new and fetch what others sent."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A photo that the camera would have left.

    Attributes:
        path: where a request expects the file.
        seed: tells it from others of its scene.
        stamp: date and time in its corner.
    """

    path: Path
    seed: int
    stamp: str
    scene: Scene


@dataclass(frozen=True, slots=True)
class Act:
    """What one officer does at one time.

    Attributes:
        at_us: the time that its entries claim.
        badge: the officer, each with a laptop of their own.
        drawings: photos that must lie there before.
    """

    at_us: int
    badge: str
    what: Request | Sync
    drawings: tuple[Drawing, ...] = ()
