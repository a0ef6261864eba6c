"""Opens what is sealed of the thing on the screen: asks why, records it, forgets it."""

from collections.abc import Mapping

from patrol_tui.domain.folding.state import State
from patrol_tui.domain.language.errors import PatrolError
from patrol_tui.language import _
from patrol_tui.services.bureau.sealing import sealed_fields
from patrol_tui.services.office import Done
from patrol_tui.services.requests import OpenSealed
from patrol_tui.tui.dialogs.words import FieldsDialog, Values
from patrol_tui.tui.host.station_screen import StationScreen
from patrol_tui.tui.kit.form.fields import Field, FieldKind

_REASON = "reason"


class Opening:
    """Holds the values of one thing at most, in memory alone, as long as its screen lives."""

    def __init__(self, screen: StationScreen[None]) -> None:
        """Open for a screen."""
        self._screen = screen
        self._open: tuple[bytes, Mapping[str, str]] = (b"", {})
        self._typed: dict[bytes, Values] = {}

    def values(self, state: State) -> Mapping[str, str]:
        """Return what is open of a thing; values of another one are forgotten."""
        if self._open[0] != state.subject:
            self._open = (b"", {})
        return self._open[1]

    def ask(self, state: State) -> None:
        """Ask why, record the opening, then show the values."""

        def left(values: Values) -> None:
            self._typed[state.subject] = values

        def answered(values: Values | None) -> None:
            if values is not None:
                left(values)
                request = OpenSealed(state.subject, sealed_fields(state), str(values[_REASON]))
                self._screen.host.act(request, self._keep, self._refused)

        dialog = FieldsDialog(
            _("Open contact"),
            [Field(_REASON, _("Reason"), FieldKind.LONG, required=True)],
            self._typed.get(state.subject, {}),
            question=_("Your name and reason are recorded for good. Why is it opened?"),
            verb=_("Open"),
            left=left,
        )
        self._screen.app.push_screen(dialog, answered)

    def _keep(self, done: Done) -> None:
        self._typed.pop(done.subject, None)
        self._open = (done.subject, {name: str(value) for name, value in done.opened.items()})
        self._screen.say(_("Opened; that is recorded with your name."))

    def _refused(self, error: PatrolError) -> None:
        self._screen.fail(error)
