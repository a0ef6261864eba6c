"""Today in one look: the next step, the shift, what is due, what came in, what is unsent."""

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from patrol_tui.language import _
from patrol_tui.services.overview import today as service
from patrol_tui.services.overview.worries import Lone
from patrol_tui.services.syncing.sync_log import reached_at_us
from patrol_tui.tui.commands import bindings, key_of
from patrol_tui.tui.host.station_screen import StationScreen
from patrol_tui.tui.kit.beside import Beside
from patrol_tui.tui.kit.blocks import Empty, Gap
from patrol_tui.tui.kit.drawing.drawn import Blocks, Drawn, Sheet
from patrol_tui.tui.kit.drawing.paint import Line
from patrol_tui.tui.kit.frame import Panes
from patrol_tui.tui.kit.lists.paged_list import PagedList
from patrol_tui.tui.kit.lists.rows import ListSource
from patrol_tui.tui.record.record_choices import unfinished
from patrol_tui.tui.screen_table import page_of
from patrol_tui.tui.views.patrols.next_step import NextStep, next_step
from patrol_tui.tui.views.station.today_blocks import (
    DueRow,
    contact_blocks,
    draft_blocks,
    due_lines,
    headed,
    news_blocks,
    repeat_blocks,
    route_blocks,
    shift_line,
    summary_blocks,
    unsent_blocks,
)
from patrol_tui.tui.views.wording.spoken import bare

_TALL_ROWS = 30
_TWO_COLUMNS = 80
_HALF = 50


class NextStepBar(Drawn, can_focus=True):
    """The next step with its key; the cursor begins here."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("list")
    DEFAULT_CSS = """
    NextStepBar { height: 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.step = NextStep("record", "")

    def show(self, step: NextStep) -> None:
        """Show another step."""
        self.step = step
        self.redraw()

    def draw(self, width: int) -> list[Line]:
        """Return the one row, in the middle of three where fingers press it."""
        del width
        step = self.step
        left = [("> ", "bold"), (bare(_("today|Next")), "bold"), ("   ", ""), (step.title, "bold")]
        left += [("  ", ""), (step.note, "")]
        right = [(step.by, ""), ("   ", "")] if step.by else []
        right += [(f"{key_of('today.open')} {step.verb}", "bold"), (" ", "")]
        ground = "cursor" if self.has_focus else "selection"
        around = [Line(ground=ground)] * (self.size.height // 2)
        return [*around, Line(left, right, ground), *around]

    def on_focus(self) -> None:
        """Show that the keys are here."""
        self.redraw()

    def on_blur(self) -> None:
        """Show that the keys are elsewhere."""
        self.redraw()

    def action_move(self, to: str) -> None:
        """Go down to what is due."""
        if to in {"down", "page_down", "end"}:
            self.screen.query_one(DueList).focus()

    def on_click(self) -> None:
        """Do the step, where the mouse finds the cursor on it."""
        if isinstance(self.screen, TodayScreen):
            self.screen.run_worker(self.screen.action_open())


class DueList(PagedList[DueRow]):
    """What is due today; above its first row stands the next step."""

    def action_move(self, to: str) -> None:
        """Move the cursor, out at the top too."""
        rows = self.rows_at_hand
        at_top = not rows or self.row is rows[0]
        if to == "up" and at_top:
            self.screen.query_one(NextStepBar).focus()
        else:
            super().action_move(to)


class TodayScreen(StationScreen[None]):
    """The first screen: Enter alone carries the shift on."""

    NAME = "today"
    CSS_PATH = Path(__file__).with_name("today.tcss")

    def compose_body(self) -> ComposeResult:
        """Lay out next step, shift, the two panes and the route."""
        with Vertical():
            with Vertical(id="step", classes="pane"):
                yield NextStepBar()
            yield Blocks(id="shift")
            with Panes():
                with Vertical(classes="pane work"):
                    yield Blocks(id="due-head")
                    yield DueList(
                        lambda due: due.row.subject,
                        due_lines,
                        empty=Empty(_("Nothing is due today.")),
                        marks_idle=False,
                    )
                    yield Blocks(id="done")
                yield Sheet(classes="pane aside")
            yield Blocks(id="route")

    def on_mount(self) -> None:
        """Begin on the next step."""
        self.take_keys()

    def take_keys(self) -> None:
        """Give the keys to the next step."""
        self.query_one(NextStepBar).focus()

    def show_data(self) -> None:
        """Read the day and show it."""
        session = self.session
        desk = session.desk()
        chosen = self.host.settings
        lone = Lone(chosen.check_in_min, chosen.check_in_grace_min)
        day = service.today(session.ledger, desk, self.host.patrol, lone)
        is_tall = self.app.size.height >= _TALL_ROWS
        step = next_step(day, desk)
        self.query_one(NextStepBar).show(step)
        self.query_one("#shift", Blocks).show(Gap(), shift_line(day, desk), Gap())
        self.query_one("#due-head", Blocks).show(headed(_("Due today"), day.due_count))
        rows = [DueRow(row, desk, is_tall) for row in day.due]
        self.query_one(DueList).show(ListSource(rows, lambda due: due.row.subject))
        self.query_one("#done", Blocks).show(*summary_blocks(day, desk))
        reached_us = reached_at_us(session.ledger)
        unsent = unsent_blocks(day, desk, self.host.unsent_photos, reached_us)
        unsent += draft_blocks(len(unfinished(session)))
        unsent += contact_blocks(day) + repeat_blocks(day)
        beside = Beside(news_blocks(day, desk), unsent, _TWO_COLUMNS, _HALF)
        self.query_one(Sheet).show(beside, keep_place=True)
        route = route_blocks(day.patrol, desk) if day.patrol and is_tall else []
        self.query_one("#route", Blocks).show(*route)
        self._show_keys()

    def _show_keys(self) -> None:
        bar = self.query_one(NextStepBar)
        verb = bar.step.verb if self.focused is bar else _("Open")
        self.show_keys(self.default_keys(today_open=verb))

    def on_descendant_focus(self) -> None:
        """Name what Enter does where the keys are now."""
        self._show_keys()

    def on_resize(self) -> None:
        """Show more or less where the window changes its height."""
        super().on_resize()
        self.show_all()

    async def action_open(self) -> None:
        """Do the next step, or show the row under the cursor."""
        due = self.query_one(DueList)
        if self.focused is due and due.row is not None:
            row = due.row.row
            await self.host.go(page_of(row.type), subject=row.subject)
        elif self.focused is not due:
            await self._do(self.query_one(NextStepBar).step)

    async def on_paged_list_chosen(self) -> None:
        """Show the row that was clicked twice."""
        await self.action_open()

    async def _do(self, step: NextStep) -> None:
        if step.does in {"walk", "resume", "finish", "start"}:
            await self.host.go("patrol", begin=step.does)
        elif step.does == "settle":
            await self.host.go("issues", saved="conflict")
        elif step.does == "sync":
            await self.host.action_sync()
        elif step.does == "receipt":
            await self.host.over("receipt")
        else:
            await self.host.over("record")
