"""A whistle's three clocks: each department signs for it, gets in touch, arrives."""

from collections.abc import Mapping
from operator import itemgetter
from typing import TYPE_CHECKING

from patrol_tui.domain.catalog import Deadline
from patrol_tui.domain.clocks import Pause, after_pause, due_us
from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import CHANGED, HELD, MOVED, Subject
from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.domain.language.words import Words
from patrol_tui.domain.subjects.whistle import CLOCKS, WHISTLE
from patrol_tui.domain.values import dataclass
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.requests import Move
from patrol_tui.services.things.answers import department_id
from patrol_tui.services.things.following import thing_draft
from patrol_tui.services.things.pauses import effective, flags_put, pauses
from patrol_tui.services.wording import listing, status_words

if TYPE_CHECKING:
    from patrol_tui.domain.entries.payload import Json

CALLED = "called"
DEPARTMENT = "department"
"""What a step of one department names it by; without it all that are left take the step."""
_BEFORE = {"signed": "blown", "contacted": "signed", "arrived": "contacted"}


@dataclass(frozen=True, slots=True)
class Clock:
    """One of a department's clocks.

    Attributes:
        name: one of `CLOCKS`.
        done_us: when it was stopped, or None while it runs.
        due_us: by when it should be, or None where it has not begun; on hold it moves on with
            the time, so that as much is left.
    """

    name: str
    done_us: int | None
    due_us: int | None


def is_stamp(subject: Subject, status: str) -> bool:
    """Tell whether a state is one that each department reaches by itself."""
    return subject is WHISTLE and status in CLOCKS


def clocks(desk: Desk, state: State) -> dict[str, tuple[Clock, ...]]:
    """Return the clocks of each department that was called; computed, never folded."""
    return {
        department: tuple(
            Clock(name, _stamp(state, name, department), _due(desk, state, name, department))
            for name in CLOCKS
        )
        for department in state.sets.get(CALLED, ())
    }


def _stamp(state: State, name: str, department: str) -> int | None:
    return state.integer(f"{name}/{department}")


def _due(desk: Desk, state: State, name: str, department: str) -> int | None:
    before = _BEFORE[name]
    began = blown_us(state) if before == "blown" else _stamp(state, before, department)
    span = _span(desk, state, before)
    if began is None or span is None:
        return None
    district = desk.catalog.district
    due, done = due_us(began, span, district), _stamp(state, name, department)
    end_us = desk.now_us if done is None else done
    changes: list[tuple[int, Pause | int]] = [
        (min(one.until_us, end_us), one) for one in pauses(state, end_us)
    ]
    for at_us, change in sorted([*changes, *_put(state)], key=itemgetter(0)):
        if isinstance(change, Pause):
            stood = Pause(max(change.from_us, began), at_us)
            due = after_pause(due, span.unit, district, stood, began)
        elif began <= at_us <= end_us:
            began, due = at_us, change
    return due


def _put(state: State) -> list[tuple[int, Pause | int]]:
    """Return when somebody put the deadline off or set it otherwise, and to when."""
    put: list[tuple[int, Pause | int]] = []
    for fact in effective(state):
        said = (fact.content or {}).get("set")
        if fact.entry.kind != WHISTLE.kind(CHANGED) or not isinstance(said, dict):
            continue
        is_step = any(name.startswith(f"{clock}/") for name in said for clock in CLOCKS)
        due = said.get("due_us")
        if isinstance(due, int) and not is_step and HELD not in flags_put(fact, "remove"):
            put.append((fact.entry.wall_us, due))
    return put


def _span(desk: Desk, state: State, before: str) -> Deadline | None:
    choices = [value for value in state.fields.values() if isinstance(value, str)]
    limit = desk.catalog.limit(WHISTLE.type, before, choices)
    return None if limit is None else limit.span


def running(desk: Desk, state: State) -> list[int]:
    """Return when the departments' clocks are due that run, the next one of each."""
    return _next_due(desk, state, {}) if state.status in {"blown", *CLOCKS} else []


def blown_us(state: State) -> int | None:
    """Return when the whistle was blown last, or None while it was not."""
    for fact in reversed(state.facts):
        if fact.moved_from is not None and (fact.content or {}).get("move") == "blown":
            return fact.entry.wall_us
    return None


def stamped(desk: Desk, subject: Subject, state: State, wanted: str, request: Move) -> Draft:
    """Return the entry that stops a clock of one department, or of all that are left.

    The whistle itself moves once every department has come so far.

    Raises:
        Refused: the whistle was not blown, or a department was not called or is not there yet.
    """
    if blown_us(state) is None or state.status not in {"blown", *CLOCKS}:
        raise Refused(
            N_("It is {present}: it has to be blown before departments answer."),
            present=status_words(state.status, subject.type),
        )
    fields: dict[str, Json] = {
        f"{wanted}/{one}": desk.now_us for one in _departments(desk, state, wanted, request.values)
    }
    content: dict[str, Json] = {"set": fields}
    called = state.sets.get(CALLED, ())
    known = {**state.fields, **fields}
    if all(known.get(f"{wanted}/{one}") is not None for one in called) and wanted in (
        subject.moves.get(state.status, frozenset())
    ):
        content["move"] = wanted
    running = _next_due(desk, state, fields)
    fields["due_us"] = min(running) if running else _after_all(desk, state)
    fact = MOVED if "move" in content else CHANGED
    return thing_draft(subject, state, fact, content, request.reason)


def _departments(
    desk: Desk, state: State, wanted: str, values: Mapping[str, str]
) -> tuple[str, ...]:
    called = state.sets.get(CALLED, ())
    typed = values.get(DEPARTMENT, "").strip()
    chosen = (department_id(desk, typed),) if typed else called
    known = desk.catalog.departments
    names = {one: known[one].name if one in known else Words(one, one) for one in called}
    for one in chosen:
        if one not in called:
            raise Refused(
                N_("{department} was not called. Called were: {known}."),
                department=typed,
                known=listing(names),
            )
    before = _BEFORE[wanted]
    ready = [
        one
        for one in chosen
        if _stamp(state, wanted, one) is None
        and (before == "blown" or _stamp(state, before, one) is not None)
    ]
    if not ready:
        raise Refused(
            N_("None of them can be {wanted} now: what comes before is missing, or it is done."),
            wanted=status_words(wanted, WHISTLE.type),
        )
    return tuple(ready)


def _next_due(desk: Desk, state: State, fields: "Mapping[str, Json]") -> list[int]:
    """Return when the clocks are due that still run, once the fields are set."""
    due = []
    for department, row in clocks(desk, state).items():
        for clock in row:
            if clock.done_us is None and f"{clock.name}/{department}" not in fields:
                begins = clock.due_us if clock.due_us is not None else _from_now(desk, state, clock)
                due.append(begins)
                break
    return [one for one in due if one is not None]


def _from_now(desk: Desk, state: State, clock: Clock) -> int | None:
    span = _span(desk, state, _BEFORE[clock.name])
    return None if span is None else due_us(desk.now_us, span, desk.catalog.district)


def _after_all(desk: Desk, state: State) -> int | None:
    limit = desk.catalog.limit(WHISTLE.type, "arrived")
    if limit is None:
        return state.integer("due_us")
    return due_us(desk.now_us, limit.span, desk.catalog.district)
