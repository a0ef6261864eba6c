"""Words of Chinese text as the index keeps them, and as a search asks for them.

Chinese has no spaces, so pairs of neighbouring characters stand for words. Beside them stand the
text's sound from each character on, its initials from each character on, and the beginnings of
words and numbers. A row that the index proposes is compared with the text itself before it is
shown: the index may propose too much, never too little.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Literal, Protocol, Self

from patrol_tui.domain.language.text import folded
from patrol_tui.domain.values import dataclass

Sort = Literal["han", "letters", "digits", ""]
_SORTS: tuple[Sort, ...] = ("", "digits", "letters", "han")
_RUN = re.compile(r"([0-9]+)|([A-Za-z]+)|([^\W\x00-\x7f]+)")
_SPOKEN = re.compile(r"(?:[A-Za-z]|[^\W\x00-\x7f])+")
_PART = re.compile(rf"([0-9]+)|{_SPOKEN.pattern}")
_MOST_RUNS, _MOST_WORDS = 20_000, 2_000
_MOST_ASKED = 8
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


@dataclass(frozen=True, slots=True)
class Sound:
    """How a run of Chinese and letters sounds, or begins.

    Attributes:
        units: syllables or initials, a run of letters being one.
        whole: all of them, joined.
        starts: where each of them begins in it.
    """

    units: tuple[str, ...]
    whole: str
    starts: frozenset[int]

    @classmethod
    def of(cls, units: Sequence[str]) -> Self:
        """Return the sound that units make."""
        starts = accumulate((len(unit) for unit in units[:-1]), initial=0)
        return cls(tuple(units), "".join(units), frozenset(starts))

    def has(self, letters: str) -> bool:
        """Tell whether letters are heard from the beginning of a unit on."""
        at = self.whole.find(letters)
        while at >= 0:
            if at in self.starts:
                return True
            at = self.whole.find(letters, at + 1)
        return False


class Ear:
    """Remembers how runs of characters sound: the same names and phrases come again and again."""

    def __init__(self, sounds: Sounds | None) -> None:
        """Take what knows the sounds, if anything does."""
        self._sounds = sounds
        self._known: dict[str, tuple[Sound, Sound]] = {}
        self._asked: dict[str, dict[str, bool]] = {}
        self._words: dict[str, tuple[str, ...]] = {}

    def words(self, run: str) -> tuple[str, ...]:
        """Return what the index keeps of a run of Chinese and letters."""
        words = self._words.get(run)
        if words is None:
            if len(self._words) >= _MOST_WORDS:
                self._words.clear()
            words = self._words[run] = tuple(self._words_of(run))
        return words

    def _words_of(self, run: str) -> set[str]:
        found: set[str] = set()
        for sort, piece in pieces(run):
            if sort == "han":
                found.update(map("".join, pairwise(piece)))
                found.add(piece[-1])
            else:
                found.add(piece[:_KEPT])
        for sound in self.hear(run):
            found.update(_beginnings(sound.units))
        return found - {""}

    def hear(self, run: str) -> tuple[Sound, ...]:
        """Return syllables and initials of a run of Chinese and letters."""
        if self._sounds is None:
            return ()
        known = self._known.get(run)
        if known is None:
            if len(self._known) >= _MOST_RUNS:
                self._known.clear()
            full, initials = self._sounds.full, self._sounds.initials
            known = (Sound.of(_units(run, full)), Sound.of(_units(run, initials)))
            self._known[run] = known
        return known

    def is_heard(self, letters: str, runs: Iterable[str]) -> bool:
        """Tell whether letters are heard in a run; what is said again is not listened to again."""
        if letters not in self._asked and len(self._asked) >= _MOST_ASKED:
            self._asked.clear()
        answers = self._asked.setdefault(letters, {})
        for run in runs:
            answer = answers.get(run)
            if answer is None:
                if len(answers) >= _MOST_RUNS:
                    answers.clear()
                answer = any(sound.has(letters) for sound in self.hear(run))
                answers[run] = answer
            if answer:
                return True
        return False


def _units(run: str, sound: Callable[[str], str]) -> list[str]:
    units: list[str] = []
    for sort, piece in pieces(run):
        units += [piece] if sort == "letters" else map(sound, piece)
    return units


class Document:
    """A row's text, with its sounds where they are wanted.

    Attributes:
        text: folded.
    """

    def __init__(self, text: str, ear: Ear) -> None:
        """Take a folded text."""
        self.text = text
        self._ear = ear

    def is_heard(self, letters: str) -> bool:
        """Tell whether a run sounds like letters, or its initials are these, from a unit on."""
        return self._ear.is_heard(letters, self._runs())

    def _runs(self) -> Iterator[str]:
        return (run.group() for run in _SPOKEN.finditer(self.text))

    def words(self) -> set[str]:
        """Return what the index keeps of the text."""
        found: set[str] = set()
        for part in _PART.finditer(self.text):
            if part.lastindex:
                found.add(part.group()[:_KEPT])
            else:
                found.update(self._ear.words(part.group()))
        return found


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

    @property
    def is_told_by_index(self) -> bool:
        """Tell whether the index proposes exactly what holds the word: all its letters are kept."""
        return self.sort == "letters" and not self.is_whole and len(self.text) <= _KEPT

    def query(self) -> str:
        """Return the word in FTS5's language; nothing in it can be anything but a word."""
        if self.sort != "han":
            # No kept word is longer, so that what is as long is the word itself.
            is_beginning = len(self.text) < _KEPT and not self.is_whole
            return f'"{self.text[:_KEPT]}"{" *" if is_beginning else ""}'
        if len(self.text) == 1:
            return f'"{self.text}" *'
        pairs = dict.fromkeys(map("".join, pairwise(self.text)))
        return " AND ".join(f'"{pair}"' for pair in pairs)

    def is_in(self, document: Document) -> bool:
        """Tell whether a text holds the word, by spelling or by sound."""
        return self._is_spelled(document.text) or (
            self.sort == "letters" and not self.is_whole and document.is_heard(self.text)
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


@lru_cache(maxsize=256)
def label(sort: str, value: str | bytes) -> str:
    """Return the word by which the index knows a property of a row, apart from all text."""
    raw = value.encode() if isinstance(value, str) else value
    return f"\u241f{sort}\u241f{hashlib.sha256(raw).hexdigest()[:16]}"
