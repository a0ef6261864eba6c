"""Keeps a receipt as a file that appears whole or not at all."""

from pathlib import Path

from patrol_tui.documents.staging import staged
from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.domain.language.os_reasons import reason_of


def keep_receipt(path: Path, text: str) -> None:
    """Write a text file for its owner's eyes, and its folder where there is none.

    Raises:
        Refused: the disk did not take it.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        reason = N_("Not written: {error}. {path}")
        raise Refused(reason, path=path, error=reason_of(error)) from error
    with staged(path) as stage:
        stage.file.write(text.encode())
