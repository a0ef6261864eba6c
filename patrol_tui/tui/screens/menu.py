"""The menu: the commands that hold where one is, with their keys."""

from collections.abc import Mapping

from patrol_tui.language import _
from patrol_tui.tui.kit.dialogs.finder import FinderDialog
from patrol_tui.tui.views.command_rows import Found, menu_rows, place_name


class MenuScreen(FinderDialog):
    """A list of what can be done; typing narrows it down."""

    def __init__(
        self,
        place: str = "",
        *,
        is_open: bool = True,
        remap: Mapping[str, str] | None = None,
        matches: Found | None = None,
    ) -> None:
        """Make the menu.

        Args:
            place: the screen that it is wanted for.
            is_open: the home is open; else only what needs none is offered.
            remap: keys the user changed.
            matches: tells whether typed letters fit a name.
        """
        rows = menu_rows(place, remap, is_open=is_open)
        super().__init__(
            f"{_('Menu')}  {place_name(place)}".rstrip(),
            lambda text: [row for row in rows if not text or (matches and matches(text, row.text))],
            placeholder=_("name, pinyin or initials"),
        )
