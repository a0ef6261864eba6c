"""What one can do to anything that the ledger speaks of: correct, note, retract, share."""

from collections.abc import Mapping, Sequence

from patrol_tui.domain.catalog import IssueKind
from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.guards import members_changed
from patrol_tui.domain.folding.paper_blanks import paper_of
from patrol_tui.domain.folding.state import Fact, State
from patrol_tui.domain.folding.subject import (
    CALLED,
    CHANGED,
    NOTED,
    OPENED,
    PHOTO_ADDED,
    RETRACTED,
    SHARED,
    UNDONE,
    URGED,
    Subject,
)
from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.domain.subjects.issue import ISSUE, RECHECKED
from patrol_tui.services.citations import CITED, act_day, check_citations
from patrol_tui.services.ports.desk import Desk, required
from patrol_tui.services.requests import Note, Recheck, Retract, SetFields, Share, Urge
from patrol_tui.services.things.deadlines import check_put_off, clocks_changed
from patrol_tui.services.things.following import must_stand, thing_draft
from patrol_tui.services.things.issues import PhotoRef, called, code_body, photo_record
from patrol_tui.services.things.rights import check_guards
from patrol_tui.services.things.values import SHARED_WITH, typed_members, typed_values
from patrol_tui.services.wording import status_words

SIGNED = N_("It is {status}: what was signed stands. Add a note instead.")


def decide_set(desk: Desk, subject: Subject, state: State, request: SetFields) -> Draft:
    """Return the entry that corrects fields and members; what stays as it is, is left out.

    Raises:
        Refused: a field is unknown, a value does not fit, or nothing would change.
    """
    must_stand(state)
    if state.status in subject.final:
        raise Refused(SIGNED, status=status_words(state.status, subject.type))
    sets = subject.sets - {SHARED_WITH}
    fields = {name: text for name, text in request.values.items() if name not in sets}
    values = issue_values(desk, subject, state, fields)
    changed = {
        name: value
        for name, value in values.items()
        if state.fields.get(name) != value or state.conflict(name) is not None
    }
    content = set_content(desk, subject, changed) if changed else {}
    members = {name: text for name, text in request.values.items() if name in sets}
    content |= _member_changes(desk, subject, state, members)
    if not content:
        raise Refused(N_("Nothing would change: it says so already."))
    check_guards(desk, subject, state, {**changed, **dict.fromkeys(members_changed(content))})
    check_put_off(desk, subject, state, changed)
    later = clocks_changed(desk, subject, state, content, request.reason)
    if later:
        content["set"] = {**changed, **later}
    return thing_draft(subject, state, CHANGED, content, request.reason)


def set_content(desk: Desk, subject: Subject, values: dict[str, Json]) -> dict[str, Json]:
    """Return what sets fields; a new kind of an issue is found by its name from then on."""
    kind = desk.catalog.kinds.get(str(values.get("kind"))) if subject is ISSUE else None
    return {"set": values} if kind is None else {"set": values, "record": {CALLED: [called(kind)]}}


def issue_values(
    desk: Desk, subject: Subject, state: State, typed: Mapping[str, str]
) -> dict[str, Json]:
    """Return values as entries hold them; a new kind of an issue brings its form and its code."""
    if subject is not ISSUE or "kind" not in typed:
        return typed_values(desk, subject, _kind(desk, subject, state), typed)
    kind = desk.catalog.kind(typed["kind"].strip())
    code: dict[str, Json] = {"kind": kind.id, "code": code_body(desk, kind)}
    return typed_values(desk, subject, kind, typed) | code


def is_settable(desk: Desk, subject: Subject, state: State, name: str) -> bool:
    """Return whether a field takes a value that somebody types."""
    kind, declared = _kind(desk, subject, state), subject.field_named(name)
    is_asked = kind is not None and kind.field(name) is not None
    return is_asked or (declared is not None and declared.is_typed and not paper_of(name))


def _kind(desk: Desk, subject: Subject, state: State) -> IssueKind | None:
    return desk.catalog.kinds.get(state.text("kind")) if subject is ISSUE else None


