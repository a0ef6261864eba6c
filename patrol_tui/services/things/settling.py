"""Settling what two people wrote without seeing each other's."""

from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding import fold
from patrol_tui.domain.folding.state import Conflict, State
from patrol_tui.domain.folding.subject import SETTLED, Subject
from patrol_tui.domain.language.errors import N_, NotFound, Refused
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.requests import Settle
from patrol_tui.services.things.answers import flag
from patrol_tui.services.things.following import thing_draft
from patrol_tui.services.things.rights import check_guards
from patrol_tui.services.things.steps import status_id
from patrol_tui.services.things.things import is_settable, issue_values, set_content
from patrol_tui.services.wording import listing, status_words


def decide_settle(desk: Desk, subject: Subject, state: State, request: Settle) -> Draft:
    """Return the entry that settles a conflict; it names all that stand, by its parents.

    Raises:
        NotFound: there is no conflict about the field, or the entry is none of its sides.
        Refused: neither entry nor value says what is right, or the value does not fit.
    """
    conflict = state.conflict(request.field)
    if conflict is None:
        raise NotFound(
            N_("There is no conflict about {field}. To settle are: {known}."),
            field=request.field,
            known=", ".join(conflict.field for conflict in state.conflicts) or "-",
        )
    content = _content(desk, subject, state, conflict, request)
    fields = content.get("set")
    check_guards(desk, subject, state, fields if isinstance(fields, dict) else {})
    return thing_draft(subject, state, SETTLED, content, request.reason)


def _content(
    desk: Desk, subject: Subject, state: State, conflict: Conflict, request: Settle
) -> dict[str, Json]:
    if request.take is not None:
        return _taken(desk, subject, state, conflict, request.take)
    if request.value is None:
        raise Refused(N_("Say which value is right: take an entry, or give a value."))
    match conflict.field:
        case fold.STATUS:
            return {"move": _status(subject, conflict, request.value)}
        case fold.RETRACTED:
            return {"retract": _is_retracted(request.value)}
        case field:
            if not is_settable(desk, subject, state, field):
                raise Refused(N_("This cannot be typed. Take one of the entries."))
            typed = issue_values(desk, subject, state, {field: request.value})
            return set_content(desk, subject, typed)


def _taken(
    desk: Desk, subject: Subject, state: State, conflict: Conflict, entry: bytes
) -> dict[str, Json]:
    said = {value.entry: value.value for value in conflict.values}
    if entry not in said:
        raise NotFound(N_("That entry is none of the sides of this conflict."))
    value = said[entry]
    match conflict.field:
        case fold.STATUS:
            return {"move": value}
        case fold.RETRACTED:
            return {"retract": value}
        case "kind" if subject is ISSUE and str(value) in desk.catalog.kinds:
            typed = issue_values(desk, subject, state, {"kind": str(value)})
            return set_content(desk, subject, typed)
        case field:
            return {"set": {field: value}}


def _status(subject: Subject, conflict: Conflict, typed: str) -> str:
    said = {
        str(value.value): status_words(str(value.value), subject.type) for value in conflict.values
    }
    wanted = status_id(subject, typed)
    if wanted not in said:
        raise Refused(N_("Take one of: {known}."), known=listing(said))
    return wanted


def _is_retracted(typed: str) -> bool:
    answer = flag(typed)
    if answer is None:
        raise Refused(N_("Is it retracted? Answer yes or no."))
    return answer
