"""What the officer must know now, as the first screen says it: `today`."""

import typer

from patrol_tui.cli.call import the_call
from patrol_tui.cli.columns import facts, table
from patrol_tui.cli.shapes.of_handbook import contact_shape
from patrol_tui.cli.shapes.of_station import Shape, Shapes, said
from patrol_tui.cli.verbs.things.thing_lists import marks
from patrol_tui.domain.times import day_of
from patrol_tui.language import _
from patrol_tui.services.handbook import contacts_to_check
from patrol_tui.services.overview.today import Today, today
from patrol_tui.services.overview.worries import Lone
from patrol_tui.services.ports.lists import Row
from patrol_tui.services.session import Session
from patrol_tui.services.things.relations import name_of
from patrol_tui.services.wording import status_words

_CONTACTS_TOLD = 10


def add(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("today", help=_("Say what is due, what is out of date and what came in."))(_today)


def _today(context: typer.Context) -> None:
    call = the_call(context)
    settings = call.home().settings
    lone = Lone(settings.check_in_min, settings.check_in_grace_min)
    with call.session() as session:
        shapes = Shapes.of(session)
        day = today(session.ledger, session.desk(), session.office.patrol_under_way(), lone)
        contacts = _contacts(session)
        body = _body(session, shapes, day, contacts)
    titles = (_("due"), _("what"), _("number"), _("status"), _("matter"), "")
    rows = [_row(row, shapes) for row in day.due]
    lines = table(titles, rows, call.width) if rows else [_("Nothing is due today.")]
    lines += facts(
        (
            (_("due today"), str(day.due_count)),
            (_("contacts to check"), _named(contacts)),
            (_("keeps coming back"), str(len(day.repeats) or "")),
            (_("unsent entries"), str(day.counts.unsent)),
            (_("conflicts"), str(day.counts.conflicts)),
        )
    )
    call.output.answer(body, lines)


def _row(row: Row, shapes: Shapes) -> tuple[str, ...]:
    sort = name_of(row.type)
    status = said(status_words(row.status, row.type))
    return (
        shapes.clock(row.due_us),
        said(sort),
        row.number,
        status,
        row.title,
        marks(row, shapes),
    )


def _contacts(session: Session) -> list[Shape]:
    desk, catalog = session.desk(), session.catalog
    day = day_of(desk.now_us, desk.zone).isoformat()
    found = contacts_to_check(catalog, day, desk.writer.station_code)
    return [contact_shape(catalog, one, day) for one in found]


def _named(contacts: list[Shape]) -> str:
    """Return how many contacts nobody called for long, and who the first of them are."""
    if not contacts:
        return ""
    told = [str(one["post"]) for one in contacts[:_CONTACTS_TOLD]]
    more = len(contacts) - len(told)
    return "\n".join(
        (str(len(contacts)), *told, *((_("and {count} more").format(count=more),) if more else ()))
    )


def _body(session: Session, shapes: Shapes, day: Today, contacts: list[Shape]) -> Shape:
    done, counts = day.summary, day.counts
    return {
        "shift": day.shift.id if day.shift else None,
        "shift_start": shapes.time(day.shift_start_us),
        "shift_end": shapes.time(day.shift_end_us),
        "patrol": day.patrol.state.text("number") if day.patrol else None,
        "due": [{"type": row.type, **shapes.item(row)} for row in day.due],
        "due_count": day.due_count,
        "contacts_to_check": contacts,
        "news": [
            {"what": one.what, "count": one.count, "newest": shapes.time(one.newest_us)}
            for one in day.news
        ],
        "repeats": len(day.repeats),
        "done": {
            "stops": done.stops,
            "answers": done.answers,
            "issues": done.issues,
            "measures": dict(done.measures),
        },
        "unsent_entries": counts.unsent,
        "unsent_photos": session.unsent_photos(),
        "conflicts": counts.conflicts,
    }
