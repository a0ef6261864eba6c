"""Where a list's rows come from, and how a row of a record looks."""

from bisect import bisect_left
from collections.abc import Awaitable, Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from patrol_tui.tui.cells import cells, cut, pad, pad_left
from patrol_tui.tui.kit.drawing.paint import Line, Span

R = TypeVar("R")
RowId = Hashable


class RowSource(Protocol[R]):
    """Rows in a fixed order, read by key.

    A row says where to go on, so that it costs the same anywhere among a million. A row that has
    since gone or moved must still do.
    """

    def count(self) -> int | None:
        """Return how many rows there are, if that is known without counting."""

    def first(self, limit: int) -> Sequence[R]:
        """Return the first rows."""

    def last(self, limit: int) -> Sequence[R]:
        """Return the last rows, in the order of the list."""

    def after(self, row: R, limit: int) -> Sequence[R]:
        """Return the rows that follow a row."""

    def before(self, row: R, limit: int) -> Sequence[R]:
        """Return the rows just before a row, in the order of the list."""

    def find(self, row_id: RowId) -> R | None:
        """Return the row with an id as it is now."""


class SlowRowSource(Protocol[R]):
    """The same where each answer takes a while: the list waits without holding up the keys."""

    def count(self) -> Awaitable[int | None]:
        """Return how many rows there are, if that is known without counting."""

    def first(self, limit: int) -> Awaitable[Sequence[R]]:
        """Return the first rows."""

    def last(self, limit: int) -> Awaitable[Sequence[R]]:
        """Return the last rows, in the order of the list."""

    def after(self, row: R, limit: int) -> Awaitable[Sequence[R]]:
        """Return the rows that follow a row."""

    def before(self, row: R, limit: int) -> Awaitable[Sequence[R]]:
        """Return the rows just before a row, in the order of the list."""

    def find(self, row_id: RowId) -> Awaitable[R | None]:
        """Return the row with an id as it is now."""


class Immediate(Generic[R]):
    """A quick source in the shape of a slow one; its answers are there at once."""

    def __init__(self, source: RowSource[R]) -> None:
        self._source = source

    async def count(self) -> int | None:
        """Return how many rows there are."""
        return self._source.count()

    async def first(self, limit: int) -> Sequence[R]:
        """Return the first rows."""
        return self._source.first(limit)

    async def last(self, limit: int) -> Sequence[R]:
        """Return the last rows."""
        return self._source.last(limit)

    async def after(self, row: R, limit: int) -> Sequence[R]:
        """Return the rows that follow a row."""
        return self._source.after(row, limit)

    async def before(self, row: R, limit: int) -> Sequence[R]:
        """Return the rows just before a row."""
        return self._source.before(row, limit)

    async def find(self, row_id: RowId) -> R | None:
        """Return the row with an id."""
        return self._source.find(row_id)


class ListSource(Generic[R]):
    """Rows that are all at hand, such as a checklist."""

    def __init__(self, rows: Sequence[R], id_of: Callable[[R], RowId]) -> None:
        self._rows = rows
        self._id_of = id_of
        self._places = {id_of(row): at for at, row in enumerate(rows)}

    def count(self) -> int | None:
        """Return how many rows there are."""
        return len(self._rows)

    def first(self, limit: int) -> Sequence[R]:
        """Return the first rows."""
        return self._rows[:limit]

    def last(self, limit: int) -> Sequence[R]:
        """Return the last rows."""
        return self._rows[max(0, len(self._rows) - limit) :]

    def after(self, row: R, limit: int) -> Sequence[R]:
        """Return the rows that follow a row."""
        at = self._places.get(self._id_of(row))
        return () if at is None else self._rows[at + 1 : at + 1 + limit]

    def before(self, row: R, limit: int) -> Sequence[R]:
        """Return the rows just before a row."""
        at = self._places.get(self._id_of(row))
        return self._rows[:limit] if at is None else self._rows[max(0, at - limit) : at]

    def find(self, row_id: RowId) -> R | None:
        """Return the row with an id."""
        at = self._places.get(row_id)
        return None if at is None else self._rows[at]


