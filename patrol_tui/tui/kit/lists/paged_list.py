"""A list of any length: pages read by key, only changed rows painted."""

from collections.abc import Callable, Coroutine, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from patrol_tui.language import _
from patrol_tui.tui.commands import bindings
from patrol_tui.tui.kit.drawing.drawn import Block
from patrol_tui.tui.kit.drawing.paint import Line, paint_of
from patrol_tui.tui.kit.lists.row_painter import Grouping, RowPainter, Rows
from patrol_tui.tui.kit.lists.row_window import Commit, RowWindow
from patrol_tui.tui.kit.lists.rows import Immediate, RowId, RowLook, RowSource, SlowRowSource

if TYPE_CHECKING:
    from textual.timer import Timer

R = TypeVar("R")
Job = Callable[[], Coroutine[Any, Any, Commit]]
_WHEEL_ROWS = 3
_LOADING_AFTER_S = 0.2


class PagedList(Widget, Generic[R], can_focus=True):
    """Rows under a cursor that stays on the same record whatever comes and goes.

    Posts `Moved` when the cursor comes to another row or its row changed, and `Chosen` when a row
    is clicked that had the cursor already; Enter belongs to the screen.
    """

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = bindings("list")
    DEFAULT_CSS = """
    PagedList { height: 1fr; width: 1fr; background: $paper; }
    """

    class Moved(Message):
        """The cursor stands on another row, or on none."""

        def __init__(self, paged_list: "PagedList[Any]", row: Any) -> None:  # noqa: ANN401
            super().__init__()
            self.paged_list = paged_list
            self.row = row

        @property
        def control(self) -> "PagedList[Any]":
            """The list."""
            return self.paged_list

    class Chosen(Moved):
        """A row was clicked that had the cursor."""

    def __init__(  # noqa: PLR0913 - two are every widget's
        self,
        id_of: Callable[[R], RowId],
        draw: Callable[[R, RowLook], Sequence[Line]],
        *,
        group_of: Grouping[R] | None = None,
        empty: Block | None = None,
        whole_rows: bool = False,
        marks_idle: bool = True,
        ground: str = "paper",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Make a list.

        Args:
            id_of: what a record keeps while it changes.
            draw: a row's lines without the gutter; lines with a ground of their own keep it.
            group_of: the head of the group a row belongs to.
            empty: shown while there are no rows.
            whole_rows: the cursor inverts all lines of its row, not just the first.
            marks_idle: the cursor shows while the keys are elsewhere, too.
            ground: what the list lies on.
            id: of the widget.
            classes: of the widget.
        """
        super().__init__(id=id, classes=classes)
        self._ground = ground
        grounds = {"whole_rows": whole_rows, "marks_idle": marks_idle}
        self._painter = RowPainter(id_of, draw, group_of, **grounds)
        self._window: RowWindow[R] = RowWindow(id_of)
        self._empty = empty
        self._source: SlowRowSource[R] | None = None
        self._is_quick = True
        self._generation, self._busy = 0, False
        self._waiting: Job | None = None
        self._loading: Timer | None = None
        self._says_loading = ""
        self._shown: Rows = Rows([], [])
        self._told: R | None = None

    @property
    def row(self) -> R | None:
        """The row under the cursor."""
        return self._window.row

    @property
    def rows_at_hand(self) -> Sequence[R]:
        """The rows read so far around the cursor."""
        return self._window.rows

    @property
    def touch(self) -> bool:
        """Whether rows are three high, for fingers."""
        return self._painter.touch

    @touch.setter
    def touch(self, touch: bool) -> None:
        self._painter.touch = touch
        self.redraw()

    def show(self, source: RowSource[R]) -> None:
        """Show the rows of a source that answers within the blink of a key."""
        self._begin(Immediate(source), is_quick=True)

    def show_slow(self, source: SlowRowSource[R]) -> None:
        """Show the rows of a source that must be waited for; what is shown stays till then."""
        self._begin(source, is_quick=False)

    def reload(self) -> None:
        """Read the rows in sight again; the cursor stays on its record."""
        source, row = self._source, self._window.row
        if source is None:
            return
        if row is None:
            self._run(lambda: self._window.load_first(source))
        else:
            self._run(lambda: self._window.load_around(source, row))

    def go_to(self, row_id: RowId) -> None:
        """Put the cursor on a record, wherever it is."""
        source = self._source
        if source is not None:
            self._run(lambda: self._window.load_at(source, row_id))

    def redraw(self) -> None:
        """Draw all rows anew, because what they are drawn from has changed."""
        self._painter.forget()
        self._update()

    def action_move(self, to: str) -> None:
        """Move the cursor: `up`, `down`, `page_up`, `page_down`, `home` or `end`."""
        source, window = self._source, self._window
        if source is None:
            return
        if to == "home" and not window.at_start:
            self._run(lambda: window.load_first(source))
        elif to == "end" and not window.at_end:
            self._run(lambda: window.load_last(source))
        else:
            page = max(1, len(set(self._shown.places)) - 1)
            most = len(window.rows)
            by = {"up": -1, "down": 1, "page_up": -page, "page_down": page, "home": -most}
            self._place(window.cursor + by.get(to, most))

    def _place(self, cursor: int) -> None:
        self._window.place(cursor)
        self._update()
        self._read_ahead()

    def _read_ahead(self) -> None:
        """Fetch the next page before the cursor gets there."""
        source, window = self._source, self._window
        margin = max(2, self.size.height) * (1 if self._is_quick else 2)
        if source is None or self._busy or not window.rows:
            return
        if window.wants_after(margin):
            self._run(lambda: window.load_after(source))
        elif window.wants_before(margin):
            self._run(lambda: window.load_before(source))

    def _begin(self, source: SlowRowSource[R], *, is_quick: bool) -> None:
        self._source, self._is_quick = source, is_quick
        self._generation += 1
        self._waiting, self._busy = None, False
        kept = self._window.row
        if kept is None:
            self._run(lambda: self._window.load_first(source))
        else:
            self._run(lambda: self._window.load_again(source, kept))

    def _run(self, job: Job) -> None:
        """Read rows now, or beside the keys where that takes a while: one thing at a time."""
        if self._is_quick:
            _answer_of(job)()
            self._update()
        elif self._busy:
            self._waiting = job
        else:
            self._busy = True
            if self._loading is None:
                self._loading = self.set_timer(_LOADING_AFTER_S, self._say_loading)
            self.run_worker(self._wait_for(job, self._generation), group="rows")

    async def _wait_for(self, job: Job, generation: int) -> None:
        commit = await job()
        if generation != self._generation:
            return
        commit()
        self._busy, self._says_loading = False, ""
        if self._loading is not None:
            self._loading.stop()
            self._loading = None
        self._update()
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self._run(waiting)
        else:
            self._read_ahead()

    async def _say_loading(self) -> None:
        """Say after a while what is being waited for; no spinner."""
        source, generation = self._source, self._generation
        count = await source.count() if source is not None else None
        if not self._busy or generation != self._generation:
            return
        number = "" if count is None else f"{count:,}"
        self._says_loading = _("Fetching {count} rows").format(count=number)
        self._update()

    def _update(self) -> None:
        """Paint what differs from what is on the screen."""
        if not self.is_mounted or not self.size.height:
            return
        old = self._shown
        self._shown = new = self._painter.paint(
            self._window, self.size, paint_of(self, self._ground), has_keys=self.has_focus
        )
        if not self._window.rows:
            self._shown = new = self._nothing()
        for y, strip in enumerate(new.strips):
            if y >= len(old.strips) or old.strips[y] is not strip:
                self.refresh(Region(0, y, self.size.width, 1))
        if self._window.row is not self._told:
            self._told = self._window.row
            self.post_message(self.Moved(self, self._told))

    def _nothing(self) -> Rows:
        width, height = self.size
        lines: Sequence[Line] = ()
        if self._says_loading:
            lines = (Line(((" " + self._says_loading, "soft"),)),)
        elif self._empty is not None and not self._busy and self._source is not None:
            lines = self._empty.lines(width)
        paint = paint_of(self, self._ground)
        strips = [*paint.strips(lines, width)][:height]
        strips += [paint.blank(width)] * (height - len(strips))
        return Rows(strips, [-1] * height)

    def render_line(self, y: int) -> Strip:
        """Return one line of what is in sight."""
        if self._painter.is_stale(self.size, self.app.theme):
            self._update()
        if y < len(self._shown.strips):
            return self._shown.strips[y]
        return paint_of(self, self._ground).blank(self.size.width)

    def on_resize(self) -> None:
        """Paint for the new size."""
        self._update()
        self._read_ahead()

    def watch_has_focus(self, has_focus: bool) -> None:  # noqa: FBT001 - Textual calls it
        """Show whether the keys are here."""
        super().watch_has_focus(has_focus)
        self._update()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is; a second click there chooses."""
        places = self._shown.places
        at = places[event.y] if 0 <= event.y < len(places) else -1
        if at < 0:
            return
        if at == self._window.cursor:
            self.post_message(self.Chosen(self, self._window.row))
        self._place(at)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Move down with the wheel."""
        event.stop()
        self._place(self._window.cursor + _WHEEL_ROWS)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Move up with the wheel."""
        event.stop()
        self._place(self._window.cursor - _WHEEL_ROWS)


def _answer_of(job: Job) -> Commit:
    """Return what a quick source's job answers, without the event loop."""
    coroutine = job()
    try:
        coroutine.send(None)
    except StopIteration as done:
        commit: Commit = done.value
        return commit
    coroutine.close()
    raise TypeError("a quick source must not wait")
