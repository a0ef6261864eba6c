"""What is in quarantine, from a screen: each entry with its reason, and letting one out."""

from patrol_tui.domain.language.errors import PatrolError
from patrol_tui.domain.language.text import inert
from patrol_tui.language import _
from patrol_tui.services.bureau.enrol import is_of_bureau
from patrol_tui.services.ports.quarantine import Barred
from patrol_tui.tui.dialogs.words import FieldsDialog, Values
from patrol_tui.tui.host.station_screen import StationScreen
from patrol_tui.tui.kit.dialogs.choose import ChooseDialog, Option, Picked
from patrol_tui.tui.kit.form.fields import Field, FieldKind
from patrol_tui.tui.screen_table import page_of
from patrol_tui.tui.views.station.barred_rows import barred_options

_REASON = "reason"
_SEE, _RELEASE = "see", "release"


class BarredActs:
    """Shows what has no effect and why; the bureau lets it out with a reason."""

    def __init__(self, screen: StationScreen[None]) -> None:
        """Act for a screen."""
        self._screen = screen
        self._reasons: dict[bytes, Values] = {}

    def choose(self) -> None:
        """Offer all entries that are kept without effect."""
        session = self._screen.session
        barred = {one.entry.hex(): one for one in session.ledger.barred()}
        if not barred:
            self._screen.say(_("Nothing is in quarantine."))
            return

        def chosen(picked: Picked | None) -> None:
            if picked is not None:
                self._ask_what(barred[picked.option])

        dialog = ChooseDialog(
            _("In quarantine"),
            barred_options(session.ledger, session.desk(), tuple(barred.values())),
            remark=_("They are kept as they came. Everybody leaves them out alike."),
            verb=_("Open"),
            right=str(len(barred)),
            colour="red",
        )
        self._screen.app.push_screen(dialog, chosen)

    def _ask_what(self, barred: Barred) -> None:
        if not is_of_bureau(self._screen.session.ledger):
            self._see(barred)
            return
        options = [
            Option(_SEE, _("Show the thing"), _("with all that was written of it")),
            Option(_RELEASE, _("Let it out"), _("where it is right after all")),
        ]

        def chosen(picked: Picked | None) -> None:
            if picked is not None and picked.option == _SEE:
                self._see(barred)
            elif picked is not None:
                self._ask_why(barred)

        self._screen.app.push_screen(ChooseDialog(_("In quarantine"), options), chosen)

    def _see(self, barred: Barred) -> None:
        state = self._screen.session.ledger.state(barred.subject)
        if state is not None:
            page = page_of(state.type)
            self._screen.app.call_later(self._screen.host.go, page, subject=barred.subject)

    def _ask_why(self, barred: Barred) -> None:
        def left(values: Values) -> None:
            self._reasons[barred.entry] = values

        def answered(values: Values | None) -> None:
            if values is not None:
                left(values)
                releasing = self._release(barred, str(values[_REASON]))
                self._screen.app.run_worker(releasing, group="bureau")

        numbers = self._screen.session.ledger.devices()
        dialog = FieldsDialog(
            _("Let it out"),
            [Field(_REASON, _("Reason"), FieldKind.LONG, required=True)],
            self._reasons.get(barred.entry, {}),
            question=inert(self._screen.phrase(barred.said(numbers))),
            remark=_("From then on it counts, here and with the next sync everywhere."),
            verb=_("Let it out"),
            left=left,
        )
        self._screen.app.push_screen(dialog, answered)

    async def _release(self, barred: Barred, reason: str) -> None:
        host = self._screen.host
        try:
            await host.beside(lambda home: home.release(barred.entry, reason))
        except PatrolError as error:
            self._screen.fail(error)
        else:
            self._reasons.pop(barred.entry, None)
            host.say(_("The entry is out of quarantine; the others follow with their next sync."))
