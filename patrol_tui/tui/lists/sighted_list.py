"""A filtered list whose rows change with what is around them: the minute, what is unsent."""

from typing import TypeVar

from patrol_tui.tui.kit.lists.filtered_list import FilteredList
from patrol_tui.tui.views.issues.issue_rows import Sight

R = TypeVar("R")


class SightedList(FilteredList[R]):
    """Holds what its rows are drawn from beside themselves.

    Attributes:
        sight: that, or None before the first look.
    """

    sight: Sight | None = None

    def look(self, sight: Sight) -> None:
        """Draw rows from other surroundings: another minute, other unsent things."""
        self.sight = sight
