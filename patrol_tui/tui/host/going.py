"""Going about: which screen is in front, and which commands lead where."""

from typing import TYPE_CHECKING, Any

from patrol_tui.language import _
from patrol_tui.tui.commands import command
from patrol_tui.tui.host.hosted_screen import HostedScreen
from patrol_tui.tui.kit.chrome import Header
from patrol_tui.tui.kit.frame import FramedScreen, KitApp
from patrol_tui.tui.screen_table import make_screen, page_of

if TYPE_CHECKING:
    from textual.screen import Screen

Place = tuple[str, bytes]
"""A thing to go to: its type and its identity."""
LOWEST = 1
"""Screens on the stack when nothing lies over one of ours."""


class GoingApp(KitApp[int]):
    """An app that knows its way; its subclass knows whether a home is open."""

    def __init__(self, **given: Any) -> None:  # noqa: ANN401 - as the kit's app takes it
        super().__init__(**given)
        self._trail: list[Place] = []

    @property
    def is_open(self) -> bool:
        """Return whether there is anything to go to."""
        return False

    def own_screens(self) -> "list[Screen[Any]]":
        """Return our screens, the one in front last."""
        return list(self.screen_stack[LOWEST - 1 :])

    @property
    def place(self) -> str:
        """Return the name of the screen in front, dialogs left aside."""
        framed = [one for one in self.own_screens() if isinstance(one, FramedScreen)]
        return framed[-1].NAME if framed else ""

    @property
    def tab(self) -> str:
        """Return the tab that the lowest of our screens belongs to."""
        lowest = next((one for one in self.own_screens() if isinstance(one, FramedScreen)), None)
        return (lowest.TAB or lowest.NAME) if lowest is not None else ""

    def keep_typed(self) -> None:
        """Have every screen keep what was typed into it."""
        for screen in self.own_screens():
            if isinstance(screen, HostedScreen):
                screen.keep()

    async def clear_stack(self) -> None:
        """Close what lies over the lowest screen; what was typed there is kept."""
        self.keep_typed()
        while len(self.screen_stack) > LOWEST:
            await self.pop_screen()

    async def go(self, name: str, **given: object) -> None:
        """Show one of the screens of the navigation.

        Args:
            name: one of the screen table.
            given: what the screen shall begin with; it is made anew then.
        """
        self._trail.clear()
        await self._show(name, **given)

    async def follow(self, there: Place, here: Place) -> None:
        """Go from a thing to another that it has to do with; Esc leads back."""
        self._trail.append(here)
        await self._show(page_of(there[0]), subject=there[1])

    async def _show(self, name: str, **given: object) -> None:
        if not self.is_open:
            return
        await self.clear_stack()
        if given or self.tab != name:
            await self.switch_screen(make_screen(name, **given))

    async def action_go(self, name: str) -> None:
        """Show one of the nine screens."""
        await self.go(name)

    async def on_header_tab_chosen(self, message: Header.TabChosen) -> None:
        """Go to the tab that was clicked."""
        await self.go(message.screen)

    async def over(self, name: str, **given: object) -> None:
        """Show a screen over the one in front, such as Record."""
        await self.push_screen(make_screen(name, **given))

    async def action_record(self) -> None:
        """Record an issue, over whatever is in front."""
        if self.is_open and self.place != "record":
            front = self.screen
            given = front.begun_record() if isinstance(front, HostedScreen) else {}
            await self.over("record", **given)

    async def action_imports(self) -> None:
        """Take in a table, over whatever is in front."""
        if self.is_open and self.place != "imports":
            await self.over("imports")

    def action_export_list(self) -> None:
        """Write a list to a file, over whatever is in front."""

        def chosen(what: str | None) -> None:
            if what is not None:
                self.push_screen(make_screen("export", what=what))

        if self.is_open:
            self.push_screen(make_screen("export_lists", place=self.place), chosen)

    async def action_repeat(self) -> None:
        """Record what was recorded last once more, where one is now."""
        if self.is_open and self.place != "record":
            await self.over("record", again=True)

    async def action_help(self) -> None:
        """Show the keys that hold here."""
        await self.over("help", place=self.place, remap=self.remap)

    def action_find(self) -> None:
        """Search everything, then show what was found."""
        if self.is_open:
            self.push_screen(make_screen("find"), self._show_found)

    def action_finder(self) -> None:
        """Offer every command and every sort of record."""
        self.push_screen(
            make_screen("palette", place=self.place, remap=self.remap), self._do_chosen
        )

    def action_menu(self) -> None:
        """Offer the commands that hold here."""
        menu = make_screen("menu", place=self.place, is_open=self.is_open, remap=self.remap)
        self.push_screen(menu, self._do_chosen)

    async def action_back(self) -> None:
        """Go one step back; from the nine screens to Today."""
        if len(self.screen_stack) > LOWEST:
            self.keep_typed()
            await self.pop_screen()
        elif self.is_open and self._trail:
            thing_type, subject = self._trail.pop()
            await self._show(page_of(thing_type), subject=subject)
        elif self.is_open:
            await self.go("today")

    async def _show_found(self, found: str | None) -> None:
        """Show a thing by what Find calls it: its sort, and its id."""
        what, _colon, name = (found or "").partition(":")
        if what == "issue":
            await self.go("issues", subject=bytes.fromhex(name))
        elif what == "kind":
            await self.over("record", kind=name)
        elif what == "route":
            await self.go("patrol", route=name)
        elif what == "checkpoint":
            route, _slash, checkpoint = name.partition("/")
            await self.go("patrol", route=route, checkpoint=checkpoint)
        elif what == "filter":
            screen, _slash, own = name.partition("/")
            await self.go(screen, own=own)
        elif what == "patrol":
            await self.go("patrol", subject=bytes.fromhex(name))
        elif what:
            await self.go(page_of(what), subject=bytes.fromhex(name))

    async def _do_chosen(self, chosen: str | None) -> None:
        """Do what was chosen in the menu or the finder."""
        what, _colon, name = (chosen or "").partition(":")
        if what == "command":
            await self.run_command(name)
        elif chosen:
            await self._show_found(chosen)

    async def run_command(self, command_id: str) -> None:
        """Do what a command's key would do; one of another screen's, after going there."""
        one = command(command_id)
        if one.scope not in {"app", self.place}:
            await self.go(one.scope)
        target = self if one.scope == "app" else self.screen
        await self.run_action(one.action, target)

    def action_retract(self) -> None:
        """Withdraw what is selected, where the screen knows how."""
        if isinstance(self.screen, HostedScreen):
            self.screen.retract()

    def say(self, text: str) -> None:
        """Say something in the status line of the screen in front."""
        for screen in reversed(self.own_screens()):
            if isinstance(screen, FramedScreen):
                screen.say(text)
                return

    def warn(self, text: str) -> None:
        """Say what went wrong on the screen in front, until a key is pressed."""
        for screen in reversed(self.own_screens()):
            if isinstance(screen, FramedScreen):
                screen.warn(text, _("failed"))
                return
