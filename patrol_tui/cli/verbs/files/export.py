"""Files for other programs and people: `export`."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from patrol_tui.cli import naming
from patrol_tui.cli.call import Call, the_call
from patrol_tui.cli.parameters import Reason
from patrol_tui.cli.verbs.files.case_file import export_case_file
from patrol_tui.cli.verbs.files.evidence import export_evidence
from patrol_tui.cli.verbs.files.papers import export_paper, is_paper, rows_given
from patrol_tui.cli.verbs.files.tracks import export_track
from patrol_tui.domain.language.errors import N_, Usage
from patrol_tui.domain.table import Written
from patrol_tui.domain.times import parse_day
from patrol_tui.language import _, current
from patrol_tui.services.cases.case_file import CASE_FILE
from patrol_tui.services.exports.export import (
    NO_EXPORT,
    NO_FORMAT,
    Speech,
    Wanted,
    format_named,
    write,
)
from patrol_tui.services.exports.known import EXPORTS, Export
from patrol_tui.services.exports.recipients import known_reader
from patrol_tui.services.papers.kinds import KINDS, PAPERS
from patrol_tui.services.papers.making import PaperAsked

EVIDENCE, TRACK = "evidence", "track"
FORMAT_MISSING = N_("--format is missing. Possible are: {known}.")

What = Annotated[
    str,
    typer.Argument(
        metavar="WHAT",
        help=N_(
            "ledger, issues, track, case_file, evidence (zip), a type such as request, or a paper"
        ),
    ),
]
FormatGiven = Annotated[
    str | None,
    typer.Option(
        "--format", metavar="F", help=N_("xlsx, csv, json, geojson, gpx, docx, pdf, or template")
    ),
]
File = Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help=N_("the file"))]
FirstDay = Annotated[
    str | None,
    typer.Option("--from", metavar="DATE", help=N_("the first day, as 2026-03-01")),
]
LastDay = Annotated[
    str | None, typer.Option("--to", metavar="DATE", help=N_("the last day, itself included"))
]
OnlyThing = Annotated[
    str | None,
    typer.Option(
        "--id", metavar="ID", help=N_("only this patrol or issue; of evidence, any thing")
    ),
]
BlanksGiven = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="ITEM=TEXT", help=N_("fills a blank of a paper")),
]
RowsGiven = Annotated[
    list[str] | None,
    typer.Option("--row", metavar="LIST=CELL|CELL", help=N_("a row of a paper's list")),
]
Reader = Annotated[
    str | None,
    typer.Option(
        "--for", metavar="WHO", help=N_("who reads it: anyone, handler or accused; strips the rest")
    ),
]


def add(app: typer.Typer) -> None:
    """Add the verb."""
    words = _("Write the patrol ledger, lists, papers or evidence to a file.")
    width = max(len(one.id) for one in KINDS)
    lines = [f"  {one.id:{width}}  {one.name.in_(current())}" for one in KINDS]
    papers = "\n".join(("", _("Papers:"), *lines))
    app.command("export", help=words, epilog=papers)(_export)


def _export(  # noqa: PLR0913 - one argument an option
    context: typer.Context,
    what: What,
    *,
    path: File,
    chosen: FormatGiven = None,
    begin: FirstDay = None,
    end: LastDay = None,
    only: OnlyThing = None,
    reader: Reader = None,
    reason: Reason = "",
    blanks: BlanksGiven = None,
    rows: RowsGiven = None,
) -> None:
    call = the_call(context)
    read_by = "" if reader is None else known_reader(reader)
    first, last = (None if day is None else parse_day(day) for day in (begin, end))
    wanted = Wanted(first, last, None, read_by, reason)
    if what == EVIDENCE:
        _evidence(call, chosen, only, path, read_by)
    elif what == CASE_FILE:
        export_case_file(call, chosen, path, only, wanted)
    elif what == TRACK:
        export_track(call, chosen, path, only, wanted)
    elif is_paper(what, chosen, others=EXPORTS):
        given = naming.assignments(blanks or ()), rows_given(rows or ())
        export_paper(call, chosen, path, only, PaperAsked(PAPERS[what], wanted, *given))
    else:
        _export_list(call, what, chosen, path, wanted, only)


def _export_list(
    call: Call, what: str, chosen: str | None, path: Path, wanted: Wanted, only: str | None
) -> None:
    from patrol_tui import bootstrap

    export = _list_named(what, chosen)
    known = bootstrap.formats(call.home().places.data)
    writer = format_named(known, what, chosen or "", export.formats)
    with call.session() as session:
        subject = None if only is None else session.ledger.find(only, export.type)
        chosen_things = replace(wanted, subject=subject)
        table = export.make(session.ledger, session.desk(), chosen_things, Speech(_, current()))
        written = write(table, writer, path.absolute(), _progress(call))
        call.output.end_progress()
    _tell(call, path.absolute(), written)


def _evidence(call: Call, chosen: str | None, only: str | None, path: Path, reader: str) -> None:
    if chosen not in {None, "zip"}:
        raise Usage(NO_FORMAT, what=EVIDENCE, format=chosen, known="zip")
    export_evidence(call, only, path, reader)


def _list_named(what: str, chosen: str | None) -> Export:
    export = EXPORTS.get(what)
    if export is None:
        known = dict.fromkeys((*EXPORTS, TRACK, EVIDENCE, CASE_FILE, *PAPERS))
        raise Usage(NO_EXPORT, what=what, known=", ".join(known))
    if chosen is None:
        raise Usage(FORMAT_MISSING, known=", ".join(export.formats))
    return export


def _tell(call: Call, path: Path, written: Written) -> None:
    if written.shortened:
        told = _("{count} texts were longer than a cell takes; the ledger has them whole.")
        call.output.message(told.format(count=written.shortened))
    body = {"path": str(path), "rows": written.rows, "shortened": written.shortened}
    told = _("{count} lines were written.").format(count=written.rows)
    call.output.answer(body, [str(path)], told)


def _progress(call: Call) -> Callable[[int], bool]:
    def show(rows: int) -> bool:
        call.output.progress(_("{count} lines").format(count=rows))
        return True

    return show
