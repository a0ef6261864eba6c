"""Settings changed while the program runs: they hold at once and are kept."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from patrol_tui.domain.language.errors import Refused
from patrol_tui.domain.language.text import inert
from patrol_tui.language import Language, _, current, set_language
from patrol_tui.tui.host.going import GoingApp
from patrol_tui.tui.host.hosted_screen import HostedScreen
from patrol_tui.tui.kit.frame import fit_window

if TYPE_CHECKING:
    from patrol_tui.settings import Settings
    from patrol_tui.tui.entering.door import Door


class ChoosingApp(GoingApp):
    """An app that follows what the user chooses.

    Attributes:
        door: the home that is shown; it keeps the settings.
        settings: what the user chose.
    """

    def __init__(self, door: Door) -> None:
        """Begin with the settings that the home has."""
        settings = door.settings
        super().__init__(
            theme=settings.theme,
            ascii_lines=settings.lines == "ascii",
            remap=settings.keys,
        )
        set_language(settings.language)
        self.door, self.settings = door, settings

    @property
    def has_large_targets(self) -> bool:
        """Return whether what fingers press is three rows high."""
        return self.settings.touch

    def choose(self, settings: Settings) -> None:
        """Follow other settings at once and keep them."""
        self.settings = settings
        set_language(settings.language)
        self.choose_theme(settings.theme)
        for screen in self.own_screens():
            fit_window(screen)
            for widget in screen.walk_children():
                widget.refresh()
            if isinstance(screen, HostedScreen):
                screen.suit(settings)
        try:
            self.door.keep(settings)
        except Refused as error:
            self.warn(inert(error.text(_, current())))

    def choose_theme(self, theme: str) -> None:
        """Show everything in the colours of `day`, `sunlight` or `night`."""
        with suppress(AttributeError):  # the first time, before there are settings
            self._ascii_lines = self.settings.lines == "ascii"
        super().choose_theme(theme)

    async def speak(self, language: Language) -> None:
        """Speak another language: all screens are laid out anew, with what was typed."""
        self.keep_typed()
        self.choose(replace(self.settings, language=language))
        for screen in self.own_screens():
            await screen.recompose()
            if isinstance(screen, HostedScreen):
                screen.show_all()
                screen.take_keys()

    def action_theme(self) -> None:
        """Go to the next colours."""
        after: dict[str, Literal["day", "sunlight", "night"]] = {
            "day": "sunlight",
            "sunlight": "night",
        }
        self.choose(replace(self.settings, theme=after.get(self.settings.theme, "day")))

    async def action_language(self) -> None:
        """Speak the other language."""
        await self.speak("en" if self.settings.language == "zh" else "zh")

    def action_touch(self) -> None:
        """Make rows three high, or one."""
        self.choose(replace(self.settings, touch=not self.settings.touch))
