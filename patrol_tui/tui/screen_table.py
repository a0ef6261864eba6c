"""Which screen stands behind a name; its module is imported when it is first wanted."""

from importlib import import_module
from pathlib import Path
from typing import Any

from textual.screen import Screen

SCREENS: dict[str, tuple[str, str]] = {
    "setup": ("opening.setup", "SetupScreen"),
    "unlock": ("opening.unlock", "UnlockScreen"),
    "forgotten": ("opening.forgotten", "ForgottenScreen"),
    "mend": ("opening.mend", "MendScreen"),
    "officers": ("opening.officers", "OfficersScreen"),
    "today": ("walking.today", "TodayScreen"),
    "patrol": ("walking.patrol", "PatrolScreen"),
    "record": ("walking.record", "RecordScreen"),
    "issues": ("matters.issues", "IssuesScreen"),
    "thing": ("matters.thing", "ThingScreen"),
    "album": ("matters.album", "AlbumScreen"),
    "album_files": ("matters.album", "FilesScreen"),
    "blacken": ("matters.blacken", "BlackenScreen"),
    "blacken_file": ("matters.blacken", "BlackenFileScreen"),
    "sync": ("exchange.sync", "SyncScreen"),
    "receipt": ("exchange.receipt", "ReceiptScreen"),
    "settings": ("laptop.settings", "SettingsScreen"),
    "laptops": ("laptop.laptops", "LaptopsScreen"),
    "help": ("looking.help", "HelpScreen"),
    "menu": ("looking.menu", "MenuScreen"),
    "palette": ("looking.palette", "PaletteScreen"),
    "find": ("looking.find", "FindScreen"),
    "requests": ("matters.requests", "RequestsScreen"),
    "meetings": ("matters.meetings", "MeetingsScreen"),
    "handbook": ("looking.handbook", "HandbookScreen"),
    "figures": ("looking.figures", "FiguresScreen"),
    "imports": ("exchange.imports", "ImportScreen"),
    "export_lists": ("exchange.exporting", "ExportListsScreen"),
    "export": ("exchange.exporting", "ExportScreen"),
}
"""Name to module in `screens` and class."""

FIRST_STYLES = tuple(
    Path(__file__).with_name("screens") / f"{name}.tcss"
    for name in ("opening/unlock", "walking/today", "opening/mend")
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
