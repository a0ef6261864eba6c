"""Figures of the station or the district: rates with both sides, days, a table, places by week."""

import asyncio
from functools import partial
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Vertical

from patrol_tui.domain.language.errors import PatrolError
from patrol_tui.domain.times import day_of
from patrol_tui.language import _, current
from patrol_tui.services.exports.export import Speech
from patrol_tui.services.figures.gather import Figures, Scope, figures
from patrol_tui.services.figures.period import MONTH, PERIODS, period
from patrol_tui.services.figures.tables import figures_tables
from patrol_tui.services.session import Session
from patrol_tui.services.syncing.sync_log import confirmed_at_us
from patrol_tui.tui.commands import key_of, verbs
from patrol_tui.tui.dialogs.page import PageDialog
from patrol_tui.tui.exports.figures_file import file_name, keep_figures
from patrol_tui.tui.exports.folder import where_it_is
from patrol_tui.tui.host.station_screen import StationScreen
from patrol_tui.tui.kit.blocks import Empty, Gap, Paragraph
from patrol_tui.tui.kit.dialogs.choose import ChooseDialog, Option, Picked
from patrol_tui.tui.kit.drawing.drawn import Blocks, Sheet
from patrol_tui.tui.kit.frame import Panes, work
from patrol_tui.tui.kit.lists.paged_list import PagedList
from patrol_tui.tui.kit.lists.rows import ListSource
from patrol_tui.tui.views.figures.coverage_blocks import coverage_blocks
from patrol_tui.tui.views.figures.figures_blocks import (
    GROUPINGS,
    FiguresSeen,
    figures_blocks,
    period_text,
)
from patrol_tui.tui.views.figures.figures_choices import case_options, period_name
from patrol_tui.tui.views.figures.figures_page import all_blocks
from patrol_tui.tui.views.figures.figures_rows import GroupRow, group_lines, group_rows
from patrol_tui.tui.views.wording.spoken import spoken

_TALL_ROWS = 34
_HIGH_ROWS = 50
_HIGH_BARS, _LOW_BARS = 8, 2


