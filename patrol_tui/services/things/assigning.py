"""Who should deal with an issue, by the duty list; what it is given when a department gets it."""

from collections.abc import Mapping

from patrol_tui.domain.catalog import Catalog
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.values import dataclass

LEAD, SUPPORT = "lead", "support"


@dataclass(frozen=True, slots=True)
class Duty:
    """Which departments should deal with an issue, by the duty list.

    Attributes:
        lead: id of the one in charge, or an empty text where nobody is named.
        support: ids of others whose duty it is too.
    """

    lead: str
    support: tuple[str, ...]


def duty(catalog: Catalog, state: State) -> Duty:
    """Return who is proposed for an issue: the authority of its answers, then the duty list."""
    kind = catalog.kinds.get(state.text("kind"))
    if kind is None:
        return Duty("", ())
    named = kind.authority_for(state.fields)
    listed = tuple(
        one.id for one in catalog.departments.values() if kind.id in one.duties and not one.retired
    )
    wanted = tuple(dict.fromkeys((*named, *listed)))
    return Duty(wanted[0] if wanted else "", wanted[1:])


def taken_over(
    catalog: Catalog, state: State, given: Mapping[str, Json]
) -> tuple[str, tuple[str, ...]]:
    """Return lead and supporting departments of an issue that is dispatched without naming them.

    Who was named before stays; else whoever took it over on the spot leads, or the duty list says.
    """
    proposed = duty(catalog, state)
    known = given.get(LEAD) or state.text(LEAD) or state.text("handed_to") or proposed.lead
    lead = str(known)
    support = state.sets.get(SUPPORT, ())
    wanted = support or (proposed.lead, *proposed.support)
    return lead, tuple(one for one in wanted if one and one != lead)
