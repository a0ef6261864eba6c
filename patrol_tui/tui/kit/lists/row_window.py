"""The rows that a list has at hand: a stretch around the cursor, read and dropped by pages."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from patrol_tui.tui.kit.lists.rows import RowId, SlowRowSource

R = TypeVar("R")
Commit = Callable[[], None]

PAGE = 64
"""Rows read at a time: more than two screens, little enough for a key's time."""

_KEPT = 6 * PAGE


class RowWindow(Generic[R]):
    """A stretch of rows, the cursor in it and the row at the top of the screen.

    The readers change nothing until what they return is called: an answer that comes too late is
    dropped by not calling it.
    """

    def __init__(self, id_of: Callable[[R], RowId]) -> None:
        self._id_of = id_of
        self.rows: list[R] = []
        self.cursor = 0
        self.top = 0
        self.at_start = True
        self.at_end = True

    @property
    def row(self) -> R | None:
        """The row under the cursor."""
        return self.rows[self.cursor] if self.rows else None

    async def load_first(self, source: SlowRowSource[R]) -> Commit:
        """Read the beginning; the cursor comes to the first row."""
        rows = await source.first(PAGE)
        return lambda: self._set(rows, 0, 0, at_start=True, at_end=len(rows) < PAGE)

    async def load_last(self, source: SlowRowSource[R]) -> Commit:
        """Read the end; the cursor comes to the last row."""
        rows = await source.last(PAGE)
        end = max(0, len(rows) - 1)
        return lambda: self._set(rows, end, end, at_start=len(rows) < PAGE, at_end=True)

    async def load_around(self, source: SlowRowSource[R], row: R) -> Commit:
        """Read the rows around a row again, wherever it has gone; or around where it was."""
        found = await source.find(self._id_of(row))
        middle = row if found is None else found
        before = await source.before(middle, PAGE)
        after = await source.after(middle, PAGE)
        rows = [*before, *([] if found is None else [found]), *after]
        return lambda: self._set(
            rows,
            len(before),
            len(before) - (self.cursor - self.top),
            at_start=len(before) < PAGE,
            at_end=len(after) < PAGE,
        )

    async def load_again(self, source: SlowRowSource[R], row: R) -> Commit:
        """Read another source around a row if that has it, else from its beginning.

        A source finds a row also where its filter leaves it out, so that what was just dealt with
        stays in sight; under another filter it has no place.
        """
        found = await source.find(self._id_of(row))
        if found is None or not await self._holds(source, found):
            return await self.load_first(source)
        return await self.load_around(source, row)

    async def _holds(self, source: SlowRowSource[R], row: R) -> bool:
        """Return whether a row follows the one before it."""
        before = await source.before(row, 1)
        following = await source.after(before[-1], 1) if before else await source.first(1)
        return any(self._id_of(one) == self._id_of(row) for one in following)

    async def load_at(self, source: SlowRowSource[R], row_id: RowId) -> Commit:
        """Read the rows around a record; nothing changes if there is none."""
        found = await source.find(row_id)
        if found is None:
            return lambda: None
        known = next((at for at, row in enumerate(self.rows) if self._id_of(row) == row_id), None)
        if known is not None and self.rows[known] == found:
            return lambda: self.place(known)
        return await self.load_around(source, found)

    async def load_after(self, source: SlowRowSource[R]) -> Commit:
        """Read the page after the last row at hand."""
        rows = await source.after(self.rows[-1], PAGE)
        return lambda: self._append(rows)

    async def load_before(self, source: SlowRowSource[R]) -> Commit:
        """Read the page before the first row at hand."""
        rows = await source.before(self.rows[0], PAGE)
        return lambda: self._prepend(rows)

    def wants_after(self, margin: int) -> bool:
        """Return whether the cursor is so near the last row that the next page should come."""
        return not self.at_end and self.cursor + margin >= len(self.rows)

    def wants_before(self, margin: int) -> bool:
        """Return whether the cursor is so near the first row that the page before should come."""
        return not self.at_start and self.cursor < margin

    def place(self, cursor: int) -> None:
        """Put the cursor on a row at hand, the nearest to an index."""
        self.cursor = max(0, min(cursor, len(self.rows) - 1))

    def _set(
        self, rows: Sequence[R], cursor: int, top: int, *, at_start: bool, at_end: bool
    ) -> None:
        self.rows = list(rows)
        self.at_start, self.at_end = at_start, at_end
        self.place(cursor)
        self.top = max(0, min(top, self.cursor))

    def _append(self, rows: Sequence[R]) -> None:
        self.rows.extend(rows)
        self.at_end = len(rows) < PAGE
        surplus = min(len(self.rows) - _KEPT, self.top)
        if surplus > 0:
            del self.rows[:surplus]
            self.cursor -= surplus
            self.top -= surplus
            self.at_start = False

    def _prepend(self, rows: Sequence[R]) -> None:
        self.rows[:0] = rows
        self.cursor += len(rows)
        self.top += len(rows)
        self.at_start = len(rows) < PAGE
        if len(self.rows) > _KEPT and self.cursor < _KEPT - PAGE:
            del self.rows[_KEPT:]
            self.at_end = False
