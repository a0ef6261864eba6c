"""Chinese text by its sound, so that coded fields and search need no input method."""

import re
import unicodedata
from typing import NamedTuple

_SECOND, _SURNAMES = "= second", "= surnames"
_DIGITS = re.compile("[0-9]+")
_NUMBER_DIGITS = 12
_DOUBLE_INITIALS = ("zh", "ch", "sh")


class Fit(NamedTuple):
    """Where typed letters fit into a text.

    Attributes:
        start: first character that they fit; 0 ranks before anything later.
        left: characters of the text that remain after them; 0 is the whole text.
    """

    start: int
    left: int


class _Sounds(dict[int, str]):
    """A table for `str.translate`: known characters by sound, letters and digits as they are."""

    def __missing__(self, point: int) -> str:
        character = chr(point)
        sound = character if character.isalnum() else ""
        self[point] = sound
        return sound


class Pinyin:
    """Readings of Chinese characters, from a table of `syllable characters` lines.

    Characters have one reading, common ones up to two; the first is the usual one. The table is
    not linguistics: 行 is xing first and hang second, wherever it stands. Surnames that are read
    in a way of their own, such as 曾 and 尉迟, are known beside.
    """

    def __init__(self, table: str) -> None:
        """Read the table.

        Lines with # are comments, `= second` begins the second readings, `= surnames` those of
        surnames, one a line, its syllables before it.
        """
        characters, _, surnames = table.partition(_SURNAMES)
        first, _, second = characters.partition(_SECOND)
        self._full = _Sounds(_readings(first))
        self._second = _readings(second)
        self._surnames = _surnames(surnames)
        self._initials = _Sounds({point: sound[0] for point, sound in self._full.items()})
        self._pieces: dict[str, tuple[str, ...]] = {}

    def full(self, text: str) -> str:
        """Return the text's syllables without tones or spaces: 占道经营 is zhandaojingying."""
        return _plain(text).translate(self._full)

    def initials(self, text: str) -> str:
        """Return the first letter of each syllable: 占道经营 is zdjy. Letters and digits stay."""
        return _plain(text).translate(self._initials)

    def syllables(self, text: str) -> list[str]:
        """Return the text's syllables; a run of letters and digits is one."""
        found: list[str] = []
        run = ""
        for character in _plain(text):
            sound = self._full[ord(character)]
            if sound == character:
                run += character
                continue
            found.extend(part for part in (run, sound) if part)
            run = ""
        return [*found, run] if run else found

    def sort_key(self, text: str) -> tuple[str, str]:
        """Return what sorts texts as a Chinese index does: by sound, then by character.

        Numbers come first and by their value, Latin letters among the syllables.
        """
        return _ordered(self.syllables(text)), text

    def name_key(self, name: str) -> tuple[str, str]:
        """Return what sorts people: the surname by how it is read as one."""
        plain = "".join(_plain(name).split())
        for length in (2, 1):
            surname = self._surnames.get(plain[:length])
            if surname is not None:
                return _ordered([surname, *self.syllables(plain[length:])]), name
        return self.sort_key(name)

    def fit(self, typed: str, text: str) -> Fit | None:
        """Return where typed letters fit best into a text, or None where they do not.

        Each character may be typed as itself, as a whole syllable or as its initial, in any
        mixture, and the last syllable may be unfinished: zdjy, zhandao, zdjing and 占dao all
        fit 占道经营.
        """
        wanted = "".join(_plain(typed).split())
        characters = [one for one in _plain(text) if one.isalnum()]
        if not wanted:
            return None
        for start in range(len(characters)):
            used = self._used(wanted, characters[start:])
            if used:
                return Fit(start, len(characters) - start - used)
        return None

    def _used(self, wanted: str, characters: list[str]) -> int:
        """Return how many characters take up all that was typed, 0 where they cannot."""
        places = {0}
        for count, character in enumerate(characters, 1):
            pieces = self._pieces_of(character)
            ahead: set[int] = set()
            for place in places:
                rest = wanted[place:]
                if any(piece.startswith(rest) for piece in pieces):
                    return count
                ahead.update(place + len(piece) for piece in pieces if rest.startswith(piece))
            if not ahead:
                return 0
            places = ahead
        return 0

    def _pieces_of(self, character: str) -> tuple[str, ...]:
        """Return the ways to type a character."""
        known = self._pieces.get(character)
        if known is None:
            point = ord(character)
            sounds = [
                self._full[point],
                self._second.get(point, ""),
                self._surnames.get(character, ""),
            ]
            pieces = [character]
            for sound in filter(None, sounds):
                pieces += [sound, sound[0], *(two for two in _DOUBLE_INITIALS if sound[:2] == two)]
            known = tuple(dict.fromkeys(pieces))
            self._pieces[character] = known
        return known


def _readings(lines: str) -> dict[int, str]:
    table: dict[int, str] = {}
    for line in lines.splitlines():
        syllable, _, characters = line.partition(" ")
        if not line.startswith("#"):
            table.update(dict.fromkeys(map(ord, characters), syllable))
    return table


def _surnames(lines: str) -> dict[str, str]:
    parts = (line.rpartition(" ") for line in lines.splitlines() if line)
    return {name: sound for sound, _space, name in parts}


def _ordered(syllables: list[str]) -> str:
    padded = (_DIGITS.sub(lambda found: found[0].zfill(_NUMBER_DIGITS), one) for one in syllables)
    return " ".join(padded)


def _plain(text: str) -> str:
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    return text.casefold()
