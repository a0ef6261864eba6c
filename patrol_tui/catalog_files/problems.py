"""What is wrong in the data files, by file and line."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake in a data file, with a template that is still to be translated.

    Attributes:
        file: path of the file.
        line: line in it, from 1; 0 speaks of the file as a whole.
        template: English text with named placeholders; the gettext msgid.
        params: values of the placeholders.
    """

    file: str
    line: int
    template: str
    params: dict[str, object] = field(default_factory=dict)

    def text(self, translate: Callable[[str], str]) -> str:
        """Return `file:line: what is wrong` in the language of `translate`."""
        what = translate(self.template).format(**self.params)
        return f"{self.file}:{self.line}: {what}" if self.line else f"{self.file}: {what}"
