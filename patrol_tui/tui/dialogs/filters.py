"""The dialog of saved filters: choose one; give one's own another name, or delete it."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from patrol_tui.language import _
from patrol_tui.tui.commands import KeyVerb, bindings, verbs
from patrol_tui.tui.kit.chrome import Footer
from patrol_tui.tui.kit.dialogs.choose import ChooseDialog, Option, Picked
from patrol_tui.tui.kit.frame import KitApp

RENAME, DELETE = "rename", "delete"
"""What is answered beside the filter when it shall not be chosen."""


class FiltersDialog(ChooseDialog):
    """Answers a filter, and under `do` what shall happen to it, if not just chosen."""

    SCOPE = "filters"
    BINDINGS: ClassVar[list[BindingType]] = bindings("filters")

    def __init__(self, options: Sequence[Option], own: frozenset[str]) -> None:
        """Make the dialog.

        Args:
            options: all filters.
            own: ids of those that can be renamed and deleted.
        """
        super().__init__(_("Saved filters"), options)
        self._own = own

    def keys(self) -> list[KeyVerb]:
        """Return the row of keys: what the filter under the cursor allows."""
        remap = self.app.remap if isinstance(self.app, KitApp) else {}
        without = () if self._is_own else ("filters.rename", "filters.delete")
        return verbs(self.SCOPE, remap, without=without)

    @property
    def _is_own(self) -> bool:
        row = self._list.row
        return row is not None and row.id in self._own

    def on_paged_list_moved(self) -> None:
        """Show what can be done with the filter under the cursor."""
        self.query_one(Footer).show(self.keys())

    def action_rename(self) -> None:
        """Ask for another name."""
        self._leave_to(RENAME)

    def action_delete(self) -> None:
        """Have it deleted."""
        self._leave_to(DELETE)

    def _leave_to(self, what: str) -> None:
        row = self._list.row
        if row is not None and self._is_own:
            self.dismiss(Picked(row.id, {"do": what}))
