"""`admin report-tables`: tables for other programs to query."""

import json
from collections.abc import Callable
from typing import Annotated

import typer

from patrol_tui.cli.call import Call, the_call
from patrol_tui.cli.columns import facts
from patrol_tui.cli.output import DONE, UNREACHABLE, Body
from patrol_tui.domain.language.errors import N_
from patrol_tui.language import _, current

EVERY_S = 60.0


def report_tables(
    context: typer.Context,
    *,
    watching: Annotated[
        bool, typer.Option("--watch", help=N_("go on, again and again, until it is interrupted"))
    ] = False,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="URL", help=N_("another database than the shared one's")),
    ] = None,
    anew: Annotated[
        bool, typer.Option("--anew", help=N_("make all tables anew from the ledger"))
    ] = False,
) -> None:
    """Fill the report's tables once, or again and again."""
    from patrol_tui import bootstrap

    call = the_call(context)
    url = to or bootstrap.report_url(call.unlocked(), call.clock)
    if not watching:
        body, said = _once(call, url, anew=anew)
        call.exit_code = DONE if body["synced"] else UNREACHABLE
        call.output.answer(body, _lines(body), said)
        return
    while True:
        body, said = _once(call, url, anew=anew)
        anew = False
        if call.output.json_wanted:
            print(json.dumps(body, ensure_ascii=False), file=call.output.out, flush=True)
        else:
            call.output.lines([f"{body['written']}  {said}"])
            call.output.out.flush()
        call.wait(EVERY_S)


def _once(call: Call, url: str, *, anew: bool) -> tuple[Body, str]:
    from patrol_tui import bootstrap

    filled, reason = bootstrap.fill_report(
        call.unlocked(), url, call.clock, _progress(call), anew=anew
    )
    call.output.end_progress()
    body = {
        "url": bootstrap.shown_url(url),
        "things": filled.things,
        "written": filled.written,
        "dropped": filled.dropped,
        "synced": reason is None,
    }
    if reason is None:
        return body, _("The report is up to date.")
    said = _("The report is up to what this laptop holds; the sync before it was not complete.")
    return body, f"{said} {reason.text(_, current())}"


def _lines(body: Body) -> list[str]:
    return facts(
        (
            (_("report"), str(body["url"])),
            (_("things"), str(body["things"])),
            (_("of these written anew"), str(body["written"])),
            (_("taken out"), str(body["dropped"])),
        )
    )


def _progress(call: Call) -> Callable[[int, int], bool]:
    def show(done: int, _total: int) -> bool:
        call.output.progress(_("{count} things").format(count=done))
        return True

    return show
