"""What becomes of a thing's deadlines: put on hold, going on again, put off, set by a step."""

from dataclasses import replace
from typing import TYPE_CHECKING

from patrol_tui.domain.catalog import Deadline, TimeUnit
from patrol_tui.domain.clocks import Pause, after_pause, due_us
from patrol_tui.domain.folding.guards import refusal
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import HELD, Subject
from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.domain.subjects.whistle import WHISTLE
from patrol_tui.services.ports.desk import Desk, required
from patrol_tui.services.things import whistles
from patrol_tui.services.things.pauses import FLAGS, effective, held_since, members
from patrol_tui.services.things.rights import role_names
from patrol_tui.services.wording import status_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from patrol_tui.domain.entries.payload import Json

EXTENDED, SETTLED = "extended", "settled_on_spot"
DUE, DEADLINE, RECHECK = "due_us", "deadline_us", "recheck_us"
_BY_HAND = Deadline(0, TimeUnit.WORKING_HOURS)
"""Stands for a deadline that no rule of the catalogue is about: working time was meant."""


def main_deadline(subject: Subject) -> str:
    """Return the field that says by when the next step of a subject's things is due."""
    return DEADLINE if subject is ISSUE else DUE


def flags_with(state: State, flag: str) -> str:
    """Return the marks of a thing with a further one, as they are typed."""
    return " ".join(dict.fromkeys((*state.sets.get(FLAGS, ()), flag)))


def flags_without(state: State, flag: str) -> str:
    """Return the marks of a thing without one, as they are typed.

    Raises:
        Refused: it does not bear that mark.
    """
    flags = state.sets.get(FLAGS, ())
    if flag not in flags:
        raise Refused(N_("It is not on hold."))
    return " ".join(one for one in flags if one != flag)


def check_put_off(
    desk: Desk, subject: Subject, state: State, changed: "Mapping[str, Json]"
) -> None:
    """Check that a deadline that stands is moved by whoever may put it off.

    Of several that are in conflict anyone may choose one.

    Raises:
        Refused: it is for others, who put it off with the mark for that.
    """
    name = main_deadline(subject)
    before, conflict = state.integer(name), state.conflict(name)
    known = [before] if conflict is None else [one.value for one in conflict.values]
    if name not in changed or before is None or changed[name] in known:
        return
    guards = subject.guarded({f"{FLAGS}:{EXTENDED}": None})
    if any(refusal(guard, desk.roles, desk.writer.officer, ()) for guard in guards):
        raise Refused(
            N_("The deadline stands: {roles} may put it off, with {verb} (flags=extended)."),
            roles=role_names(guards),
            verb=status_words(EXTENDED, subject.type),
        )


def clocks_changed(
    desk: Desk,
    subject: Subject,
    state: State,
    content: "Mapping[str, Json]",
    reason: str,
) -> "dict[str, Json]":
    """Return the deadlines that follow from holding a thing, letting it go on, putting it off.

    Args:
        desk: who, where, when.
        subject: of the thing.
        state: as its author sees it.
        content: what the entry says so far.
        reason: why, as typed.

    Raises:
        Refused: the reason is missing, or there is no later deadline.
    """
    put, name = members(content, "add"), main_deadline(subject)
    typed = content.get("set")
    given: Mapping[str, Json] = typed if isinstance(typed, dict) else {}
    if EXTENDED in state.sets.get(FLAGS, ()) and isinstance(given.get(name), int):
        put.append(EXTENDED)  # put off once more
    # Why an issue waits, its screens ask; its marks are set as other fields are.
    if {HELD, EXTENDED} & set(put) and subject is not ISSUE:
        required(reason, N_("Say why: putting off or holding a deadline needs a reason."))
    later: dict[str, Json] = {}
    if HELD in members(content, "remove"):
        later |= {name: at for name, at in _going_on(desk, subject, state) if name not in given}
    if EXTENDED in put:
        now = replace(state, fields={**state.fields, **later})
        later |= _put_off(desk, subject, now, given)
    return later


def _put_off(
    desk: Desk, subject: Subject, state: State, given: "Mapping[str, Json]"
) -> "dict[str, Json]":
    name = main_deadline(subject)
    before, wanted = state.integer(name), given.get(name)
    if isinstance(wanted, int):
        if wanted <= max(before or 0, desk.now_us):
            raise Refused(N_("That is no later than before: give a later deadline."))
        return {}
    span = _span(desk, subject, state, name)
    if before is None or span is _BY_HAND:
        raise Refused(N_("Say until when: {field}=..."), field=name.removesuffix("_us"))
    return {name: due_us(max(before, desk.now_us), span, desk.catalog.district)}


def _going_on(desk: Desk, subject: Subject, state: State) -> "list[tuple[str, Json]]":
    """Return the deadlines of a thing whose clocks stood until now."""
    if subject is WHISTLE and (running := whistles.running(desk, state)):
        return [(DUE, min(running))]
    since = held_since(state)
    names = (DEADLINE, RECHECK) if subject is ISSUE else (DUE,)
    going: list[tuple[str, Json]] = []
    for name in names:
        due = state.integer(name)
        if due is None or since is None:
            continue
        unit = _span(desk, subject, state, name).unit
        begun_us = _begun(state, name)
        pause = Pause(max(since, begun_us), desk.now_us)
        later = after_pause(due, unit, desk.catalog.district, pause, begun_us)
        if later != due:
            going.append((name, later))
    return going


def _begun(state: State, name: str) -> int:
    """Return when a deadline's span began: when it was set last, other than by going on."""
    begun = 0
    for fact in effective(state):
        content = fact.content or {}
        said = content.get("set")
        if isinstance(said, dict) and name in said and HELD not in members(content, "remove"):
            begun = fact.entry.wall_us
    return begun


def _span(desk: Desk, subject: Subject, state: State, name: str) -> Deadline:
    """Return the span by which a deadline is reckoned where nobody sets it."""
    if subject is not ISSUE:
        choices = [value for value in state.fields.values() if isinstance(value, str)]
        limit = desk.catalog.limit(subject.type, state.status, choices)
        return _BY_HAND if limit is None else limit.span
    kind = desk.catalog.kinds.get(state.text("kind"))
    span = None if kind is None else kind.recheck if name == RECHECK else kind.deadline
    return span or _BY_HAND


def step_times(
    desk: Desk, state: State, wanted: str, given: "Mapping[str, Json]"
) -> "dict[str, Json]":
    """Return the deadlines that a step of an issue sets, where its author gives none.

    The time for handling runs from the moment a department is told, unless an officer set a day.
    """
    district, catalog = desk.catalog.district, desk.catalog
    limit = catalog.limit(ISSUE.type, wanted)
    kind = catalog.kinds.get(state.text("kind"))
    before = state.integer(DEADLINE)
    if wanted == "dispatched" and kind is not None and DEADLINE not in given:
        begun = state.facts[0].entry.wall_us
        by_rule = before is None or before == due_us(begun, kind.deadline, district)
        return {DEADLINE: due_us(desk.now_us, kind.deadline, district)} if by_rule else {}
    if wanted == "checked":
        return {RECHECK: None} if state.integer(RECHECK) is not None else {}
    if limit is None:
        return {}
    due = due_us(desk.now_us, limit.span, district)
    if wanted == "reworked" and DEADLINE not in given:
        return {DEADLINE: due}
    needs_look = RECHECK not in given and state.integer(RECHECK) is None
    is_settled = SETTLED in state.sets.get(FLAGS, ())
    return {RECHECK: due} if wanted == "responded" and needs_look and not is_settled else {}
