"""Keeps what a terminal says of keys, and we did not ask for, out of what is typed.

A program that broke down before may have left the terminal reporting keys as kitty does. Textual,
which we keep from speaking that protocol, spells such a report out: `^`, `[`, digits, a letter.
"""

import re
from typing import TYPE_CHECKING

from patrol_tui.tui.host.wedge import BURST_S

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual import events

_BEGUN = re.compile(r"\^(\[[?<>=]?[\d;:]*)?\Z")
_WHOLE = re.compile(r"\^\[[?<>=]?[\d;:]+[A-Za-z~]\Z")


class Stray:
    """Holds a `^` and what follows at once, until it is clear whether fingers typed it."""

    def __init__(self, pass_on: "Callable[[events.Key], Awaitable[None]]") -> None:
        """Begin with nothing held.

        Args:
            pass_on: handles a key that fingers typed.
        """
        self._pass_on = pass_on
        self._held: list[events.Key] = []
        self._last_s = 0.0

    @property
    def holds(self) -> bool:
        """Return whether keys wait."""
        return bool(self._held)

    async def take(self, key: "events.Key") -> bool:
        """Return whether a key is kept: it waits, or ended a report, which is dropped."""
        if key.time - self._last_s >= BURST_S:
            await self.let_go()
        self._last_s = key.time
        spelt = "".join(one.character or "" for one in self._held) + (key.character or " ")
        if self._held and _WHOLE.match(spelt):
            self._held.clear()
            return True
        if _BEGUN.match(spelt):
            self._held.append(key)
            return True
        await self.let_go()
        return False

    async def let_go(self) -> None:
        """Pass on what waited."""
        held, self._held = self._held, []
        for key in held:
            await self._pass_on(key)
