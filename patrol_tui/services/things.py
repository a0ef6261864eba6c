"""What one can do to anything that the ledger speaks of: correct, move, note, retract, settle."""

from collections.abc import Mapping, Sequence

from patrol_tui.domain.draft import Draft
from patrol_tui.domain.errors import N_, NotFound, Refused
from patrol_tui.domain.fold import RETRACTED, STATUS
from patrol_tui.domain.payload import Json
from patrol_tui.domain.state import Conflict, Fact, State
from patrol_tui.domain.subject import (
    CHANGED,
    MOVED,
    NOTED,
    PHOTO_ADDED,
    SETTLED,
    SHARED,
    UNDONE,
    Subject,
)
from patrol_tui.domain.subject import (
    RETRACTED as RETRACTED_FACT,
)
from patrol_tui.domain.subjects.issue import ISSUE, RECHECKED
from patrol_tui.services.desk import Desk, required, unknown_status
from patrol_tui.services.issues import PhotoRef
from patrol_tui.services.requests import (
    Heads,
    Move,
    Note,
    Recheck,
    Retract,
    SetFields,
    Settle,
    Share,
)
from patrol_tui.services.values import form_value, subject_value


def _draft(
    subject: Subject,
    state: State,
    fact: int,
    content: dict[str, Json],
    heads: Heads,
    reason: str = "",
) -> Draft:
    if state.is_read_only:
        raise Refused(
            N_("This was changed by a newer version of the program. It can only be read here.")
        )
    if reason.strip():
        content["reason"] = reason.strip()
    parents = state.heads if heads is None else heads
    return Draft(state.subject, subject.kind(fact), content, parents=parents)


def _must_stand(state: State) -> None:
    if state.is_retracted:
        raise Refused(N_("This was retracted. It is kept, but no longer changed."))


def decide_set(desk: Desk, subject: Subject, state: State, request: SetFields) -> Draft:
    """Return the entry that corrects fields; values that stay as they are are left out.

    Raises:
        Refused: a field is unknown, a value does not fit, or nothing would change.
    """
    _must_stand(state)
    values = typed_values(desk, subject, state, request.values)
    changed = {
        name: value
        for name, value in values.items()
        if state.fields.get(name) != value or state.conflict(name) is not None
    }
    if not changed:
        raise Refused(N_("Nothing would change: it says so already."))
    return _draft(subject, state, CHANGED, {"set": changed}, request.heads, request.reason)


def typed_values(
    desk: Desk, subject: Subject, state: State, typed: Mapping[str, str]
) -> dict[str, Json]:
    """Return values as entries hold them, for the subject's own fields and its kind's form."""
    kind = desk.catalog.kinds.get(state.text("kind")) if subject is ISSUE else None
    values: dict[str, Json] = {}
    for name, text in typed.items():
        field = kind.field(name) if kind is not None else None
        if field is not None:
            values[name] = form_value(desk, field, text)
        elif subject is ISSUE and name == "kind":
            values[name] = desk.catalog.kind(text.strip()).id
        else:
            values[name] = subject_value(desk, subject, name, text)
    return values


def decide_move(subject: Subject, state: State, request: Move) -> Draft:
    """Return the entry that moves a thing to another state.

    Raises:
        NotFound: there is no such state.
        Refused: it cannot be reached from here; the message names those that can.
    """
    _must_stand(state)
    if request.status not in subject.statuses:
        raise unknown_status(request.status, subject.statuses)
    conflict = state.conflict(STATUS)
    standing = {str(value.value) for value in conflict.values} if conflict else {state.status}
    reachable = set().union(*(subject.moves.get(status, frozenset()) for status in standing))
    reachable |= standing if conflict else set()
    if request.status not in reachable:
        raise Refused(
            N_("It is {present} and cannot become {wanted}. It can become: {reachable}."),
            present=state.status,
            wanted=request.status,
            reachable=", ".join(name for name in subject.statuses if name in reachable) or "-",
        )
    return _draft(subject, state, MOVED, {"move": request.status}, request.heads, request.reason)


