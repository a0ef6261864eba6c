"""A list of things of several subjects, in groups, with its title and filter."""

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from patrol_tui.language import _
from patrol_tui.services.board import Placed
from patrol_tui.tui.kit.blocks import Empty, Title
from patrol_tui.tui.kit.drawn import Blocks
from patrol_tui.tui.kit.form.filter_box import FilterBox
from patrol_tui.tui.kit.paged_list import PagedList
from patrol_tui.tui.kit.paint import Line
from patrol_tui.tui.kit.rows import GroupHead, ListSource, RowLook
from patrol_tui.tui.views.issue_rows import Sight
from patrol_tui.tui.views.spoken import bare
from patrol_tui.tui.views.thing_rows import GROUP_NAMES, thing_lines

_MOVES = {"up": "up", "down": "down", "pageup": "page_up", "pagedown": "page_down"}


class _Nothing:
    """What stands in an empty list: it depends on the filter."""

    def __init__(self, owner: "ThingList") -> None:
        self._owner = owner

    def lines(self, width: int) -> Sequence[Line]:
        """Return the sentence with its key."""
        return self._owner.empty().lines(width)


class ThingList(Vertical):
    """Shows rows in groups; the filter's text is for the screen to act on.

    Attributes:
        box: the filter.
        rows: the list.
    """

    def __init__(self) -> None:
        super().__init__(classes="pane list")
        self._title = Blocks()
        self.box = FilterBox(_("filter"))
        self.rows: PagedList[Placed] = PagedList(
            lambda placed: placed.row.subject,
            self._draw,
            group_of=self._group_of,
            empty=_Nothing(self),
        )
        self._sight: Sight | None = None
        self._counts: dict[str, int] = {}

    def compose(self) -> ComposeResult:
        """Lay out title, filter, list."""
        yield self._title
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

    def look(self, sight: Sight) -> None:
        """Draw rows from other surroundings: another minute, other unsent things."""
        self._sight = sight

    def show(self, placed: Sequence[Placed], title: str, filtered: str) -> None:
        """Show rows under a title that names the filter."""
        self._counts = {}
        for one in placed:
            self._counts[one.group] = self._counts.get(one.group, 0) + 1
        self._title.show(Title(title, filtered, f"{len(placed):,}"))
        self.rows.show(ListSource(placed, lambda one: one.row.subject))

    def _draw(self, placed: Placed, look: RowLook) -> Sequence[Line]:
        return thing_lines(placed.row, look, self._sight) if self._sight is not None else ()

    def _group_of(self, placed: Placed) -> GroupHead | None:
        name = bare(_(GROUP_NAMES[placed.group]))
        return GroupHead(name, self._counts.get(placed.group))

    def empty(self) -> Empty:
        """Return what an empty list says."""
        if self.text:
            said = _("Nothing fits {text}. {key} clears it.")
            return Empty(said.replace("{text}", f"「{self.text}」"), "Esc")
        return Empty(_("Nothing here. Press {key} for a new one."), "F7")

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
