"""The start of a process that reads a large ledger beside another, in a folder without Python."""

from patrol_tui.ledger.hand import main

__all__ = ["main"]
