"""Asks before an officer whom the district knows gets another name."""

from collections.abc import Callable, Coroutine

from patrol_tui.domain.language.text import inert
from patrol_tui.language import _
from patrol_tui.services.bureau.enrol import OtherName, is_of_bureau
from patrol_tui.tui.commands import key_of
from patrol_tui.tui.host.station_screen import StationScreen
from patrol_tui.tui.kit.dialogs.dialog import ConfirmDialog


def ask_to_rename(
    screen: StationScreen[None],
    error: OtherName,
    rename: Callable[[], Coroutine[None, None, None]],
) -> None:
    """Have the bureau say whether it is the same officer; say what is wrong anywhere else.

    Args:
        screen: where one acts.
        error: both names.
        rename: does again what was refused, and renames.
    """
    if not is_of_bureau(screen.session.ledger):
        screen.fail(error)
        return

    def answered(is_wanted: object) -> None:
        if is_wanted:
            screen.app.run_worker(rename(), group="bureau")

    names = {"known": inert(error.known), "name": inert(error.name)}
    said = _("This badge is {known}'s. Is it the same officer, who is called {name} now?")
    after = _("If not: {key}, then another badge. The new name stands in the ledger for everybody.")
    after = after.format(key=key_of("dialog.cancel"))
    dialog = ConfirmDialog(
        _("Another name"),
        f"{said.format(**names)} {after}",
        verb=_("Rename"),
        colour="amber",
    )
    screen.app.push_screen(dialog, answered)
