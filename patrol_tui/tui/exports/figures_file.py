"""Keeps figures as a workbook in the home's folder of exports."""

from collections.abc import Sequence
from pathlib import Path

from patrol_tui import bootstrap
from patrol_tui.domain.language.file_names import file_name as plain_name
from patrol_tui.domain.table import Table
from patrol_tui.services.figures.gather import Scope
from patrol_tui.tui.exports.folder import exports_folder


def file_name(scope: Scope) -> str:
    """Return what the file is called: whose figures, and of which days."""
    days = scope.period
    span = f"{days.first:%Y%m%d}-{days.last:%Y%m%d}"
    return plain_name(f"figures-{scope.station or 'all'}-{span}", "xlsx")


def keep_figures(data: Path, name: str, tables: Sequence[Table]) -> Path:
    """Write the tables, and the folder of exports where there is none; return where.

    Raises:
        Refused: the disk did not take it.
    """
    path = exports_folder(data) / name
    bootstrap.write_workbook(tables, path)
    return path
