"""A page to read over a screen, such as all that the catalogue says of a kind of issue."""

from collections.abc import Sequence

from textual.app import ComposeResult

from patrol_tui.language import _
from patrol_tui.tui.commands import KeyVerb
from patrol_tui.tui.kit.dialogs.dialog import INSIDE_CELLS, Dialog
from patrol_tui.tui.kit.drawing.drawn import Block, Sheet


class PageDialog(Dialog[bool]):
    """A page to read; Esc closes it. With a verb, F2 answers that it is wanted."""

    DEFAULT_CSS = """
    PageDialog Sheet { background: $raised; }
    """

    def __init__(
        self, title: str, blocks: Sequence[Block], *, note: str = "", verb: str = ""
    ) -> None:
        """Make the page.

        Args:
            title: on the band.
            blocks: what it says.
            note: beside the title.
            verb: what F2 does, if anything can be done.
        """
        super().__init__(title, note=note)
        self._blocks, self._verb = blocks, verb

    def compose_body(self) -> ComposeResult:
        """Show the page."""
        yield Sheet(*self._blocks, ground="raised")

    def on_resize(self) -> None:
        """Be as high as the page is and the window lets it."""
        super().on_resize()
        rows = sum(len(block.lines(INSIDE_CELLS)) for block in self._blocks)
        self.heighten(Sheet, rows)

    def keys(self) -> list[KeyVerb]:
        """Return the keys there are."""
        row: list[KeyVerb] = super().keys()
        return [one for one in row if self._verb or one.command == "dialog.cancel"]

    def named_keys(self) -> dict[str, str]:
        """Say that nothing is lost."""
        return {"dialog.cancel": _("Close"), "dialog.accept": self._verb}

    def answer(self) -> bool | None:
        """Close with the accepting key too."""
        return True
