"""What one shift leaves to the next: which things are open, in which order, and who has them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from patrol_tui.domain.folding.state import State
from patrol_tui.domain.language.words import Words
from patrol_tui.domain.subjects.officer import officer_id
from patrol_tui.services.papers.form import Form
from patrol_tui.services.ports.lists import ListQuery, Row
from patrol_tui.services.ports.ports import Ledger
from patrol_tui.services.things.relations import name_of, row_of
from patrol_tui.services.wording import status_words

ORDER = ("request", "whistle", "commitment", "issue")
"""What people wait for comes before what was found."""
MOST_LINKED = 800
"""So many identities leave half of what an entry holds for the words."""
COLUMNS = (
    ("no", Words("序号", "No.")),
    ("sort", Words("类别", "Sort")),
    ("number", Words("编号", "Number")),
    ("what", Words("未完事项", "Open")),
    ("status", Words("状态", "Status")),
    ("due", Words("到期", "Due")),
    ("who", Words("经办", "With")),
)
_NEVER = 1 << 62
_WITH = ("lead", "handed_to", "called", "party")
"""Fields that name with whom a thing is, the first that is filled."""


class StillOpen(NamedTuple):
    """What is open in a station.

    Attributes:
        rows: what a hand-over can name: what is promised to people first, by deadline.
        in_all: how many there are, also beyond those.
    """

    rows: tuple[Row, ...]
    in_all: int


def still_open(ledger: Ledger, station: bytes, most: int = MOST_LINKED) -> StillOpen:
    """Return what is open in a station."""
    found: dict[str, Sequence[Row]] = {}
    count = 0
    for one in ORDER:
        query = ListQuery(one, station=station, only_open=True, order="due")
        found[one] = ledger.page(query, limit=most).rows
        is_cut = len(found[one]) == most
        count += ledger.count(query) if is_cut else len(found[one])
    issues = found.pop("issue")
    promised = sorted(chain.from_iterable(found.values()), key=_due)
    return StillOpen((*promised, *issues)[:most], count)


def open_rows(form: Form, station: bytes) -> list[tuple[str, ...]]:
    """Return what a hand-over names, group by group; without one, all that is open now."""
    if form.state is not None:
        named = (bytes.fromhex(one) for one in form.state.sets.get("open", ()))
        held = [row for one in named if (row := row_of(form.ledger, one)) is not None]
    else:
        held = [*still_open(form.ledger, station).rows]
    listed = sorted(held, key=lambda row: (ORDER.index(row.type), _due(row), row.number))
    return [(str(place), *cells) for place, cells in enumerate(_told(form, listed), 1)]


def _told(form: Form, rows: Iterable[Row]) -> Iterator[tuple[str, ...]]:
    people = form.ledger.people()
    for row in rows:
        state = form.ledger.state(row.subject)
        if state is None or not form.discretion.may_know(row.type):
            continue
        yield (
            form.say(name_of(row.type)),
            row.number,
            _matter(form, state),
            form.say(status_words(row.status, row.type)),
            _by(form, row.due_us),
            _with(form, state) or people.get(_officer(state), ""),
        )


def _by(form: Form, due_us: int | None) -> str:
    """Return a deadline in one short line: there may be hundreds."""
    return "" if due_us is None else f"{form.day(due_us)} {form.clock(due_us)}"


def _matter(form: Form, state: State) -> str:
    """Return what and where; of a request nothing, its words may tell who complained."""
    if state.type == "request":
        return ""
    kind = form.desk.catalog.kinds.get(state.text("kind"))
    shown = [form.text_of(state, name) for name in ("title", "place")]
    return " ".join(filter(None, (form.say(kind.name) if kind is not None else "", *shown)))


def _with(form: Form, state: State) -> str:
    """Return the department or party with whom a thing is; empty where the station has it."""
    return next((said for name in _WITH if (said := form.text_of(state, name))), "")


def _officer(state: State) -> bytes:
    """Return who answers for a thing: who heard it first, else who recorded it."""
    badge = state.text("receiver")
    return officer_id(badge) if badge else state.facts[0].entry.header.author


def _due(row: Row) -> int:
    return row.due_us if row.due_us is not None else _NEVER
