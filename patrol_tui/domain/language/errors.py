"""What can go wrong in words that a shell can translate and show."""

from collections.abc import Callable

from patrol_tui.domain.language.phrase import spoken


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for "translate later"
    """Mark a text for translation and return it unchanged."""
    return text


class PatrolError(Exception):
    """Something the user must be told, with a template that is still to be translated.

    Attributes:
        template: English text with named placeholders; the gettext msgid.
        params: values of the placeholders; `Words` and `Phrase` are put into the reader's language.
    """

    exit_code = 1

    def __init__(self, template: str, **params: object) -> None:
        """Keep the template and the values of its placeholders."""
        super().__init__(template)
        self.template = template
        self.params = params

    def text(self, translate: Callable[[str], str], lang: str = "zh") -> str:
        """Return the message in a language.

        Args:
            translate: finds the translation of a template.
            lang: `zh` or `en`, for names that the catalogue holds in both.
        """
        values = {name: spoken(value, translate, lang) for name, value in self.params.items()}
        return translate(self.template).format(**values)

    def __str__(self) -> str:
        """Return the message in English."""
        return self.text(lambda text: text, "en")


class Refused(PatrolError):
    """The request cannot be carried out; nothing was written."""


class Unsure(Refused):
    """The disk failed: what it holds must be read anew before anything else is written."""


class NotFound(Refused):
    """What the request names does not exist."""


class Usage(PatrolError):
    """The request itself is malformed."""

    exit_code = 2


class Unreachable(PatrolError):
    """The shared database did not answer; nothing is lost."""

    exit_code = 3


class Corrupt(PatrolError):
    """Stored bytes are not what they must be."""

    exit_code = 4


class Lacking(Corrupt):
    """A log names own entries that this laptop no longer holds; ask for them in full."""
