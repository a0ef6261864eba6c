"""Looks out for an officer who walks alone: asks when it has been quiet too long, and loudly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from patrol_tui.domain.clocks import MINUTE_US
from patrol_tui.domain.language.text import inert
from patrol_tui.language import _, current
from patrol_tui.services.patrol.safety import last_written_us, watch
from patrol_tui.services.requests import CheckIn, Sos
from patrol_tui.tui.safety.asking import SafetyDialog
from patrol_tui.tui.safety.sos import sos_dialog, sos_text

if TYPE_CHECKING:
    from patrol_tui.domain.language.errors import PatrolError
    from patrol_tui.services.patrol.safety import Watch
    from patrol_tui.tui.form_dialog import FormDialog
    from patrol_tui.tui.host.app import PatrolApp
    from patrol_tui.tui.kit.form.fields import Value

_TYPING_US = 10_000_000
_AGAIN_US = MINUTE_US


class Lookout:
    """Asks for a sign of life, never in the middle of a word, and again every minute."""

    def __init__(self, host: PatrolApp) -> None:
        """Begin quietly."""
        self._host = host
        self._asked_us = 0
        self._heard: dict[bytes, int] = {}
        self._dialog: SafetyDialog | None = None
        self._sos: FormDialog | None = None

    def now(self) -> Watch | None:
        """Return by when the officer must be heard of; None where nobody waits for that."""
        now_us, patrol = self._host.clock.now_us(), self._host.patrol
        held = self._watch(now_us)
        if patrol is None or held is None or held.need(now_us) == "quiet":
            return held
        # Only who would be asked is looked for: that reads weeks of the laptop's own entries.
        ledger = self._host.opened.ledger
        self._heard = {patrol.subject: last_written_us(ledger, held.last_us, now_us)}
        return self._watch(now_us)

    def _watch(self, now_us: int) -> Watch | None:
        patrol, chosen = self._host.patrol, self._host.settings
        heard_us = self._heard.get(patrol.subject, 0) if patrol is not None else 0
        return watch(patrol, chosen.check_in_min, chosen.check_in_grace_min, now_us, heard_us)

    def tick(self, touched_us: int) -> None:
        """Ask where it has been quiet for too long.

        Args:
            touched_us: when a key was last pressed; who types is asked a little later.
        """
        now_us = self._host.clock.now_us()
        if now_us - self._asked_us < _AGAIN_US or now_us - touched_us < _TYPING_US:
            return
        if self._sos is not None and self._sos in self._host.screen_stack:
            return  # an Enter meant for the note would say that all is well
        held = self.now()
        if held is None or held.need(now_us) == "quiet":
            return
        self._asked_us = now_us
        self._host.bell()
        silent_min = (now_us - held.last_us) // MINUTE_US
        is_missed = held.need(now_us) == "missed"
        if self._dialog is not None and self._dialog in self._host.screen_stack:
            self._dialog.show(silent_min, is_missed=is_missed)
            return
        self._dialog = SafetyDialog(silent_min, is_missed=is_missed)
        self._host.push_screen(self._dialog, self._answered)

    def _answered(self, answer: str | None) -> None:
        if answer == "safe":
            self.check_in()
        elif answer == "sos":
            self.sos()

    def check_in(self) -> None:
        """Write down that all is well."""
        host = self._host
        held, now_us = self.now(), host.clock.now_us()
        is_late = held is not None and held.need(now_us) == "missed"
        silent_min = (now_us - held.last_us) // MINUTE_US if held is not None and is_late else 0
        said = _("Written down: you are safe.")
        request = CheckIn(silent_min=silent_min)
        host.act(request, lambda _done: host.say(said), self._refused)

    def sos(self) -> None:
        """Ask what is the matter, then write it down."""
        host = self._host
        self._sos = sos_dialog(host.opened.desk(), host.patrol)
        host.push_screen(self._sos, self._send)

    def _send(self, values: dict[str, Value] | None) -> None:
        host = self._host
        if values is None:
            return
        said = _("The SOS is written down, and goes out with the next sync. Call, too.")
        text = sos_text(host.opened.desk(), values, host.spot())
        host.act(Sos(text), lambda _done: host.say(said), self._refused)

    def _refused(self, error: PatrolError) -> None:
        self._host.warn(inert(error.text(_, current())))
