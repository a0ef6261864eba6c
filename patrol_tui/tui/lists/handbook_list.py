"""The list of the handbook with its title and filter."""

from collections.abc import Sequence

from patrol_tui.language import _
from patrol_tui.services.handbook import Entry
from patrol_tui.tui.kit.blocks import Title
from patrol_tui.tui.kit.lists.filtered_list import FilteredList
from patrol_tui.tui.kit.lists.rows import ListSource
from patrol_tui.tui.views.finding.handbook_rows import entry_lines, shelf_marks


class HandbookList(FilteredList[Entry]):
    """Shows entries, and how many of how many."""

    def __init__(self) -> None:
        super().__init__(lambda entry: (entry.shelf, entry.id), entry_lines)

    def show(self, entries: Sequence[Entry], whole: int) -> None:
        """Show entries, and of how many."""
        self.head.show(Title(_("Handbook"), shelf_marks(), f"{whole:,}"))
        self.box.show_note(_("{count} found").format(count=len(entries)) if self.text else "")
        self.rows.show(ListSource(entries, lambda entry: (entry.shelf, entry.id)))
