"""Prints what hangs on walls."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from patrol_tui.domain.catalog import Route
    from patrol_tui.language import Language


def print_codes(route: "Route", language: "Language", path: "Path", home: "Path") -> int:
    """Write the sheet of a route's codes as PDF; return how many labels it has.

    Args:
        route: whose checkpoints.
        language: that the labels speak.
        path: of the file.
        home: the data folder, where the district may have put fonts.

    Raises:
        Refused: no font, or the file could not be written; what stood there still stands.
    """
    from patrol_tui.documents.code_sheet import CodeLabel, write_code_sheet
    from patrol_tui.domain.catalog.codes import in_groups
    from patrol_tui.services.patrol.code_labels import coded_points

    name = route.name.in_(language)
    labels = [
        CodeLabel(point.name.in_(language), f"{name} {number}", code, in_groups(code))
        for number, point, code in coded_points(route)
    ]
    write_code_sheet(name, labels, path, home)
    return len(labels)
