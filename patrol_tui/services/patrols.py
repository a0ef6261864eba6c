"""A patrol's decisions: start, arrive, answer, leave, pause, finish."""

from patrol_tui.domain.catalog import Route
from patrol_tui.domain.draft import Draft
from patrol_tui.domain.errors import N_, NotFound, Refused
from patrol_tui.domain.payload import Json
from patrol_tui.domain.state import State
from patrol_tui.domain.subject import CREATED
from patrol_tui.domain.subjects.patrol import (
    ARRIVED,
    CHECKED,
    FINISHED,
    LEFT,
    PATROL,
    PAUSED,
    RESULTS,
    RESUMED,
)
from patrol_tui.domain.times import in_zone
from patrol_tui.services.desk import Desk, required
from patrol_tui.services.requests import (
    Arrive,
    Check,
    Finish,
    Leave,
    PatrolRequest,
    Pause,
    Resume,
    StartPatrol,
)

MINUTES_AN_HOUR = 60


def decide_start(
    desk: Desk, request: StartPatrol, subject: bytes, under_way: State | None
) -> tuple[Draft, ...]:
    """Return the entry that begins a patrol.

    Raises:
        Refused: one is under way, or the route has nothing to walk.
        NotFound: the route is unknown.
    """
    if under_way is not None:
        raise Refused(
            N_("Patrol {number} is under way. Finish it before you start another."),
            number=under_way.text("number"),
        )
    route = desk.catalog.route(request.route)
    if route.station != desk.writer.station_code:
        raise Refused(N_("The route {route} belongs to another station."), route=request.route)
    if desk.writer.badge in request.partners:
        raise Refused(N_("A partner is somebody else; this badge is your own."))
    local = in_zone(desk.now_us, desk.zone)
    content: dict[str, Json] = {
        "set": {
            "route": route.id,
            "started_us": desk.now_us,
            "shift": desk.shift_at(local.hour * MINUTES_AN_HOUR + local.minute),
            "weather": request.weather.strip(),
            "travel": request.travel,
            "officer": desk.writer.badge,
        },
        "move": PATROL.first,
    }
    if request.partners:
        content["add"] = {"partners": [partner.strip() for partner in request.partners]}
    return (Draft(subject, PATROL.kind(CREATED), content, numbered=desk.number_prefix("p")),)


def decide_step(desk: Desk, state: State, request: PatrolRequest) -> tuple[Draft, ...]:
    """Return the entry for the next step of the patrol under way.

    Raises:
        Refused: the step does not fit; the message says what to do first.
        NotFound: the route has no such checkpoint or item.
    """
    match request:
        case Arrive():
            return (_arrive(desk, state, request.checkpoint),)
        case Check():
            return (_check(desk, state, request),)
        case Leave():
            return (_leave(desk, state, request.checkpoint),)
        case Pause():
            return (_draft(state, PAUSED, {"move": "paused"}),)
        case Resume():
            return (_resume(state),)
        case Finish():
            return (_finish(desk, state, request),)


def check_draft(
    desk: Desk, state: State, checkpoint: str, item: str, answer: dict[str, Json]
) -> Draft:
    """Return the entry that answers a checklist item; the first answer is an arrival too."""
    _must_walk(state)
    point = desk.catalog.checkpoint(state.text("route"), checkpoint)
    if point.item(item) is None:
        raise NotFound(N_("This checkpoint has no item {name}."), name=item)
    fields: dict[str, Json] = {f"check/{checkpoint}/{item}": {**answer, "at_us": desk.now_us}}
    if not _is_here(state, checkpoint):
        fields |= _arrival(desk, state, checkpoint)
    return _draft(state, CHECKED, {"set": fields})


def place_of(state: State) -> str:
    """Return the id of the checkpoint that the officer is at, or an empty text."""
    here = [
        (at_us, name.removeprefix("arrived/"))
        for name, at_us in state.fields.items()
        if name.startswith("arrived/") and isinstance(at_us, int)
    ]
    if not here:
        return ""
    _, checkpoint = max(here)
    return checkpoint if _is_here(state, checkpoint) else ""


