"""What a cell says in a file that people open with a spreadsheet program."""

import re
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from patrol_tui.domain.table import Cell, Column, Row, Table, day_meant, local_time
from patrol_tui.language import _

EXCEL_TEXT_UNITS = 32_767  # of UTF-16: the most that Excel keeps in a cell

# XML 1.0 forbids these, and csv readers stumble over NUL.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORMULA = re.compile(r"['\s]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")


def readable(text: str) -> str:
    """Return text that XML and UTF-8 can hold: what they can't becomes a replacement sign."""
    return _FORBIDDEN.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def excel_text(text: str) -> tuple[str, bool]:
    """Return the text as a cell of a workbook holds it, and whether it had to be cut.

    A cut text ends by saying how much is missing; the ledger keeps it whole.
    """
    clean = readable(text)
    if clean.startswith("<r>") and clean.endswith("</r>"):
        clean += " "  # XlsxWriter would take it for rich text and write it unescaped
    if _units(clean) <= EXCEL_TEXT_UNITS:
        return clean, False
    kept = clean.encode("utf-16-le")[: 2 * (EXCEL_TEXT_UNITS - 100)].decode("utf-16-le", "ignore")
    note = _("{count} more characters are in the ledger").format(count=len(clean) - len(kept))
    return f"{kept} [{note}]", True


def csv_text(text: str) -> str:
    """Return the text so that no spreadsheet program runs it as a formula.

    Text that begins with `= + - @`, a tab or their full-width twins, blanks and apostrophes aside,
    gets an apostrophe in front. `csv_text_read` takes it away again; nothing else is changed.
    """
    clean = readable(text)
    return f"'{clean}" if _FORMULA.match(clean) else clean


def csv_text_read(text: str) -> str:
    """Return what `csv_text` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def csv_cell(cell: Cell, column: Column, zone: ZoneInfo) -> str:
    """Return a cell as text; numbers and times stay plain, only text is guarded."""
    if cell is None:
        return ""
    if column.kind == "date" and (day := day_meant(cell, zone)):
        return day.isoformat()
    return csv_text(cell) if isinstance(cell, str) else _number(cell, column, zone)


def printed_row(table: Table, row: Row, columns: Sequence[Column]) -> list[str]:
    """Return cells as they are printed: for eyes alone, so no text is guarded.

    Times are to the minute, and without their day where the row says it beside.
    """
    zone = ZoneInfo(table.zone)
    pattern = "%H:%M" if any(one.kind == "date" for one in table.columns) else "%Y-%m-%d %H:%M"
    return [_printed(cell, one, zone, pattern) for cell, one in zip(row, columns, strict=False)]


def _printed(cell: Cell, column: Column, zone: ZoneInfo, pattern: str) -> str:
    if column.kind == "time" and isinstance(cell, int) and (moment := local_time(cell, zone)):
        return moment.strftime(pattern)
    return cell if isinstance(cell, str) and column.kind != "date" else csv_cell(cell, column, zone)


def _number(cell: int, column: Column, zone: ZoneInfo) -> str:
    if column.kind == "time":
        moment = local_time(cell, zone)
        return moment.strftime("%Y-%m-%d %H:%M:%S") if moment else str(cell)
    if column.kind == "flag":
        return _("yes") if cell else _("no")
    return decimal_text(cell, column.decimals if column.kind == "decimal" else 0)


def decimal_text(value: int, decimals: int) -> str:
    """Return a number that is kept without its point, exactly."""
    if not decimals:
        return str(int(value))
    whole, fraction = divmod(abs(value), 10**decimals)
    return f"{'-' if value < 0 else ''}{whole}.{fraction:0{decimals}d}"


def _units(text: str) -> int:
    return len(text) if len(text) <= EXCEL_TEXT_UNITS // 2 else len(text.encode("utf-16-le")) // 2
