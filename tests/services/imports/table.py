"""Tables as offices keep them, and what an officer's laptop makes of them."""

from typing import TYPE_CHECKING

from patrol_tui.domain.sheet import ColumnMap, Sheet, SheetRow
from patrol_tui.services.exports.export import Speech
from patrol_tui.services.imports.plan import Plan, plan_import
from patrol_tui.services.imports.telling import note_of
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.requests import ImportRows
from tests.services.laptop import Laptop

if TYPE_CHECKING:
    from patrol_tui.services.ports.ports import Ledger

ENGLISH = Speech(lambda text: text, "en")


def sheet(*lines: str, name: str = "") -> Sheet:
    """Return a sheet; cells stand apart by a stroke."""
    rows = (tuple(cell.strip() for cell in line.split("|")) for line in lines)
    return Sheet(name, tuple(SheetRow(at, cells) for at, cells in enumerate(rows, 1)))


def plan(laptop: Laptop, what: str, *lines: str, given: ColumnMap | None = None) -> Plan:
    """Return what an import would write."""
    return looked_at(laptop.book, laptop.desk(), what, *lines, given=given)


def looked_at(
    ledger: "Ledger", desk: Desk, what: str, *lines: str, given: ColumnMap | None = None
) -> Plan:
    """Return what an import into a ledger would write."""
    return plan_import(ledger, desk, what, (sheet(*lines),), given or ColumnMap())


def take(laptop: Laptop, what: str, *lines: str, without_bad: bool = False) -> int:
    """Import a table and return how many entries were written."""
    request = ImportRows(what, (sheet(*lines),), ColumnMap(), without_bad)
    return len(laptop.do(request).entries)


def outcomes(planned: Plan) -> list[str]:
    """Return what becomes of each row."""
    return [row.outcome.value for row in planned.rows]


def notes(planned: Plan) -> list[str]:
    """Return what there is to say of each row, in English."""
    return [note_of(row, ENGLISH) for row in planned.rows]
