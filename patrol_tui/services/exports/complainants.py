"""Who complained about what a thing deals with: read to strike it out, shown to nobody."""

from collections.abc import Iterable, Iterator

from patrol_tui.domain.catalog import Catalog
from patrol_tui.domain.folding.hidden import is_sealed
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.language.errors import PatrolError
from patrol_tui.domain.language.particulars import Particulars
from patrol_tui.domain.subjects import BY_TYPE
from patrol_tui.services.exports.export import rows_oldest_first
from patrol_tui.services.ports.lists import ListQuery
from patrol_tui.services.ports.ports import Ledger
from patrol_tui.services.things.relations import targets

_MOST_THINGS = 60
"""Beyond what a thing names and is named by itself, so many others are looked at."""
_MOST_HELD = 500
_ONLY_LISTS = frozenset(("campaign", "activity"))
REQUEST = "request"


def requests_behind(ledger: Ledger, state: State) -> tuple[State, ...]:
    """Return the requests that a thing has to do with, itself if it is one.

    Whatever the thing names or is named by counts, and what was recorded on a patrol; from there on
    what they began out of. From what only lists many cases nothing further is followed.
    """
    recorded = recorded_on(ledger, state) if state.type == "patrol" else ()
    found = {one.subject: one for one in (state, *recorded)}
    waiting = list(found.values())
    most = _MOST_THINGS
    while waiting and len(found) < most:
        here = waiting.pop(0)
        for other in _neighbours(ledger, here, every=here is state):
            if other.subject not in found:
                found[other.subject] = other
                waiting += [other] if other.type not in _ONLY_LISTS else []
        if here is state:  # a hand-over names hundreds, and each may tell who complained
            most += len(found)
    return tuple(one for one in found.values() if one.type == REQUEST)


def _neighbours(ledger: Ledger, state: State, *, every: bool) -> Iterator[State]:
    """Yield what a thing names and what names it: all, or what one began out of the other."""
    subject = BY_TYPE.get(state.type)
    for field in subject.relations() if subject is not None else ():
        if every or field.begins:
            named = (ledger.state(target) for target in targets(state, field))
            yield from (one for one in named if one is not None)
    for link in ledger.links_to(state.subject):
        other = ledger.state(link.subject)
        declared = BY_TYPE.get(other.type) if other is not None else None
        joining = declared.field_named(link.field) if declared is not None else None
        if other is not None and joining is not None and (every or joining.begins):
            yield other


def recorded_on(ledger: Ledger, patrol: State) -> tuple[State, ...]:
    """Return the issues that were recorded on a patrol, the oldest first."""
    number, end_us = patrol.text("number"), patrol.integer("finished_us")
    query = ListQuery(
        "issue",
        begun_from_us=patrol.facts[0].entry.wall_us,
        begun_to_us=None if end_us is None else end_us + 1,
    )
    found = rows_oldest_first(ledger, query)
    subjects = [row.subject for row in found if number and row.extra.get("patrol") == number]
    states = (ledger.state(subject) for subject in subjects)
    return tuple(issue for issue in states if issue is not None)


def complainants(ledger: Ledger) -> tuple[Particulars, ...]:
    """Return who made the newest requests that are held here, as far as it can be read here."""
    rows = ledger.page(ListQuery(REQUEST), limit=_MOST_HELD).rows
    states = (ledger.state(row.subject) for row in rows)
    people = (particulars_of(ledger, one) for one in states if one is not None)
    return tuple(one for one in people if one is not None and one.names)


def goes_to_accused(ledger: Ledger, catalog: Catalog, state: State) -> bool:
    """Tell whether a letter is addressed to the very department that a request is against."""
    office = catalog.departments.get(state.text("addressee"))
    if office is None:
        return False
    called = (office.name.zh, office.full_name.zh, *office.aliases)
    against = [one.text("accused") for one in requests_behind(ledger, state)]
    return any(name in said for said in against for name in called)


def parties_of(ledger: Ledger, state: State, names: Iterable[str]) -> tuple[str, ...]:
    """Return how a thing names the other side; nothing where that is sealed to another key."""
    try:
        return tuple(said for name in names for said in _values(ledger, state, name))
    except PatrolError:
        return ()


def particulars_of(ledger: Ledger, request: State) -> Particulars | None:
    """Return who made a request; None where that is sealed to a key that this laptop lacks.

    Nobody gets to see it here, so no opening is recorded.
    """
    try:
        names, phones, homes = (
            _values(ledger, request, name) for name in ("requester", "phone", "address")
        )
    except PatrolError:
        return None
    return Particulars(names, phones, homes)


def _values(ledger: Ledger, request: State, name: str) -> tuple[str, ...]:
    conflict = request.conflict(name)
    said = [one.value for one in conflict.values] if conflict else [request.fields.get(name)]
    plain = [ledger.unseal(one) if is_sealed(one) else one for one in said]
    return tuple(one for one in plain if isinstance(one, str) and one)