class FiguresScreen(StationScreen[None]):
    """Counted beside the keys; what is shown stays till then.

    Attributes:
        found: the figures that are shown.
    """

    NAME = "figures"
    CSS_PATH = Path(__file__).with_name("figures.tcss")

    def __init__(self) -> None:
        super().__init__()
        self.found: Figures | None = None
        self._period = MONTH
        self._is_district = False
        self._grouping = "kind"
        self._is_counting = self._is_stale = False

    def compose_body(self) -> ComposeResult:
        """Lay out what is read from the top, the table, and the places."""
        with Panes():
            with Vertical(classes="pane work"):
                yield Blocks(Gap(), Paragraph(_("Counting"), "soft"), id="head")
                yield PagedList[GroupRow](
                    lambda row: row.id,
                    group_lines,
                    empty=Empty(
                        _("Nothing in these days. {key} shows others."), key_of("figures.period")
                    ),
                )
            yield Sheet(classes="pane aside")

    @property
    def _list(self) -> PagedList[GroupRow]:
        return self.query_one(PagedList)

    def on_mount(self) -> None:
        """Begin in the table."""
        self.take_keys()

    def take_keys(self) -> None:
        """Give the keys to the table."""
        self._list.focus()

    # Showing.

    def show_data(self) -> None:
        """Count beside the keys, once more where something changes meanwhile."""
        self._is_stale = True
        if not self._is_counting:
            self.run_worker(work(self._count), group="count")

    async def _count(self) -> None:
        self._is_counting = True
        try:
            while self._is_stale:
                self._is_stale = False
                self.found = await self.host.ask(partial(_counted, self._scope()))
                self._show_page()
        except PatrolError as error:
            self.fail(error)
        finally:
            self._is_counting = False

    def _scope(self) -> Scope:
        desk = self.session.desk()
        own = desk.writer.station_code
        is_district = self._is_district or own not in desk.catalog.stations
        days = period(self._period, day_of(desk.now_us, desk.zone))
        return Scope(days, None if is_district else own)

    def _seen(self, found: Figures) -> FiguresSeen:
        desk, scope = self.session.desk(), found.scope
        place = desk.catalog.district.name
        if scope.station is not None:
            place = desk.catalog.station(scope.station).name
        return FiguresSeen(
            figures=found,
            desk=desk,
            place=spoken(place),
            confirmed_us=confirmed_at_us(self.session.ledger),
            grouping=self._grouping,
            is_tall=self.size.height >= _TALL_ROWS,
            bar_rows=_HIGH_BARS if self.size.height >= _HIGH_ROWS else _LOW_BARS,
        )

    def _show_page(self) -> None:
        found = self.found
        if found is None or self.host.session is None or not self.is_mounted:
            return
        seen = self._seen(found)
        self.query_one("#head", Blocks).show(*figures_blocks(seen))
        rows = group_rows(found, self._grouping, seen.desk.catalog)
        self._list.show(ListSource(rows, lambda row: row.id))
        without = () if rows else ("figures.open",)
        self.show_keys(verbs(self.NAME, self.host.remap, without=without))
        places = coverage_blocks(found.weeks, with_places=found.scope.station is not None)
        self.query_one(Sheet).show(*places, keep_place=True)

    def on_resize(self) -> None:
        """Show as many rates as there is room for."""
        super().on_resize()
        self.call_after_refresh(self._show_page)

    # Going about.

    def action_grouping(self, by: int) -> None:
        """Have the table of something else."""
        known = list(GROUPINGS)
        self._grouping = known[(known.index(self._grouping) + by) % len(known)]
        self._show_page()
        self._list.action_move("home")

    def action_scope(self) -> None:
        """Go from the station to the district, and back."""
        self._is_district = not self._is_district
        self._grouping = "station" if self._is_district else "kind"
        self.show_data()

    def action_period(self) -> None:
        """Choose other days."""
        desk = self.session.desk()
        today = day_of(desk.now_us, desk.zone)
        options = [
            Option(name, period_name(name), right=period_text(period(name, today)))
            for name in PERIODS
        ]

        def chosen(picked: Picked | None) -> None:
            if picked is not None:
                self._period = picked.option
                self.show_data()

        self.app.push_screen(ChooseDialog(_("Days"), options), chosen)

    def on_paged_list_chosen(self) -> None:
        """Show what was clicked twice."""
        self.action_open()

    def action_open(self) -> None:
        """Show the issues behind a row; the chosen one opens."""
        row = self._list.row
        if row is None:
            self.say(_("There is nothing under the cursor."))
            return
        options = case_options(row.group.cases, self.session.desk())

        def chosen(picked: Picked | None) -> None:
            if picked is not None:
                subject = bytes.fromhex(picked.option)
                self.app.call_later(self.host.go, "issues", subject=subject)

        dialog = ChooseDialog(row.name, options, verb=_("Open"), right=str(row.group.new))
        self.app.push_screen(dialog, chosen)

    def action_all(self) -> None:
        """Show every rate, those of the row under the cursor too, and the places by week."""
        if self.found is not None:
            seen = self._seen(self.found)
            self.app.push_screen(PageDialog(_("All figures"), all_blocks(seen, self._list.row)))

    def action_export(self) -> None:
        """Write the figures that are shown to a workbook."""
        if self.found is not None:
            self.run_worker(self._export(self.found), group="export")

    async def _export(self, found: Figures) -> None:
        tables = figures_tables(found, self.session.desk(), Speech(_, current()))
        data = self.host.door.places.data
        try:
            path = await asyncio.to_thread(keep_figures, data, file_name(found.scope), tables)
        except PatrolError as error:
            self.fail(error)
        else:
            self.host.say(where_it_is(path))


def _counted(scope: Scope, session: Session) -> Figures:
    """Return the figures of a scope; to be asked in a thread."""
    return figures(session.ledger, session.desk(), scope)
