"""A list of things of several subjects, in groups, with its title and filter."""

from collections.abc import Sequence

from patrol_tui.language import _
from patrol_tui.services.overview.board import Placed
from patrol_tui.tui.commands import key_on
from patrol_tui.tui.kit.blocks import Empty, Title
from patrol_tui.tui.kit.drawing.paint import Line
from patrol_tui.tui.kit.lists.rows import GroupHead, ListSource, RowLook
from patrol_tui.tui.lists.sighted_list import SightedList
from patrol_tui.tui.views.things.thing_rows import GROUP_NAMES, thing_lines
from patrol_tui.tui.views.wording.spoken import bare


class ThingList(SightedList[Placed]):
    """Shows rows in groups."""

    def __init__(self) -> None:
        super().__init__(lambda placed: placed.row.subject, self._draw, self._group_of)
        self._counts: dict[str, int] = {}

    def show(self, placed: Sequence[Placed], title: str, filtered: str) -> None:
        """Show rows under a title that names the filter."""
        self._counts = {}
        for one in placed:
            self._counts[one.group] = self._counts.get(one.group, 0) + 1
        self.head.show(Title(title, filtered, f"{len(placed):,}"))
        self.rows.show(ListSource(placed, lambda one: one.row.subject))

    def _draw(self, placed: Placed, look: RowLook) -> Sequence[Line]:
        return thing_lines(placed.row, look, self.sight) if self.sight is not None else ()

    def _group_of(self, placed: Placed) -> GroupHead | None:
        name = bare(_(GROUP_NAMES[placed.group]))
        return GroupHead(name, self._counts.get(placed.group))

    def nothing(self) -> Empty:
        """Name the key for a new thing."""
        screen = getattr(self.screen, "NAME", "")
        said = _("Nothing here. Press {key} for a new one.")
        if screen == "requests":
            said = _("No requests here. Press {key} for a new one.")
        return Empty(said, key_on(screen, "new"))
