"""A checkpoint's code that was scanned: where it belongs, and whether it was scanned there."""

from patrol_tui.domain.catalog import Catalog
from patrol_tui.domain.catalog.codes import as_code, pointed_to
from patrol_tui.domain.catalog.places import Checkpoint
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.geo import LatLon, distance_m
from patrol_tui.domain.language.errors import N_, NotFound, Refused
from patrol_tui.domain.values import dataclass
from patrol_tui.services.requests import Arrive

SCAN = "scan/"
"""Begins the fields that say that a checkpoint's code was scanned."""
SPARE_M = 50
"""A receiver between houses is wrong by this much, whatever it says."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A code that was scanned.

    Attributes:
        distance_m: how far from the checkpoint that was; None where no position was known.
        is_far: too far for the code to have hung where it belongs.
    """

    distance_m: int | None
    is_far: bool


def arrival(
    catalog: Catalog,
    patrol: State | None,
    typed: str,
    here: LatLon | None,
    unsure_m: int | None = None,
) -> Arrive:
    """Return the request that a scan stands for.

    Args:
        catalog: holds the routes.
        patrol: the patrol under way.
        typed: what the scanner typed.
        here: where the laptop is, if that is known.
        unsure_m: how far off that may be, if it is told.

    Raises:
        NotFound: no checkpoint has this code.
        Refused: nothing is walked, or another route.
    """
    code = as_code(typed)
    found = pointed_to(catalog, code) if code is not None else None
    if found is None:
        raise NotFound(N_("No checkpoint has the code {name}."), name=typed)
    route, point = found
    if patrol is None:
        raise Refused(
            N_("This is {place} on {route}. Start the patrol, then scan once more."),
            place=point.name,
            route=route.name,
        )
    if route.id != patrol.text("route"):
        raise Refused(
            N_("This is {place} on {route}, which is not the route that is walked."),
            place=point.name,
            route=route.name,
        )
    away_m = None if here is None else distance_m((point.lat_e7, point.lon_e7), here)
    return Arrive(point.id, is_scanned=True, distance_m=away_m, accuracy_m=unsure_m)


def scan_body(request: Arrive, now_us: int) -> dict[str, Json]:
    """Return what an entry holds of a scan."""
    body: dict[str, Json] = {"at_us": now_us}
    if request.distance_m is not None:
        body["distance_m"] = request.distance_m
    if request.accuracy_m is not None:
        body["accuracy_m"] = request.accuracy_m
    return body


def scan_of(state: State, point: Checkpoint) -> Scan | None:
    """Return how a checkpoint's code was scanned, or None where it was not."""
    body = state.fields.get(f"{SCAN}{point.id}")
    if not isinstance(body, dict):
        return None
    distance, accuracy = body.get("distance_m"), body.get("accuracy_m")
    away_m = distance if isinstance(distance, int) else None
    unsure_m = accuracy if isinstance(accuracy, int) else None
    return Scan(away_m, is_far=is_far_off(point, away_m, unsure_m))


def is_far_off(point: Checkpoint, away_m: int | None, unsure_m: int | None) -> bool:
    """Return whether somebody so far away cannot have stood at the checkpoint."""
    return away_m is not None and away_m > point.radius_m + max(SPARE_M, unsure_m or 0)
