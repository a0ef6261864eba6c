"""Open issues near by: what was seen may be one of them already."""

from patrol_tui.domain.catalog import Catalog
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.geo import LatLon, distance_m
from patrol_tui.domain.language.text import folded
from patrol_tui.domain.values import dataclass
from patrol_tui.services.ports.lists import ListQuery, Row
from patrol_tui.services.ports.ports import Ledger

NEAR_M = 200
LOOKED_AT = 200
_LEAST_COMMON = 3


@dataclass(frozen=True, slots=True)
class Near:
    """An open issue of the same kind near by.

    Attributes:
        row: the issue.
        distance_m: how far it is, or None where only the names of the places are alike.
    """

    row: Row
    distance_m: int | None


def near_by(
    ledger: Ledger, catalog: Catalog, kind: str, place: str, here: LatLon | None
) -> tuple[Near, ...]:
    """Return open issues of a kind at a place or near it, those at the very place first.

    Args:
        ledger: where to look.
        catalog: says where checkpoints are.
        kind: id of the kind.
        place: name of the place; it decides where no distance can be told.
        here: where one is, if that is known.
    """
    query = ListQuery("issue", kind=kind, only_open=True, station=ledger.writer.station)
    found = []
    for row in ledger.page(query, limit=LOOKED_AT).rows:
        there = position_of(catalog, row)
        away_m = None if here is None or there is None else distance_m(here, there)
        is_same = is_same_place(place, row.title)
        if is_same or (away_m is not None and away_m <= NEAR_M):
            found.append((not is_same, away_m or 0, Near(row, away_m)))
    return tuple(near for *_rank, near in sorted(found, key=lambda one: one[:2]))


def position_of(catalog: Catalog, row: Row) -> LatLon | None:
    """Return where an issue is: its own position, else its checkpoint's."""
    lat, lon = row.extra.get("lat_e7"), row.extra.get("lon_e7")
    if isinstance(lat, int) and isinstance(lon, int):
        return lat, lon
    return position_of_checkpoint(catalog, str(row.extra.get("checkpoint", "")))


def position_of_thing(catalog: Catalog, state: State) -> LatLon | None:
    """Return where a thing is, as its entries say: its own position, else its checkpoint's."""
    lat, lon = state.integer("lat_e7"), state.integer("lon_e7")
    if lat is not None and lon is not None:
        return lat, lon
    return position_of_checkpoint(catalog, state.text("checkpoint"))


def position_of_checkpoint(catalog: Catalog, checkpoint: str) -> LatLon | None:
    """Return where a checkpoint is; None where no route has it, or several have others of its id.

    Imported routes all begin at c01: a guess between them would be a place that nobody saw.
    """
    points = (route.checkpoint(checkpoint) for route in catalog.routes.values())
    places = {(point.lat_e7, point.lon_e7) for point in points if point is not None}
    return places.pop() if len(places) == 1 else None


def is_same_place(one: str, other: str) -> bool:
    """Tell whether two names mean one place: equal, or one holds the other."""
    plain = ["".join(folded(place).split()) for place in (one, other)]
    shorter, longer = sorted(plain, key=len)
    return shorter == longer or (len(shorter) >= _LEAST_COMMON and shorter in longer)
