"""The patrol: start, arrive, answer, leave, pause, finish, and what became of it."""

from typing import Annotated

import typer

from patrol_tui.cli import naming
from patrol_tui.cli.call import Call, the_call
from patrol_tui.cli.parameters import Latitude, Longitude, PointName
from patrol_tui.cli.shapes.of_station import said
from patrol_tui.cli.verbs.patrols import patrol_lists
from patrol_tui.domain.catalog import Checkpoint, Route
from patrol_tui.domain.entries.ids import id_text
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.language.errors import N_, Refused, Usage
from patrol_tui.language import _
from patrol_tui.services.patrol.patrols import unvisited
from patrol_tui.services.patrol.scans import arrival, is_far_off
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
from patrol_tui.services.session import Session
from patrol_tui.services.wording import RESULTS, listing

NONE_UNDER_WAY = N_("No patrol is under way. Start one first.")


def add(app: typer.Typer) -> None:
    """Add the verbs."""
    group = typer.Typer(help=_("The patrol: one walk of a route with its checklists."))
    group.command("start", help=_("Start a patrol."))(_start)
    group.command("arrive", help=_("Come to a checkpoint; the one before it is left."))(_arrive)
    group.command("scan", help=_("Come to a checkpoint by its code, as a scanner types it."))(_scan)
    group.command("check", help=_("Answer an item of a checkpoint's checklist."))(_check)
    group.command("leave", help=_("Leave a checkpoint."))(_leave)
    group.command("pause", help=_("Interrupt the patrol."))(_pause)
    group.command("resume", help=_("Go on with the patrol."))(_resume)
    group.command("safe", help=_("Say that all is well, as who walks alone does."))(_safe)
    group.command("sos", help=_("Leave a note that help is needed; call, too."))(_sos)
    group.command("finish", help=_("End the patrol; what was not visited needs a reason."))(_finish)
    patrol_lists.add(group)
    app.add_typer(group, name="patrol")


def _start(
    context: typer.Context,
    *,
    route: Annotated[
        str, typer.Option("--route", metavar="ROUTE", help=N_("id, name, pinyin or initials"))
    ],
    partner: Annotated[
        list[str] | None,
        typer.Option("--partner", metavar="BADGE", help=N_("badge of who comes along")),
    ] = None,
    weather: Annotated[
        str, typer.Option("--weather", metavar="TEXT", help=N_("what the weather is like"))
    ] = "",
) -> None:
    call = the_call(context)
    with call.session() as session:
        found = naming.route(session.catalog, route, session.ledger.writer.station_code)
        request = StartPatrol(found.id, partners=tuple(partner or ()), weather=weather)
        done = session.office.perform(request)
        state = session.ledger.state(done.subject)
    number = state.text("number") if state else ""
    call.output.answer(
        {"id": id_text(done.subject), "number": number, "route": found.id},
        [id_text(done.subject)],
        _("Patrol {number} has started on {route}.").format(number=number, route=said(found.name)),
    )


def _under_way(session: Session) -> tuple[State, Route]:
    state = session.office.patrol_under_way()
    if state is None:
        raise Refused(NONE_UNDER_WAY)
    return state, session.catalog.route(state.text("route"))


def _step(call: Call, session: Session, request: PatrolRequest, told: str, **more: object) -> None:
    done = session.office.perform(request)
    state = session.ledger.state(done.subject)
    body = {
        "id": id_text(done.subject),
        "number": state.text("number") if state else "",
        "status": state.status if state else "",
    }
    call.output.answer({**body, **more}, said=told)


def _arrive(context: typer.Context, checkpoint: PointName) -> None:
    call = the_call(context)
    with call.session() as session:
        point = naming.checkpoint(_under_way(session)[1], checkpoint)
        told = _("Arrived at {place}.").format(place=said(point.name))
        _step(call, session, Arrive(point.id), told, checkpoint=point.id)


