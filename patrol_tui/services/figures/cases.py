"""What the figures need of one issue, read from its folded entries once."""

from collections.abc import Iterator, Sequence

from patrol_tui.domain.clocks import due_us as reckoned_us
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.values import dataclass
from patrol_tui.services.figures.rate import (
    CLOSED,
    CLOSED_ON_TIME,
    FILED_ON_TIME,
    FILED_RIGHT,
    HANDLED_ON_TIME,
    REPEATED,
    REWORKED,
    Rate,
    rate,
)
from patrol_tui.services.overview.board import is_overdue
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.ports.lists import Row

HANDLED = frozenset(("responded", "checked", "closed", "archived"))
VOID = frozenset(("declined", "voided"))
CLOSING = "closing"
"""The limit within which a handled issue is to be closed; no state has this name."""
FILING = "filing"
"""The limit within which a reported issue is to be filed; likewise."""
_UNFILED = frozenset(("reported", "verified"))


@dataclass(frozen=True, slots=True)
class Case:
    """An issue as the figures count it.

    Attributes:
        row: its line in lists.
        department: who leads or took it over; empty where the station deals with it itself.
        deadline_us: by when it had to be handled.
        handled_us: when it was handled for good; a rework makes it open again.
        closed_us: when it was closed for good.
        close_by_us: by when it has to be closed; None while it is not handled, or without a limit.
        file_by_us: by when it had to be filed; None without a limit, or where it needs none.
        filed_us: when it was filed first.
        was_filed: it was filed.
        was_reworked: it was sent back for rework.
        is_void: it was voided after all.
        is_valid: it was neither voided nor declined.
        is_waiting: its clock stands still.
        is_overdue: it is open, and its next deadline is over.
        is_repeated: the same was seen at the same place shortly before.
        came_back: and that had been closed.
    """

    row: Row
    department: str
    deadline_us: int | None
    handled_us: int | None
    closed_us: int | None
    close_by_us: int | None
    file_by_us: int | None
    filed_us: int | None
    was_filed: bool
    was_reworked: bool
    is_void: bool
    is_valid: bool
    is_waiting: bool
    is_overdue: bool
    is_repeated: bool = False
    came_back: bool = False


def moves(state: State) -> Iterator[tuple[str, int]]:
    """Yield the states that a thing was moved to, each with the claimed time, in causal order."""
    for fact in state.facts:
        if fact.moved_from is not None:
            yield str((fact.content or {}).get("move")), fact.entry.wall_us


def case_of(row: Row, state: State, desk: Desk) -> Case:
    """Return an issue as the figures count it."""
    moved = dict(moves(state))
    filed_us = next((at_us for to, at_us in moves(state) if to == "filed"), None)
    needs_filing = filed_us is not None or state.status in _UNFILED
    flags = state.sets.get("flags", ())
    ended_us = closed_us(state)
    handled_us = moved.get("responded", ended_us) if state.status in HANDLED else None
    return Case(
        row=row,
        department=department_of(state),
        deadline_us=state.integer("deadline_us"),
        handled_us=handled_us,
        closed_us=ended_us,
        close_by_us=None if handled_us is None else _within_us(desk, CLOSING, handled_us),
        file_by_us=_within_us(desk, FILING, row.begun_us) if needs_filing else None,
        filed_us=filed_us,
        was_filed=filed_us is not None,
        was_reworked="reworked" in moved,
        is_void=state.status == "voided",
        is_valid=state.status not in VOID and (state.status != "archived" or "closed" in moved),
        is_waiting="suspended" in flags,
        is_overdue=is_overdue(row, desk.now_us),
    )


def department_of(state: State) -> str:
    """Return who leads or took over an issue; empty where the station deals with it itself."""
    return state.text("lead") or state.text("handed_to")


def _within_us(desk: Desk, what: str, begun_us: int) -> int | None:
    limit = desk.catalog.limit("issue", what)
    return None if limit is None else reckoned_us(begun_us, limit.span, desk.catalog.district)


def closed_us(state: State) -> int | None:
    """Return when an issue was closed for good, or None while it is not."""
    return dict(moves(state)).get("closed") if state.status in {"closed", "archived"} else None


def rates(cases: Sequence[Case], now_us: int) -> tuple[Rate, ...]:
    """Return the rates of issues, each with what it counts."""
    valid = [case for case in cases if case.is_valid]
    ended = [case for case in valid if case.closed_us is not None]
    handled = [(one.deadline_us, one.handled_us, one.is_waiting) for one in valid]
    filed = [(one.file_by_us, one.filed_us, one.is_waiting) for one in cases]
    closed = [(one.close_by_us, one.closed_us, one.is_waiting) for one in valid]
    return (
        rate(HANDLED_ON_TIME, _on_time(handled, now_us)),
        rate(CLOSED_ON_TIME, _on_time(closed, now_us)),
        rate(CLOSED, (one.closed_us is not None for one in valid)),
        rate(REWORKED, (one.was_reworked for one in ended)),
        rate(REPEATED, (one.is_repeated for one in cases)),
        rate(FILED_ON_TIME, _on_time(filed, now_us)),
        rate(FILED_RIGHT, (not one.is_void for one in cases if one.was_filed)),
    )


def _on_time(clocks: Sequence[tuple[int | None, int | None, bool]], now_us: int) -> Iterator[bool]:
    """Yield of each clock that ended or ran out, and does not stand still, whether it was kept."""
    for due_us, done_us, stands in clocks:
        if due_us is None:
            continue
        if done_us is not None:
            yield done_us <= due_us
        elif due_us < now_us and not stands:
            yield False
