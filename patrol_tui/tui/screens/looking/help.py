"""Help: the keys that hold where one is."""

from collections.abc import Mapping

from patrol_tui.tui.kit.dialogs.help import HelpDialog
from patrol_tui.tui.views.finding.command_rows import place_name, place_scope


class HelpScreen(HelpDialog):
    """Every key of the screen it was asked from, and what it does."""

    def __init__(self, place: str = "", remap: Mapping[str, str] | None = None) -> None:
        """Make the page.

        Args:
            place: the screen that help is wanted for.
            remap: keys the user changed.
        """
        super().__init__(place_scope(place), place_name(place), remap=remap)
