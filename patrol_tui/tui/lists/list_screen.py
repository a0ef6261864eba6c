"""What screens of a filtered list and a detail share: how one goes about in them."""

import asyncio
from collections.abc import Hashable
from typing import Any

from patrol_tui.tui.host.station_screen import StationScreen
from patrol_tui.tui.kit.drawing.drawn import Sheet
from patrol_tui.tui.kit.frame import Panes, work
from patrol_tui.tui.kit.lists.filtered_list import FilteredList


class ListScreen(StationScreen[None]):
    """A list that is filtered as one types, beside the detail of its row.

    A subclass lays both out, tells which rows are wanted and shows them.

    Attributes:
        is_full: the detail has the whole width.
        shown: by what the rows in sight were found; None before the first.
    """

    def __init__(self) -> None:
        super().__init__()
        self.is_full = False
        self.shown: Hashable | None = None

    @property
    def list(self) -> FilteredList[Any]:
        """Title, filter and rows."""
        return self.query_one(FilteredList)

    def wanted(self) -> Hashable:
        """Return by what the rows are found now; a subclass that knows more overrides this."""
        return self.list.text

    def show_rows(self) -> None:
        """Show the rows that are wanted now, and note it in `shown`; a subclass overrides this."""

    @property
    def has_detail(self) -> bool:
        """Return whether there is anything to open."""
        return self.list.rows.row is not None

    def action_open(self) -> None:
        """Give the detail the whole width."""
        if self.has_detail:
            self.show_full(is_full=True)

    def on_paged_list_chosen(self) -> None:
        """Open what was clicked twice."""
        self.action_open()

    def show_full(self, *, is_full: bool) -> None:
        """Give the whole width to the detail, or take it back."""
        self.is_full = is_full
        self.query_one(Panes).set_class(is_full, "-full")
        (self.query_one(Sheet) if is_full else self.list.rows).focus()

    async def action_back(self) -> None:
        """Take the width back, clear the filter, then go back."""
        if self.is_full:
            self.show_full(is_full=False)
        elif self.list.text:
            self.list.clear()
            self.show_rows()
            # Digits and letters are commands again, not the beginning of another filter.
            self.list.rows.focus()
        elif self.focused is self.list.box:
            self.list.rows.focus()
        else:
            await self.host.action_back()

    def action_filter(self) -> None:
        """Type a filter."""
        if self.is_full:
            self.show_full(is_full=False)
        self.list.box.focus()

    def on_field_box_changed(self) -> None:
        """Filter as one types; of keys in quick succession the last counts."""
        self.run_worker(work(self._filter_soon), group="filter", exclusive=True)

    async def _filter_soon(self) -> None:
        await asyncio.sleep(0)
        if self.host.session is not None and self.shown != self.wanted():
            self.show_rows()
            self.list.rows.action_move("home")
