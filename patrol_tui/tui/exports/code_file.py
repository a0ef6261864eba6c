"""Keeps the sheet of a route's checkpoint codes in the home's folder of exports."""

from pathlib import Path

from patrol_tui import bootstrap
from patrol_tui.domain.catalog import Route
from patrol_tui.domain.language.file_names import file_name as plain_name
from patrol_tui.language import current
from patrol_tui.tui.exports.folder import exports_folder


def keep_codes(data: Path, route: Route) -> tuple[Path, int]:
    """Write the sheet; return where it is, and how many codes it has.

    Args:
        data: the home's data folder, which may hold fonts of the district.
        route: whose checkpoints.

    Raises:
        Refused: no font, or the disk did not take it.
    """
    path = exports_folder(data) / plain_name(f"codes-{route.id}", "pdf")
    return path, bootstrap.print_codes(route, current(), path, data)
