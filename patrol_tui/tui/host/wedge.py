"""Tells a scanner from fingers: twelve digits in one burst, and Enter behind them.

A scanner types like a keyboard. Its first digit must not already lead to another screen, so digits
wait for a moment; what was no code goes on as if nothing had been.
"""

import unicodedata
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from patrol_tui.domain.catalog.codes import CODE_DIGITS, as_code

if TYPE_CHECKING:
    from textual import events

BURST_S = 0.05
"""A scanner's next key comes sooner than this, a finger's later."""

Pass = Callable[["events.Key"], Awaitable[None]]


class Wedge:
    """Holds digits back until it is clear whose they are."""

    def __init__(self, scanned: Callable[[str], None], pass_on: Pass) -> None:
        """Begin with nothing held.

        Args:
            scanned: told a code.
            pass_on: handles a key as if it had come just now.
        """
        self._scanned, self._pass_on = scanned, pass_on
        self._held: list[events.Key] = []
        self._last_s = 0.0

    @property
    def holds(self) -> bool:
        """Return whether keys wait."""
        return bool(self._held)

    async def take(self, event: "events.Key") -> bool:
        """Return whether a key is kept: it waits, or ended a code."""
        is_burst = event.time - self._last_s < BURST_S
        self._last_s = event.time
        digit = _digit_of(event)
        if event.key == "enter" and is_burst and len(self._held) == CODE_DIGITS:
            code = as_code("".join(map(_digit_of, self._held)))
            if code is not None:
                self._held.clear()
                self._scanned(code)
                return True
        if not digit or not is_burst or len(self._held) == CODE_DIGITS:
            await self.let_go()
        if digit:
            self._held.append(event)
        return bool(digit)

    async def let_go(self) -> None:
        """Pass on what waited: it was typed by fingers."""
        held, self._held = self._held, []
        for event in held:
            await self._pass_on(event)


def _digit_of(event: "events.Key") -> str:
    digit = unicodedata.normalize("NFKC", event.character or "")
    return digit if digit.isascii() and digit.isdecimal() and len(digit) == 1 else ""
