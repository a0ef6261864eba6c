"""The list of the district's laptops with its title and filter."""

from collections.abc import Sequence

from patrol_tui.language import _
from patrol_tui.services.bureau.laptops import laptop_of
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.ports.lists import ListQuery, Row
from patrol_tui.services.ports.ports import Ledger
from patrol_tui.tui.commands import key_of
from patrol_tui.tui.kit.blocks import Empty, Title
from patrol_tui.tui.kit.drawing.paint import Line
from patrol_tui.tui.kit.lists.filtered_list import FilteredList
from patrol_tui.tui.kit.lists.rows import RowLook
from patrol_tui.tui.lists.row_source import LedgerRows
from patrol_tui.tui.views.station.laptop_rows import laptop_lines


class LaptopList(FilteredList[Row]):
    """Shows laptops, the newest first."""

    def __init__(self) -> None:
        super().__init__(lambda row: row.subject, self._draw)
        self._seen: tuple[Ledger, Desk] | None = None

    def show(self, ledger: Ledger, desk: Desk) -> None:
        """Show the laptops that fit what is typed."""
        self._seen = (ledger, desk)
        query = ListQuery("device", text=self.text)
        count = ledger.count(ListQuery("device"))
        self.head.show(Title(_("Laptops"), _("Came last"), f"{count:,}"))
        self.rows.show(LedgerRows(ledger, query))

    def _draw(self, row: Row, look: RowLook) -> Sequence[Line]:
        if self._seen is None:
            return ()
        ledger, desk = self._seen
        return laptop_lines(laptop_of(ledger, row), desk, look)

    def nothing(self) -> Empty:
        """Say how laptops come here."""
        return Empty(_("No laptop yet. The bureau's {key} lets one in."), key_of("laptops.let_in"))
