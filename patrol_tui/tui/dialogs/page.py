"""A page to read over a screen, such as all that the catalogue says of a kind of issue."""

from collections.abc import Sequence

from textual.app import ComposeResult

from patrol_tui.language import _
from patrol_tui.tui.commands import KeyVerb
from patrol_tui.tui.kit.dialogs.dialog import Dialog
from patrol_tui.tui.kit.drawing.drawn import Block, Sheet


class PageDialog(Dialog[bool]):
    """A page to read; Esc closes it."""

    DEFAULT_CSS = """
    PageDialog Sheet { height: 15; max-height: 15; background: $raised; }
    """

    def __init__(self, title: str, blocks: Sequence[Block], *, note: str = "") -> None:
        """Make the page.

        Args:
            title: on the band.
            blocks: what it says.
            note: beside the title.
        """
        super().__init__(title, note=note)
        self._blocks = blocks

    def compose_body(self) -> ComposeResult:
        """Show the page."""
        yield Sheet(*self._blocks, ground="raised")

    def keys(self) -> list[KeyVerb]:
        """Return the one key there is."""
        row: list[KeyVerb] = super().keys()
        return [one for one in row if one.command == "dialog.cancel"]

    def named_keys(self) -> dict[str, str]:
        """Say that nothing is lost."""
        return {"dialog.cancel": _("Close")}

    def answer(self) -> bool | None:
        """Close with the accepting key too."""
        return True
