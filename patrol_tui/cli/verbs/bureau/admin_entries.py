"""What the bureau decides about single entries: `admin quarantine`, `release`."""

from typing import Annotated

import typer

from patrol_tui.cli.call import the_call
from patrol_tui.cli.columns import table
from patrol_tui.cli.shapes.of_station import Shapes
from patrol_tui.domain.entries.ids import id_text
from patrol_tui.domain.language.errors import N_
from patrol_tui.language import _, current
from patrol_tui.services.bureau.rulings import decide_release, held_entry
from patrol_tui.services.ports.quarantine import REASONS

EntryName = Annotated[
    str,
    typer.Argument(
        metavar="ENTRY", help=N_("the entry's hash, or the unique beginning of it; see `history`")
    ),
]


def add(group: typer.Typer) -> None:
    """Add the verbs."""
    group.command("quarantine", help=_("List the entries that are kept without effect."))(
        _quarantine
    )
    group.command("release", help=_("Let an entry out of quarantine."))(_release)


def _quarantine(context: typer.Context) -> None:
    call = the_call(context)
    with call.session() as session:
        ledger, shapes = session.ledger, Shapes.of(session)
        devices = ledger.devices()
        held = [
            (ledger.find_entry(entry.hex()), why) for entry, why in ledger.quarantined().items()
        ]
    items = [
        {
            "entry": entry.hash.hex(),
            "id": id_text(entry.subject),
            "reason": why,
            "device": devices.get(entry.header.device),
            "author": shapes.person(entry.header.author),
            "wall_time": shapes.time(entry.wall_us),
        }
        for entry, why in sorted(held, key=lambda one: (one[0].wall_us, one[0].hash))
    ]
    rows = [
        (
            str(item["entry"])[:12],
            f"{item['device']:02d}" if item["device"] else "",
            str(item["author"]),
            str(item["wall_time"]),
            _(REASONS[str(item["reason"])]),
        )
        for item in items
    ]
    titles = (_("entry"), _("laptop"), _("author"), _("claimed time"), _("why"))
    said = "" if items else _("Nothing is in quarantine.")
    call.output.answer({"items": items, "next": None}, table(titles, rows, call.width), said)


def _release(
    context: typer.Context,
    entry: EntryName,
    *,
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help=N_("why it is right after all"))
    ] = "",
) -> None:
    call = the_call(context)
    with call.session() as session:
        found = held_entry(session.ledger, entry)
        draft = decide_release(session.ledger, found, reason)
        (written,) = session.ledger.append((draft,), session.clock.now_us())
        sent = session.sync(lambda _progress: None, lambda: False)
    body = {"entry": found.hash.hex(), "released_by": written.hash.hex()}
    said = _("The entry is out of quarantine; the others follow with their next sync.")
    if sent.reason is not None and not sent.is_gapped:
        call.output.message(sent.reason.text(_, current()))
        said = _("The entry is out of quarantine here; sync here first, then the others follow.")
    call.output.answer(body, said=said)
