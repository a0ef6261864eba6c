"""An item of the catalogue as the district published it: a kind, route, department or station."""

from collections.abc import Mapping

from patrol_tui.domain.entries import payload
from patrol_tui.domain.entries.ids import name_id
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import GENERIC_FACTS, Claim, Field, RowValues, Subject
from patrol_tui.domain.language.errors import N_

ROUTES = "routes"
"""The section that a station lays down for itself; all others are the bureau's."""
_ROUTE_MAKERS = frozenset(("officer", "lead"))


def item_id(section: str, item: str) -> bytes:
    """Return the identity of a catalogue item, the same wherever it is published."""
    return name_id("catalog", f"{section}/{item}")


def row(state: State) -> RowValues:
    """Return what the view keeps of an item."""
    return RowValues(
        number="",
        kind=state.text("section"),
        is_open=not state.is_retracted,
        title=state.text("item"),
        due_us=None,
        begun_us=state.facts[0].entry.wall_us,
        search="",
        extra={"body": payload.canonical(state.fields.get("body")).decode()},
    )


def allows(claim: Claim) -> bool:
    """Tell whether an entry is the bureau's, or lays down a route of its author's own station.

    A route that was another station's when its author saw it stays that station's.
    """
    if "bureau" in claim.roles:
        return True
    said = claim.content.get("set")
    fields = said if isinstance(said, dict) else {}
    stations = {_station(content) for content in (claim.content, *claim.seen)} - {None}
    return (
        bool(_ROUTE_MAKERS & claim.roles)
        and claim.content.keys() <= {"set", "reason"}
        and fields.keys() == {"section", "item", "body"}
        and fields["section"] == ROUTES
        and item_id(ROUTES, str(fields["item"])) == claim.entry.subject
        and _station(claim.content) is not None
        and stations <= claim.stations
    )


def _station(content: Mapping[str, Json]) -> str | None:
    said = content.get("set")
    body = said.get("body") if isinstance(said, dict) else None
    station = body.get("station") if isinstance(body, dict) else None
    return station if isinstance(station, str) else None


CATALOG_ITEM = Subject(
    type="catalog_item",
    code=0x10,
    facts=GENERIC_FACTS,
    fields=(
        Field("section", "text", N_("section")),
        Field("item", "text", N_("item")),
        Field("body", "object", N_("content"), is_typed=False),
    ),
    sets=frozenset(),
    records=frozenset(),
    statuses=(),
    first="",
    moves={},
    closing=frozenset(),
    row=row,
    allows=allows,
)
