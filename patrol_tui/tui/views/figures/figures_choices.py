"""What one may choose on Figures: other days, and the issues behind a row."""

from collections.abc import Sequence

from patrol_tui.domain.language.errors import N_
from patrol_tui.domain.times import day_of, day_text
from patrol_tui.language import _
from patrol_tui.services.figures.cases import Case
from patrol_tui.services.ports.desk import Desk
from patrol_tui.tui.kit.dialogs.choose import Option
from patrol_tui.tui.views.issues.issue_rows import state_text
from patrol_tui.tui.views.wording.spoken import kind_mark, spoken

MOST = 200
_NAMES = {
    "week": N_("This week"),
    "last_week": N_("Last week"),
    "month": N_("This month"),
    "last_month": N_("Last month"),
    "days_30": N_("The last 30 days"),
    "year": N_("This year"),
}


def period_name(name: str) -> str:
    """Return what a period is called."""
    return _(_NAMES[name])


def case_options(cases: Sequence[Case], desk: Desk) -> list[Option]:
    """Return the issues behind a figure, the newest first, no more than `MOST`."""
    return [_option(case, desk) for case in cases[::-1][:MOST]]


def _option(case: Case, desk: Desk) -> Option:
    row = case.row
    day = day_text(day_of(row.begun_us, desk.zone), day_of(desk.now_us, desk.zone))
    text = f"{kind_mark(desk.catalog.kinds.get(row.kind))} {day}  {spoken(row.title)}"
    return Option(row.subject.hex(), text, right=state_text(row))
