"""Comma-separated values, as Excel in Chinese opens them by a double click."""

import codecs
import csv
from pathlib import Path
from zoneinfo import ZoneInfo

from patrol_tui.documents.cells import csv_cell, csv_text
from patrol_tui.documents.staging import staged, watched
from patrol_tui.domain.table import Progress, Table, Written, never_cancelled


def write_csv(table: Table, path: Path, progress: Progress = never_cancelled) -> Written:
    """Write the column titles and the rows: UTF-8 with a byte-order mark, lines end in CRLF.

    Times are local to the table's zone. Text that a spreadsheet program would run as a formula
    gets an apostrophe in front (see `cells.csv_text`).

    Raises:
        Refused: the file could not be written; what stood there still stands.
    """
    zone = ZoneInfo(table.zone)
    count = 0
    with staged(path) as stage:
        writer = csv.writer(codecs.getwriter("utf-8-sig")(stage.file), lineterminator="\r\n")
        writer.writerow([csv_text(column.title) for column in table.columns])
        for row in watched(table.rows, progress):
            cells = zip(row, table.columns, strict=True)
            writer.writerow([csv_cell(cell, column, zone) for cell, column in cells])
            count += 1
    return Written(count)
