"""What groups of figures are called."""

from collections.abc import Callable

from patrol_tui.domain.catalog import Catalog
from patrol_tui.domain.language.words import Words
from patrol_tui.services.figures.rate import Measured

OWN = Words("本站自办", "The station itself")
UNKNOWN = Words("其他", "Others")
COUNTS = {
    "new": Words("新", "New"),
    "open": Words("在办", "Open"),
    "overdue": Words("超时", "Late"),
    "came_back": Words("回潮", "Again"),
}
"""What is counted of a group, and what it is called."""


def kind_name(catalog: Catalog, id: str) -> Words:
    """Return what a kind is called; one that is not known here by its id."""
    kind = catalog.kinds.get(id)
    return kind.name if kind is not None else Words(id, id)


def station_name(catalog: Catalog, id: str) -> Words:
    """Return what a station is called; those that the catalogue lacks are others."""
    station = catalog.stations.get(id)
    return station.name if station is not None else UNKNOWN


def community_name(catalog: Catalog, id: str) -> Words:
    """Return what a community is called, found by its Chinese name."""
    stations = catalog.stations.values()
    return next((one.community for one in stations if one.community.zh == id), UNKNOWN)


def department_name(catalog: Catalog, id: str) -> Words:
    """Return what a department is called; without an id it is the station itself."""
    if not id:
        return OWN
    department = catalog.departments.get(id)
    return department.name if department is not None else Words(id, id)


def week_name(_catalog: Catalog, id: str) -> Words:
    """Return what a week is called: the day on which it begins."""
    return Words(id, id)


def base_words(measured: Measured, translate: Callable[[str], str]) -> str:
    """Return what a denominator counts, in a word or two."""
    return translate(measured.base).rpartition("|")[2]
