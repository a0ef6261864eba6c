"""Words of Chinese text as the index keeps them, and as a search asks for them.

Chinese has no spaces, so pairs of neighbouring characters stand for words. Beside them stand the
text's sound from each character on, its initials from each character on, and the beginnings of
words and numbers. A row that the index proposes is compared with the text itself before it is
shown: the index may propose too much, never too little.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal, Protocol

from patrol_tui.domain.text import folded

Sort = Literal["han", "letters", "digits", ""]
_SORTS: tuple[Sort, ...] = ("", "digits", "letters", "han")
_RUN = re.compile(r"([0-9]+)|([A-Za-z]+)|([^\W\x00-\x7f]+)")
_SPOKEN = re.compile(r"(?:[A-Za-z]|[^\W\x00-\x7f])+")
_KEPT = 6
"""How many letters of a sound, a word or a number the index keeps."""


class Sounds(Protocol):
    """How Chinese text is read."""

    def full(self, text: str) -> str:
        """Return the syllables of a text, without tones or spaces."""
        ...

    def initials(self, text: str) -> str:
        """Return the first letter of each syllable."""
        ...


def sort_of(character: str) -> Sort:
    """Return what a character counts as; all but ASCII is taken for Chinese."""
    if not character.isalnum():
        return ""
    if not character.isascii():
        return "han"
    return "digits" if character.isdecimal() else "letters"


def pieces(text: str) -> Iterator[tuple[Sort, str]]:
    """Yield a folded text's runs of one sort; what is no letter or digit only parts them."""
    for run in _RUN.finditer(text):
        yield _SORTS[run.lastindex or 0], run.group()


class Ear:
    """Remembers how each character sounds; the same few thousand come again and again."""

    def __init__(self, sounds: Sounds | None) -> None:
        """Take what knows the sounds, if anything does."""
        self.sounds = sounds
        self._known: dict[str, tuple[str, str]] = {}

    def sound(self, character: str) -> tuple[str, str]:
        """Return a character's syllable and its initial."""
        known = self._known.get(character)
        if known is None:
            known = (
                ("", "")
                if self.sounds is None
                else (self.sounds.full(character), self.sounds.initials(character))
            )
            self._known[character] = known
        return known


class Document:
    """A row's text, with its sounds where they are wanted.

    Attributes:
        text: folded.
    """

    def __init__(self, text: str, ear: Ear) -> None:
        """Take a folded text."""
        self.text = text
        self._ear = ear

    @cached_property
    def heard(self) -> list[tuple[list[str], list[str]]]:
        """Return syllables and initials of each run of Chinese and letters."""
        if self._ear.sounds is None:
            return []
        return [self._run(run.group()) for run in _SPOKEN.finditer(self.text)]

    def _run(self, run: str) -> tuple[list[str], list[str]]:
        syllables: list[str] = []
        initials: list[str] = []
        for sort, piece in pieces(run):
            if sort == "letters":
                syllables.append(piece)
                initials.append(piece)
            else:
                sounds = [self._ear.sound(character) for character in piece]
                syllables += [full for full, _ in sounds]
                initials += [initial for _, initial in sounds]
        return syllables, initials

    def words(self) -> set[str]:
        """Return what the index keeps of the text."""
        found: set[str] = set()
        for sort, piece in pieces(self.text):
            if sort == "han":
                found.update(map("".join, pairwise(piece)))
                found.add(piece[-1])
            else:
                found.add(piece[:_KEPT])
        for sounds in self.heard:
            for units in sounds:
                found.update(_beginnings(units))
        return found - {""}


def _beginnings(units: Sequence[str]) -> Iterator[str]:
    following = ""
    for unit in reversed(units):
        following = (unit + following)[:_KEPT]
        yield following


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a search, of a single sort.

    Attributes:
        sort: what its characters count as.
        text: folded.
        is_whole: something other than a space was typed after it: it is not the beginning of a
            longer word. Numbers such as BH-260714-07-01 consist of these.
    """

    sort: Sort
    text: str
    is_whole: bool = False

    def query(self) -> str:
        """Return the word in FTS5's language; nothing in it can be anything but a word."""
        if self.sort != "han":
            return f'"{self.text[:_KEPT]}"{"" if self.is_whole else " *"}'
        if len(self.text) == 1:
            return f'"{self.text}" *'
        pairs = dict.fromkeys(map("".join, pairwise(self.text)))
        return " AND ".join(f'"{pair}"' for pair in pairs)

    def is_in(self, document: Document) -> bool:
        """Tell whether a text holds the word, by spelling or by sound."""
        return self._is_spelled(document.text) or (
            self.sort == "letters"
            and not self.is_whole
            and any(map(self._is_heard, document.heard))
        )

    def _is_spelled(self, text: str) -> bool:
        at = text.find(self.text)
        if self.sort == "han":
            return at >= 0
        while at >= 0:
            end = at + len(self.text)
            if not (at and sort_of(text[at - 1]) == self.sort) and not (
                self.is_whole and sort_of(text[end : end + 1]) == self.sort
            ):
                return True
            at = text.find(self.text, at + 1)
        return False

    def _is_heard(self, sounds: tuple[list[str], list[str]]) -> bool:
        return any(self.text in "".join(units) and self._begins(units) for units in sounds)

    def _begins(self, units: list[str]) -> bool:
        whole = "".join(units)
        at = 0
        for unit in units:
            if whole.startswith(self.text, at):
                return True
            at += len(unit)
        return False


def search_words(text: str) -> tuple[Word, ...]:
    """Return the words of what somebody typed; a row must hold all of them."""
    plain = folded(text)
    found: list[Word] = []
    at = 0
    for sort, piece in pieces(plain):
        at = plain.index(piece, at) + len(piece)
        follows = plain[at : at + 1]
        is_whole = sort != "han" and bool(follows) and not follows.isspace()
        found.append(Word(sort, piece, is_whole and not follows.isalnum()))
    return tuple(dict.fromkeys(found))


def label(sort: str, value: str | bytes) -> str:
    """Return the word by which the index knows a property of a row, apart from all text."""
    raw = value.encode() if isinstance(value, str) else value
    return f"\u241f{sort}\u241f{hashlib.sha256(raw).hexdigest()[:16]}"
