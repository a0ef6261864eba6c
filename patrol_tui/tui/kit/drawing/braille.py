"""Lines drawn in braille dots, two by four in a cell, with words laid over them."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from patrol_tui.tui.cells import cells
from patrol_tui.tui.kit.drawing.paint import Span

ACROSS, DOWN = 2, 4
"""Dots in a cell."""
_BLANK = 0x2800
_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
Dot = tuple[int, int]
"""Across and down, from the upper left."""
Dash = tuple[int, int]
"""So many dots drawn, then so many left out; (1, 0) is a whole line."""
WHOLE: Dash = (1, 0)


class Braille:
    """A drawing of so many cells. What is drawn later lies over what was drawn before."""

    def __init__(self, width: int, height: int) -> None:
        """Begin with nothing drawn."""
        self.width, self.height = width, height
        self._dots = [[0] * width for _ in range(height)]
        self._styles = [[""] * width for _ in range(height)]
        self._words: list[dict[int, Span]] = [{} for _ in range(height)]
        self._taken = [[False] * width for _ in range(height)]

    def dot(self, at: Dot, style: str) -> None:
        """Draw a dot; one outside is left out."""
        column, row = at[0] // ACROSS, at[1] // DOWN
        if 0 <= column < self.width and 0 <= row < self.height:
            self._dots[row][column] |= _BITS[at[1] % DOWN][at[0] % ACROSS]
            self._styles[row][column] = style

    def path(self, dots: Sequence[Dot], style: str, dash: Dash = WHOLE) -> None:
        """Draw lines from dot to dot; dashes go on round the corners."""
        drawn, skipped = dash
        length, last = 0, None
        for here, there in pairwise(dots):
            cut = _clipped(here, there, self.width * ACROSS, self.height * DOWN)
            if cut is None:
                continue
            for at in _line(*cut):
                if at == last:
                    continue
                last = at
                if length % (drawn + skipped) < drawn:
                    self.dot(at, style)
                length += 1

    def is_free(self, column: int, row: int, width: int) -> bool:
        """Return whether a word fits there and lies on no other."""
        if not (0 <= row < self.height and column >= 0 and column + width <= self.width):
            return False
        return not any(self._taken[row][column : column + width])

    def word(self, column: int, row: int, text: str, style: str) -> bool:
        """Lay a word over the drawing; tell whether there was room for it."""
        width = cells(text)
        if not self.is_free(column, row, width):
            return False
        self._words[row][column] = (text, style)
        self._taken[row][column : column + width] = [True] * width
        return True

    def restyle(self, column: int, row: int, style: str) -> None:
        """Give the word that begins there another style."""
        text, _before = self._words[row][column]
        self._words[row][column] = text, style

    def rows(self) -> Iterator[list[Span]]:
        """Yield the drawing, row by row, as spans."""
        for row in range(self.height):
            yield list(self._row(row))

    def _row(self, row: int) -> Iterator[Span]:
        column, text, style = 0, "", ""
        while column < self.width:
            word = self._words[row].get(column)
            if word is None:
                dots = self._dots[row][column]
                piece, name = (chr(_BLANK + dots), self._styles[row][column]) if dots else (" ", "")
                column += 1
            else:
                piece, name = word
                column += cells(piece)
            if name != style and text:
                yield text, style
                text = ""
            text, style = text + piece, name
        if text:
            yield text, style


def _clipped(here: Dot, there: Dot, width: int, height: int) -> tuple[Dot, Dot] | None:
    """Return the part of a line that lies inside, or None: far ends would take for ever to draw."""
    (x, y), (end_x, end_y) = here, there
    dx, dy = end_x - x, end_y - y
    first, last = 0.0, 1.0
    for step, room in ((-dx, x), (dx, width - 1 - x), (-dy, y), (dy, height - 1 - y)):
        if step == 0:
            if room < 0:
                return None
        elif step < 0:
            first = max(first, room / step)
        else:
            last = min(last, room / step)
    if first > last:
        return None
    return (
        (round(x + first * dx), round(y + first * dy)),
        (round(x + last * dx), round(y + last * dy)),
    )


def _line(here: Dot, there: Dot) -> Iterator[Dot]:
    """Yield the dots of a line, both ends included."""
    (x, y), (end_x, end_y) = here, there
    dx, dy = abs(end_x - x), -abs(end_y - y)
    right, down = (1 if end_x > x else -1), (1 if end_y > y else -1)
    error = dx + dy
    while True:
        yield x, y
        if (x, y) == (end_x, end_y):
            return
        twice = 2 * error
        if twice >= dy:
            error += dy
            x += right
        if twice <= dx:
            error += dx
            y += down
