"""Text being typed: what is there and where the caret stands, in cells."""

import unicodedata
from functools import cache

from patrol_tui.domain.language.text import inert
from patrol_tui.tui.cells import cells

_UNDO_STEPS = 100


@cache
def char_cells(char: str) -> int:
    """Return the cells of one character."""
    return cells(char)


def half_width(text: str) -> str:
    """Return digits, dots and colours of time as a number field wants them: half-width."""
    return unicodedata.normalize("NFKC", text).replace("。", ".")


class Buffer:
    """A text and a caret in it.

    Attributes:
        text: what is there.
        caret: characters before the caret.
        keeps_lines: line breaks stay; otherwise they become spaces.
    """

    def __init__(self, text: str = "", *, keeps_lines: bool = False) -> None:
        self.keeps_lines = keeps_lines
        self.text = self.clean(text)
        self.caret = len(self.text)
        self._undo: list[tuple[str, int]] = []

    def clean(self, text: str) -> str:
        """Return pasted text without what a terminal would obey; all its lines are kept."""
        lines = inert(text, lines=True).strip("\n")
        return lines if self.keeps_lines else " ".join(lines.split("\n"))

    def set(self, text: str) -> None:
        """Replace everything."""
        self.text = self.clean(text)
        self.caret = len(self.text)
        self._undo.clear()

    def insert(self, text: str) -> None:
        """Put text in at the caret."""
        self._remember()
        self.text = self.text[: self.caret] + text + self.text[self.caret :]
        self.caret += len(text)

    def delete(self, before: int = 0, after: int = 0) -> None:
        """Remove characters before and after the caret."""
        start, end = max(0, self.caret - before), self.caret + after
        if self.text[start:end]:
            self._remember()
            self.text = self.text[:start] + self.text[end:]
            self.caret = start

    def delete_word(self) -> None:
        """Remove the word before the caret; of Chinese, one character."""
        start = self.caret
        while start and self.text[start - 1].isspace():
            start -= 1
        begin = start
        while start and self.text[start - 1].isascii() and not self.text[start - 1].isspace():
            start -= 1
        if start == begin and start:
            start -= 1
        self.delete(before=self.caret - start)

    def move(self, by: int) -> None:
        """Move the caret by characters."""
        self.caret = max(0, min(len(self.text), self.caret + by))

    def undo(self) -> bool:
        """Take back the last change; False if there is none."""
        if not self._undo:
            return False
        self.text, self.caret = self._undo.pop()
        return True

    def _remember(self) -> None:
        self._undo.append((self.text, self.caret))
        del self._undo[:-_UNDO_STEPS]

    def stretch(self, width: int) -> tuple[int, int]:
        """Return the part of a single line to show in a width, so that the caret is in sight."""
        room = max(2, width - 1)
        used, start = 0, self.caret
        while start and used + char_cells(self.text[start - 1]) <= room:
            start -= 1
            used += char_cells(self.text[start])
        end = self.caret
        while end < len(self.text) and used + char_cells(self.text[end]) <= width:
            used += char_cells(self.text[end])
            end += 1
        return start, end

    def rows(self, width: int) -> list[tuple[int, int]]:
        """Return the stretches of a long text that fill rows of a width, with room for a caret."""
        made, start, used = [], 0, 0
        room = max(2, width - 1)
        for at, char in enumerate(self.text):
            if char == "\n":
                made.append((start, at))
                start, used = at + 1, 0
                continue
            size = char_cells(char)
            if used + size > room:
                made.append((start, at))
                start, used = at, 0
            used += size
        made.append((start, len(self.text)))
        return made

    def row_of_caret(self, rows: list[tuple[int, int]]) -> int:
        """Return in which of the rows the caret stands."""
        return max(at for at, (start, _end) in enumerate(rows) if start <= self.caret)

    def move_rows(self, by: int, width: int) -> bool:
        """Move the caret up or down rows; False where there is no such row."""
        rows = self.rows(width)
        here = self.row_of_caret(rows)
        if not 0 <= here + by < len(rows):
            return False
        column = cells(self.text[rows[here][0] : self.caret])
        self.place(rows[here + by], column)
        return True

    def place(self, row: tuple[int, int], column: int) -> None:
        """Put the caret at a column of a row."""
        start, end = row
        used = 0
        while start < end and used + char_cells(self.text[start]) <= column:
            used += char_cells(self.text[start])
            start += 1
        self.caret = start
