"""The list of the handbook with its title and filter."""

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from patrol_tui.language import _
from patrol_tui.services.handbook import Entry
from patrol_tui.tui.kit.blocks import Empty, Title
from patrol_tui.tui.kit.drawn import Blocks
from patrol_tui.tui.kit.form.filter_box import FilterBox
from patrol_tui.tui.kit.paged_list import PagedList
from patrol_tui.tui.kit.paint import Line
from patrol_tui.tui.kit.rows import ListSource
from patrol_tui.tui.views.handbook_rows import entry_lines, shelf_marks

_MOVES = {"up": "up", "down": "down", "pageup": "page_up", "pagedown": "page_down"}


class _Nothing:
    """What stands in an empty list: what was typed, and how to clear it."""

    def __init__(self, owner: "HandbookList") -> None:
        self._owner = owner

    def lines(self, width: int) -> Sequence[Line]:
        """Return the sentence with its key."""
        said = _("Nothing fits {text}. {key} clears it.")
        return Empty(said.replace("{text}", f"「{self._owner.text}」"), "Esc").lines(width)


class HandbookList(Vertical):
    """Shows entries; the filter's text is for the screen to act on.

    Attributes:
        box: the filter.
        rows: the list.
    """

    def __init__(self) -> None:
        super().__init__(classes="pane list")
        self._title = Blocks()
        self.box = FilterBox(_("filter"))
        self.rows: PagedList[Entry] = PagedList(
            lambda entry: (entry.shelf, entry.id), entry_lines, empty=_Nothing(self)
        )

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

    def show(self, entries: Sequence[Entry], whole: int) -> None:
        """Show entries, and of how many."""
        self._title.show(Title(_("Handbook"), shelf_marks(), f"{whole:,}"))
        self.box.show_note(_("{count} found").format(count=len(entries)) if self.text else "")
        self.rows.show(ListSource(entries, lambda entry: (entry.shelf, entry.id)))

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
