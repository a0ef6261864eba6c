"""What the screens need only after their first frame."""

from importlib import import_module
from typing import TYPE_CHECKING

from patrol_tui.domain.entries.ids import id_text

if TYPE_CHECKING:
    from patrol_tui.domain.track.points import Point
    from patrol_tui.services.keep_track import KeepTrack
    from patrol_tui.services.requests import UndoLast

__all__ = ["id_text", "load_ahead", "track_kept", "undo_last"]

_BEHIND_THE_PIN = (
    "patrol_tui.ledger.keys",
    "patrol_tui.ledger.identity",
    "patrol_tui.ledger.blobs",
    "patrol_tui.ledger.drafts",
    "patrol_tui.services.office",
    "patrol_tui.services.session",
    "patrol_tui.services.exports.receipt",
)


def load_ahead() -> None:
    """Load what opening a home needs, while the officer still types the PIN."""
    for name in _BEHIND_THE_PIN:
        import_module(name)


def track_kept(patrol: bytes, points: "tuple[Point, ...]") -> "KeepTrack":
    """Return the request that makes points of a patrol durable."""
    from patrol_tui.services.keep_track import KeepTrack

    return KeepTrack(patrol, points)


def undo_last(subject: bytes) -> "UndoLast":
    """Return the request that takes back one's own last step on a thing."""
    from patrol_tui.services.requests import UndoLast

    return UndoLast(subject)
