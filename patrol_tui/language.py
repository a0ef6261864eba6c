"""Words on the screen: Chinese by default, English complete.

The English text in the code is the msgid. Chinese lies in `locale/zh/LC_MESSAGES`, one catalogue
for each package folder; here they are one, and each is read when it is first needed.
"""

from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from struct import unpack_from
from typing import Literal, TypeGuard

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
LOCALE_FOLDER = Path(__file__).parent / "locale"


class _Catalogue:
    """One `.mo` file, searched where it lies: a run says few of its texts.

    `gettext` of the standard library would make an object of every text before the first frame.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def _bytes(self) -> bytes:
        return self._path.read_bytes()

    @cached_property
    def _tables(self) -> tuple[int, int, int]:
        """Return how many texts there are, and where the originals and the translations lie."""
        count, originals, translations = unpack_from("<3I", self._bytes, 8)
        return count, originals, translations

    def _piece(self, table: int, number: int) -> bytes:
        length, start = unpack_from("<2I", self._bytes, table + 8 * number)
        return self._bytes[start : start + length]

    def find(self, text: str) -> str | None:
        """Return the translation of a text, or of the plural that begins with it."""
        count, originals, translations = self._tables
        wanted = text.encode()
        at = bisect_left(range(count), wanted, key=lambda number: self._piece(originals, number))
        # A plural lies there as both its forms with a zero between; Chinese has one form for both.
        if at == count or self._piece(originals, at).partition(b"\0")[0] != wanted:
            return None
        return self._piece(translations, at).decode()


class Catalogues:
    """The texts of one language; each catalogue is read when those before it lack a text."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._each = [_Catalogue(path) for path in paths]

    def gettext(self, text: str) -> str:
        """Return a text in this language, or as it is where it is not translated."""
        found = self._find(text)
        return text if found is None else found

    def ngettext(self, one: str, many: str, count: int) -> str:
        """Return the form of a text that fits a count."""
        found = self._find(one)
        return (one if count == 1 else many) if found is None else found

    def _find(self, text: str) -> str | None:
        found = (catalogue.find(text) for catalogue in self._each)
        return next((said for said in found if said is not None), None)


class _Voice:
    """The language of this process and the texts found in it so far."""

    def __init__(self) -> None:
        self.language: Language = "zh"
        self.known: dict[str, str] = {}
        self.catalogues: Catalogues | None = None

    def speak(self, language: Language) -> None:
        if language == self.language:
            return
        self.language = language
        self.known = {}
        self.catalogues = None

    def texts(self) -> Catalogues:
        if self.catalogues is None:
            self.catalogues = catalogues_of(self.language)
        return self.catalogues

    def lookup(self, text: str) -> str:
        found = self.known.get(text)
        if found is None:
            # An empty msgid would answer with the catalogue's header.
            found = self.texts().gettext(text) if text else ""
            self.known[text] = found
        return found


_voice = _Voice()


def catalogues_of(language: Language) -> Catalogues:
    """Return every catalogue of a language as one; English needs none."""
    paths = (LOCALE_FOLDER / language / "LC_MESSAGES").glob("*.mo")
    # The screens' texts first: they alone are read before the first frame.
    return Catalogues(sorted(paths, key=lambda path: (path.stem != "tui", path)))


def is_language(code: object) -> TypeGuard[Language]:
    """Return whether the program speaks this language."""
    return code in LANGUAGES


def set_language(language: Language) -> None:
    """Speak this language from the next text on."""
    _voice.speak(language)


def current() -> Language:
    """Return the language that is spoken."""
    return _voice.language


def _(text: str) -> str:
    """Return a text in the language that is spoken."""
    return _voice.lookup(text)


def ngettext(one: str, many: str, count: int) -> str:
    """Return the form of a text that fits a count, in the language that is spoken."""
    return _voice.texts().ngettext(one, many, count)
