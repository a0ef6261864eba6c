"""What a list query means in SQL, and how a view row becomes a list's row."""

from dataclasses import replace

from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.domain.values import dataclass
from patrol_tui.ledger.driver import Row as Columns
from patrol_tui.ledger.views.rows import NEVER, SPAN, code_of, first_id
from patrol_tui.ledger.views.stored import read_json
from patrol_tui.services.ports.lists import ListQuery, Order, Row

COLUMNS = (
    "v.id, v.subject, v.type, v.number, v.kind, v.status, v.station, v.is_open, v.title,"
    " v.urgency, v.begun_us, v.has_conflict, v.is_incomplete, v.extra"
)
WIDTH = COLUMNS.count(",") + 1
WRONG_CURSOR = N_("{cursor} is no position in this list.")


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a list's order."""

    is_open: int
    urgency: int
    id: int

    def text(self, order: Order) -> str:
        """Return the place as a command line takes it."""
        if order == "newest":
            return f"n{self.id:x}"
        return f"d{self.is_open}.{-self.urgency:x}.{self.id:x}"

    def key(self, order: Order) -> tuple[int, ...]:
        """Return what sorts places; the greatest stands first in the list."""
        return (self.id,) if order == "newest" else (self.is_open, self.urgency, self.id)


@dataclass(frozen=True, slots=True)
class Condition:
    """What rows must be like, joined to a table `v`.

    Attributes:
        sql: terms, each led by AND; ids are left to whoever reads.
        values: of the terms.
        from_id: the first id that may fit.
        to_id: the last.
    """

    sql: str
    values: tuple[object, ...]
    from_id: int
    to_id: int

    def beyond(self, bound: Place | None, *, backwards: bool) -> "Condition":
        """Return the same, only for what follows a place of the newest first."""
        if bound is None:
            return self
        if backwards:
            return replace(self, from_id=max(self.from_id, bound.id + 1))
        return replace(self, to_id=min(self.to_id, bound.id - 1))


ANYTHING = Condition("", (), 0, -NEVER)


def condition(query: ListQuery) -> Condition:
    """Return what a query's rows must be like; its text and whether they ended is left out."""
    code = code_of(query.type)
    wanted: list[tuple[str, object]] = [("v.type = ?", query.type)]
    for name, value in (
        ("kind", query.kind),
        ("status", query.status),
        ("station", query.station),
    ):
        if value is not None:
            wanted.append((f"v.{name} = ?", value))
    from_id, to_id = first_id(code, 0, 0), first_id(code + 1, 0, 0) - 1
    if query.due_before_us is not None:
        wanted.append(("v.urgency > ?", -query.due_before_us))
    if query.begun_from_us is not None:
        wanted.append(("v.begun_us >= ?", query.begun_from_us))
        from_id = first_id(code, query.begun_from_us, 0)
    if query.begun_to_us is not None:
        wanted.append(("v.begun_us < ?", query.begun_to_us))
        to_id = min(to_id, first_id(code, query.begun_to_us, -1) + SPAN)
    flags = " AND v.has_conflict" if query.only_conflict else ""
    return Condition(
        "".join(f" AND {sql}" for sql, _ in wanted) + flags,
        tuple(value for _, value in wanted),
        from_id,
        to_id,
    )


def is_open_only(query: ListQuery) -> bool:
    """Tell whether a query leaves out what has ended: that is due no more."""
    return query.only_open or query.due_before_us is not None


def place_of(columns: Columns) -> Place:
    """Return where a row stands."""
    return Place(columns[7], columns[9], columns[0])


def parse_place(cursor: str, order: Order) -> Place:
    """Return the place that a cursor names.

    Raises:
        Refused: it is no cursor, or one of another order.
    """
    try:
        if order == "newest" and cursor[:1] == "n":
            return Place(0, 0, _in_range(int(cursor[1:], 16)))
        if order == "due" and cursor[:1] == "d":
            is_open, urgency, view_id = (int(part, 16) for part in cursor[1:].split("."))
            return Place(_in_range(is_open), -_in_range(urgency), _in_range(view_id))
    except ValueError:
        pass
    raise Refused(WRONG_CURSOR, cursor=cursor)


def _in_range(number: int) -> int:
    if not NEVER <= number <= -NEVER:
        raise ValueError(number)
    return number


def list_row(columns: Columns, order: Order) -> Row:
    """Return the row of a list that the columns hold."""
    urgency = columns[9]
    return Row(
        subject=columns[1],
        type=columns[2],
        number=columns[3],
        kind=columns[4],
        status=columns[5],
        station=columns[6],
        is_open=bool(columns[7]),
        title=columns[8],
        due_us=None if urgency == NEVER else -urgency,
        begun_us=columns[10],
        has_conflict=bool(columns[11]),
        is_incomplete=bool(columns[12]),
        cursor=f"n{columns[0]:x}" if order == "newest" else place_of(columns).text(order),
        extra=read_json(columns[13]),
    )
