"""The district's laptops: whose they are, when they came last, and what the bureau does."""

from textual.app import ComposeResult

from patrol_tui.services.bureau.enrol import is_of_bureau
from patrol_tui.services.bureau.laptops import Laptop, laptop_of
from patrol_tui.tui.acting.laptop_acts import LaptopActs
from patrol_tui.tui.acting.letting_in import LettingIn
from patrol_tui.tui.acting.looking import look_at
from patrol_tui.tui.commands import command, shown_key, verbs
from patrol_tui.tui.kit.drawing.drawn import Sheet
from patrol_tui.tui.kit.frame import Panes
from patrol_tui.tui.lists.laptop_list import LaptopList
from patrol_tui.tui.lists.list_screen import ListScreen
from patrol_tui.tui.views.finding.empty_hints import empty_hints
from patrol_tui.tui.views.station.laptop_rows import laptop_blocks


class LaptopsScreen(ListScreen):
    """List and detail; the detail follows the cursor."""

    NAME = "laptops"
    TAB = "settings"

    def __init__(self) -> None:
        super().__init__()
        self._acts = LaptopActs(self)
        self._letting_in = LettingIn(self)

    def compose_body(self) -> ComposeResult:
        """Lay out list and detail."""
        with Panes():
            yield LaptopList()
            yield Sheet(classes="pane detail")

    @property
    def list(self) -> LaptopList:
        """Title, filter and rows."""
        return self.query_one(LaptopList)

    def on_mount(self) -> None:
        """Begin in the list."""
        self.take_keys()

    def take_keys(self) -> None:
        """Give the keys to the list."""
        self.list.rows.focus()

    @property
    def laptop(self) -> Laptop | None:
        """Return the laptop under the cursor, as it is now."""
        row = self.list.rows.row
        return None if row is None else laptop_of(self.session.ledger, row)

    def show_data(self) -> None:
        """Read the laptops again, and the one under the cursor."""
        self.show_rows()
        self._show_detail(keep_place=True)

    def _show_verbs(self, laptop: Laptop | None) -> None:
        """Name in the footer what the keys do; a list without a row has nothing to open."""
        hidden = set() if self._may_change else {"laptops.change", "laptops.let_in"}
        if laptop is None:
            hidden |= {"laptops.open", "laptops.change"}
        self.show_keys(verbs("laptops", self.host.remap, without=hidden))

    @property
    def _may_change(self) -> bool:
        return is_of_bureau(self.session.ledger)

    def show_rows(self) -> None:
        """Show the laptops that fit what is typed."""
        self.shown = self.wanted()
        self.list.show(self.session.ledger, self.session.desk())

    def on_paged_list_moved(self) -> None:
        """Show the laptop under the cursor."""
        if self.host.session is not None:
            self._show_detail()

    def _show_detail(self, *, keep_place: bool = False) -> None:
        laptop, sheet, session = self.laptop, self.query_one(Sheet), self.session
        self._show_verbs(laptop)
        state = session.ledger.state(laptop.subject) if laptop is not None else None
        if laptop is None or state is None:
            sheet.show(*empty_hints(self.NAME, self.host.remap))
            return
        seen, change_key = look_at(session, state), ""
        if self._may_change:
            change_key = shown_key(command("laptops.change"), self.host.remap)
        sheet.show(*laptop_blocks(laptop, seen, change_key), keep_place=keep_place)

    async def action_let_in(self) -> None:
        """Make the file that sets a further laptop up."""
        await self._letting_in.ask()

    def action_change(self) -> None:
        """Choose what to do about the laptop under the cursor."""
        laptop = self.laptop
        if laptop is not None:
            self._acts.choose(laptop)
