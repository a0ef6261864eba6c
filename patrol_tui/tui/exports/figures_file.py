"""Keeps figures as a workbook in the home's folder of exports."""

from collections.abc import Sequence
from pathlib import Path

from patrol_tui import bootstrap
from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.domain.language.os_reasons import reason_of
from patrol_tui.domain.table import Table
from patrol_tui.services.figures.gather import Scope


def file_name(scope: Scope) -> str:
    """Return what the file is called: whose figures, and of which days."""
    days = scope.period
    return f"figures-{scope.station or 'all'}-{days.first:%Y%m%d}-{days.last:%Y%m%d}.xlsx"


def keep_figures(folder: Path, name: str, tables: Sequence[Table]) -> Path:
    """Write the tables, and the folder where there is none; return where.

    Raises:
        Refused: the disk did not take it.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        reason = N_("Not written: {error}. {path}")
        raise Refused(reason, path=folder, error=reason_of(error)) from error
    path = folder / name
    bootstrap.write_workbook(tables, path)
    return path
