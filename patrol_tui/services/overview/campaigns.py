"""How a campaign stands: what of its list is struck off, and what came back since."""

from collections.abc import Iterator, Sequence

from patrol_tui.domain.folding.state import State
from patrol_tui.domain.subjects.campaign import CAMPAIGN
from patrol_tui.domain.values import dataclass
from patrol_tui.services.overview.nearby import is_same_place
from patrol_tui.services.ports.lists import ListQuery, Row
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


@dataclass(frozen=True, slots=True)
class Listed:
    """An issue on the list of a campaign.

    Attributes:
        issue: what it folds to; None where nothing of it is held here.
        is_struck: it was struck off.
        came_back: and its kind was recorded at its place again.
    """

    issue: State | None
    is_struck: bool
    came_back: bool


def standing_of(ledger: Ledger, state: State) -> Standing:
    """Return how a campaign stands."""
    found = [*listed_of(ledger, state)]
    struck = sum(one.is_struck for one in found)
    return Standing(len(found), struck, sum(one.came_back for one in found))


def listed_of(ledger: Ledger, state: State) -> Iterator[Listed]:
    """Yield the issues on a campaign's list, and what was struck off without having been on it."""
    listed, struck = (
        targets(state, field) for field in CAMPAIGN.relations() if field.name in {_ISSUES, _STRUCK}
    )
    struck_us = {one: _struck_us(state, one) for one in struck}
    later = _Later(ledger, min(struck_us.values(), default=0))
    for one in dict.fromkeys((*listed, *struck)):
        issue, since_us = ledger.state(one), struck_us.get(one)
        is_back = issue is not None and since_us is not None and later.has(issue, since_us)
        yield Listed(issue, since_us is not None, is_back)


def _struck_us(state: State, issue: bytes) -> int:
    """Return when an issue was struck off last."""
    for fact in reversed(state.facts):
        added = (fact.content or {}).get("add")
        members = added.get(_STRUCK) if isinstance(added, dict) else None
        if isinstance(members, list) and issue.hex() in members:
            return fact.entry.wall_us
    return state.facts[0].entry.wall_us


class _Later:
    """What was recorded since the first issue was struck off, read once for each kind."""

    def __init__(self, ledger: Ledger, since_us: int) -> None:
        self._ledger, self._since_us = ledger, since_us
        self._rows: dict[str, Sequence[Row]] = {}

    def has(self, before: State, since_us: int) -> bool:
        """Tell whether an issue's kind was recorded at its place since a time."""
        return any(
            row.begun_us >= since_us
            and row.subject != before.subject
            and row.status not in {"declined", "voided"}
            and is_same_place(before.text("place"), row.title)
            for row in self._of(before.text("kind"))
        )

    def _of(self, kind: str) -> Sequence[Row]:
        if kind not in self._rows:
            query = ListQuery("issue", kind=kind, begun_from_us=self._since_us)
            self._rows[kind] = self._ledger.page(query, limit=_MOST_LOOKED_AT).rows
        return self._rows[kind]
