"""The patrol as a whole: started, paused, finished."""

import asyncio
from typing import TYPE_CHECKING

from patrol_tui.domain.language.errors import N_, NotFound, PatrolError, Refused
from patrol_tui.domain.language.text import inert
from patrol_tui.language import _
from patrol_tui.services.office import Done
from patrol_tui.services.requests import Pause, Resume
from patrol_tui.tui.acting.patrol_dialogs import (
    change_dialog,
    colleagues_of,
    finish_dialog,
    finish_request,
    start_dialog,
    start_request,
)
from patrol_tui.tui.commands import key_of
from patrol_tui.tui.exports.code_file import keep_codes
from patrol_tui.tui.host.station_screen import StationScreen
from patrol_tui.tui.kit.dialogs.choose import Picked
from patrol_tui.tui.kit.form.fields import Value

if TYPE_CHECKING:
    from patrol_tui.domain.catalog import Route
    from patrol_tui.services.patrol.walk import Walk

NOT_BEGUN = N_("No patrol is under way. Start one first.")
LEFT_STOP = N_("You have left this stop. {key} on it arrives there again.")
AT_NO_STOP = N_("You are at no stop. {key} on one arrives there.")
NO_ROUTE = N_("No route is laid down for this station. Import one first.")


class WholePatrol(StationScreen[None]):
    """What can be done to a patrol from its screen.

    Attributes:
        walk: the patrol that is shown, or None.
        route: the route that is shown, walked or not.
        subject: a patrol of the past that is looked at, or None.
    """

    def __init__(self) -> None:
        super().__init__()
        self.walk: Walk | None = None
        self.route: Route | None = None
        self.subject: bytes | None = None

    def begun(self) -> None:
        """Show that the patrol has begun."""

    def action_change(self) -> None:
        """Ask what shall become of the patrol; start one where none is."""
        if self.walk is None or self.subject is not None:
            self.action_start()
        else:
            dialog = change_dialog(is_paused=self.walk.state.status == "paused")
            self.app.push_screen(dialog, self._change)

    def _change(self, picked: Picked | None) -> None:
        if picked is not None and picked.option == "finish":
            self.action_finish()
        elif picked is not None:
            self.action_pause()

    def action_start(self) -> None:
        """Ask how the patrol starts."""
        if self.host.patrol is not None:
            self.fail(Refused(N_("A patrol is under way. Finish it before you start another.")))
            return
        if self.route is None:
            self.fail(NotFound(NO_ROUTE))
            return
        colleagues = colleagues_of(self.session.ledger, self.host.pinyin)
        dialog = start_dialog(self.session.desk(), colleagues, self.route)
        self.app.push_screen(dialog, self._start)

    def _start(self, values: dict[str, Value] | None) -> None:
        if values is not None:
            self.subject = None
            self.act(start_request(values), self._started)

    def _started(self, done: Done) -> None:
        del done
        self.begun()
        said = _("The patrol has begun. {key} arrives at the first stop.")
        self.say(said.format(key=key_of("patrol.problem")))

    def action_pause(self) -> None:
        """Pause the patrol, or go on with it."""
        if self.walk is not None and self.walk.state.status == "paused":
            self.act(Resume(), lambda _done: self.say(_("Going on.")))
        else:
            said = _("Paused. {key} goes on.").format(key=key_of("patrol.change"))
            self.act(Pause(), lambda _done: self.say(said))

    def action_finish(self) -> None:
        """Finish the patrol; stops that were not visited need a reason."""
        if self.walk is None or self.subject is not None:
            self.fail(Refused(NOT_BEGUN))
            return
        stops = [one for one in self.walk.stops if one.arrived_us is None and not one.skipped]
        self.app.push_screen(finish_dialog(stops), self._finish)

    def _finish(self, values: dict[str, Value] | None) -> None:
        if values is not None:
            self.act(finish_request(values), self._finished)

    def action_codes(self) -> None:
        """Write the codes of the route's checkpoints as a PDF to print and hang up."""
        if self.route is None:
            self.fail(NotFound(NO_ROUTE))
        else:
            self.say(_("The codes are being written."))
            self.run_worker(self._keep_codes(self.route), group="export")

    async def _keep_codes(self, route: "Route") -> None:
        data = self.host.door.places.data
        try:
            path, count = await asyncio.to_thread(keep_codes, data, route)
        except PatrolError as error:
            self.fail(error)
        else:
            where = _("Codes to print, {count}: {name} in {folder}")
            folder = inert(str(path.parent))
            self.host.say(where.format(count=count, name=path.name, folder=folder))

    def _finished(self, done: Done) -> None:
        del done
        self.app.call_later(self.host.go, "today")
