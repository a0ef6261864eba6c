"""Which screen stands behind a name; its module is imported when it is first wanted."""

from importlib import import_module
from pathlib import Path
from typing import Any

from textual.screen import Screen

SCREENS: dict[str, tuple[str, str]] = {
    "setup": ("setup", "SetupScreen"),
    "unlock": ("unlock", "UnlockScreen"),
    "forgotten": ("forgotten", "ForgottenScreen"),
    "mend": ("mend", "MendScreen"),
    "officers": ("officers", "OfficersScreen"),
    "today": ("today", "TodayScreen"),
    "patrol": ("patrol", "PatrolScreen"),
    "record": ("record", "RecordScreen"),
    "issues": ("issues", "IssuesScreen"),
    "thing": ("thing", "ThingScreen"),
    "album": ("album", "AlbumScreen"),
    "album_files": ("album", "FilesScreen"),
    "blacken": ("blacken", "BlackenScreen"),
    "sync": ("sync", "SyncScreen"),
    "receipt": ("receipt", "ReceiptScreen"),
    "settings": ("settings", "SettingsScreen"),
    "laptops": ("laptops", "LaptopsScreen"),
    "help": ("help", "HelpScreen"),
    "menu": ("menu", "MenuScreen"),
    "palette": ("palette", "PaletteScreen"),
    "find": ("find", "FindScreen"),
    "requests": ("requests", "RequestsScreen"),
    "meetings": ("meetings", "MeetingsScreen"),
    "handbook": ("handbook", "HandbookScreen"),
    "figures": ("figures", "FiguresScreen"),
    "imports": ("imports", "ImportScreen"),
    "export_lists": ("exporting", "ExportListsScreen"),
    "export": ("exporting", "ExportScreen"),
}
"""Name to module in `screens` and class."""

FIRST_STYLES = tuple(
    Path(__file__).with_name("screens") / f"{name}.tcss" for name in ("unlock", "today", "mend")
)
"""Styles of the first screens: a style that is read later has all others parsed again."""


def page_of(thing_type: str) -> str:
    """Return which page of the navigation shows a type of thing."""
    if thing_type == "issue":
        return "issues"
    if thing_type == "patrol":
        return "patrol"
    return "requests" if thing_type in {"request", "letter"} else "meetings"


def load_screen(name: str) -> None:
    """Import a screen's module ahead, in whatever thread."""
    import_module(f"patrol_tui.tui.screens.{SCREENS[name][0]}")


def make_screen(name: str, **given: object) -> Screen[Any]:
    """Return a new screen.

    Args:
        name: one of `SCREENS`.
        given: what the screen is about, handed to its constructor.
    """
    module, screen = SCREENS[name]
    made: Screen[Any] = getattr(import_module(f"patrol_tui.tui.screens.{module}"), screen)(**given)
    return made
