"""The filters that are always there: what is open, all, due today, mine, in conflict."""

from dataclasses import dataclass

from patrol_tui.domain.language.errors import N_
from patrol_tui.domain.times import day_of, day_start_us
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.ports.lists import ListQuery

DAY_US = 86_400_000_000


@dataclass(frozen=True)
class SavedFilter:
    """A filter with a name.

    Attributes:
        id: what it is kept by.
        name: msgid of its name, beside the title.
        empty: msgid of what stands where there are no rows; `{key}` is the key that helps.
        is_mine: only what this laptop has not sent yet; no query finds that.
    """

    id: str
    name: str
    empty: str
    is_mine: bool = False


SAVED = (
    SavedFilter("open", N_("open here"), N_("Nothing is open. {key} records the first.")),
    SavedFilter("due", N_("due today"), N_("Nothing is due today. {key} records an issue.")),
    SavedFilter(
        "mine",
        N_("not in the ledger"),
        N_("Everything is in the ledger. {key} records an issue."),
        is_mine=True,
    ),
    SavedFilter("conflict", N_("in conflict"), N_("No conflict. {key} records an issue.")),
    SavedFilter("all", N_("all"), N_("No issue yet. {key} records the first.")),
)
"""In the order in which keys go through them; the first is where the screen begins."""


def query_of(saved: SavedFilter, desk: Desk, text: str) -> ListQuery:
    """Return what a filter asks for, together with what was typed."""
    station = desk.writer.station
    match saved.id:
        case "open":
            return ListQuery("issue", text, station=station, only_open=True, order="due")
        case "due":
            end_us = day_start_us(day_of(desk.now_us, desk.zone), desk.zone) + DAY_US
            return ListQuery("issue", text, only_open=True, due_before_us=end_us, order="due")
        case "conflict":
            return ListQuery("issue", text, only_conflict=True, order="due")
        case "mine":
            return ListQuery("issue", text, order="due")
        case _:
            return ListQuery("issue", text)
