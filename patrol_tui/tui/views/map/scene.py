"""What is on the map, from the patrol, its track, the issues and the district's lines."""

from collections.abc import Sequence
from typing import Literal

from patrol_tui.domain.catalog import Catalog
from patrol_tui.domain.geo import LatLon
from patrol_tui.domain.values import dataclass
from patrol_tui.services.overview.nearby import position_of
from patrol_tui.services.patrol.tracks import Walked, unbroken
from patrol_tui.services.patrol.walk import Stop, Walk
from patrol_tui.services.ports.lists import ListQuery
from patrol_tui.services.ports.ports import Ledger
from patrol_tui.tui.views.wording.spoken import kind_mark, kind_name, spoken

StopState = Literal["done", "here", "next", "ahead", "missed", "skipped"]
ISSUES = 200
"""So many open issues are put on the map, those due first."""


@dataclass(frozen=True, slots=True)
class MapStop:
    """A stop on the map."""

    id: str
    number: int
    name: str
    place: LatLon
    state: StopState


@dataclass(frozen=True, slots=True)
class MapIssue:
    """An open issue on the map: the two cells of its kind, and whether it is urgent."""

    subject: bytes
    mark: str
    name: str
    place: LatLon
    is_urgent: bool


@dataclass(frozen=True, slots=True)
class Me:
    """Where the officer is, and how sure that is."""

    place: LatLon
    accuracy_m: int | None
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class Scene:
    """All that is drawn.

    Attributes:
        stops: in the order of the route.
        walked: the track, or the way from stop to stop where none was recorded.
        has_track: it is one that a receiver told.
        ahead: where to go on.
        issues: open ones, those due first.
        me: where the officer is, if that is known.
        lines: boundaries.
        looked_at: the stop under the cursor of the list beside it; without one, where one goes on.
    """

    stops: tuple[MapStop, ...] = ()
    walked: tuple[tuple[LatLon, ...], ...] = ()
    has_track: bool = False
    ahead: tuple[LatLon, ...] = ()
    issues: tuple[MapIssue, ...] = ()
    me: Me | None = None
    lines: tuple[tuple[LatLon, ...], ...] = ()
    looked_at: str = ""

    def places(self) -> list[LatLon]:
        """Return what shall be seen at first: stops, the track and the officer, not all issues."""
        found = [stop.place for stop in self.stops]
        found += [place for run in self.walked for place in run]
        return [*found, self.me.place] if self.me and self.me.is_sure else found


def map_stops(stops: Sequence[Stop], walk: Walk | None) -> tuple[MapStop, ...]:
    """Return the stops of a route, walked or not."""
    following = walk.next_stop.point.id if walk is not None and walk.next_stop else ""
    return tuple(
        MapStop(
            stop.point.id,
            stop.number,
            spoken(stop.point.name),
            (stop.point.lat_e7, stop.point.lon_e7),
            _state(stop, is_next=stop.point.id == following),
        )
        for stop in stops
    )


def _state(stop: Stop, *, is_next: bool) -> StopState:
    if stop.is_here:
        return "here"
    if stop.is_done:
        return "done"
    if stop.skipped:
        return "skipped"
    if stop.is_late:
        return "missed"
    return "next" if is_next else "ahead"


def ways(
    stops: Sequence[Stop], walked: Walked | None
) -> tuple[tuple[tuple[LatLon, ...], ...], tuple[LatLon, ...], bool]:
    """Return the way so far, the way ahead, and whether a receiver told the first."""
    parts = unbroken(walked.parts) if walked is not None else ()
    track = tuple(tuple(point.place for point in part) for part in parts)
    reached = sorted(
        (stop for stop in stops if stop.arrived_us is not None),
        key=lambda stop: stop.arrived_us or 0,
    )
    to_go = [stop for stop in stops if stop.arrived_us is None and not stop.skipped]
    ahead = tuple(_place(stop) for stop in [*reached[-1:], *to_go] if to_go)
    if track:
        return track, ahead, True
    return ((tuple(map(_place, reached)),) if reached else ()), ahead, False


def _place(stop: Stop) -> LatLon:
    return stop.point.lat_e7, stop.point.lon_e7


def map_issues(ledger: Ledger, catalog: Catalog, urgent_us: int) -> tuple[MapIssue, ...]:
    """Return the station's open issues whose place is known.

    Args:
        ledger: where to look.
        catalog: knows kinds and checkpoints.
        urgent_us: what is due before is urgent.
    """
    query = ListQuery("issue", only_open=True, station=ledger.writer.station)
    found = []
    for row in ledger.page(query, limit=ISSUES).rows:
        place = position_of(catalog, row)
        if place is not None:
            mark = kind_mark(catalog.kinds.get(row.kind))
            name = f"{kind_name(catalog, row.kind)}  {spoken(row.title)}"
            is_urgent = row.due_us is not None and row.due_us < urgent_us
            found.append(MapIssue(row.subject, mark, name, place, is_urgent))
    return tuple(found)
