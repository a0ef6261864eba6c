"""How a campaign stands: what of its list is struck off, and what came back since."""

from dataclasses import dataclass

from patrol_tui.domain.folding.state import State
from patrol_tui.domain.subjects.campaign import CAMPAIGN
from patrol_tui.services.overview.nearby import is_same_place
from patrol_tui.services.ports.lists import ListQuery
from patrol_tui.services.ports.ports import Ledger
from patrol_tui.services.things.relations import targets

_MOST_LOOKED_AT = 500
_ISSUES, _STRUCK = "issues", "struck"


@dataclass(frozen=True, slots=True)
class Standing:
    """Figures of a campaign, each with what it is a part of.

    Attributes:
        listed: issues on its list.
        struck: those of them that are struck off.
        came_back: those of the struck ones whose kind was recorded at their place again.
    """

    listed: int
    struck: int
    came_back: int


def standing_of(ledger: Ledger, state: State) -> Standing:
    """Return how a campaign stands."""
    listed, struck = (
        targets(state, field) for field in CAMPAIGN.relations() if field.name in {_ISSUES, _STRUCK}
    )
    back = sum(_came_back(ledger, one, _struck_us(state, one)) for one in struck)
    return Standing(len({*listed, *struck}), len(struck), back)


def _struck_us(state: State, issue: bytes) -> int:
    """Return when an issue was struck off last."""
    for fact in reversed(state.facts):
        added = (fact.content or {}).get("add")
        members = added.get(_STRUCK) if isinstance(added, dict) else None
        if isinstance(members, list) and issue.hex() in members:
            return fact.entry.wall_us
    return state.facts[0].entry.wall_us


def _came_back(ledger: Ledger, issue: bytes, since_us: int) -> bool:
    before = ledger.state(issue)
    if before is None:
        return False
    query = ListQuery("issue", kind=before.text("kind"), begun_from_us=since_us)
    return any(
        row.subject != issue
        and row.status not in {"declined", "voided"}
        and is_same_place(before.text("place"), row.title)
        for row in ledger.page(query, limit=_MOST_LOOKED_AT).rows
    )
