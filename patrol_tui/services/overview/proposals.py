"""What keeps coming back at a place, so that a campaign is proposed."""

from dataclasses import dataclass

from patrol_tui.domain.catalog import Catalog
from patrol_tui.domain.clocks import MINUTE_US
from patrol_tui.domain.folding.state import State
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
    query = ListQuery("issue", kind=kind.id, begun_from_us=now_us - rule.days * _DAY_US)
    place = state.text("place")
    rows = tuple(
        row
        for row in ledger.page(query, limit=_MOST_LOOKED_AT).rows
        if row.status not in {"declined", "voided"} and is_same_place(place, row.title)
    )
    return Repeat(rows, rule.days) if len(rows) >= rule.times else None
