"""What one does about the officers of this laptop: add one, change the own PIN."""

import asyncio
from collections.abc import Callable, Mapping

from patrol_tui.domain.language.errors import PatrolError
from patrol_tui.domain.language.text import inert
from patrol_tui.domain.pin import advice
from patrol_tui.language import _
from patrol_tui.services.bureau.enrol import OtherName
from patrol_tui.tui.acting.renaming import ask_to_rename
from patrol_tui.tui.commands import key_of
from patrol_tui.tui.entering.pin_dialog import NewPin, PinDialog
from patrol_tui.tui.form_dialog import FormDialog
from patrol_tui.tui.host.station_screen import StationScreen
from patrol_tui.tui.kit.form.fields import Field, Value

_BADGE, _NAME = "badge", "name"


class CrewActs:
    """Asks, has it done beside the keys, says what came of it."""

    def __init__(self, screen: StationScreen[None], changed: Callable[[], None]) -> None:
        """Act for a screen.

        Args:
            screen: where one acts.
            changed: told when there is one officer more.
        """
        self._screen, self._changed = screen, changed
        self._typed: Mapping[str, Value] = {}

    # The own PIN.

    def change_pin(self) -> None:
        """Ask for the old PIN and twice for a new one."""
        self._screen.app.push_screen(PinDialog(), self._pin_chosen)

    def _pin_chosen(self, pins: NewPin | None) -> None:
        if pins is not None:
            self._screen.app.run_worker(self._write_pin(pins), group="pin")

    async def _write_pin(self, pins: NewPin) -> None:
        host = self._screen.host
        badge = self._screen.session.ledger.writer.badge
        try:
            await asyncio.to_thread(host.door.change_pin, badge, pins.old, pins.new)
        except PatrolError as error:
            self._screen.fail(error)
        else:
            weak = advice(pins.new)
            host.say(" ".join([_("The PIN is changed."), *([_(weak)] if weak else [])]))

    # A further officer.

    def add(self) -> None:
        """Ask who it is, then have them choose a PIN."""
        fields = [
            Field(_BADGE, _("Badge"), required=True, cells=16),
            Field(_NAME, _("Name"), cells=16, unit=_("only for one who is new")),
        ]
        dialog = FormDialog(
            _("Add officer"),
            fields,
            self._typed,
            question=_("They choose a PIN of their own. What they write bears their name."),
            remark=_("Whoever the district does not know yet, only the bureau's laptop can add."),
            verb=_("Next step"),
        )
        self._screen.app.push_screen(dialog, self._named)

    def _named(self, typed: Mapping[str, Value] | None) -> None:
        if typed is None:
            return
        self._typed = typed
        badge, name = str(typed[_BADGE]).strip(), str(typed[_NAME]).strip()

        def chosen(pins: NewPin | None) -> None:
            if pins is not None:
                adding = self._add(badge, name, pins.new)
                self._screen.app.run_worker(adding, group="officer")

        whose = inert(name or badge)
        dialog = PinDialog(_("Set a new PIN"), note=whose, asks_old=False)
        self._screen.app.push_screen(dialog, chosen)

    async def _add(self, badge: str, name: str, pin: str, *, rename: bool = False) -> None:
        host = self._screen.host
        host.say(_("Adding {name}").format(name=inert(name or badge)))
        try:
            known = await host.beside(
                lambda home: home.add_officer(badge, name, pin, rename=rename)
            )
        except OtherName as error:
            ask_to_rename(self._screen, error, lambda: self._add(badge, name, pin, rename=True))
        except PatrolError as error:
            self._screen.fail(error)
        else:
            self._typed = {}
            said = _("{name} can open this laptop: lock it, then {key} chooses who it is.")
            host.say(said.format(name=inert(known), key=key_of("unlock.other")))
            self._changed()
