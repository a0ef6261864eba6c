"""Which things belong to a case: what it came from, what became of it, for which reader."""

from patrol_tui.domain.folding.state import State
from patrol_tui.services.exports.recipients import FOR_ACCUSED, Recipient
from patrol_tui.services.ports.ports import Ledger
from patrol_tui.services.things.relations import related

MOST_THINGS = 60


def gathered(ledger: Ledger, state: State, recipient: Recipient) -> tuple[State, ...]:
    """Return the things of a case, the oldest first.

    They hang together by having begun out of each other, however far. A campaign's other issues and
    another request's matters stay out: from what only lists the case nothing further is followed.
    """
    found = {state.subject: state}
    waiting = [state]
    while waiting and len(found) < MOST_THINGS:
        here = waiting.pop(0)
        for one in related(ledger, here):
            if not one.field.begins or one.subject in found or not _may(one.type, recipient):
                continue
            other = ledger.state(one.subject)
            if other is None or other.is_retracted:
                continue
            found[one.subject] = other
            if _leads_on(other):
                waiting.append(other)
    begun = sorted(found.values(), key=lambda one: (one.facts[0].entry.wall_us, one.subject))
    return tuple(begun[:MOST_THINGS])


def _may(thing_type: str, recipient: Recipient) -> bool:
    return bool(thing_type) and (recipient is not Recipient.ACCUSED or thing_type in FOR_ACCUSED)


def _leads_on(state: State) -> bool:
    """Tell whether what a thing names belongs to the case: a campaign lists others' too."""
    return state.type not in {"campaign", "activity"}
