"""Which rows fill a list's height, drawn once for as long as they do not change."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from textual.geometry import Size
from textual.strip import Strip

from patrol_tui.tui.kit.drawing.paint import Line, Paint
from patrol_tui.tui.kit.lists.row_window import RowWindow
from patrol_tui.tui.kit.lists.rows import GroupHead, RowId, RowLook

R = TypeVar("R")
Grouping = Callable[[R], GroupHead | None]
_KEPT = 2_000
_TOUCH_ROWS = 3


@dataclass(frozen=True)
class Rows:
    """What is in sight.

    Attributes:
        strips: one for each line of the screen.
        places: the index of the row each line belongs to, or -1.
    """

    strips: list[Strip]
    places: list[int]


@dataclass(frozen=True)
class _Sight(Generic[R]):
    """What one painting is done for."""

    window: RowWindow[R]
    size: Size
    paint: Paint
    has_keys: bool


class RowPainter(Generic[R]):
    """Draws rows and remembers them: the same row twice is the same strip."""

    def __init__(
        self,
        id_of: Callable[[R], RowId],
        draw: Callable[[R, RowLook], Sequence[Line]],
        group_of: Grouping[R] | None,
        *,
        whole_rows: bool,
        marks_idle: bool = True,
    ) -> None:
        self._id_of, self._draw, self._group_of = id_of, draw, group_of
        self._whole_rows, self._marks_idle = whole_rows, marks_idle
        self._drawn: dict[tuple[RowId, bool, bool], tuple[R, list[Strip]]] = {}
        self._heads: dict[GroupHead, Strip] = {}
        self._for: tuple[Size, str] | None = None
        self._blank = Strip([])
        self.touch = False

    def forget(self) -> None:
        """Draw everything anew the next time."""
        self._drawn.clear()
        self._heads.clear()
        self._for = None

    def is_stale(self, size: Size, theme: str) -> bool:
        """Return whether what was painted was for another size or theme."""
        return self._for != (size, theme)

    def paint(self, window: RowWindow[R], size: Size, paint: Paint, *, has_keys: bool) -> Rows:
        """Return what fills the height, after moving the top so that the cursor is in sight."""
        if self.is_stale(size, paint.look.name) or len(self._drawn) > _KEPT:
            self.forget()
            self._for = (size, paint.look.name)
            self._blank = paint.blank(size.width)
        sight = _Sight(window, size, paint, has_keys)
        window.top = self._top(sight) if window.rows else 0
        strips: list[Strip] = []
        places: list[int] = []
        for at in range(window.top, len(window.rows)):
            lines = self._lines(sight, at)
            strips += lines
            places += [at] * len(lines)
            if len(strips) >= size.height:
                break
        missing = size.height - len(strips)
        strips += [self._blank] * missing
        places += [-1] * missing
        return Rows(strips[: size.height], places[: size.height])

    def _top(self, sight: _Sight[R]) -> int:
        """Return the row to begin with: as before where that shows the cursor."""
        window, height = sight.window, sight.size.height
        top = min(window.top, window.cursor)
        used = 0
        for at in range(window.cursor, -1, -1):
            used += len(self._lines(sight, at))
            if used > height:
                return max(top, min(at + 1, window.cursor))
            if at <= top:
                break
        if not window.at_end and len(window.rows) - top > height:
            return top
        return self._lowest(sight, top)

    def _lowest(self, sight: _Sight[R], top: int) -> int:
        """Return a top that leaves no empty rows below the last while there are more above."""
        used, first = 0, len(sight.window.rows)
        for at in range(len(sight.window.rows) - 1, -1, -1):
            used += len(self._lines(sight, at))
            if used > sight.size.height or at < top - sight.size.height:
                break
            first = at
        return min(top, first)

    def _lines(self, sight: _Sight[R], at: int) -> list[Strip]:
        row = sight.window.rows[at]
        is_cursor = at == sight.window.cursor and (sight.has_keys or self._marks_idle)
        has_keys = is_cursor and sight.has_keys
        name = (self._id_of(row), is_cursor, has_keys)
        kept = self._drawn.get(name)
        if kept is None or kept[0] is not row:
            look = RowLook(sight.size.width - 1, is_cursor, has_keys, self.touch)
            kept = self._drawn[name] = (row, self._made(row, look, sight))
        if self._group_of is None:
            return kept[1]
        group = self._group_of(row)
        before = self._group_of(sight.window.rows[at - 1]) if at else None
        if group is None or group == before:
            return kept[1]
        head = self._heads.get(group)
        if head is None:
            line = group.line()
            shown = line._replace(left=[(" ", ""), *line.left])
            head = self._heads[group] = sight.paint.strip(shown, sight.size.width)
        return [head, *kept[1]]

    def _made(self, row: R, look: RowLook, sight: _Sight[R]) -> list[Strip]:
        lines = list(self._draw(row, look))
        marked = 1 if self.touch else 0
        if self.touch and len(lines) < _TOUCH_ROWS:
            lines = [Line(), *lines, *[Line()] * (_TOUCH_ROWS - 1 - len(lines))]
        ground = ("cursor" if look.has_keys else "selection") if look.is_cursor else ""
        whole = self._whole_rows or self.touch
        strips = []
        for index, line in enumerate(lines):
            gutter = (">", "bold") if look.is_cursor and index == marked else (" ", "")
            own = line.ground or (ground if whole or index == marked else "")
            shown = Line([gutter, *line.left], line.right, own)
            strips.append(sight.paint.strip(shown, sight.size.width))
        return strips
