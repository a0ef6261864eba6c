"""The formats that a table can be exported to, declared once for both shells."""

from pathlib import Path

from patrol_tui.documents.csv_file import write_csv
from patrol_tui.documents.json_file import write_geojson, write_json
from patrol_tui.documents.workbook import write_xlsx
from patrol_tui.domain.table import Format, Progress, Table, Written, features


def _workbook(table: Table, path: Path, progress: Progress) -> Written:
    return write_xlsx([table], path, progress)


def _points(table: Table, path: Path, progress: Progress) -> Written:
    return write_geojson(features(table), path, progress)


FORMATS = (
    Format("xlsx", "xlsx", _workbook),
    Format("csv", "csv", write_csv),
    Format("json", "json", write_json),
    Format("geojson", "geojson", _points),
)
