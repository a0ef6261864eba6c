"""The one loud thing a day: the receipt's words, readable from two metres."""

from collections.abc import Sequence
from typing import NamedTuple

from patrol_tui.tui.kit.drawing.glyph_data import CHINESE, LETTERS
from patrol_tui.tui.kit.drawing.paint import Line

WIDTH = 68
HEIGHT = 8
_HALVES = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def half_blocks(bits: Sequence[str]) -> list[str]:
    """Return rows of text in half blocks from rows of `#` and `.`, two to a row."""
    rows = [*bits, "." * len(bits[0])] if len(bits) % 2 else list(bits)
    return [
        "".join(
            _HALVES[above == "#", below == "#"]
            for above, below in zip(rows[at], rows[at + 1], strict=True)
        )
        for at in range(0, len(rows), 2)
    ]


def _beside(glyphs: Sequence[Sequence[str]], gap: int) -> list[str]:
    return [("." * gap).join(rows) for rows in zip(*glyphs, strict=True)]


def _chinese(words: str) -> list[str]:
    return [f".{row}" for row in _beside([CHINESE[char] for char in words], 1)]


def _letters(words: Sequence[str]) -> list[str]:
    rows: list[str] = []
    for word in words:
        line = _beside([LETTERS[char] for char in word], 1)
        left = (WIDTH - len(line[0])) // 2
        rows += ["." * WIDTH] if rows else []
        rows += [("." * left + row).ljust(WIDTH, ".") for row in line]
    return [*rows, "." * WIDTH]


class ReceiptWords(NamedTuple):
    """Whether the laptop may be closed, in 68 × 8 cells.

    Attributes:
        may_close: green, else red.
        language: `zh` or `en`.
    """

    may_close: bool
    language: str = "zh"

    def lines(self, width: int) -> Sequence[Line]:
        """Return the eight rows, in the middle."""
        if self.language == "zh":
            bits = _chinese("可以合盖" if self.may_close else "先别合盖")
        else:
            bits = _letters(("SAFE TO", "CLOSE") if self.may_close else ("NOT", "YET"))
        left = " " * max(0, (width - WIDTH) // 2)
        colour = "green" if self.may_close else "red"
        return [Line(((left + text, colour),)) for text in half_blocks(bits)]


class Seal(NamedTuple):
    """The program's seal: four characters on red, 8 × 4 cells, and words beside it.

    Attributes:
        beside: up to four lines that stand right of it.
        indent: cells before it.
    """

    beside: Sequence[Line] = ()
    indent: int = 0

    def lines(self, width: int) -> Sequence[Line]:
        """Return the four rows."""
        del width
        rows = []
        for at, text in enumerate(("", "城管", "巡查", "")):
            other = self.beside[at].left if at < len(self.beside) else ()
            stamp = (f"  {text or '    '}  ", "chip-red")
            rows.append(Line(((" " * self.indent, ""), stamp, ("   ", ""), *other)))
        return rows