def _member_changes(
    desk: Desk, subject: Subject, state: State, typed: Mapping[str, str]
) -> dict[str, Json]:
    added: dict[str, Json] = {}
    removed: dict[str, Json] = {}
    for name, text in typed.items():
        wanted, present = typed_members(desk, subject, name, text), state.sets.get(name, ())
        if new := [member for member in wanted if member not in present]:
            if name == CITED:
                check_citations(desk.catalog, new, act_day(desk, state))
            added[name] = [*new]
        if gone := [member for member in present if member not in wanted]:
            removed[name] = [*gone]
    changes = {"add": added, "remove": removed}
    return {effect: members for effect, members in changes.items() if members}


def decide_words(desk: Desk, subject: Subject, state: State, request: Note | Urge) -> Draft:
    """Return the entry that adds a note, or says who was urged.

    Raises:
        Refused: there are no words, or nobody needs to be urged.
    """
    if isinstance(request, Urge):
        return _urging(desk, subject, state, request)
    text = required(request.text, N_("The note is empty. Type what you saw."))
    return thing_draft(subject, state, NOTED, {"record": {"notes": [text]}})


def _urging(desk: Desk, subject: Subject, state: State, request: Urge) -> Draft:
    must_stand(state)
    if not subject.row(state).is_open:
        raise Refused(N_("This has ended: nobody needs to be urged."))
    whom, text = request.whom.strip(), request.text.strip()
    named = desk.catalog.departments.get(whom)
    said = [named.name.zh if named is not None else whom, text]
    words = required(": ".join(filter(None, said)), N_("Say who is urged, or to do what."))
    return thing_draft(subject, state, URGED, {"record": {"notes": [words]}})


def decide_photos(subject: Subject, state: State, photos: Sequence[PhotoRef]) -> Draft:
    """Return the entry that attaches photos, which are safe on disk already."""
    return thing_draft(subject, state, PHOTO_ADDED, {"record": photo_record(photos)})


def decide_recheck(desk: Desk, subject: Subject, state: State, request: Recheck) -> Draft:
    """Return the entry that says what a re-check found; the deadline for it is met."""
    if subject is not ISSUE:
        raise Refused(N_("Only an issue is re-checked."))
    must_stand(state)
    result = required(request.result, N_("Say what the re-check found."))
    fields: dict[str, Json] = {
        "recheck_result": result,
        "rechecked_us": desk.now_us,
        "recheck_us": None,
    }
    return thing_draft(subject, state, RECHECKED, {"set": fields})


def decide_share(desk: Desk, subject: Subject, state: State, request: Share) -> Draft:
    """Return the entry that lets another station take part.

    Raises:
        NotFound: no station is called so.
        Refused: it is this station, it takes part already, or things of this kind are not shared.
    """
    if SHARED_WITH not in subject.sets:
        raise Refused(N_("Only issues and patrols are shared."))
    station = desk.catalog.station(request.station.strip())
    if station.id == desk.writer.station_code or station.id in state.sets.get(SHARED_WITH, ()):
        raise Refused(N_("{station} has it already."), station=station.name)
    return thing_draft(subject, state, SHARED, {"add": {SHARED_WITH: [station.id]}})


def decide_retract(subject: Subject, state: State, request: Retract) -> Draft:
    """Return the entry that takes a thing back."""
    must_stand(state)
    reason = required(request.reason, N_("Say why it is retracted: give a reason."))
    return thing_draft(subject, state, RETRACTED, {"retract": True}, reason)


def last_own(state: State, author: bytes) -> Fact:
    """Return the author's last step that still stands; having opened what is sealed is none.

    Raises:
        Refused: there is none to take back.
    """
    for fact in reversed(state.facts):
        is_own = fact.entry.header.author == author and fact.entry.hash in state.heads
        if is_own and fact.entry.kind & 0xFF not in (UNDONE, OPENED):
            return fact
    raise Refused(N_("There is nothing of yours to take back here."))


def decide_undo(subject: Subject, state: State, fact: Fact) -> Draft:
    """Return the entry that takes one step back; without its first step a thing is retracted."""
    if not fact.entry.parents:
        return thing_draft(subject, state, UNDONE, {"retract": True})
    return thing_draft(subject, state, UNDONE, {"undo": fact.entry.hash.hex()})
