"""Rates of campaigns: what of their lists is struck off, and what came back (销号率、回潮率).

They are counted issue by issue, so that each counts for its own kind and department; station and
week are those of the campaign.
"""

from collections.abc import Iterable, Iterator, Sequence

from patrol_tui.domain.folding.state import State
from patrol_tui.domain.subjects.campaign import CAMPAIGN
from patrol_tui.domain.values import dataclass
from patrol_tui.services.figures.cases import department_of
from patrol_tui.services.figures.rate import RELAPSED, STRUCK_OFF, Rate, rate
from patrol_tui.services.overview.campaigns import listed_of
from patrol_tui.services.ports.lists import Row
from patrol_tui.services.ports.ports import Ledger

TYPE = CAMPAIGN.type
_NOT_BEGUN = frozenset(("proposed", "declined"))


@dataclass(frozen=True, slots=True)
class OnList:
    """An issue on the list of a campaign.

    Attributes:
        row: the campaign's line in lists, with the issue's kind.
        department: who leads or took over the issue; empty where the station deals with it itself.
        is_struck: it was struck off.
        came_back: and its kind was recorded at its place again.
    """

    row: Row
    department: str
    is_struck: bool
    came_back: bool


def on_lists(ledger: Ledger, things: Iterable[tuple[Row, State]]) -> Iterator[OnList]:
    """Yield the issues on the lists of the campaigns among some things."""
    begun = (one for one in things if one[1].type == TYPE and one[1].status not in _NOT_BEGUN)
    for row, state in begun:
        for one in listed_of(ledger, state):
            kind = one.issue.text("kind") if one.issue is not None else state.text("kind")
            department = department_of(one.issue) if one.issue is not None else ""
            yield OnList(row._replace(kind=kind), department, one.is_struck, one.came_back)


def rates(listed: Sequence[OnList]) -> tuple[Rate, ...]:
    """Return the rates of issues on lists."""
    return (
        rate(STRUCK_OFF, (one.is_struck for one in listed)),
        rate(RELAPSED, (one.came_back for one in listed if one.is_struck)),
    )
