"""Who, where, and what is not in the shared ledger yet: `status`."""

from collections.abc import Mapping

import typer

from patrol_tui.cli.call import the_call
from patrol_tui.cli.columns import facts
from patrol_tui.cli.shapes.of_station import Shape, Shapes, said
from patrol_tui.domain.entries.ids import id_text
from patrol_tui.language import _
from patrol_tui.services.bureau.laptops import fork_of_own
from patrol_tui.services.patrol.walk import Walk, walk
from patrol_tui.services.ports.quarantine import Barred
from patrol_tui.services.session import Session
from patrol_tui.services.syncing.package import stick_count
from patrol_tui.services.syncing.sync_log import confirmed_at_us


def add(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("status", help=_("Say who, where, what is under way and what is not sent yet."))(
        _status
    )


def _status(context: typer.Context) -> None:
    call = the_call(context)
    with call.session() as session:
        body, forked = _body(session), fork_of_own(session.ledger)
        writer = session.ledger.writer
        stations = session.catalog.stations
        confirmed = Shapes.of(session).clock(confirmed_at_us(session.ledger))
    place = stations.get(writer.station_code)
    patrol = body["patrol"]
    under_way = (
        f"{patrol['number']}  {patrol['done']} / {patrol['total']}"
        if isinstance(patrol, dict)
        else _("none")
    )
    lines = facts(
        (
            (_("officer"), f"{writer.name}  {writer.badge}"),
            (_("station"), said(place.name) if place else writer.station_code),
            (_("laptop"), f"{writer.device_number:02d}"),
            (_("patrol"), under_way),
            (_("unsent entries"), _unsent(body)),
            (_("unsent photos"), str(body["unsent_photos"])),
            (_("conflicts"), str(body["conflicts"])),
            (_("last receipt"), confirmed or _("none")),
        )
    )
    lines += [] if forked is None else [said(forked)]
    kept = body["quarantine"]
    for one in kept if isinstance(kept, list) else ():
        lines.append(f"{str(one['entry'])[:16]}  {one['what']}")
    call.output.answer(body, lines)


def _unsent(body: Shape) -> str:
    text = str(body["unsent_entries"])
    if body["on_stick"]:
        text += "  " + _("{count} of them on a stick").format(count=body["on_stick"])
    if body["carried"]:
        text += "  " + _("{count} carried for others").format(count=body["carried"])
    return text


def _body(session: Session) -> Shape:
    ledger, shapes = session.ledger, Shapes.of(session)
    counts, writer, numbers = ledger.counts(), ledger.writer, ledger.devices()
    patrol = session.office.patrol_under_way()
    walked = walk(patrol, session.catalog, session.clock.now_us()) if patrol else None
    return {
        "officer": writer.name,
        "badge": writer.badge,
        "station": writer.station_code,
        "device": f"{writer.device_number:02d}",
        "patrol": _patrol(walked, shapes) if walked else None,
        "entries": counts.entries,
        "unsent_entries": counts.unsent,
        "oldest_unsent": shapes.time(counts.oldest_unsent_us),
        "on_stick": stick_count(ledger),
        "carried": counts.carried,
        "unsent_photos": session.unsent_photos(),
        "conflicts": counts.conflicts,
        "quarantined": counts.quarantined,
        "quarantine": [_in_quarantine(one, numbers) for one in ledger.barred()],
        "forked": fork_of_own(ledger) is not None,
        "open_issues": counts.open_issues,
        "last_receipt": shapes.time(confirmed_at_us(ledger)),
    }


def _in_quarantine(one: Barred, numbers: Mapping[bytes, int]) -> Shape:
    return {
        "entry": one.entry.hex(),
        "id": id_text(one.subject),
        "reason": one.reason,
        "pushed_by": one.laptop(numbers),
        "what": said(one.said(numbers)),
    }


def _patrol(walked: Walk, shapes: Shapes) -> Shape:
    state = walked.state
    return {
        "id": id_text(state.subject),
        "number": state.text("number"),
        "route": walked.route.id,
        "status": state.status,
        "started_at": shapes.time(state.integer("started_us")),
        "done": walked.done,
        "total": len(walked.stops),
        "next": walked.next_stop.point.id if walked.next_stop else None,
    }
