"""What comes with the program and with the machine."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from patrol_tui.domain.catalog import Catalog
    from patrol_tui.domain.pinyin import Pinyin
    from patrol_tui.domain.problem import Problem
    from patrol_tui.domain.table import Format


def formats() -> "Mapping[str, Format]":
    """Return the kinds of files that tables can become, by what the user types."""
    from patrol_tui.documents.formats import FORMATS

    return {one.id: one for one in FORMATS}


def battery_percent() -> int | None:
    """Return what is left in the battery, or None where there is none."""
    from patrol_tui.devices.battery import read_battery

    battery = read_battery()
    return None if battery is None else battery.percent


def pinyin() -> "Pinyin":
    """Return how Chinese characters are read."""
    from patrol_tui.catalog_files import load_pinyin

    return load_pinyin()


def shipped_catalog() -> "tuple[Catalog, tuple[Problem, ...]]":
    """Return the catalogue that comes with the program, and what is wrong with its files."""
    from patrol_tui.catalog_files import load_catalog

    return load_catalog()
