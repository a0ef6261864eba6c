"""A patrol's decisions: start, arrive, answer, leave, pause, finish."""

from typing import assert_never
from unicodedata import normalize

from patrol_tui.domain.catalog import Route
from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import CALLED, CREATED, UNDONE
from patrol_tui.domain.language.errors import N_, NotFound, Refused
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
from patrol_tui.services.patrol.safety import decide_sign
from patrol_tui.services.patrol.scans import SCAN, scan_body
from patrol_tui.services.ports.desk import Desk, required
from patrol_tui.services.requests import (
    Arrive,
    Check,
    CheckIn,
    Finish,
    Leave,
    PatrolRequest,
    Pause,
    Resume,
    Sos,
    StartPatrol,
)
from patrol_tui.services.wording import RESULTS as RESULT_WORDS
from patrol_tui.services.wording import listing

MINUTES_AN_HOUR = 60
_STEPS = frozenset(PATROL.kind(fact) for fact in (ARRIVED, CHECKED, LEFT))


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
    route = _walkable(desk, request.route)
    partners = _partners(desk, request)
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
        "record": {CALLED: [f"{route.name.zh} {route.name.en}"]},
    }
    if partners:
        content["add"] = {"partners": partners}
    return (
        Draft(subject, PATROL.kind(CREATED), content, numbered=desk.number_prefix(PATROL.letter)),
    )


def _walkable(desk: Desk, route_id: str) -> Route:
    route = desk.catalog.route(route_id)
    if route.station != desk.writer.station_code:
        raise Refused(N_("The route {route} belongs to another station."), route=route.name)
    if route.retired:
        raise Refused(
            N_("The route {route} is no longer walked. Choose another."), route=route.name
        )
    if all(point.retired for point in route.checkpoints):
        raise Refused(N_("The route {route} has no checkpoints."), route=route.name)
    return route


def _partners(desk: Desk, request: StartPatrol) -> list[Json]:
    badges = [normalize("NFKC", partner).strip() for partner in request.partners]
    if desk.writer.badge in badges:
        raise Refused(N_("A partner is somebody else; this badge is your own."))
    return [*dict.fromkeys(badge for badge in badges if badge)]


def decide_step(desk: Desk, state: State, request: PatrolRequest) -> tuple[Draft, ...]:
    """Return the entry for the next step of the patrol under way.

    Raises:
        Refused: the step does not fit; the message says what to do first.
        NotFound: the route has no such checkpoint or item.
    """
    match request:
        case Arrive():
            return (_arrive(desk, state, request),)
        case Check():
            return (_check(desk, state, request),)
        case Leave():
            return (_leave(desk, state, request.checkpoint),)
        case Pause() | Resume():
            return (_pause(state) if isinstance(request, Pause) else _resume(state),)
        case Finish():
            return (_finish(desk, state, request),)
        case CheckIn() | Sos():
            return (decide_sign(desk, state, request),)
        case _:
            assert_never(request)


def check_draft(
    desk: Desk, state: State, checkpoint: str, item: str, answer: dict[str, Json]
) -> Draft:
    """Return the entry that answers a checklist item; the first answer is an arrival too."""
    _must_walk(state)
    point = desk.catalog.checkpoint(state.text("route"), checkpoint)
    if point.item(item) is None:
        raise NotFound(N_("This checkpoint has no item {name}."), name=item)
    fields: dict[str, Json] = {f"check/{checkpoint}/{item}": {**answer, "at_us": desk.now_us}}
    if place_of(state) != checkpoint:
        fields |= _arrival(desk, state, checkpoint)
    return _draft(state, CHECKED, {"set": fields})


def reopened(state: State, issue: bytes) -> tuple[Draft, ...]:
    """Return the entry that opens the items again that an issue was the answer to, if any."""
    answers: dict[str, Json] = {
        name: None
        for name, said in state.fields.items()
        if name.startswith("check/") and isinstance(said, dict) and said.get("issue") == issue.hex()
    }
    return (_draft(state, UNDONE, {"set": answers}),) if answers else ()


def place_of(state: State) -> str:
    """Return the id of the checkpoint that the officer is at, or an empty text.

    What was written last counts, not the times: a laptop's clock may have been set back.
    """
    here = ""
    for fact in state.facts:
        said = (fact.content or {}).get("set")
        is_step = fact.entry.kind in _STEPS and fact.flag is None and not fact.is_undone
        if not is_step or not isinstance(said, dict):
            continue
        if f"left/{here}" in said:
            here = ""
        for name, at_us in said.items():
            # Coming back to a checkpoint clears the time at which it was left.
            if name.startswith("arrived/") or (name.startswith("left/") and at_us is None):
                here = name.partition("/")[2]
    return here


