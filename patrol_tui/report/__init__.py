"""Tables for others to query: what the ledger folds to, as rows and columns.

    from sqlmodel import Session, select
    from patrol_tui.report import Issue, open_report

    with Session(open_report("sqlite:///report.db")) as session:
        for issue in session.exec(select(Issue).where(Issue.is_open)):
            print(issue.number, issue.kind, issue.place)

`patrol-tui admin report-tables` fills them. They hold no names of parties or requesters no free
notes, and of places no flats; whatever is in them can be thrown away and made anew.
"""

from patrol_tui.report.database import open_report
from patrol_tui.report.tables import (
    Issue,
    Move,
    Officer,
    Patrol,
    PatrolCheck,
    PatrolStop,
    Station,
    Thing,
)

__all__ = [
    "Issue",
    "Move",
    "Officer",
    "Patrol",
    "PatrolCheck",
    "PatrolStop",
    "Station",
    "Thing",
    "open_report",
]
