"""A patrol as it is walked: stops in order, their answers, what is late, what comes next."""

from typing import TYPE_CHECKING

from patrol_tui.domain.catalog import Catalog, ChecklistItem, Checkpoint, Route
from patrol_tui.domain.clocks import MINUTE_US
from patrol_tui.domain.entries.ids import parse_id
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.subjects.patrol import PATROL, PAUSED, RESUMED
from patrol_tui.domain.values import dataclass
from patrol_tui.services.patrol.patrols import place_of, reason_of, was_visited
from patrol_tui.services.patrol.scans import Scan, scan_of

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Answer:
    """An item of a checklist with what was answered.

    Attributes:
        result: ok, problem, unchecked, or empty where it is still to be looked at.
        issue: the issue that was recorded for it, or None.
    """

    item: ChecklistItem
    result: str
    reason: str
    at_us: int | None
    issue: bytes | None


@dataclass(frozen=True, slots=True)
class Stop:
    """A checkpoint of the walk.

    Attributes:
        number: place on the route, from 1.
        planned_us: when it is due.
        grace_us: until when it is not late.
        skipped: why it was not visited, or empty.
        is_here: the officer is there now.
        is_late: it was reached after the grace time, or has not been and it is over.
        scan: how its code was scanned, or None.
    """

    number: int
    point: Checkpoint
    planned_us: int
    grace_us: int
    arrived_us: int | None
    left_us: int | None
    skipped: str
    is_here: bool
    is_late: bool
    answers: tuple[Answer, ...]
    scan: Scan | None = None

    @property
    def is_done(self) -> bool:
        """Return whether the officer has been there and left."""
        return self.arrived_us is not None and not self.is_here

    @property
    def open_items(self) -> int:
        """Return how many items are still to be looked at."""
        return sum(not answer.result for answer in self.answers)

    def count(self, result: str) -> int:
        """Return how many items were answered so."""
        return sum(answer.result == result for answer in self.answers)


@dataclass(frozen=True, slots=True)
class Walk:
    """A patrol, stop by stop.

    Attributes:
        done: stops that were visited or are visited now.
        next_stop: where to go on: here, else the first that is open; None when all are done.
        walked_us: time under way, pauses left out.
    """

    state: State
    route: Route
    stops: tuple[Stop, ...]
    done: int
    next_stop: Stop | None
    walked_us: int


def walk(state: State, catalog: Catalog, now_us: int) -> Walk:
    """Return a patrol as it stands.

    Raises:
        NotFound: its route is not in the catalogue.
    """
    route = catalog.route(state.text("route"))
    is_over = state.status == "finished"
    here = "" if is_over else place_of(state)
    stops = tuple(
        _stop(state, route, point, number, here, now_us)
        for number, point in enumerate(_points(state, route, is_over=is_over), 1)
    )
    to_go = [stop for stop in stops if stop.is_here] or [
        stop for stop in stops if stop.arrived_us is None and not stop.skipped
    ]
    return Walk(
        state,
        route,
        stops,
        sum(stop.arrived_us is not None for stop in stops),
        to_go[0] if to_go else None,
        walked_us(state, now_us),
    )


def _points(state: State, route: Route, *, is_over: bool) -> list[Checkpoint]:
    """Return what was to be walked: a route may have lost and gained checkpoints since."""
    return [
        point
        for point in route.checkpoints
        if was_visited(state, point.id)
        or reason_of(state, point.id)
        or not (point.retired or is_over)
    ]


def walked_us(state: State, now_us: int) -> int:
    """Return how long a patrol has lasted without its pauses, in microseconds."""
    started_us = state.integer("started_us") or now_us
    end_us = state.integer("finished_us") or now_us
    paused_us, since_us = 0, None
    for fact in state.facts:
        if fact.flag is not None or fact.is_undone:
            continue
        if fact.entry.kind == PATROL.kind(PAUSED):
            since_us = fact.entry.wall_us
        elif fact.entry.kind == PATROL.kind(RESUMED) and since_us is not None:
            paused_us += max(fact.entry.wall_us - since_us, 0)
            since_us = None
    if since_us is not None:
        paused_us += max(end_us - since_us, 0)
    return max(end_us - started_us - paused_us, 0)


def _stop(
    state: State, route: Route, point: Checkpoint, number: int, here: str, now_us: int
) -> Stop:
    planned_us = (state.integer("started_us") or now_us) + point.planned_min * MINUTE_US
    grace_us = planned_us + route.grace_min * MINUTE_US
    arrived_us = state.integer(f"arrived/{point.id}")
    reached_us = arrived_us if arrived_us is not None else state.integer("finished_us") or now_us
    skipped = reason_of(state, point.id)
    return Stop(
        number=number,
        point=point,
        planned_us=planned_us,
        grace_us=grace_us,
        arrived_us=arrived_us,
        left_us=state.integer(f"left/{point.id}"),
        skipped=skipped,
        is_here=point.id == here,
        is_late=not skipped and reached_us > grace_us,
        answers=tuple(_answer(state, point, item) for item in _items(state, point)),
        scan=scan_of(state, point),
    )


def _items(state: State, point: Checkpoint) -> list[ChecklistItem]:
    return [
        item
        for item in point.items
        if not item.retired or f"check/{point.id}/{item.id}" in state.fields
    ]


def _answer(state: State, point: Checkpoint, item: ChecklistItem) -> Answer:
    said = state.fields.get(f"check/{point.id}/{item.id}")
    body: Mapping[str, object] = said if isinstance(said, dict) else {}
    at_us = body.get("at_us")
    return Answer(
        item=item,
        result=str(body.get("result", "")),
        reason=str(body.get("reason", "")),
        at_us=at_us if isinstance(at_us, int) else None,
        issue=parse_id(str(body.get("issue", ""))),
    )
