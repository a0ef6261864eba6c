"""Pages of view rows by key: as fast at a million rows as at ten."""

from dataclasses import replace
from heapq import merge
from itertools import islice

from patrol_tui.domain.language.text import folded
from patrol_tui.ledger.disk.errors import in_words
from patrol_tui.ledger.driver import Connection
from patrol_tui.ledger.driver import Row as Columns
from patrol_tui.ledger.views import counters
from patrol_tui.ledger.views.lists import (
    COLUMNS,
    Place,
    is_open_only,
    list_row,
    parse_place,
    place_of,
)
from patrol_tui.ledger.views.search import MOST_UNINDEXED, Search
from patrol_tui.ledger.views.sources import Sources
from patrol_tui.ledger.views.terms import search_words
from patrol_tui.services.ports.lists import ListQuery, Page, Row

MOST_COUNTED = 2_000
"""Where counting stops, except of what is kept counted: a type, its states, kinds, conflicts."""
_MOST_FOUND = 1_000
_MOST_SORTED = 5_000
_RARE = 50
"""Of so many things of a type one may be of a kind that is looked up in the index."""


class Paging:
    """Reads pages; no read stays open between two."""

    def __init__(self, connection: Connection, search: Search) -> None:
        self._connection = connection
        self._search = search
        self._sources = Sources(connection)

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
        query = replace(query, order="newest")
        with in_words():
            if search_words(query.text):
                found = self._search.matches(query, None, backwards=False)
                return sum(1 for _ in islice(found, _MOST_FOUND))
            if folded(query.text):
                return 0
            kept = self._kept_count(query)
            if kept is not None:
                return kept
            if self._is_rare(query):
                found = self._search.matches(query, None, backwards=False)
                return sum(1 for _ in islice(found, MOST_COUNTED))
            more = " AND v.is_open = 1" if is_open_only(query) else ""
            return self._sources.count(query, more, MOST_COUNTED)

    def _kept_count(self, query: ListQuery) -> int | None:
        thing_type = query.type
        plain = ListQuery(thing_type, text=query.text, order=query.order)
        totals = counters.read_all(self._connection)
        for wanted, name in (
            ({}, counters.total(thing_type)),
            ({"only_open": True}, counters.open_ones(thing_type)),
            ({"only_conflict": True}, counters.conflicts_of(thing_type)),
            ({"kind": query.kind}, counters.of_kind(thing_type, query.kind or "")),
            ({"status": query.status}, counters.of_status(thing_type, query.status or "")),
        ):
            if query == _with(plain, **wanted):
                return totals.get(name, 0)
        return None

    def _is_empty(self, query: ListQuery) -> bool:
        """Tell whether there is nothing of a kind or state at all, without looking for it."""
        if query.kind is None and query.status is None:
            return False
        totals = counters.read_all(self._connection)
        return any(
            value is not None and not totals.get(name(query.type, value))
            for name, value in (
                (counters.of_kind, query.kind),
                (counters.of_status, query.status),
            )
        )

    def _is_rare(self, query: ListQuery) -> bool:
        """Tell whether a kind is so rare that walking along the list would take long."""
        if query.kind is None or query.only_conflict or is_open_only(query):
            return False
        totals = counters.read_all(self._connection)
        of_kind = totals.get(counters.of_kind(query.type, query.kind), 0)
        total = totals.get(counters.total(query.type), 0)
        if of_kind * _RARE > total:
            return False
        return counters.unindexed(self._connection, MOST_UNINDEXED) < MOST_UNINDEXED

    def _found(
        self, query: ListQuery, bound: Place | None, limit: int, *, backwards: bool
    ) -> list[Columns]:
        if self._is_empty(query):
            return []
        if search_words(query.text) or (not folded(query.text) and self._is_rare(query)):
            return list(islice(self._search.matches(query, bound, backwards=backwards), limit))
        if folded(query.text):
            return []
        if query.order == "newest":
            return self._by_begin(query, bound, limit, backwards=backwards)
        if query.only_conflict:
            return self._few_by_deadline(query, bound, limit, backwards=backwards)
        return self._by_deadline(query, bound, limit, backwards=backwards)

    def _by_begin(
        self, query: ListQuery, bound: Place | None, limit: int, *, backwards: bool
    ) -> list[Columns]:
        if is_open_only(query):
            return self._sources.open_newest(query, bound, limit, backwards=backwards)
        if query.status is None or query.only_conflict:
            return self._sources.newest(query, bound, limit, backwards=backwards)
        parts = (
            self._sources.open_newest(query, bound, limit, backwards=backwards),
            self._sources.ended(query, bound, limit, backwards=backwards),
        )
        merged = merge(*parts, key=lambda columns: columns[0], reverse=not backwards)
        return list(islice(merged, limit))

    def _by_deadline(
        self, query: ListQuery, bound: Place | None, limit: int, *, backwards: bool
    ) -> list[Columns]:
        """Return open things by deadline, then ended ones by begin; backwards, the reverse."""
        parts = [True] if is_open_only(query) else [True, False]
        found: list[Columns] = []
        for is_open in reversed(parts) if backwards else parts:
            is_passed = bound is not None and bool(bound.is_open) != is_open
            if is_passed and bound and bool(bound.is_open) == backwards:
                continue
            read = self._sources.open_by_deadline if is_open else self._sources.ended
            missing = limit - len(found)
            found += read(query, None if is_passed else bound, missing, backwards=backwards)
            if len(found) == limit:
                break
        return found

    def _few_by_deadline(
        self, query: ListQuery, bound: Place | None, limit: int, *, backwards: bool
    ) -> list[Columns]:
        more = " AND v.is_open = 1" if is_open_only(query) else ""
        found = self._sources.newest(query, None, _MOST_SORTED, backwards=False, more=more)
        found.sort(key=lambda columns: place_of(columns).key("due"), reverse=not backwards)
        if bound is not None:
            key = bound.key("due")
            found = [
                columns
                for columns in found
                if (place_of(columns).key("due") > key) == backwards
                and place_of(columns).key("due") != key
            ]
        return found[:limit]


def _with(
    query: ListQuery,
    *,
    only_open: bool = False,
    only_conflict: bool = False,
    kind: str | None = None,
    status: str | None = None,
) -> ListQuery:
    return ListQuery(
        query.type,
        text=query.text,
        kind=kind,
        status=status,
        only_open=only_open,
        only_conflict=only_conflict,
        order=query.order,
    )
