"""What comes with the program and with the machine."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from patrol_tui.domain.case_file import CaseFile
    from patrol_tui.domain.catalog import Catalog
    from patrol_tui.domain.language.pinyin import Pinyin
    from patrol_tui.domain.language.problem import Problem
    from patrol_tui.domain.paper import PaperFormat, PaperWritten
    from patrol_tui.domain.table import Format, Table, Written
    from patrol_tui.services.exports.export_track import TrackWriters


def formats(home: "Path") -> "Mapping[str, Format]":
    """Return the kinds of files that tables can become, by what the user types.

    Args:
        home: the data folder, where the district may have put fonts.
    """
    from patrol_tui.documents.formats import FORMATS, formats_on_paper

    return {one.id: one for one in (*FORMATS, *formats_on_paper(home))}


def paper_formats() -> "Mapping[str, PaperFormat]":
    """Return the kinds of files that papers can become, by what the user types."""
    from patrol_tui.documents.formats import PAPER_FORMATS, TEMPLATE

    return {one.id: one for one in (*PAPER_FORMATS, TEMPLATE)}


def track_writers() -> "TrackWriters":
    """Return the kinds of files that tracks can become, by what the user types."""
    from patrol_tui.documents.maps.gpx import write_gpx
    from patrol_tui.documents.maps.track_geojson import write_track_geojson

    return {"gpx": write_gpx, "geojson": write_track_geojson}


def write_workbook(tables: "Sequence[Table]", path: "Path") -> "Written":
    """Write several tables to one workbook, a sheet each.

    Raises:
        Refused: it could not be written; what stood there still stands.
    """
    from patrol_tui.documents.workbook import write_xlsx

    return write_xlsx(tables, path)


def write_case_file(case: "CaseFile", path: "Path", home: "Path") -> "PaperWritten":
    """Write a case file as PDF; `home` is the data folder, which may hold fonts of the district.

    Raises:
        Refused: no font, or the file could not be written; what stood there still stands.
    """
    from patrol_tui.documents.case_pdf import write_case_pdf

    return write_case_pdf(case, path, home)


def battery_percent() -> int | None:
    """Return what is left in the battery, or None where there is none."""
    from patrol_tui.devices.battery import read_battery

    battery = read_battery()
    return None if battery is None else battery.percent


@cache
def pinyin() -> "Pinyin":
    """Return how Chinese characters are read; the table is read once."""
    from patrol_tui.catalog_files import load_pinyin

    return load_pinyin()


class LateSounds:
    """How Chinese text is read; the table waits until somebody searches by sound."""

    def full(self, text: str) -> str:
        """Return the syllables of a text, without tones or spaces."""
        return pinyin().full(text)

    def initials(self, text: str) -> str:
        """Return the first letter of each syllable."""
        return pinyin().initials(text)


def shipped_catalog() -> "tuple[Catalog, tuple[Problem, ...]]":
    """Return the catalogue that comes with the program, and what is wrong with its files."""
    from patrol_tui.catalog_files import load_catalog

    return load_catalog()
