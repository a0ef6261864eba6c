"""The work of several subjects in one list: what is due first, in groups."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

from patrol_tui.domain.clocks import due_us
from patrol_tui.domain.folding.subject import WRITERS, Role, Subject
from patrol_tui.domain.subjects import BY_TYPE, RECORDS_OF_WORK
from patrol_tui.domain.times import day_of, day_start_us
from patrol_tui.domain.values import dataclass
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.ports.lists import ListQuery, Order, Row
from patrol_tui.services.ports.ports import Ledger
from patrol_tui.services.things.pauses import is_held

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


GROUPS = ("call_back", "today", "work", "letters", "week", "later", "undated", "held", "ended")
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
        return "held" if is_held(row) else "undated"
    today = day_of(desk.now_us, desk.zone)
    if row.due_us < day_start_us(today + timedelta(days=1), desk.zone):
        return "today"
    monday = today + timedelta(days=7 - today.weekday())
    return "week" if row.due_us < day_start_us(monday, desk.zone) else "later"


def due_of_all(ledger: Ledger, desk: Desk, before_us: int, most: int) -> tuple[list[Row], int]:
    """Return what of all subjects is due before a time and concerns the officer, and how many."""
    rows: list[Row] = []
    count = 0
    for thing_type in ("issue", *(one.type for one in RECORDS_OF_WORK)):
        query = ListQuery(thing_type, only_open=True, due_before_us=before_us, order="due")
        found = ledger.page(query, limit=most).rows
        mine = [row for row in found if concerns(row, desk)]
        more = ledger.count(query) - len(found) if len(found) == most else 0
        count += len(mine) + more
        rows += mine
    return sorted(rows, key=_order)[:most], count


def concerns(row: Row, desk: Desk) -> bool:
    """Tell whether whoever is at a desk should see that a thing is due.

    It belongs to the lowest level that may take a step ahead; what is overdue rises from there, as
    the district lays down. Where it lays down nothing, everybody sees everything.
    """
    levels = [*desk.catalog.levels.values()]
    acting = _acting(BY_TYPE.get(row.type), row.status) or WRITERS
    at = next((place for place, level in enumerate(levels) if acting & {*level.roles}), None)
    if at is None:
        return True
    shown, rises_us = {*levels[at].roles}, row.due_us
    for below, level in pairwise(levels[at:]):
        if rises_us is None or not is_overdue(row, desk.now_us):
            break
        rises_us = due_us(rises_us, below.rises_after, desk.catalog.district)
        if rises_us < desk.now_us:
            shown |= {*level.roles}
    return bool(shown & desk.roles)


def _acting(subject: Subject | None, status: str) -> frozenset[Role]:
    """Return the roles that may take a step ahead from a state."""
    way = subject.way if subject is not None else ()
    later = way[way.index(status) + 1 :] if status in way else way
    steps = subject.steps if subject is not None else ()
    ahead = [one for one in steps if status in one.sources.split() and one.to in later]
    return frozenset[Role]().union(*(one.guard.roles for one in ahead))


def is_overdue(row: Row, now_us: int) -> bool:
    """Tell whether a thing should have been done by now."""
    return row.is_open and row.due_us is not None and row.due_us < now_us
