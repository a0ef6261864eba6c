"""What the labels of a route's checkpoints say."""

from collections.abc import Iterator

from patrol_tui.domain.catalog import Checkpoint, Route
from patrol_tui.domain.catalog.codes import code_of


def coded_points(route: Route) -> Iterator[tuple[int, Checkpoint, str]]:
    """Yield number, checkpoint and code of all that is walked, in order."""
    points = (point for point in route.checkpoints if not point.retired)
    for number, point in enumerate(points, 1):
        yield number, point, code_of(route.id, point.id)
