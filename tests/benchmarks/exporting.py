"""A year of issues as a file, beside writing rows that are there already."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import perf_counter

from patrol_tui import bootstrap
from patrol_tui.domain.table import Format, Table
from patrol_tui.services.exports.export import Speech, Wanted, write
from patrol_tui.services.exports.export_issues import issues_table
from patrol_tui.services.session import Session
from tests.benchmarks.bench import Bench
from tests.benchmarks.measure import Figure, seconds

YEAR = Wanted(date(2025, 1, 1), date(2025, 12, 31))
FORMATS = ("csv", "xlsx")


def measure_export(bench: Bench) -> Iterator[Figure]:
    """Yield what a year's issues cost in each format, read, folded and written."""
    formats = bootstrap.formats(bench.large.unlocked.home.places.data)
    with closing(bench.large.session()) as session:
        for name in FORMATS:
            yield _exported(session, formats[name], bench.folder / f"year.{name}")


def _exported(session: Session, chosen: Format, path: Path) -> Figure:
    began = perf_counter()
    written = write(_table(session), chosen, path)
    took = perf_counter() - began
    ready = _table(session)
    ready = replace(ready, rows=list(ready.rows))
    floor = seconds(lambda: write(ready, chosen, path))
    note = f"{written.rows:,} lines, {round(written.rows / took):,} a second"
    what = f"export: a year of issues as {chosen.id}, beside rows that are ready"
    return Figure(what, "s", took, floor=floor, note=note)


def _table(session: Session) -> Table:
    return issues_table(session.ledger, session.desk(), YEAR, Speech(str, "zh"))
