"""A route that is not walked yet, as its stops would come."""

from patrol_tui.domain.catalog import Catalog, Route
from patrol_tui.domain.clocks import MINUTE_US
from patrol_tui.services.patrol.walk import Answer, Stop
from patrol_tui.services.ports.desk import Desk


def planned_stops(route: Route, start_us: int) -> tuple[Stop, ...]:
    """Return the stops of a route as they are due from a start on."""
    points = [point for point in route.checkpoints if not point.retired]
    return tuple(
        Stop(
            number=number,
            point=point,
            planned_us=start_us + point.planned_min * MINUTE_US,
            grace_us=start_us + (point.planned_min + route.grace_min) * MINUTE_US,
            arrived_us=None,
            left_us=None,
            skipped="",
            is_here=False,
            is_late=False,
            answers=tuple(
                Answer(item, "", "", None, None) for item in point.items if not item.retired
            ),
        )
        for number, point in enumerate(points, 1)
    )


def route_for(desk: Desk, wanted: str | None, shift: str) -> Route | None:
    """Return the route that is asked for, else the one of the shift, else the first."""
    catalog: Catalog = desk.catalog
    routes = catalog.routes_of(desk.writer.station_code)
    asked = [route for route in routes if route.id == wanted]
    fitting = [route for route in routes if route.shift == shift]
    return next(iter([*asked, *fitting, *routes]), None)
