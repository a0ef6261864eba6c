"""Help for where one is: every key that holds, and what it does."""

from collections.abc import Mapping

from textual.app import ComposeResult

from patrol_tui.language import _
from patrol_tui.tui.cells import pad, wrap
from patrol_tui.tui.command_scopes import SCOPE_NAMES
from patrol_tui.tui.commands import KeyVerb, help_rows
from patrol_tui.tui.kit.blocks import Lines
from patrol_tui.tui.kit.dialogs.dialog import Dialog
from patrol_tui.tui.kit.drawing.drawn import Sheet
from patrol_tui.tui.kit.drawing.paint import Line

_KEY_CELLS = 11
_NAME_CELLS = 14
_SENTENCE_CELLS = 35


def help_lines(screen: str, remap: Mapping[str, str] | None = None) -> list[Line]:
    """Return a row for each command of a screen: key, verb, sentence."""
    lines: list[Line] = []
    scope = ""
    for command_id, shown, name, sentence in help_rows(screen, remap):
        if command_id.partition(".")[0] != scope:
            scope = command_id.partition(".")[0]
            lines += [*([Line()] if lines else []), Line([(_(SCOPE_NAMES[scope]), "soft")])]
        said = wrap(sentence, _SENTENCE_CELLS)
        keyed = (pad(shown, _KEY_CELLS), "blue bold")
        named = (pad(name, _NAME_CELLS), "bold")
        lines.append(Line([keyed, named, (" ", ""), (said[0], "")]))
        space = (" " * (_KEY_CELLS + _NAME_CELLS + 1), "")
        lines.extend(Line([space, (text, "")]) for text in said[1:])
    return lines


class HelpDialog(Dialog[bool]):
    """The keys of a screen; Esc closes it."""

    DEFAULT_CSS = """
    HelpDialog Sheet { background: $raised; }
    """

    def __init__(self, screen: str, name: str, *, remap: Mapping[str, str] | None = None) -> None:
        """Make the page.

        Args:
            screen: a key of the table's screens.
            name: what the screen is called, beside the title.
            remap: keys the user changed.
        """
        super().__init__(_("Help"), note=name)
        self._lines = help_lines(screen, remap)

    def compose_body(self) -> ComposeResult:
        """Show the rows."""
        yield Sheet(Lines(self._lines), ground="raised")

    def on_resize(self) -> None:
        """Be as high as the rows are and the window lets it."""
        super().on_resize()
        self.heighten(Sheet, len(self._lines))

    def keys(self) -> list[KeyVerb]:
        """Return the one key there is."""
        row = super().keys()
        return [one for one in row if one.command == "dialog.cancel"]

    def named_keys(self) -> dict[str, str]:
        """Say that nothing is lost."""
        return {"dialog.cancel": _("Close")}

    def answer(self) -> bool | None:
        """Close with the accepting key too."""
        return True
