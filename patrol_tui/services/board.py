"""The work of several subjects in one list: what is due first, in groups."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from patrol_tui.domain.subjects import BY_TYPE
from patrol_tui.domain.times import day_of, day_start_us
from patrol_tui.services.desk import Desk
from patrol_tui.services.lists import ListQuery, Order, Row
from patrol_tui.services.ports import Ledger

MOST_OF_A_TYPE = 200
_NEVER = 1 << 62
CALL_BACK = "call_back"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a board shows.

    Attributes:
        types: of the things.
        text: that they are found by.
        only_mine: leave out what another officer received first.
        is_open: what needs work; else what has ended, the newest first.
    """

    types: tuple[str, ...]
    text: str = ""
    only_mine: bool = False
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class Placed:
    """A row with the group that it stands in."""

    row: Row
    group: str


def board(ledger: Ledger, desk: Desk, wanted: Wanted) -> tuple[Placed, ...]:
    """Return rows by group and deadline; of each type no more than `MOST_OF_A_TYPE`."""
    rows = [row for one in wanted.types for row in _rows(ledger, wanted, one)]
    if wanted.only_mine:
        badge = desk.writer.badge
        rows = [row for row in rows if row.extra.get("owner", badge) in {badge, ""}]
    placed = [Placed(row, group_of(row, desk)) for row in rows]
    if not wanted.is_open:
        return tuple(sorted(placed, key=lambda one: -one.row.begun_us))
    return tuple(sorted(placed, key=lambda one: (GROUPS.index(one.group), *_order(one.row))))


def _rows(ledger: Ledger, wanted: Wanted, thing_type: str) -> Sequence[Row]:
    order: Order = "due" if wanted.is_open else "newest"
    query = ListQuery(thing_type, text=wanted.text, only_open=wanted.is_open, order=order)
    found = ledger.page(query, limit=MOST_OF_A_TYPE).rows
    return [row for row in found if row.is_open == wanted.is_open]


def _order(row: Row) -> tuple[int, int]:
    return (row.due_us if row.due_us is not None else _NEVER, -row.begun_us)


GROUPS = ("call_back", "today", "work", "letters", "week", "later", "undated", "ended")
"""Groups of a board in their order."""


def group_of(row: Row, desk: Desk) -> str:
    """Return the group of a row: what it waits for, else when it is due."""
    if not row.is_open:
        return "ended"
    if row.type == "request":
        return CALL_BACK if row.kind == CALL_BACK else "work"
    if row.type == "letter":
        return "letters"
    if row.due_us is None:
        return "undated"
    today = day_of(desk.now_us, desk.zone)
    if row.due_us < day_start_us(today + timedelta(days=1), desk.zone):
        return "today"
    monday = today + timedelta(days=7 - today.weekday())
    return "week" if row.due_us < day_start_us(monday, desk.zone) else "later"


def is_overdue(row: Row, now_us: int) -> bool:
    """Tell whether a thing should have been done by now."""
    return row.is_open and row.due_us is not None and row.due_us < now_us


def page_of(thing_type: str) -> str:
    """Return which page of the navigation shows a type of thing."""
    if thing_type in {"issue", "patrol"} or thing_type not in BY_TYPE:
        return "issues"
    return "requests" if thing_type in {"request", "letter"} else "meetings"
