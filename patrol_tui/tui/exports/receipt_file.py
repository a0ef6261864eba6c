"""Keeps a receipt as a file that appears whole or not at all."""

from pathlib import Path

from patrol_tui.documents.staging import staged
from patrol_tui.tui.exports.folder import exports_folder


def keep_receipt(data: Path, name: str, text: str) -> Path:
    """Write a receipt, and the folder of exports where there is none; return where.

    Raises:
        Refused: the disk did not take it.
    """
    path = exports_folder(data) / name
    with staged(path) as stage:
        stage.file.write(text.encode())
    return path
