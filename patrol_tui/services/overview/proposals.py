"""What keeps coming back at a place, so that a campaign is proposed."""

from collections.abc import Sequence

from patrol_tui.domain.catalog import CampaignRule, Catalog
from patrol_tui.domain.clocks import MINUTE_US
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.values import dataclass
from patrol_tui.services.overview.nearby import is_same_place
from patrol_tui.services.ports.lists import ListQuery, Row
from patrol_tui.services.ports.ports import Ledger

_DAY_US = 24 * 60 * MINUTE_US
_MOST_LOOKED_AT = 500


@dataclass(frozen=True, slots=True)
class Repeat:
    """One kind of issue that keeps coming back at one place.

    Attributes:
        rows: its issues there within the days, the newest first.
        days: how far back they were looked for.
    """

    rows: tuple[Row, ...]
    days: int


def repeat(ledger: Ledger, catalog: Catalog, state: State, now_us: int) -> Repeat | None:
    """Return how often an issue came back at its place, if that is enough for a campaign.

    Issues that were not opened, were void or belong to another do not count.
    """
    kind = catalog.kinds.get(state.text("kind"))
    rule = kind.campaign_after if kind is not None else None
    if kind is None or rule is None:
        return None
    place = state.text("place")
    seen = _counted(ledger, kind.id, rule, now_us)
    rows = tuple(row for row in seen if is_same_place(place, row.title))
    return Repeat(rows, rule.days) if len(rows) >= rule.times else None


def repeats(ledger: Ledger, catalog: Catalog, now_us: int) -> tuple[Repeat, ...]:
    """Return what keeps coming back anywhere, the most often first, and is on no campaign's list.

    Every place is taken as its newest issue names it.
    """
    found = []
    for kind in catalog.kinds.values():
        rule = kind.campaign_after
        left = list(_counted(ledger, kind.id, rule, now_us)) if rule is not None else []
        while rule is not None and left:
            place = left[0].title
            rows = tuple(row for row in left if is_same_place(place, row.title))
            left = [row for row in left if row not in rows]
            if len(rows) >= rule.times and not any(_is_listed(ledger, row) for row in rows):
                found.append(Repeat(rows, rule.days))
    return tuple(sorted(found, key=lambda one: -len(one.rows)))


def _counted(ledger: Ledger, kind: str, rule: CampaignRule, now_us: int) -> Sequence[Row]:
    query = ListQuery("issue", kind=kind, begun_from_us=now_us - rule.days * _DAY_US)
    rows = ledger.page(query, limit=_MOST_LOOKED_AT).rows
    return [row for row in rows if row.status not in {"declined", "voided"}]


def _is_listed(ledger: Ledger, row: Row) -> bool:
    """Tell whether a campaign lists an issue already."""
    return any(link.field == "issues" for link in ledger.links_to(row.subject))
