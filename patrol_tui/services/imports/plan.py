"""What an import would write: every row checked before anything is, then all of it at once."""

from collections.abc import Sequence
from dataclasses import replace

from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.domain.sheet import ColumnMap, Sheet
from patrol_tui.domain.table import Cancelled
from patrol_tui.domain.values import dataclass
from patrol_tui.services.imports.cells import BadCell, RowCells
from patrol_tui.services.imports.header import Header, find_header
from patrol_tui.services.imports.rows import Outcome, PlannedRow
from patrol_tui.services.imports.take_contacts import ContactTaker
from patrol_tui.services.imports.take_things import ThingTaker
from patrol_tui.services.imports.targets import TARGETS, Target
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.ports.ports import Ledger, Progress

MOST_ROWS = 2_000
"""As many become durable at once; more would make others at this laptop wait."""
TOO_MANY = N_("The table has {count} rows; at most {most} are taken at once. Divide the file.")
NO_ROWS = N_("There is no row below the titles.")
UNKNOWN = N_("{what} cannot be imported. Possible are: {known}.")
STOPPED = N_("Stopped. Nothing was written.")
REPEATED = N_("It repeats line {line} but says something else. Keep one of the two.")
HAS_BAD = N_(
    "{count} rows cannot be taken; nothing was written. Mend them in the file, or leave them out."
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would write.

    Attributes:
        target: what is imported.
        given: what was laid down about its columns.
        header: how they were understood.
        rows: in the order of the file; blank ones are left out.
    """

    target: Target
    given: ColumnMap
    header: Header
    rows: tuple[PlannedRow, ...]

    def count(self, *outcomes: Outcome) -> int:
        """Return how many rows come out so."""
        return sum(row.outcome in outcomes for row in self.rows)

    @property
    def bad(self) -> tuple[PlannedRow, ...]:
        """Return the rows that cannot be taken."""
        return tuple(row for row in self.rows if row.outcome is Outcome.BAD)

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """Return all that would be written."""
        return tuple(draft for row in self.rows for draft in row.drafts)


def plan_import(
    ledger: Ledger,
    desk: Desk,
    what: str,
    sheets: Sequence[Sheet],
    given: ColumnMap,
    progress: Progress = lambda _done, _of: True,
) -> Plan:
    """Return what an import would write, and which rows it cannot take.

    Raises:
        Refused: the file as a whole cannot be taken; the message says why.
        Cancelled: the user stopped it.
    """
    target = TARGETS.get(what)
    if target is None:
        raise Refused(UNKNOWN, what=what, known=", ".join(TARGETS))
    header = find_header(sheets, target, given)
    several = [RowCells(target, header, given, row) for row in header.rest]
    several = [cells for cells in several if not cells.is_blank()]
    if not several:
        raise Refused(NO_ROWS)
    if len(several) > MOST_ROWS:
        raise Refused(TOO_MANY, count=len(several), most=MOST_ROWS)
    taker = ThingTaker(ledger, desk, target) if target.type else ContactTaker(ledger, desk)
    first: dict[bytes, RowCells] = {}
    rows = []
    for done, cells in enumerate(several):
        if not progress(done, len(several)):
            raise Cancelled(STOPPED)
        rows.append(_planned(taker, cells, first))
    progress(len(several), len(several))
    return Plan(target, given, header, tuple(rows))


def _planned(
    taker: ThingTaker | ContactTaker, cells: RowCells, first: dict[bytes, RowCells]
) -> PlannedRow:
    """Return what becomes of a row, in view of those before it."""
    words = cells.passed_over()
    if words:
        return PlannedRow(cells.row.line, Outcome.SKIPPED, "", note=words)
    row = taker.take(cells)
    if row.outcome is Outcome.BAD:
        return row
    earlier = first.setdefault(row.thing, cells)
    if earlier is cells:
        return row
    line = earlier.row.line
    if cells.said() == earlier.said():
        return replace(row, outcome=Outcome.REPEATED, drafts=(), repeats=line)
    wrong = (BadCell("", Refused(REPEATED, line=line)),)
    return replace(row, outcome=Outcome.BAD, drafts=(), problems=wrong, repeats=line)
