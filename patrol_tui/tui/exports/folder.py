"""The home's folder of what was exported for people and other programs."""

from pathlib import Path

from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.domain.language.os_reasons import reason_of
from patrol_tui.domain.language.text import inert
from patrol_tui.language import _


def exports_folder(data: Path) -> Path:
    """Return the folder, made for its owner's eyes where there is none.

    Args:
        data: the home's data folder.

    Raises:
        Refused: the disk did not take it.
    """
    folder = data / "exports"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        reason = N_("Not written: {error}. {path}")
        raise Refused(reason, path=folder, error=reason_of(error)) from error
    return folder


def where_it_is(path: Path) -> str:
    """Return where a file was put: its name first, since a long folder is cut at its end."""
    return _("{name} is in {folder}").format(name=inert(path.name), folder=inert(str(path.parent)))
