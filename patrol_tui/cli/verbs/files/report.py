"""`report`: the figures of a station or of all that this laptop holds."""

from pathlib import Path
from typing import Annotated

import typer

from patrol_tui.cli import naming
from patrol_tui.cli.call import Call, the_call
from patrol_tui.cli.parameters import StationName
from patrol_tui.cli.shapes.of_figures import figures_lines, figures_shape
from patrol_tui.cli.shapes.of_station import Shapes
from patrol_tui.cli.verbs.files.export import FORMAT_MISSING, FirstDay, LastDay
from patrol_tui.domain.language.errors import N_, Usage
from patrol_tui.domain.times import day_of, parse_day
from patrol_tui.language import _, current
from patrol_tui.services.exports.export import NO_FORMAT, Speech
from patrol_tui.services.figures.gather import Figures, Scope, figures
from patrol_tui.services.figures.period import span
from patrol_tui.services.figures.tables import figures_tables
from patrol_tui.services.ports.desk import Desk

DISTRICT = "all"
NO_FILE = N_("Say which file: -o FILE.")

FormatGiven = Annotated[
    str | None, typer.Option("--format", metavar="F", help=N_("xlsx, to write a file"))
]
FileGiven = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help=N_("the file"))
]


def add(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("report", help=_("Give figures, each rate with what it counts and of how many."))(
        _report
    )


def _report(
    context: typer.Context,
    *,
    begin: FirstDay = None,
    end: LastDay = None,
    station: StationName = None,
    chosen: FormatGiven = None,
    path: FileGiven = None,
) -> None:
    call = the_call(context)
    if (chosen is None) != (path is None):
        raise Usage(FORMAT_MISSING, known="xlsx") if chosen is None else Usage(NO_FILE)
    if chosen not in {None, "xlsx"}:
        raise Usage(NO_FORMAT, what="report", format=chosen, known="xlsx")
    first, last = (None if day is None else parse_day(day) for day in (begin, end))
    with call.session() as session:
        desk = session.desk()
        days = span(first, last, day_of(desk.now_us, desk.zone))
        found = figures(session.ledger, desk, Scope(days, _station(desk, station)))
        shapes = Shapes.of(session)
    if path is not None:
        _write(call, found, desk, path.absolute())
    else:
        lines = figures_lines(found, desk.catalog, call.width)
        call.output.answer(figures_shape(found, shapes), lines)


def _station(desk: Desk, typed: str | None) -> str | None:
    """Return the station that is meant: the own one, another, or none for all of them."""
    own = desk.writer.station_code
    if typed is None:
        return own if own in desk.catalog.stations else None
    return None if typed == DISTRICT else naming.station_id(desk.catalog, typed)


def _write(call: Call, found: Figures, desk: Desk, path: Path) -> None:
    from patrol_tui import bootstrap

    tables = figures_tables(found, desk, Speech(_, current()))
    written = bootstrap.write_workbook(tables, path)
    call.output.answer({"path": str(path), "rows": written.rows}, [str(path)])
