"""A sentence that is put into the reader's language only when it is shown."""

from collections.abc import Callable, Mapping
from dataclasses import field

from patrol_tui.domain.language.words import Words
from patrol_tui.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Phrase:
    """A template with its values.

    Attributes:
        template: English text with named placeholders; the gettext msgid.
        params: values; words and phrases among them are translated too.
    """

    template: str
    params: Mapping[str, "str | int | Words | Phrase"] = field(default_factory=dict)

    def text(self, translate: Callable[[str], str], lang: str) -> str:
        """Return the sentence in a language."""
        values = {name: spoken(value, translate, lang) for name, value in self.params.items()}
        return translate(self.template).format(**values)


def spoken(value: object, translate: Callable[[str], str], lang: str) -> object:
    """Return a placeholder's value as a reader of a language reads it."""
    match value:
        case Words():
            return value.in_(lang)
        case Phrase():
            return value.text(translate, lang)
        case _:
            return value