class SortedSource(Generic[R]):
    """Rows at hand in the order of a key, so that one that is gone still has a place."""

    def __init__(
        self,
        rows: Sequence[R],
        id_of: Callable[[R], RowId],
        key_of: Callable[[R], tuple[int | str | bytes, ...]],
    ) -> None:
        self._rows = sorted(rows, key=key_of)
        self._keys = [key_of(row) for row in self._rows]
        self._key_of = key_of
        self._by_id = {id_of(row): row for row in self._rows}

    def count(self) -> int | None:
        """Return how many rows there are."""
        return len(self._rows)

    def first(self, limit: int) -> Sequence[R]:
        """Return the first rows."""
        return self._rows[:limit]

    def last(self, limit: int) -> Sequence[R]:
        """Return the last rows."""
        return self._rows[max(0, len(self._rows) - limit) :]

    def after(self, row: R, limit: int) -> Sequence[R]:
        """Return the rows that follow a row."""
        key = self._key_of(row)
        at = bisect_left(self._keys, key)
        at += at < len(self._keys) and self._keys[at] == key
        return self._rows[at : at + limit]

    def before(self, row: R, limit: int) -> Sequence[R]:
        """Return the rows just before a row."""
        at = bisect_left(self._keys, self._key_of(row))
        return self._rows[max(0, at - limit) : at]

    def find(self, row_id: RowId) -> R | None:
        """Return the row with an id."""
        return self._by_id.get(row_id)


@dataclass(frozen=True)
class RowLook:
    """How a row is to be drawn.

    Attributes:
        width: cells there are, the gutter aside.
        is_cursor: the cursor is on it.
        has_keys: and its list has the keys.
        touch: rows are three high.
    """

    width: int
    is_cursor: bool = False
    has_keys: bool = False
    touch: bool = False


@dataclass(frozen=True)
class GroupHead:
    """The soft row above a group, with how many there are."""

    text: str
    count: int | None = None

    def line(self) -> Line:
        """Return the row without the gutter."""
        right = [(f"{self.count:,}" if self.count is not None else "", "soft"), (" ", "")]
        return Line([(self.text, "soft")], right)


@dataclass(frozen=True)
class Record:
    """A record in a list: kind, what and where, mark, state, clock.

    Attributes:
        kind: two cells, such as 消.
        text: what and where; cut where it must be.
        clock: six cells at the right: `余0:46`, `明日`, `挂账`.
        kind_style: `blue bold`, or `chip-red` where it is urgent.
        clock_style: red under half an hour, amber under one.
        mark: `冲` or `未`, or nothing.
        mark_style: of the mark.
        state: two characters; shown from 44 cells on.
        detail: a second line, where there is room.
        urged: `催` before the text of what somebody pressed for, or nothing.
    """

    kind: str
    text: str
    clock: str = ""
    kind_style: str = "blue bold"
    clock_style: str = ""
    mark: str = ""
    mark_style: str = "amber bold"
    state: str = ""
    detail: str = ""
    urged: str = ""


_STATE_CELLS = 6
_WITH_STATE = 40


def record_lines(record: Record, look: RowLook, *, two_lines: bool = False) -> list[Line]:
    """Return a record as a list shows it; the text is cut, the clock never."""
    bold = "bold" if look.is_cursor and look.has_keys else ""
    mark: Span = (pad(record.mark, 2), record.mark_style if record.mark else "")
    if look.is_cursor and record.mark == "冲":
        mark = (record.mark, "chip-red")
    clock = (pad_left(record.clock, max(6, cells(record.clock))), record.clock_style or bold)
    right: list[Span] = [mark, (" ", ""), clock, (" ", "")]
    if record.state and look.width >= _WITH_STATE:
        right[2:2] = [(pad(record.state, _STATE_CELLS), bold or "soft"), (" ", "")]
    elif not record.mark:
        right = right[2:]  # two characters more of the place, which often tell it from the next
    urged: list[Span] = [(record.urged, "amber bold"), (" ", "")] if record.urged else []
    taken = sum(cells(text) for text, _style in (*urged, *right)) + 4
    text = cut(record.text, max(2, look.width - taken))
    kind: Span = (pad(record.kind, 2), record.kind_style)
    first = Line([kind, (" ", ""), *urged, (text, bold)], right)
    if not two_lines:
        return [first]
    return [first, Line([("   ", ""), (record.detail, "soft")], [(" ", "")])]
