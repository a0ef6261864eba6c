"""The formats that a table can be exported to, declared once for both shells."""

from pathlib import Path

from patrol_tui.documents.csv_file import write_csv
from patrol_tui.documents.json_file import write_geojson, write_json
from patrol_tui.documents.workbook import write_xlsx
from patrol_tui.domain.paper import Paper, PaperFormat, PaperWritten
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


def formats_on_paper(home: Path) -> tuple[Format, ...]:
    """Return the formats that are printed; they look for the district's fonts in its home.

    What writes them is loaded when it is first called: it takes long.
    """

    def word(table: Table, path: Path, progress: Progress) -> Written:
        from patrol_tui.documents.table_word import write_table_word  # noqa: PLC0415 - as above

        return write_table_word(table, path, progress)

    def pdf(table: Table, path: Path, progress: Progress) -> Written:
        from patrol_tui.documents.table_pdf import write_table_pdf  # noqa: PLC0415 - as above

        return write_table_pdf(table, path, home, progress)

    return Format("docx", "docx", word), Format("pdf", "pdf", pdf)


def _word_paper(paper: Paper, path: Path, home: Path) -> PaperWritten:
    from patrol_tui.documents.paper_word import write_paper_word  # noqa: PLC0415 - as above

    return write_paper_word(paper, path, home)


def _pdf_paper(paper: Paper, path: Path, home: Path) -> PaperWritten:
    from patrol_tui.documents.paper_pdf import write_paper_pdf  # noqa: PLC0415 - as above

    return write_paper_pdf(paper, path, home)


def _template(paper: Paper, path: Path, _home: Path) -> PaperWritten:
    from patrol_tui.documents.paper_word import write_template  # noqa: PLC0415 - as above

    write_template(paper, path)
    return PaperWritten()


PAPER_FORMATS = (PaperFormat("docx", _word_paper), PaperFormat("pdf", _pdf_paper))
TEMPLATE = PaperFormat("template", _template)
"""The template of a paper, for the district to change."""
