"""A list's rows, read by key from the ledger."""

from collections.abc import Sequence

from patrol_tui.services.ports.lists import ListQuery, Row
from patrol_tui.services.ports.ports import Ledger
from patrol_tui.tui.kit.lists.rows import RowId


class LedgerRows:
    """The rows of a query; each answer is one page, the same cost anywhere in a million."""

    def __init__(self, ledger: Ledger, query: ListQuery) -> None:
        self._ledger = ledger
        self.query = query

    def count(self) -> int | None:
        """Return how many rows the query finds."""
        return self._ledger.count(self.query)

    def first(self, limit: int) -> Sequence[Row]:
        """Return the first rows."""
        return self._ledger.page(self.query, limit=limit).rows

    def last(self, limit: int) -> Sequence[Row]:
        """Return the last rows."""
        return self._ledger.page_before(self.query, limit=limit).rows

    def after(self, row: Row, limit: int) -> Sequence[Row]:
        """Return the rows that follow a row."""
        return self._ledger.page(self.query, after=row.cursor, limit=limit).rows

    def before(self, row: Row, limit: int) -> Sequence[Row]:
        """Return the rows just before a row."""
        return self._ledger.page_before(self.query, before=row.cursor, limit=limit).rows

    def find(self, row_id: RowId) -> Row | None:
        """Return the row of a thing as it is now."""
        return self._ledger.row(row_id, self.query) if isinstance(row_id, bytes) else None
