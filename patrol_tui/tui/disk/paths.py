"""Paths as people type them."""

from pathlib import Path


def unfolded(typed: str) -> Path:
    """Return a typed path with `~` in full; of a user who is not known here, as it was typed."""
    path = Path(typed)
    try:
        return path.expanduser()
    except RuntimeError:
        return path