def decide_note(subject: Subject, state: State, request: Note) -> Draft:
    """Return the entry that adds a note."""
    text = required(request.text, N_("The note is empty. Type what you saw."))
    return _draft(subject, state, NOTED, {"record": {"notes": [text]}}, request.heads)


def decide_photos(
    subject: Subject, state: State, photos: Sequence[PhotoRef], heads: Heads
) -> Draft:
    """Return the entry that attaches photos, which are safe on disk already."""
    bodies: list[Json] = [photo.body() for photo in photos]
    return _draft(subject, state, PHOTO_ADDED, {"record": {"photos": bodies}}, heads)


def decide_recheck(desk: Desk, state: State, request: Recheck) -> Draft:
    """Return the entry that says what a re-check found; the deadline for it is met."""
    _must_stand(state)
    result = required(request.result, N_("Say what the re-check found."))
    fields: dict[str, Json] = {
        "recheck_result": result,
        "rechecked_us": desk.now_us,
        "recheck_us": None,
    }
    return _draft(ISSUE, state, RECHECKED, {"set": fields}, request.heads)


def decide_share(desk: Desk, subject: Subject, state: State, request: Share) -> Draft:
    """Return the entry that lets another station take part.

    Raises:
        Refused: it is this station, or it takes part already.
    """
    station = desk.station_id(request.station)
    if station == desk.writer.station_code or station in state.sets.get("stations", ()):
        raise Refused(N_("{station} has it already."), station=station)
    return _draft(subject, state, SHARED, {"add": {"stations": [station]}}, request.heads)


def decide_retract(subject: Subject, state: State, request: Retract) -> Draft:
    """Return the entry that takes a thing back."""
    _must_stand(state)
    reason = required(request.reason, N_("Say why it is retracted: give a reason."))
    return _draft(subject, state, RETRACTED_FACT, {"retract": True}, request.heads, reason)


def decide_settle(desk: Desk, subject: Subject, state: State, request: Settle) -> Draft:
    """Return the entry that settles a conflict; it names all that stand, by its parents.

    Raises:
        NotFound: there is no conflict about the field, or the entry is none of its sides.
    """
    conflict = state.conflict(request.field)
    if conflict is None:
        known = ", ".join(conflict.field for conflict in state.conflicts) or "-"
        raise NotFound(
            N_("There is no conflict about {field}. To settle are: {known}."),
            field=request.field,
            known=known,
        )
    value = _settled_value(desk, subject, state, conflict, request)
    content: dict[str, Json]
    if request.field == STATUS:
        content = {"move": value}
    elif request.field == RETRACTED:
        content = {"retract": value}
    else:
        content = {"set": {request.field: value}}
    return _draft(subject, state, SETTLED, content, request.heads, request.reason)


def _settled_value(
    desk: Desk, subject: Subject, state: State, conflict: Conflict, request: Settle
) -> Json:
    if request.take is not None:
        for value in conflict.values:
            if value.entry == request.take:
                return value.value
        raise NotFound(N_("That entry is none of the sides of this conflict."))
    if request.value is None:
        raise Refused(N_("Say which value is right: take an entry, or give a value."))
    if conflict.field in {STATUS, RETRACTED}:
        said = {str(value.value).casefold(): value.value for value in conflict.values}
        if request.value.strip().casefold() not in said:
            raise Refused(N_("Take one of: {known}."), known=", ".join(said))
        return said[request.value.strip().casefold()]
    return typed_values(desk, subject, state, {conflict.field: request.value})[conflict.field]


def last_own(state: State, author: bytes) -> Fact:
    """Return the author's last step that still stands.

    Raises:
        Refused: there is none to take back.
    """
    for fact in reversed(state.facts):
        is_own = fact.entry.header.author == author and fact.entry.hash in state.heads
        if is_own and not fact.is_undone and "undo" not in (fact.content or {}):
            return fact
    raise Refused(N_("There is nothing of yours to take back here."))


def decide_undo(subject: Subject, state: State, fact: Fact) -> Draft:
    """Return the entry that takes one step back; the first step becomes a retraction."""
    if not fact.entry.parents:
        return _draft(subject, state, RETRACTED_FACT, {"retract": True}, None, "undo")
    return _draft(subject, state, UNDONE, {"undo": fact.entry.hash.hex()}, None)
