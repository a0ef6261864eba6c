"""What was found at a place lately."""

from collections import Counter

from patrol_tui.domain.catalog import Checkpoint
from patrol_tui.domain.clocks import MINUTE_US
from patrol_tui.domain.values import dataclass
from patrol_tui.services.ports.lists import ListQuery
from patrol_tui.services.session import Session
from patrol_tui.tui.views.wording.spoken import kind_name

DAYS = 30
_READ = 100
_SHOWN = 3
_DAY_US = 24 * 60 * MINUTE_US


@dataclass(frozen=True, slots=True)
class FoundHere:
    """How often each kind was recorded at a place in some days, the most frequent first."""

    days: int
    counts: tuple[tuple[str, int], ...]


def found_here(session: Session, point: Checkpoint) -> FoundHere:
    """Return what was recorded at a checkpoint in the last thirty days; one page is read."""
    desk = session.desk()
    query = ListQuery(
        "issue",
        text=point.name.zh,
        station=desk.writer.station,
        begun_from_us=desk.now_us - DAYS * _DAY_US,
    )
    kinds = Counter(row.kind for row in session.ledger.page(query, limit=_READ).rows)
    named = [(kind_name(desk.catalog, kind), count) for kind, count in kinds.most_common(_SHOWN)]
    return FoundHere(DAYS, tuple(named))
