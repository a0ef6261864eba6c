"""Moving a thing to its next state: what the step needs, who may take it, what is due then."""

from typing import TYPE_CHECKING

from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.folding.guards import standing, why_not
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import MOVED, Step, Subject
from patrol_tui.domain.language.errors import N_, NotFound, Refused
from patrol_tui.domain.language.text import folded, is_blank
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.services.ports.desk import Desk, required
from patrol_tui.services.requests import Move
from patrol_tui.services.things.adding import DUE, begun_limit, require, split_values
from patrol_tui.services.things.assigning import LEAD, SUPPORT, taken_over
from patrol_tui.services.things.deadlines import step_times
from patrol_tui.services.things.following import must_stand, thing_draft
from patrol_tui.services.things.rights import barred, check_guards, with_marks
from patrol_tui.services.things.whistles import is_stamp, stamped
from patrol_tui.services.wording import labels, listing, status_words, value_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from patrol_tui.domain.entries.payload import Json


def decide_move(desk: Desk, subject: Subject, state: State, request: Move) -> Draft:
    """Return the entry that moves a thing to another state.

    Raises:
        NotFound: there is no such state.
        Refused: it cannot be reached from here, by this officer, or without what it asks for.
    """
    must_stand(state)
    wanted = status_id(subject, request.status)
    if is_stamp(subject, wanted):
        return stamped(desk, subject, state, wanted, request)
    _must_be_reachable(subject, state, wanted)
    flag = why_not(subject, state, wanted, desk.roles, desk.writer.officer)
    if flag is not None:
        raise barred(flag, *(subject.guard(one, wanted) for one in standing(state)))
    typed = {name: text for name, text in request.values.items() if not is_blank(text)}
    fields, members = split_values(desk, subject, typed)
    added = {
        name: [one for one in found if one not in state.sets.get(name, ())]
        for name, found in members.items()
    }
    check_guards(desk, subject, state, with_marks(fields, added), wanted)
    for step in _steps(subject, state, wanted):
        _check_step(desk, subject, state, step, request, {**fields, **members})
    if DUE not in fields and subject.field_named(DUE) is not None:
        due = begun_limit(desk, subject, wanted, {**state.fields, **fields})
        fields |= {DUE: due} if due is not None else {}
    if subject is ISSUE:
        fields = {**step_times(desk, state, wanted, fields), **fields}
        if wanted == "dispatched":
            lead, support = taken_over(desk.catalog, state, fields)
            fields |= {LEAD: lead} if lead else {}
            held = state.sets.get(SUPPORT, ())
            added.setdefault(SUPPORT, [one for one in support if one not in held])
    content: dict[str, Json] = {"move": wanted}
    if fields:
        content["set"] = fields
    if any(added.values()):
        content["add"] = {name: [*found] for name, found in added.items() if found}
    return thing_draft(subject, state, MOVED, content, request.reason)


def _must_be_reachable(subject: Subject, state: State, wanted: str) -> None:
    in_conflict = state.conflict("status") is not None
    stands = standing(state)
    reachable = set().union(*(subject.moves.get(status, frozenset()) for status in stands))
    reachable |= set(stands) if in_conflict else set()
    if wanted in reachable:
        return
    known = {
        name: status_words(name, subject.type) for name in subject.statuses if name in reachable
    }
    raise Refused(
        N_("It is {present} and cannot become {wanted}. It can become: {reachable}."),
        present=listing({state.status: status_words(state.status, subject.type)}),
        wanted=listing({wanted: status_words(wanted, subject.type)}),
        reachable=listing(known),
    )


def _steps(subject: Subject, state: State, wanted: str) -> tuple[Step, ...]:
    declared = (subject.step(source, wanted) for source in standing(state))
    return tuple(step for step in declared if step is not None)


def _check_step(
    desk: Desk,
    subject: Subject,
    state: State,
    step: Step,
    request: Move,
    values: "Mapping[str, object]",
) -> None:
    if step.needs_reason:
        required(request.reason, N_("Say why: this step needs a reason."))
    known = {**state.fields, **state.sets, **values}
    # A rating is of the work as it stands now: one of before does not do.
    stands = {name: value for name, value in known.items() if name not in subject.ratings}
    require(subject, step.needs, {**stands, **values})
    name, value = step.barred
    if name and known.get(name) == value:
        raise Refused(
            N_("{field} is {value}: this step cannot be taken."),
            field=labels(subject, (name,)),
            value=value_words(desk.catalog, subject, state, name, value),
        )


def status_id(subject: Subject, typed: str) -> str:
    """Return the state that its id or its name means.

    Raises:
        NotFound: there is no such state.
    """
    plain = folded(typed)
    if plain in subject.statuses:
        return plain  # an id, though another state may be called so in English
    for status in subject.statuses:
        words = status_words(status, subject.type)
        if plain in {words.zh, folded(words.en)}:
            return status
    raise NotFound(
        N_("There is no status {status}. Known are: {known}."),
        status=typed,
        known=listing({status: status_words(status, subject.type) for status in subject.statuses}),
    )
