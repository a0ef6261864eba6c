"""Commands as rows of menu and finder."""

from collections.abc import Callable, Mapping

from patrol_tui.language import _
from patrol_tui.tui.command_table import COMMANDS, SCREEN_SCOPES
from patrol_tui.tui.commands import command, shown_key, tab_names
from patrol_tui.tui.kit.dialogs.choose import Option

Found = Callable[[str, str], bool]
"""Tells whether what was typed fits a name."""

WITHOUT_HOME = ("app.language", "app.theme", "app.touch", "app.help", "app.leave")
"""Commands that need no opened home."""

_MOVING = frozenset(("list", "sheet", "form", "dialog", "conflict", "unlock", "map"))
_ITSELF = frozenset(("app.menu", "app.finder", "app.back"))


def place_scope(place: str) -> str:
    """Return the screen whose keys hold in a place."""
    return place if place in SCREEN_SCOPES else "later"


def place_name(place: str) -> str:
    """Return what a screen is called on its tab; nothing for one without."""
    return dict(tab_names()).get(place, "")


def _option(command_id: str, remap: Mapping[str, str] | None) -> Option:
    one = command(command_id)
    return Option(f"command:{one.id}", _(one.name), _(one.help), shown_key(one, remap or {}))


def menu_rows(
    place: str, remap: Mapping[str, str] | None = None, *, is_open: bool = True
) -> list[Option]:
    """Return what the menu offers: the screen's own commands, then what holds everywhere."""
    if not is_open:
        return [_option(one, remap) for one in WITHOUT_HOME]
    own = [one.id for one in COMMANDS if one.scope == place_scope(place) and place]
    everywhere = [one.id for one in COMMANDS if one.scope == "app" and one.id not in _ITSELF]
    tabs = [one for one in everywhere if command(one).action.startswith("go(")]
    others = [one for one in everywhere if one not in tabs]
    return [_option(one, remap) for one in [*own, *others, *tabs]]


def command_rows(remap: Mapping[str, str] | None = None) -> list[Option]:
    """Return every command that can be asked for by name."""
    return [
        _option(one.id, remap)
        for one in COMMANDS
        if one.scope not in _MOVING and one.id not in _ITSELF
    ]