def unvisited(state: State, route: Route) -> tuple[str, ...]:
    """Return the checkpoints that were neither reached nor given a reason, in order."""
    return tuple(
        point.id
        for point in route.checkpoints
        if state.integer(f"arrived/{point.id}") is None and not state.text(f"skipped/{point.id}")
    )


def _draft(state: State, fact: int, content: dict[str, Json]) -> Draft:
    return Draft(state.subject, PATROL.kind(fact), content, parents=state.heads)


def _is_here(state: State, checkpoint: str) -> bool:
    arrived_us = state.integer(f"arrived/{checkpoint}")
    left_us = state.integer(f"left/{checkpoint}")
    return arrived_us is not None and (left_us is None or left_us < arrived_us)


def _must_walk(state: State) -> None:
    if state.status == "paused":
        raise Refused(N_("The patrol is paused. Resume it first."))


def _arrival(desk: Desk, state: State, checkpoint: str) -> dict[str, Json]:
    fields: dict[str, Json] = {f"arrived/{checkpoint}": desk.now_us}
    before = place_of(state)
    if before:
        fields[f"left/{before}"] = desk.now_us
    return fields


def _arrive(desk: Desk, state: State, checkpoint: str) -> Draft:
    _must_walk(state)
    point = desk.catalog.checkpoint(state.text("route"), checkpoint)
    if _is_here(state, checkpoint):
        raise Refused(
            N_("You are at {place} already. Leave it before you arrive again."), place=point.name.zh
        )
    return _draft(state, ARRIVED, {"set": _arrival(desk, state, checkpoint)})


def _check(desk: Desk, state: State, request: Check) -> Draft:
    if request.result not in RESULTS:
        raise Refused(
            N_("{value} is no answer. Answer with one of: {known}."),
            value=request.result,
            known=", ".join(RESULTS),
        )
    answer: dict[str, Json] = {"result": request.result}
    if request.result == "unchecked":
        answer["reason"] = required(
            request.reason, N_("Say why it was not checked: give a reason.")
        )
    elif request.reason.strip():
        answer["reason"] = request.reason.strip()
    if request.issue is not None:
        answer["issue"] = request.issue.hex()
    return check_draft(desk, state, request.checkpoint, request.item, answer)


def _leave(desk: Desk, state: State, checkpoint: str) -> Draft:
    _must_walk(state)
    point = desk.catalog.checkpoint(state.text("route"), checkpoint)
    if not _is_here(state, checkpoint):
        raise Refused(N_("You are not at {place}. Arrive there first."), place=point.name.zh)
    return _draft(state, LEFT, {"set": {f"left/{checkpoint}": desk.now_us}})


def _resume(state: State) -> Draft:
    if state.status != "paused":
        raise Refused(N_("The patrol is not paused."))
    return _draft(state, RESUMED, {"move": "walking"})


def _finish(desk: Desk, state: State, request: Finish) -> Draft:
    route = desk.catalog.route(state.text("route"))
    fields: dict[str, Json] = {"finished_us": desk.now_us}
    for checkpoint, reason in request.skipped.items():
        point = desk.catalog.checkpoint(route.id, checkpoint)
        if state.integer(f"arrived/{checkpoint}") is not None:
            raise Refused(N_("{place} was visited; it cannot be skipped."), place=point.name.zh)
        fields[f"skipped/{checkpoint}"] = required(
            reason, N_("Say why the checkpoint was skipped: give a reason.")
        )
    missing = [name for name in unvisited(state, route) if name not in request.skipped]
    if missing:
        raise Refused(
            N_("Not visited yet: {missing}. Go there, or give a reason for each."),
            missing=", ".join(missing),
        )
    here = place_of(state)
    if here:
        fields[f"left/{here}"] = desk.now_us
    return _draft(state, FINISHED, {"set": fields, "move": "finished"})
