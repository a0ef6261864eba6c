"""`import`: what offices have in tables already; everything of a file or nothing."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from patrol_tui.cli.call import Call, the_call
from patrol_tui.cli.output import FAILED
from patrol_tui.domain.language.errors import N_
from patrol_tui.language import _, current

if TYPE_CHECKING:
    from patrol_tui.services.imports.plan import Plan
    from patrol_tui.services.ports.ports import Progress

WhatGiven = Annotated[
    str, typer.Argument(metavar="WHAT", help=N_("requests, roster, contacts or stalls"))
]
FileGiven = Annotated[Path, typer.Argument(metavar="FILE", help=N_("a table: xlsx or csv"))]
MapGiven = Annotated[
    Path | None,
    typer.Option(
        "--map",
        metavar="FILE",
        help=N_("YAML that says which column is what; else the titles are recognised"),
    ),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help=N_("only show what would be written, and what not"))
]
WithoutBad = Annotated[
    bool, typer.Option("--without-bad", help=N_("leave out the rows that cannot be taken"))
]


def add(app: typer.Typer) -> None:
    """Add the verb."""
    help_text = _("Take in requests, roster, contacts or stalls from a table: all rows or none.")
    app.command("import", help=help_text)(_import)


def _import(
    context: typer.Context,
    what: WhatGiven,
    file: FileGiven,
    *,
    map_file: MapGiven = None,
    dry_run: DryRun = False,
    without_bad: WithoutBad = False,
) -> None:
    from patrol_tui import bootstrap
    from patrol_tui.services.imports.plan import plan_import
    from patrol_tui.services.requests import ImportRows

    call = the_call(context)
    given = bootstrap.read_column_map(map_file)
    sheets = bootstrap.read_tables(file)
    with call.session() as session:
        plan = plan_import(
            session.ledger, session.desk(), what, sheets, given, _told_progress(call)
        )
        call.output.end_progress()
        may_write = not plan.bad or without_bad
        is_written = may_write and not dry_run and bool(plan.drafts)
        if is_written:
            session.office.perform(ImportRows(what, sheets, given, without_bad))
    if not may_write:
        call.exit_code = FAILED
    _answer(call, plan, file, dry_run=dry_run, is_written=is_written)


def _answer(call: Call, plan: "Plan", file: Path, *, dry_run: bool, is_written: bool) -> None:
    from patrol_tui.cli.shapes.of_imports import column_lines, import_lines, import_shape
    from patrol_tui.services.exports.export import Speech
    from patrol_tui.services.imports.telling import counted, note_of

    speech = Speech(_, current())
    if not call.output.json_wanted:
        for line in column_lines(plan, speech):
            call.output.message(line)
    body = import_shape(plan, file, speech, dry_run=dry_run, is_written=is_written)
    call.output.answer(body, import_lines(plan, speech, call.width))
    for row in plan.bad:
        place = _("{path}, line {line}: {what}")
        call.output.message(place.format(path=file, line=row.line, what=note_of(row, speech)))
    counts = counted(plan, speech)
    if is_written:
        told = _("{counts}. Written.")
    elif dry_run:
        told = _("{counts}. Nothing was written: this was a dry run.")
    elif call.exit_code:
        told = _("{counts}. Nothing was written. Mend the file, or add --without-bad.")
    else:
        told = _("{counts}. There is nothing to write.")
    if not call.output.json_wanted:
        call.output.message(told.format(counts=counts))


def _told_progress(call: Call) -> "Progress":
    def told(done: int, of: int) -> bool:
        call.output.progress(_("Checked {done} of {of} rows").format(done=done, of=of))
        return True

    return told
