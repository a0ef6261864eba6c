"""Pages behind tabs whose screens come with the next edition: they say so, and what helps now."""

from textual.app import ComposeResult

from patrol_tui.domain.errors import N_
from patrol_tui.language import _
from patrol_tui.tui.command_table import COMING_LATER
from patrol_tui.tui.kit.blocks import Empty, Gap, Paragraph, Rule, Title
from patrol_tui.tui.kit.drawn import Blocks
from patrol_tui.tui.station_screen import StationScreen
from patrol_tui.tui.views.command_rows import place_name

_MEANWHILE = {
    "figures": N_("Till then `patrol-tui export issues` writes the list to a file."),
}


class LaterScreen(StationScreen[None]):
    """One sentence of what comes, one of what helps now."""

    NAME = "later"

    def compose_body(self) -> ComposeResult:
        """Show the two sentences where the first row would be."""
        yield Blocks(
            Title(place_name(self.TAB)),
            Rule(),
            Gap(),
            Paragraph(_(COMING_LATER[self.TAB])),
            Gap(),
            Empty(_(_MEANWHILE[self.TAB]), "F7"),
        )


class FiguresScreen(LaterScreen):
    """Figures of the station."""

    TAB = "figures"
