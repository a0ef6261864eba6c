"""Publishing a route: a station lays down its own."""

from patrol_tui.domain.catalog import Item, Route
from patrol_tui.domain.catalog.faults import faults
from patrol_tui.domain.catalog.items import Unreadable, read
from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import CHANGED, CREATED
from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.domain.language.phrase import Phrase
from patrol_tui.domain.subjects.catalog_item import CATALOG_ITEM, item_id
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.requests import PublishRoute


def decide_publish(desk: Desk, request: PublishRoute, state: State | None) -> Draft:
    """Return the entry that adds a route to the catalogue, or replaces the one of its id.

    Args:
        desk: who, where, when.
        request: the route in plain form.
        state: what is held of the catalogue's item, or None.

    Raises:
        Refused: it is another station's, cannot be read, or is wrong in itself.
    """
    route = _readable(request)
    earlier = desk.catalog.routes.get(request.route, route)
    if not route.station == earlier.station == desk.writer.station_code:
        raise Refused(N_("The route {route} belongs to another station."), route=earlier.name)
    catalog = desk.catalog.merged([Item("routes", request.route, request.body)])
    for fault in faults(catalog):
        if (fault.section, fault.id) == ("routes", request.route):
            why = Phrase(fault.template, {name: str(part) for name, part in fault.params.items()})
            raise Refused(N_("The route {route} is wrong: {why}"), route=route.name, why=why)
    return Draft(
        state.subject if state else item_id("routes", request.route),
        CATALOG_ITEM.kind(CREATED if state is None else CHANGED),
        {"set": {"section": "routes", "item": request.route, "body": dict(request.body)}},
        parents=state.heads if state else (),
    )


def _readable(request: PublishRoute) -> Route:
    try:
        return read(Route, {**request.body, "id": request.route})
    except Unreadable as error:
        raise Refused(
            N_("The route {route} cannot be read: {why}"), route=request.route, why=str(error)
        ) from error
