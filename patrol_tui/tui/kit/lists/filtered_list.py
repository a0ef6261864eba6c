"""A list under a title and a filter: what the left pane of most screens is."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from patrol_tui.language import _
from patrol_tui.tui.commands import key_on
from patrol_tui.tui.kit.blocks import Empty
from patrol_tui.tui.kit.drawing.drawn import Blocks
from patrol_tui.tui.kit.drawing.paint import Line
from patrol_tui.tui.kit.form.filter_box import FilterBox
from patrol_tui.tui.kit.lists.paged_list import PagedList
from patrol_tui.tui.kit.lists.row_painter import Grouping
from patrol_tui.tui.kit.lists.rows import RowId, RowLook

R = TypeVar("R")
_MOVES = {"up": "up", "down": "down", "pageup": "page_up", "pagedown": "page_down"}


class _Nothing:
    """What stands in an empty list: it depends on the filter."""

    def __init__(self, said: Callable[[], Empty]) -> None:
        self._said = said

    def lines(self, width: int) -> Sequence[Line]:
        """Return the sentence with its key."""
        return self._said().lines(width)


class FilteredList(Vertical, Generic[R]):
    """Shows the rows that it is given; the filter's text is for the screen to act on.

    Attributes:
        box: the filter.
        rows: the list.
    """

    def __init__(
        self,
        id_of: Callable[[R], RowId],
        draw: Callable[[R, RowLook], Sequence[Line]],
        group_of: Grouping[R] | None = None,
    ) -> None:
        super().__init__(classes="pane list")
        self.head = Blocks()
        self.box = FilterBox(_("filter"))
        empty = _Nothing(self._empty)
        self.rows: PagedList[R] = PagedList(id_of, draw, group_of=group_of, empty=empty)

    def compose(self) -> ComposeResult:
        """Lay out title, filter, list."""
        yield self.head
        yield self.box
        yield self.rows

    @property
    def text(self) -> str:
        """What is typed into the filter."""
        return str(self.box.value).strip()

    def clear(self) -> None:
        """Empty the filter."""
        self.box.set_value("")
        self.box.redraw()

    def nothing(self) -> Empty:
        """Return what a list says that is empty without a filter; a subclass overrides this."""
        return Empty("")

    def _empty(self) -> Empty:
        if self.text:
            said = _('Nothing fits "{text}". {key} clears it.')
            key = key_on(getattr(self.screen, "NAME", ""), "back")
            return Empty(said.replace("{text}", self.text), key)
        return self.nothing()

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