def _scan(
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help=N_("twelve digits"))],
    *,
    lat: Latitude = None,
    lon: Longitude = None,
) -> None:
    call = the_call(context)
    with call.session() as session:
        patrol = session.office.patrol_under_way()
        here = naming.position(lat, lon)
        request = arrival(session.catalog, patrol, code, here)
        point = _under_way(session)[1].checkpoint(request.checkpoint)
        name = said(point.name) if point is not None else request.checkpoint
        is_far = point is not None and is_far_off(point, request.distance_m, request.accuracy_m)
        told = _("Arrived at {place}.").format(place=name)
        if is_far:
            far = _("{place}: scanned {m} m away from it. That is written down and flagged.")
            told = far.format(place=name, m=request.distance_m)
        body = {"distance_m": request.distance_m, "far": is_far}
        _step(call, session, request, told, checkpoint=request.checkpoint, **body)


def _leave(context: typer.Context, checkpoint: PointName) -> None:
    call = the_call(context)
    with call.session() as session:
        point = naming.checkpoint(_under_way(session)[1], checkpoint)
        told = _("Left {place}.").format(place=said(point.name))
        _step(call, session, Leave(point.id), told, checkpoint=point.id)


def _check(
    context: typer.Context,
    checkpoint: PointName,
    item: Annotated[
        str, typer.Argument(metavar="ITEM", help=N_("id, number or text of an item there"))
    ],
    result: Annotated[
        str, typer.Argument(metavar="ok|problem|unchecked", help=N_("what the look at it gave"))
    ],
    *,
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help=N_("why; needed for unchecked"))
    ] = "",
) -> None:
    call = the_call(context)
    with call.session() as session:
        point = naming.checkpoint(_under_way(session)[1], checkpoint)
        found = naming.item(point, item)
        answer = _result(result)
        told = _("{place}, {item}: {result}.").format(
            place=said(point.name), item=said(found.text), result=said(RESULTS[answer])
        )
        request = Check(point.id, found.id, answer, reason)
        _step(call, session, request, told, checkpoint=point.id, item=found.id, result=answer)


def _result(typed: str) -> str:
    for result, words in RESULTS.items():
        if result and typed.strip().casefold() in {result, words.zh, words.en.casefold()}:
            return result
    known = ", ".join(result for result in RESULTS if result)
    raise Usage(N_("{what} is none of: {known}."), what=typed, known=known)


def _pause(context: typer.Context) -> None:
    call = the_call(context)
    with call.session() as session:
        _step(call, session, Pause(), _("The patrol is paused."))


def _resume(context: typer.Context) -> None:
    call = the_call(context)
    with call.session() as session:
        _step(call, session, Resume(), _("The patrol goes on."))


def _safe(
    context: typer.Context,
    *,
    note: Annotated[
        str, typer.Option("--note", metavar="TEXT", help=N_("what else there is to say"))
    ] = "",
) -> None:
    call = the_call(context)
    with call.session() as session:
        _step(call, session, CheckIn(note), _("Written down: you are safe."))


def _sos(
    context: typer.Context,
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help=N_("where you are and what you need"))
    ],
) -> None:
    call = the_call(context)
    told = _("The SOS is written down, and goes out with the next sync. Call, too.")
    with call.session() as session:
        _step(call, session, Sos(text), told)


def _finish(
    context: typer.Context,
    *,
    skip: Annotated[
        list[str] | None,
        typer.Option(
            "--skip", metavar="CHECKPOINT=REASON", help=N_("why a checkpoint was not visited")
        ),
    ] = None,
) -> None:
    call = the_call(context)
    with call.session() as session:
        state, route = _under_way(session)
        skipped = _skipped(route, skip or [])
        left = [name for name in unvisited(state, route) if name not in skipped]
        if left:
            names = {one.id: one.name for one in route.checkpoints if one.id in left}
            raise Refused(_NOT_VISITED, missing=listing(names))
        _step(call, session, Finish(skipped), _("The patrol is finished."))


_NOT_VISITED = N_(
    "Not visited yet: {missing}. Go there, or give a reason for each: --skip CHECKPOINT=REASON."
)


def _skipped(route: Route, typed: list[str]) -> dict[str, str]:
    reasons = naming.assignments(typed)
    points: dict[str, Checkpoint] = {name: naming.checkpoint(route, name) for name in reasons}
    return {points[name].id: reason for name, reason in reasons.items()}
