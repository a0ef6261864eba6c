"""What may be begun out of a thing: it names where it came from, so both show the other."""

from collections.abc import Iterator

from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import Field, Subject
from patrol_tui.domain.subjects import BY_TYPE, SUBJECTS
from patrol_tui.services.ports.ports import Ledger
from patrol_tui.services.things.relations import targets

TITLE, PLACE = "title", "place"


def follow_ups(thing_type: str) -> tuple[Subject, ...]:
    """Return what may be begun out of things of a type."""
    return tuple(subject for subject in SUBJECTS if any(_beginning(subject, thing_type)))


def begun_of(ledger: Ledger, state: State, wanted: Subject) -> dict[str, str]:
    """Return what is known already of a thing that is begun out of another, by field.

    It names the other. What the other names goes along where it has a place for that: a promise
    made in a meeting is about the matters on that meeting's agenda.
    """
    named = {field.name: [state.subject] for field in _beginning(wanted, state.type)}
    source = BY_TYPE[state.type]
    for field in (one for one in wanted.relations() if one.begins and one.name not in named):
        found = [
            target
            for own in source.relations()
            for target in targets(state, own)
            if _type_of(ledger, target) in field.of
        ]
        named[field.name] = found if field.is_set else found[:1]
    values = {
        name: " ".join(_number(ledger, one) for one in found)
        for name, found in named.items()
        if found
    }
    told = {TITLE: _title(state), PLACE: state.text(PLACE)}
    told = {name: text for name, text in told.items() if text and wanted.field_named(name)}
    return values | told


def _beginning(subject: Subject, thing_type: str) -> Iterator[Field]:
    return (one for one in subject.relations() if one.begins and thing_type in one.of)


def _title(state: State) -> str:
    """Return what another thing may be called after this one; an issue by its place."""
    return state.text(TITLE) or state.text(PLACE)


def _type_of(ledger: Ledger, thing: bytes) -> str:
    state = ledger.state(thing)
    return state.type if state is not None else ""


def _number(ledger: Ledger, thing: bytes) -> str:
    state = ledger.state(thing)
    return (state.text("number") if state is not None else "") or thing.hex()
