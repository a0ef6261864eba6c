"""Words on the screen: Chinese by default, English complete.

The English text in the code is the msgid. Chinese lies in `locale/zh/LC_MESSAGES`, one catalogue
for each package folder; here they are one, and each is read when it is first needed.
"""

import gettext
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Literal, TypeGuard

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
LOCALE_FOLDER = Path(__file__).parent / "locale"


class _Voice:
    """The language of this process and the texts found in it so far."""

    def __init__(self) -> None:
        self.language: Language = "zh"
        self.known: dict[str, str] = {}
        self.catalogues: gettext.NullTranslations | None = None

    def speak(self, language: Language) -> None:
        if language == self.language:
            return
        self.language = language
        self.known = {}
        self.catalogues = None

    def texts(self) -> gettext.NullTranslations:
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


class _Catalogues(gettext.NullTranslations):
    """Catalogues one after the other; each is read when those before it lack a text."""

    def __init__(self, paths: Sequence[Path]) -> None:
        super().__init__()
        self._paths = paths

    @cached_property
    def _first(self) -> gettext.NullTranslations:
        if not self._paths:
            return gettext.NullTranslations()
        with self._paths[0].open("rb") as file:
            first = gettext.GNUTranslations(file)
        first.add_fallback(_Catalogues(self._paths[1:]))
        return first

    def gettext(self, message: str) -> str:
        return self._first.gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self._first.ngettext(msgid1, msgid2, n)


def catalogues_of(language: Language) -> gettext.NullTranslations:
    """Return every catalogue of a language as one; English needs none."""
    paths = (LOCALE_FOLDER / language / "LC_MESSAGES").glob("*.mo")
    # The screens' texts first: they alone are read before the first frame.
    return _Catalogues(sorted(paths, key=lambda path: (path.stem != "tui", path)))


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
