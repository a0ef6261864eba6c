"""What the screens need only after their first frame."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from patrol_tui.services.requests import UndoLast

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


def undo_last(subject: bytes) -> "UndoLast":
    """Return the request that takes back one's own last step on a thing."""
    from patrol_tui.services.requests import UndoLast

    return UndoLast(subject)
