"""Reads view rows along the table's own order and along its one index of states.

Every read is bounded on both sides by one term each: SQLite would follow only one of several.
"""

from collections.abc import Sequence
from heapq import merge
from itertools import islice

from patrol_tui.ledger.driver import Connection
from patrol_tui.ledger.driver import Row as Columns
from patrol_tui.ledger.views import counters
from patrol_tui.ledger.views.lists import COLUMNS, Condition, Place, condition
from patrol_tui.services.ports.lists import ListQuery

_FEW_OPEN = 20_000


class Sources:
    """The ways to read a list in order."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def newest(
        self, query: ListQuery, bound: Place | None, limit: int, *, backwards: bool, more: str = ""
    ) -> list[Columns]:
        """Return rows by begin, in the table's own order."""
        wanted = condition(query).beyond(bound, backwards=backwards)
        by = "INDEXED BY view_conflict" if query.only_conflict else "NOT INDEXED"
        return self._read(by, wanted, more, f"v.id {_way(backwards)}", limit)

    def ended(
        self, query: ListQuery, bound: Place | None, limit: int, *, backwards: bool
    ) -> list[Columns]:
        """Return what has ended, by begin; in one state, without passing over the others."""
        more = " AND v.is_open = 0"
        if query.status is None:
            return self.newest(query, bound, limit, backwards=backwards, more=more)
        wanted = condition(query).beyond(bound, backwards=backwards)
        way = _way(backwards)
        order = f"v.urgency {way}, v.id {way}"
        return self._read("INDEXED BY view_state", wanted, more, order, limit)

    def open_newest(
        self, query: ListQuery, bound: Place | None, limit: int, *, backwards: bool
    ) -> list[Columns]:
        """Return what needs work, by begin."""
        more = " AND v.is_open = 1"
        name = counters.open_ones(query.type)
        if query.status is not None:
            name = counters.of_status(query.type, query.status)
        if counters.read(self._connection, name) > _FEW_OPEN or query.only_conflict:
            return self.newest(query, bound, limit, backwards=backwards, more=more)
        wanted = condition(query).beyond(bound, backwards=backwards)
        way = _way(backwards)
        # The inner read is answered by the index alone unless the query asks for more.
        ids = (
            "SELECT v.id FROM view v INDEXED BY view_state"  # noqa: S608 - constant terms
            f" WHERE v.id BETWEEN ? AND ?{wanted.sql}{more} ORDER BY v.id {way} LIMIT {int(limit)}"
        )
        return self._connection.execute(
            f"SELECT {COLUMNS} FROM view v WHERE v.id IN ({ids}) ORDER BY v.id {way}",  # noqa: S608
            (wanted.from_id, wanted.to_id, *wanted.values),
        ).fetchall()

    def open_by_deadline(
        self, query: ListQuery, bound: Place | None, limit: int, *, backwards: bool
    ) -> list[Columns]:
        """Return what needs work, by deadline."""
        places = self.open_places(query, bound, limit, backwards=backwards)
        return self.rows([place.id for place in places])

    def open_places(
        self, query: ListQuery, bound: Place | None, limit: int, *, backwards: bool
    ) -> list[Place]:
        """Return where open things stand by deadline: each state is in order, and all are merged.

        The index alone answers that unless the query asks for more: each row that is not shown
        would be a page of its own.
        """
        wanted, way = condition(query), _way(backwards)
        more = " AND v.is_open = 1 AND v.status = ?"
        if bound is not None:
            more += f" AND (v.urgency, v.id) {'>' if backwards else '<'} (?, ?)"
        start = () if bound is None else (bound.urgency, bound.id)
        known = counters.statuses(self._connection, query.type)
        parts = [
            self._connection.execute(
                "SELECT v.urgency, v.id FROM view v INDEXED BY view_state"  # noqa: S608
                f" WHERE v.id BETWEEN ? AND ?{wanted.sql}{more}"
                f" ORDER BY v.urgency {way}, v.id {way} LIMIT {int(limit)}",
                (wanted.from_id, wanted.to_id, *wanted.values, status, *start),
            ).fetchall()
            for status in known
            if query.status in {None, status}
        ]
        merged = merge(*parts, reverse=not backwards)
        return [Place(1, urgency, view_id) for urgency, view_id in islice(merged, limit)]

    def rows(self, ids: Sequence[int], columns: str = COLUMNS) -> list[Columns]:
        """Return rows by their ids, in the order of these; the first column is the id."""
        if not ids:
            return []
        marks = ", ".join("?" * len(ids))
        found = self._connection.execute(
            f"SELECT {columns} FROM view v WHERE v.id IN ({marks})",  # noqa: S608 - constant
            tuple(ids),
        ).fetchall()
        by_id = {row[0]: row for row in found}
        return [by_id[one] for one in ids if one in by_id]

    def _read(
        self,
        by: str,
        wanted: Condition,
        more: str,
        order: str,
        limit: int,
    ) -> list[Columns]:
        return self._connection.execute(
            f"SELECT {COLUMNS} FROM view v {by} WHERE v.id BETWEEN ? AND ?"  # noqa: S608
            f"{wanted.sql}{more} ORDER BY {order} LIMIT {int(limit)}",
            (wanted.from_id, wanted.to_id, *wanted.values),
        ).fetchall()

    def count(self, query: ListQuery, more: str, most: int) -> int:
        """Return how many rows fit, counted up to a number."""
        wanted = condition(query)
        by = "NOT INDEXED"
        if query.only_conflict:
            by = "INDEXED BY view_conflict"
        elif more or query.status is not None:
            by = "INDEXED BY view_state"
        rows = self._connection.execute(
            f"SELECT count(*) FROM (SELECT 1 FROM view v {by}"  # noqa: S608 - constant terms
            f" WHERE v.id BETWEEN ? AND ?{wanted.sql}{more} LIMIT {int(most)})",
            (wanted.from_id, wanted.to_id, *wanted.values),
        ).fetchall()
        return int(rows[0][0])


def _way(backwards: bool) -> str:  # noqa: FBT001 - read at the call as what it is
    return "ASC" if backwards else "DESC"
