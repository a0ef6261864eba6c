"""A name in both languages that the program speaks."""

from patrol_tui.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """The same words in Chinese and in English.

    Attributes:
        zh: Chinese, the default.
        en: English.
    """

    zh: str
    en: str

    def in_(self, lang: str) -> str:
        """Return the words in a language: `en`, or Chinese for anything else."""
        return self.en if lang == "en" else self.zh
