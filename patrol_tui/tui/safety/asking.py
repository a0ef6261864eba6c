"""The question that a lone officer cannot overlook: are you safe?"""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from patrol_tui.language import _
from patrol_tui.tui.commands import bindings, key_of
from patrol_tui.tui.kit.blocks import Gap, Paragraph
from patrol_tui.tui.kit.dialogs.dialog import Dialog
from patrol_tui.tui.kit.drawing.drawn import Block, Blocks


class SafetyDialog(Dialog[str]):
    """Answers `safe` or `sos`; put away, the question comes again in a minute."""

    SCOPE: ClassVar[str] = "safety"
    BINDINGS: ClassVar[list[BindingType]] = bindings("safety")

    def __init__(self, silent_min: int, *, is_missed: bool) -> None:
        """Ask.

        Args:
            silent_min: for how many minutes nothing was heard.
            is_missed: the grace time is over.
        """
        super().__init__(_("Are you safe?"), colour="red")
        self._silent_min, self._is_missed = silent_min, is_missed

    def compose_body(self) -> ComposeResult:
        """Lay out the question."""
        yield Blocks(*self._blocks(), id="asked", ground="raised")

    def show(self, silent_min: int, *, is_missed: bool) -> None:
        """Say for how long nothing was heard by now."""
        self._silent_min, self._is_missed = silent_min, is_missed
        self.query_one("#asked", Blocks).show(*self._blocks())

    def _blocks(self) -> tuple[Block, ...]:
        heard = _("You walk alone. Nothing was heard for {count} minutes.")
        said = _("Press {key} if all is well. {sos} writes an SOS note.")
        said = said.format(key=key_of("safety.safe"), sos=key_of("safety.sos"))
        blocks: tuple[Block, ...] = (
            Paragraph(heard.format(count=self._silent_min), "red bold", indent=0),
            Gap(),
            Paragraph(said, "bold", indent=0),
        )
        if not self._is_missed:
            return blocks
        late = _("The grace time is over; the entry will say so.")
        return (*blocks, Gap(), Paragraph(late, "red bold", indent=0))

    def action_safe(self) -> None:
        """Answer that all is well."""
        self.dismiss("safe")

    def action_sos(self) -> None:
        """Answer that it is not."""
        self.dismiss("sos")
