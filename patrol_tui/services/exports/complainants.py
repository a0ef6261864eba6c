"""Who complained about what a thing deals with: read to strike it out, shown to nobody."""

from patrol_tui.domain.folding.hidden import is_sealed
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.language.errors import PatrolError
from patrol_tui.domain.language.particulars import Particulars
from patrol_tui.services.ports.ports import Ledger
from patrol_tui.services.things.relations import related

_MOST_THINGS = 60
_ONLY_LISTS = frozenset(("campaign", "activity"))
REQUEST = "request"


def requests_behind(ledger: Ledger, state: State) -> tuple[State, ...]:
    """Return the requests that a thing has to do with, itself if it is one.

    Whatever the thing names or is named by counts, and from there on what they began out of; from
    what only lists many cases nothing further is followed.
    """
    found = {state.subject: state}
    waiting = [state]
    while waiting and len(found) < _MOST_THINGS:
        here = waiting.pop(0)
        for one in related(ledger, here):
            follows = here is state or one.field.begins
            if not follows or one.subject in found or not one.type:
                continue
            other = ledger.state(one.subject)
            if other is None:
                continue
            found[one.subject] = other
            if other.type not in _ONLY_LISTS:
                waiting.append(other)
    return tuple(one for one in found.values() if one.type == REQUEST)


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
