"""The cells of one row, by field, and what is wrong with them."""

import re
from dataclasses import field

from patrol_tui.domain.language.errors import PatrolError
from patrol_tui.domain.language.text import folded, inert
from patrol_tui.domain.sheet import ColumnMap, SheetRow
from patrol_tui.domain.values import dataclass
from patrol_tui.services.imports.header import Header, plain
from patrol_tui.services.imports.targets import Target

_BETWEEN_NAMES = re.compile(r"[、，,;；/\n]+")
_SIGNS = {
    **dict.fromkeys(("√", "✓", "需要", "要", "已挂", "已公示", "已办"), "是"),
    **dict.fromkeys(("×", "✗", "不需要", "不要", "未挂", "未公示", "未办"), "否"),
}
"""How tables say yes and no beside the words that forms take."""


@dataclass(frozen=True, slots=True)
class BadCell:
    """Something that keeps a row out.

    Attributes:
        column: the title above it; empty where it is the row as a whole.
        error: what is wrong.
    """

    column: str
    error: PatrolError


@dataclass(slots=True)
class RowCells:
    """A row as it is read; what is wrong is gathered, so that all of it is told at once."""

    target: Target
    header: Header
    given: ColumnMap
    row: SheetRow
    problems: list[BadCell] = field(default_factory=list)

    def text(self, name: str) -> str:
        """Return what a field says: its cells, a word's meaning, or what was laid down."""
        parts = [self._cell(place) for place in self.header.places.get(name, ())]
        said = "\n".join(dict.fromkeys(filter(None, parts)))
        if not said:
            return self.given.fixed.get(name, "") or dict(self.target.fixed).get(name, "")
        meanings = {folded(word): meant for word, meant in self.given.words.get(name, {}).items()}
        return meanings.get(folded(said), said)

    def yes_or_no(self, name: str) -> str:
        """Return a field that is a yes or no, its signs put into words."""
        said = self.text(name)
        return _SIGNS.get(said, said)

    def people(self, name: str) -> str:
        """Return the names in a field, apart by commas; blanks that only pad a name are gone."""
        return "、".join(names_in(self.text(name)))

    def fail(self, name: str, error: PatrolError) -> None:
        """Note what is wrong with a field."""
        self.problems.append(BadCell(self.header.title(name), error))

    def said(self) -> tuple[str, ...]:
        """Return all that the columns say that are taken over."""
        places = {place for several in self.header.places.values() for place in several}
        return tuple(self._cell(place) for place in sorted(places))

    def is_blank(self) -> bool:
        """Return whether nothing is said in any of them."""
        return not any(self.said())

    def passed_over(self) -> str:
        """Return the words for which the row is left out, or an empty text."""
        given = {plain(title) for title in self.given.skip}
        done = [pair for pair in self.target.done if plain(pair[0]) not in given]
        for title, words in (*self.given.skip.items(), *done):
            place = self.header.place(title)
            said = self._cell(place) if place is not None else ""
            if said and folded(said) in {folded(word) for word in words}:
                return said
        return ""

    def _cell(self, place: int) -> str:
        cells = self.row.cells
        return inert(cells[place], lines=True).strip() if place < len(cells) else ""


def names_in(text: str) -> tuple[str, ...]:
    """Return the names that a text lists."""
    parts = [part for part in _BETWEEN_NAMES.split(text) if part.strip()]
    if len(parts) > 1:
        return tuple("".join(part.split()) if _is_chinese(part) else part.strip() for part in parts)
    words = text.split()
    is_padded = len(words) > 1 and all(len(word) == 1 for word in words)
    if is_padded or not _is_chinese(text):
        return tuple(filter(None, ("".join(words) if is_padded else text.strip(),)))
    return tuple(words)


def _is_chinese(text: str) -> bool:
    return any("\u3400" <= one <= "\u9fff" or ord(one) >= 0x20000 for one in text)  # noqa: PLR2004 - the planes of Chinese characters
