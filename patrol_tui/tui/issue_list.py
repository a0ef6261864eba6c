"""The list of issues with its title, filter and legend."""

from collections.abc import Callable, Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from patrol_tui.language import _
from patrol_tui.services.lists import Row
from patrol_tui.tui.kit.blocks import Empty, Gap, Pair, Title
from patrol_tui.tui.kit.drawn import Blocks
from patrol_tui.tui.kit.form.filter_box import FilterBox
from patrol_tui.tui.kit.paged_list import PagedList
from patrol_tui.tui.kit.paint import Line
from patrol_tui.tui.kit.rows import RowLook, RowSource
from patrol_tui.tui.views.issue_rows import Sight, issue_lines
from patrol_tui.tui.views.saved_filters import SavedFilter
from patrol_tui.tui.views.spoken import bare

_LEGEND_ROWS = 2
_HEAD_ROWS = 2
_TOUCH_ROWS = 3
_MOVES = {"up": "up", "down": "down", "pageup": "page_up", "pagedown": "page_down"}


class _Nothing:
    """What stands in an empty list: it depends on the filter."""

    def __init__(self, said: Callable[[], Empty]) -> None:
        self._said = said

    def lines(self, width: int) -> Sequence[Line]:
        """Return the sentence with its key."""
        return self._said().lines(width)


class IssueList(Vertical):
    """Shows the rows that it is given; the filter's text is for the screen to act on.

    Attributes:
        box: the filter.
        rows: the list.
    """

    def __init__(self) -> None:
        super().__init__(classes="pane list")
        self._title = Blocks()
        self.box = FilterBox(_("filter"))
        self.rows: PagedList[Row] = PagedList(
            lambda row: row.subject, self._draw, empty=_Nothing(self._empty)
        )
        self._legend = Blocks()
        self._saved: SavedFilter | None = None
        self._sight: Sight | None = None

    def compose(self) -> ComposeResult:
        """Lay out title, filter, list, legend."""
        yield self._title
        yield self.box
        yield self.rows
        yield self._legend

    @property
    def text(self) -> str:
        """What is typed into the filter."""
        return str(self.box.value).strip()

    def clear(self) -> None:
        """Empty the filter."""
        self.box.set_value("")
        self.box.redraw()

    def look(self, sight: Sight) -> None:
        """Draw rows from other surroundings: another minute, other unsent things."""
        self._sight = sight

    def show(self, source: RowSource[Row], saved: SavedFilter) -> None:
        """Show the rows of a source, found by a saved filter and the text."""
        self._saved = saved
        self.rows.show(source)

    def entitle(self, count: str) -> None:
        """Show title, count and order, and the legend where it fits."""
        saved = self._saved
        if saved is not None:
            self._title.show(Title(_("Issues"), _(saved.name), count))
            is_newest = saved.id == "all"
            self.box.show_note(_("newest first") if is_newest else _("by deadline"))
        self._fit()

    def _draw(self, row: Row, look: RowLook) -> Sequence[Line]:
        return issue_lines(row, look, self._sight) if self._sight is not None else ()

    def _empty(self) -> Empty:
        if self.text:
            said = _("Nothing fits {text}. {key} clears it.")
            return Empty(said.replace("{text}", f"「{self.text}」"), "Esc")
        return Empty(_(self._saved.empty) if self._saved is not None else "", "F7")

    def _fit(self) -> None:
        """Explain the marks right below the rows, where they leave room."""
        count = len(self.rows.rows_at_hand)
        used = count * (_TOUCH_ROWS if self.rows.touch else 1)
        fits = 0 < used <= self.size.height - _HEAD_ROWS - _LEGEND_ROWS
        self._legend.display = fits
        self.rows.styles.height = used if fits else "1fr"
        spans = []
        for mark, style, said in (
            (bare(_("mark|!!")), "red bold", _("in conflict")),
            (bare(_("mark|un")), "amber bold", _("unsent")),
        ):
            spans += [(mark, style), (" ", ""), (said, "soft"), ("  ", "")]
        self._legend.show(Gap(), Pair(spans))

    def on_resize(self) -> None:
        """Share the height anew."""
        self._fit()

    def on_key(self, event: events.Key) -> None:
        """Move in the list while the filter has the keys; Enter goes there."""
        if not self.box.has_focus:
            return
        if event.key in _MOVES:
            event.stop()
            self.rows.action_move(_MOVES[event.key])
        elif event.key == "enter":
            event.stop()
            self.rows.focus()
