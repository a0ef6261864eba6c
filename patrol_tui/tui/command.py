"""What a command is: something a key can do, with the words for it."""

from typing import NamedTuple


class Command(NamedTuple):
    """Something a key can do.

    Attributes:
        id: `scope.name`; keys are remapped by it.
        keys: in Textual's names; none for what only menu and finder reach.
        action: the action that Textual runs on the widget or screen of the scope.
        name: one or two words, the msgid of the verb in footers.
        help: a sentence, a msgid.
        twins: further keys, not shown in footers.
    """

    id: str
    keys: str
    action: str
    name: str
    help: str
    twins: str = ""

    @property
    def scope(self) -> str:
        """Where it holds: a screen, or `app`, `list`, `sheet`, `form`, `dialog`."""
        return self.id.partition(".")[0]

    @property
    def all_keys(self) -> tuple[str, ...]:
        """Shown keys and twins."""
        return tuple(f"{self.keys} {self.twins}".split())
