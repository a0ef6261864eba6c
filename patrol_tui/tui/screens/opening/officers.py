"""Who of a laptop's officers is about to unlock it."""

from collections.abc import Sequence

from patrol_tui.domain.language.text import inert
from patrol_tui.language import _
from patrol_tui.tui.entering.door import Card
from patrol_tui.tui.kit.dialogs.choose import ChooseDialog, Option


class OfficersScreen(ChooseDialog):
    """The officers, by digit; what is picked is the place in the list."""

    def __init__(self, cards: Sequence[Card]) -> None:
        """Offer the officers.

        Args:
            cards: what is known of them before any key is there.
        """
        options = [
            Option(str(at), inert(card.name), right=inert(card.badge))
            for at, card in enumerate(cards)
        ]
        super().__init__(_("Who is it?"), options)
