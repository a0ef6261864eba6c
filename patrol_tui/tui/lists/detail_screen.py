"""What Issues, Requests and Meetings share: a list, its thing in full, what is done to that."""

import asyncio
from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import Any

from textual.app import ComposeResult

from patrol_tui.domain.folding.state import State
from patrol_tui.language import _
from patrol_tui.services.requests import PhotoFile
from patrol_tui.tui.acting import case_filing
from patrol_tui.tui.acting.issue_acts import IssueActs
from patrol_tui.tui.kit.drawing.drawn import Sheet
from patrol_tui.tui.kit.frame import Panes, work
from patrol_tui.tui.kit.lists.paged_list import PagedList
from patrol_tui.tui.lists.sighted_list import SightedList
from patrol_tui.tui.lists.sliced_screen import SlicedScreen
from patrol_tui.tui.views.issues.issue_rows import Sight

_REST_S = 0.04
_NEEDS_A_THING = ("open", "next", "change", "decide", "begin")
"""What does nothing, and so is not offered, where the list is empty."""


class DetailScreen(SlicedScreen):
    """List and detail; the detail follows the cursor as soon as that rests.

    A subclass makes `acts` and shows rows and detail.

    Attributes:
        state: the thing in the detail as it is shown, whose heads a request carries.
        acts: what can be done to it.
    """

    acts: IssueActs

    def __init__(self, slice_id: str = "", own: str = "") -> None:
        """Show a list; as with `SlicedScreen`."""
        super().__init__(slice_id, own)
        self.state: State | None = None
        self._verbs: dict[str, str] = {}

    def compose_body(self) -> ComposeResult:
        """Lay out list and detail."""
        with Panes():
            yield self.new_list()
            yield Sheet(classes="pane detail")

    @abstractmethod
    def new_list(self) -> SightedList[Any]:
        """Return the list, not yet laid out."""

    @property
    def list(self) -> SightedList[Any]:
        """Title, filter and rows."""
        return self.query_one(SightedList)

    def on_mount(self) -> None:
        """Begin in the list."""
        self.list.rows.focus()

    # Showing.

    def look(self) -> None:
        """Take in the minute and what is unsent now."""
        session, desk = self.session, self.session.desk()
        unsent = session.ledger.unsent_subjects()
        self.list.look(Sight(desk.catalog, desk.now_us, desk.zone, unsent))

    def show_frame(self) -> None:
        """Let the clocks of the rows go on too."""
        super().show_frame()
        if self.shown is not None:
            self.look()
            self.list.rows.redraw()

    @abstractmethod
    def show_detail(self, *, keep_place: bool = False) -> None:
        """Show the thing under the cursor with the heads that it has now."""

    def show_verbs(self, **named: str) -> None:
        """Name in the footer what the keys do to the thing in the detail."""
        self._verbs = named
        keys = self.default_keys(**named)
        if self.state is None:
            without = {f"{self.NAME}.{verb}" for verb in _NEEDS_A_THING}
            keys = [one for one in keys if one.command not in without]
        self.show_keys(keys)

    def footer_name(self) -> str:
        """Return the footer of the list, or of the thing where that has the whole width."""
        return f"{self.NAME}_page" if self.is_full else super().footer_name()

    def show_full(self, *, is_full: bool) -> None:
        """Give the whole width to the detail, or take it back; the footer goes with it."""
        super().show_full(is_full=is_full)
        self.show_verbs(**self._verbs)

    def on_paged_list_moved(self) -> None:
        """Show the thing in full once the cursor rests."""
        self.run_worker(work(self._detail_soon), group="detail", exclusive=True)

    async def _detail_soon(self) -> None:
        if self.state is not None:
            await asyncio.sleep(_REST_S)
        # What it shows may be gone by now: the program is left while a thing is being read.
        if self.host.session is not None and self.query(PagedList):
            self.show_detail()

    @property
    def has_detail(self) -> bool:
        """Return whether the thing under the cursor is held."""
        return self.state is not None

    # Acting.

    def with_state(self, act: Callable[[State], None]) -> None:
        """Do something with the thing under the cursor, or say that there is none."""
        if self.state is None:
            self.say(_("There is nothing under the cursor."))
        else:
            act(self.state)

    def action_papers(self) -> None:
        """Make a paper out."""
        self.with_state(self.acts.papers.offer)

    def action_look(self) -> None:
        """Look at the photos."""
        self.with_state(self.acts.look)

    def takes_photos(self) -> bool:
        """Return whether there is a thing under the cursor."""
        return self.state is not None

    def take_photos(self, photos: Sequence[PhotoFile]) -> None:
        """Attach photos to the thing under the cursor."""
        self.with_state(lambda state: self.acts.attach(state, photos))

    def action_related(self) -> None:
        """Go to what the thing has to do with."""
        self.with_state(self.acts.relating.go)

    def action_case_file(self) -> None:
        """Write the whole case as one PDF."""
        self.with_state(lambda state: case_filing.ask(self, state))

    def action_begin(self) -> None:
        """Begin another thing out of this one."""
        self.with_state(self.acts.relating.begin)

    def retract(self) -> None:
        """Withdraw the thing under the cursor."""
        self.with_state(self.acts.retract)
