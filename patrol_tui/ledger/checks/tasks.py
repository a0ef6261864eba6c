"""A whole check in parts, each of which any process that has the ledger open can carry out."""

import struct
from collections.abc import Callable, Iterator
from typing import Any

from patrol_tui.domain.language.errors import N_, Corrupt
from patrol_tui.ledger import driver
from patrol_tui.ledger.book.base import Base
from patrol_tui.ledger.checks.lines import LineCheck, Stretch, check_runs, stretches
from patrol_tui.ledger.checks.logs import LogCheck
from patrol_tui.ledger.checks.receipts import ReceiptCheck
from patrol_tui.ledger.checks.views import Seen, ViewCheck
from patrol_tui.ledger.disk.errors import in_words
from patrol_tui.ledger.engine import reading
from patrol_tui.ledger.hands import Task
from patrol_tui.services.ports.ports import Problem

BEYOND_CHECKING = N_("A part of the ledger is too damaged to be checked: {detail}.")
DAMAGED_PAGES = N_("The database file is damaged: {detail}.")
DAMAGES = (driver.Error, Corrupt, LookupError, ValueError, TypeError, struct.error)
LOGS, RECEIPTS, PAGES = "logs", "receipts", "pages"
RUNS, LINES, THINGS = "runs", "lines", "things"

Result = tuple[Problem, ...] | Stretch | Seen


def tasks(base: Base, *, with_pages: bool) -> Iterator[Task]:
    """Yield all parts; the longest come first, so that none is left to the end alone."""
    yield (LOGS,)
    yield (RECEIPTS,)
    if with_pages:
        yield (PAGES,)
    yield (RUNS,)
    for first_id, last_id in stretches(base):
        yield (LINES, first_id, last_id)
    for after, to in base.entries.stretches():
        yield (THINGS, after, to)


def carry_out(base: Base, task: Task) -> Result:
    """Carry out a part and return what came of it; damage that ends it is a problem too."""
    name, *places = task
    by_stretch = None if name in _WHOLE else _BY_STRETCH[name]
    try:
        with in_words():
            if by_stretch is None:
                return _WHOLE[name](base)
            with reading(base.connection):
                return by_stretch(base, *places)
    except DAMAGES as error:
        return (Problem(None, BEYOND_CHECKING, {"detail": str(error)}),)


def _check_pages(base: Base) -> tuple[Problem, ...]:
    rows = base.connection.execute("PRAGMA cipher_integrity_check").fetchall()
    return tuple(Problem(None, DAMAGED_PAGES, {"detail": row[0]}) for row in rows)


_WHOLE: dict[str, Callable[[Base], Result]] = {
    PAGES: _check_pages,
    LOGS: lambda base: LogCheck(base).run(),
    RECEIPTS: lambda base: ReceiptCheck(base).run(),
    RUNS: check_runs,
}
_BY_STRETCH: dict[str, Callable[[Base, Any, Any], Result]] = {
    LINES: lambda base, first_id, last_id: LineCheck(base).stretch(first_id, last_id),
    THINGS: lambda base, after, to: ViewCheck(base).stretch(after, to),
}
