"""Pages of view rows by key: as fast at a million rows as at ten."""

from itertools import islice

from patrol_tui.domain.text import folded
from patrol_tui.ledger.disk.errors import in_words
from patrol_tui.ledger.driver import Connection
from patrol_tui.ledger.driver import Row as Columns
from patrol_tui.ledger.views import counters
from patrol_tui.ledger.views.lists import (
    COLUMNS,
    Place,
    condition,
    list_row,
    parse_place,
)
from patrol_tui.ledger.views.search import Search
from patrol_tui.ledger.views.terms import search_words
from patrol_tui.services.lists import ListQuery, Page, Row

MOST_COUNTED = 10_000
"""Where counting a filtered list stops."""
_MOST_FOUND = 1_000
_FEW_OPEN = 2_000


class Paging:
    """Reads pages; no read stays open between two."""

    def __init__(self, connection: Connection, search: Search) -> None:
        self._connection = connection
        self._search = search

    def page(self, query: ListQuery, after: str | None, limit: int) -> Page:
        """Return rows after a cursor."""
        bound = None if after is None else parse_place(after, query.order)
        with in_words():
            found = self._found(query, bound, limit + 1, backwards=False)
        rows = tuple(list_row(columns, query.order) for columns in found[:limit])
        return Page(rows, rows[-1].cursor if rows and len(found) > limit else None)

    def page_before(self, query: ListQuery, before: str | None, limit: int) -> Page:
        """Return the rows that end just before a cursor, or the last ones, in list order."""
        bound = None if before is None else parse_place(before, query.order)
        with in_words():
            found = self._found(query, bound, limit, backwards=True)
        rows = tuple(list_row(columns, query.order) for columns in reversed(found))
        return Page(rows, rows[-1].cursor if rows and before is not None else None)

    def row(self, subject: bytes, query: ListQuery) -> Row | None:
        """Return a thing's row as a query orders it."""
        with in_words():
            columns = self._connection.execute(
                f"SELECT {COLUMNS} FROM view v WHERE v.subject = ?",  # noqa: S608 - constant
                (subject,),
            ).fetchone()
        return None if columns is None else list_row(columns, query.order)

    def count(self, query: ListQuery) -> int:
        """Return how many things a query finds; counting stops at `MOST_COUNTED`.

        What the words of a text find is counted to a thousand.
        """
        with in_words():
            if search_words(query.text):
                found = self._search.matches(query, None, backwards=False)
                return sum(1 for _ in islice(found, _MOST_FOUND))
            if folded(query.text):
                return 0
            kept = self._kept_count(query)
            if kept is not None:
                return kept
            wanted, way_in = condition(query), self._way_in(query)
            by = f"INDEXED BY {way_in}" if way_in else "NOT INDEXED"
            rows = self._connection.execute(
                "SELECT count(*) FROM"  # noqa: S608 - conditions are constant
                f" (SELECT 1 FROM view v {by} WHERE {wanted.sql} LIMIT {MOST_COUNTED})",
                wanted.values,
            ).fetchall()
        return int(rows[0][0])

    def _kept_count(self, query: ListQuery) -> int | None:
        plain = ListQuery(query.type, text=query.text, order=query.order)
        for counted, name in (
            (plain, counters.total),
            (_with(plain, only_open=True), counters.open_ones),
            (_with(plain, only_conflict=True), counters.conflicts_of),
        ):
            if query == counted:
                return counters.read(self._connection, name(query.type))
        return None

    def _found(
        self, query: ListQuery, bound: Place | None, limit: int, *, backwards: bool
    ) -> list[Columns]:
        if search_words(query.text):
            return list(islice(self._search.matches(query, bound, backwards=backwards), limit))
        if folded(query.text):
            return []
        if query.order == "due":
            return self._by_deadline(query, bound, limit, backwards=backwards)
        side, way = (">", "ASC") if backwards else ("<", "DESC")
        return self._read(
            query,
            f" AND v.id {side} ?" if bound else "",
            () if bound is None else (bound.id,),
            f"v.id {way} LIMIT {int(limit)}",
            way_in=self._way_in(query),
        )

    def _by_deadline(
        self, query: ListQuery, bound: Place | None, limit: int, *, backwards: bool
    ) -> list[Columns]:
        """Return open things by deadline, then ended ones by begin; backwards, the reverse."""
        parts = [True] if query.only_open or query.due_before_us is not None else [True, False]
        found: list[Columns] = []
        for is_open in reversed(parts) if backwards else parts:
            is_passed = bound is not None and bool(bound.is_open) != is_open
            if is_passed and bound and bool(bound.is_open) == backwards:
                continue
            start = None if is_passed else bound
            missing = limit - len(found)
            found += self._part(query, start, missing, is_open=is_open, backwards=backwards)
            if len(found) == limit:
                break
        return found

    def _part(
        self, query: ListQuery, bound: Place | None, limit: int, *, is_open: bool, backwards: bool
    ) -> list[Columns]:
        side, way = (">", "ASC") if backwards else ("<", "DESC")
        if is_open:
            return self._read(
                query,
                f" AND v.is_open{f' AND (v.urgency, v.id) {side} (?, ?)' if bound else ''}",
                () if bound is None else (bound.urgency, bound.id),
                f"v.urgency {way}, v.id {way} LIMIT {int(limit)}",
                way_in="view_open",
            )
        return self._read(
            query,
            f" AND NOT v.is_open{f' AND v.id {side} ?' if bound else ''}",
            () if bound is None else (bound.id,),
            f"v.id {way} LIMIT {int(limit)}",
            way_in="view_conflict" if query.only_conflict else "",
        )

    def _read(
        self, query: ListQuery, more: str, values: tuple[object, ...], order: str, *, way_in: str
    ) -> list[Columns]:
        wanted = condition(query)
        by = f"INDEXED BY {way_in}" if way_in else "NOT INDEXED"
        sql = (
            f"SELECT {COLUMNS} FROM view v {by}"  # noqa: S608 - constant
            f" WHERE {wanted.sql}{more} ORDER BY {order}"
        )
        return self._connection.execute(sql, (*wanted.values, *values)).fetchall()

    def _way_in(self, query: ListQuery) -> str:
        """Return which index to go by; the table's own order is that of the newest first."""
        if query.only_conflict:
            return "view_conflict"
        if query.due_before_us is not None:
            return "view_open"
        if query.only_open:
            open_ones = counters.read(self._connection, counters.open_ones(query.type))
            return "view_open" if open_ones <= _FEW_OPEN else ""
        return ""


def _with(query: ListQuery, *, only_open: bool = False, only_conflict: bool = False) -> ListQuery:
    return ListQuery(
        query.type,
        text=query.text,
        only_open=only_open,
        only_conflict=only_conflict,
        order=query.order,
    )