def unvisited(state: State, route: Route) -> tuple[str, ...]:
    """Return the checkpoints that were neither reached nor given a reason, in order."""
    return tuple(
        point.id
        for point in route.checkpoints
        if not point.retired and not was_visited(state, point.id) and not reason_of(state, point.id)
    )


def was_visited(state: State, checkpoint: str) -> bool:
    """Return whether the officer has come to a checkpoint."""
    return state.integer(f"arrived/{checkpoint}") is not None


def reason_of(state: State, checkpoint: str) -> str:
    """Return why a checkpoint was skipped, or an empty text."""
    return state.text(f"skipped/{checkpoint}")


def _draft(state: State, fact: int, content: dict[str, Json]) -> Draft:
    return Draft(state.subject, PATROL.kind(fact), content, parents=state.heads)


def _must_walk(state: State) -> None:
    if state.status == "paused":
        raise Refused(N_("The patrol is paused. Resume it first."))


def _arrival(desk: Desk, state: State, checkpoint: str) -> dict[str, Json]:
    fields: dict[str, Json] = {f"arrived/{checkpoint}": desk.now_us}
    if was_visited(state, checkpoint):
        fields = {f"left/{checkpoint}": None}  # the first arrival stands
    before = place_of(state)
    if before:
        fields[f"left/{before}"] = desk.now_us
    return fields


def _arrive(desk: Desk, state: State, request: Arrive) -> Draft:
    """Return the entry; a scan is worth one of its own even where one has arrived already."""
    _must_walk(state)
    checkpoint = request.checkpoint
    point = desk.catalog.checkpoint(state.text("route"), checkpoint)
    is_here, scan = place_of(state) == checkpoint, f"{SCAN}{checkpoint}"
    if is_here and (not request.is_scanned or scan in state.fields):
        raise Refused(
            N_("You are at {place} already. Leave it before you arrive again."), place=point.name
        )
    fields = {} if is_here else _arrival(desk, state, checkpoint)
    if request.is_scanned:
        fields[scan] = scan_body(request, desk.now_us)
    return _draft(state, ARRIVED, {"set": fields})


def _check(desk: Desk, state: State, request: Check) -> Draft:
    if request.result not in RESULTS:
        raise Refused(
            N_("{value} is no answer. Answer with one of: {known}."),
            value=request.result,
            known=listing({result: RESULT_WORDS[result] for result in RESULTS}),
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
    if place_of(state) != checkpoint:
        raise Refused(N_("You are not at {place}. Arrive there first."), place=point.name)
    return _draft(state, LEFT, {"set": {f"left/{checkpoint}": desk.now_us}})


def _pause(state: State) -> Draft:
    if state.status == "paused":
        raise Refused(N_("The patrol is paused already."))
    return _draft(state, PAUSED, {"move": "paused"})


def _resume(state: State) -> Draft:
    if state.status != "paused":
        raise Refused(N_("The patrol is not paused."))
    return _draft(state, RESUMED, {"move": "walking"})


def _finish(desk: Desk, state: State, request: Finish) -> Draft:
    fields: dict[str, Json] = {"finished_us": desk.now_us}
    # A route that cannot be read here must not keep the patrol from being ended.
    route = desk.catalog.routes.get(state.text("route"))
    if route is not None:
        fields |= _skipped(state, route, request)
    here = place_of(state)
    if here:
        fields[f"left/{here}"] = desk.now_us
    return _draft(state, FINISHED, {"set": fields, "move": "finished"})


def _skipped(state: State, route: Route, request: Finish) -> dict[str, Json]:
    fields: dict[str, Json] = {}
    for checkpoint, reason in request.skipped.items():
        point = route.checkpoint(checkpoint)
        if point is None:
            raise NotFound(N_("This route has no checkpoint {name}."), name=checkpoint)
        if was_visited(state, checkpoint):
            raise Refused(N_("{place} was visited; it cannot be skipped."), place=point.name)
        fields[f"skipped/{checkpoint}"] = required(
            reason, N_("Say why the checkpoint was skipped: give a reason.")
        )
    missing = set(unvisited(state, route)) - request.skipped.keys()
    if missing:
        names = {point.id: point.name for point in route.checkpoints if point.id in missing}
        raise Refused(
            N_("Not visited yet: {missing}. Go there, or give a reason for each."),
            missing=listing(names),
        )
    return fields
