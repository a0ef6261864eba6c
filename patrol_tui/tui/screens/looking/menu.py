"""The menu: the commands that hold where one is, with their keys."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, cast

from patrol_tui.language import _
from patrol_tui.tui.kit.dialogs.choose import Option
from patrol_tui.tui.kit.dialogs.finder import FinderDialog
from patrol_tui.tui.views.finding.command_rows import matching, menu_rows, place_name

if TYPE_CHECKING:
    from patrol_tui.tui.host.app import PatrolApp


class MenuScreen(FinderDialog):
    """A list of what can be done; typing narrows it down."""

    def __init__(
        self, place: str = "", *, is_open: bool = True, remap: Mapping[str, str] | None = None
    ) -> None:
        """Make the menu.

        Args:
            place: the screen that it is wanted for.
            is_open: the home is open; else only what needs none is offered.
            remap: keys the user changed.
        """
        title = f"{_('Menu')}  {place_name(place)}".rstrip()
        super().__init__(title, self._found, placeholder=_("name, pinyin or initials"))
        self._rows = menu_rows(place, remap, is_open=is_open)

    def _found(self, typed: str) -> Sequence[Option]:
        if not typed:
            return self._rows
        return matching(self._rows, typed, cast("PatrolApp", self.app).pinyin)
