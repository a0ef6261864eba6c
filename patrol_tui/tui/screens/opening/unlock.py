"""Unlock: who it is, a PIN in boxes, and how long to wait after a wrong one."""

import asyncio
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from patrol_tui.domain.language.errors import PatrolError
from patrol_tui.domain.language.text import inert
from patrol_tui.domain.times import DISTRICT_ZONE, in_zone
from patrol_tui.language import _, current
from patrol_tui.tui.commands import KeyVerb, command, shown_key, verbs
from patrol_tui.tui.host.home_app import is_of_ledger
from patrol_tui.tui.host.hosted_screen import HostedScreen
from patrol_tui.tui.kit.blocks import Gap, Keys, Lines, Paragraph
from patrol_tui.tui.kit.drawing.drawn import Blocks
from patrol_tui.tui.kit.drawing.glyphs import Seal
from patrol_tui.tui.kit.drawing.paint import Line
from patrol_tui.tui.kit.pin import PinBoxes, PinPad
from patrol_tui.tui.screen_table import load_screen, make_screen
from patrol_tui.tui.views.wording.moments import date_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from patrol_tui.settings import Settings
    from patrol_tui.tui.entering.door import Card, OpenHome
    from patrol_tui.tui.kit.dialogs.choose import Picked
    from patrol_tui.tui.kit.drawing.drawn import Block
    from patrol_tui.tui.kit.form.fields import Value

_SECOND_US = 1_000_000


class UnlockScreen(HostedScreen[None]):
    """No navigation before the PIN. A home that asks for none opens by itself.

    Attributes:
        how_far: how many things' rows are brought up to this version, of how many; None as long
            as nothing has to be.
    """

    NAME = "unlock"
    CSS_PATH = Path(__file__).with_name("unlock.tcss")

    def __init__(self) -> None:
        super().__init__()
        self._cards: Sequence[Card] = ()
        self._chosen = 0
        self._wait_until_us = 0
        self._is_opening = False
        self._said = ("", "soft")
        self._code = ""
        self.how_far: tuple[int, int] | None = None
        self._is_stopping = False
        self._wants_pad = False

    @property
    def card(self) -> "Card | None":
        """Return who is about to unlock."""
        return self._cards[self._chosen] if self._cards else None

    def compose_body(self) -> ComposeResult:
        """Lay out seal, officer, boxes and the sentence below them."""
        with Vertical(id="middle"), Vertical(id="card"):
            yield Blocks(id="who")
            yield PinBoxes()
            yield PinPad()
            yield Blocks(id="said")

    def on_mount(self) -> None:
        """Draw the first frame, then look for who can unlock."""
        self.set_interval(1.0, self.count_down)
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self.app.run_worker(self._look(), group="unlock", name="look")

    async def _look(self) -> None:
        """Show who can unlock; open what asks for no PIN; set up what nobody has set up."""
        try:
            self._cards = await asyncio.to_thread(self.host.door.cards)
        except PatrolError as error:
            self.warn(inert(error.text(_, current())))
            return
        if not self._cards:
            await self.host.switch_screen(make_screen("setup"))
            return
        if not self.is_attached:  # left while the disk was read
            return
        self.show_all()
        card = self._cards[0]
        if len(self._cards) == 1 and card.is_open:
            self._open(card, None)
        else:
            self.take_keys()
            await asyncio.to_thread(self.host.door.load_ahead)
            await asyncio.to_thread(partial(load_screen, "today"))

    def on_screen_resume(self) -> None:
        """Show who it is."""
        self.show_all()
        self.take_keys()

    def take_keys(self) -> None:
        """Give the keys to the boxes, once it is known that there is a PIN."""
        if self.query_one(PinBoxes).display:
            self.query_one(PinBoxes).focus()

    def show_all(self) -> None:
        """Show who it is, in the language that is spoken."""
        card = self.card
        local = in_zone(self.host.clock.now_us(), DISTRICT_ZONE)
        station = card.station.in_(current()) if card else ""
        beside = (
            Line(),
            Line([(_("City patrol"), "bold"), (f"   {inert(station)}", "soft")]),
            Line([(date_text(local), "soft")]),
        )
        blocks: list[Block] = [Seal(beside), Gap()]
        if card is not None:
            badge = _("badge {number}").format(number=inert(card.badge))
            who = Line([(inert(card.name), "bold"), (f"  {badge}", "soft")])
            blocks += [Lines([who]), Gap()]
        self.query_one("#who", Blocks).show(*blocks)
        wants_pin = card is not None and not card.is_open
        touch = self.host.has_large_targets
        self.query_one(PinBoxes).display = wants_pin
        pad = self.query_one(PinPad)
        pad.display = wants_pin and (touch or self._wants_pad)
        pad.set_class(touch, "-touch")
        self.show_keys(self.default_keys())
        self._show_said()

    def suit(self, settings: "Settings") -> None:
        """Show or hide the pad, which fingers need."""
        super().suit(settings)
        self.show_all()

    def _show_said(self) -> None:
        text, style = self._said
        hint = _("A wrong PIN loses nothing; wait and try again")
        stored = _("Records and photos are encrypted on this laptop")
        self.query_one("#said", Blocks).show(
            Gap(),
            Paragraph(text or hint, style, indent=0),
            self._way_back(),
            Gap(),
            Paragraph(stored, "soft", indent=0),
        )

    def _way_back(self) -> "Block":
        """Return the key for a PIN that is forgotten, where there is one."""
        if self.card is None or self.card.is_open:
            return Gap()
        one = command("unlock.forgotten")
        return Keys([(shown_key(one, self.host.remap), _(one.name))], indent=0)

    def on_click(self, event: events.Click) -> None:
        """Take a click on what is said as the key that it names."""
        if event.widget is self.query_one("#said"):
            self.action_forgotten()

    def on_pin_boxes_touched(self) -> None:
        """Show the pad to who has no keys at hand."""
        self._wants_pad = True
        self.show_all()

    def on_pin_pad_pressed(self, message: PinPad.Pressed) -> None:
        """Do what a finger or the mouse pressed."""
        boxes = self.query_one(PinBoxes)
        if message.key == PinPad.ENTER:
            self.action_enter()
        elif message.key == PinPad.BACK:
            boxes.take_back()
        else:
            boxes.add(message.key)

    def default_keys(self, **named: str) -> list[KeyVerb]:
        """Return the footer: digits first, and the menu in both languages."""
        if self.how_far is not None and self._is_opening:
            return verbs("unlock_opening", self.host.remap)
        menu = "Menu 菜单" if current() == "en" else "菜单 Menu"
        keys = super().default_keys(**{"app_menu": menu, **named})
        digits = KeyVerb("unlock.enter", "0-9", _("Type the PIN"))
        one_only = len(self._cards) < 2  # noqa: PLR2004 - nobody else to choose
        return [digits, *(key for key in keys if not (one_only and key.command == "unlock.other"))]

    # What is said below the boxes instead of in a status line.

    def say(self, text: str) -> None:
        """Say something below the boxes."""
        self._said = (text, "bold")
        self._show_said()

    def warn(self, text: str, word: str = "") -> None:
        """Say what went wrong below the boxes."""
        del word
        self._said = (text, "red bold")
        self._show_said()

    def count_down(self) -> None:
        """Say how long to wait, each second, or how far it is."""
        self._tell()
        if not self._wait_until_us:
            return
        left_us = self._wait_until_us - self.host.clock.now_us()
        if left_us > 0:
            wait_s = -(-left_us // _SECOND_US)
            self.warn(_("Wrong PIN, nothing is lost. {count} s to wait").format(count=wait_s))
        else:
            self._wait_until_us = 0
            self._said = ("", "soft")
            self._show_said()

    # Opening.

    def action_enter(self) -> None:
        """Open with the PIN in the boxes."""
        card, boxes = self.card, self.query_one(PinBoxes)
        if card is None or self._is_opening or self._wait_until_us:
            return
        if card.is_open:
            self._open(card, None)
        elif not boxes.is_long_enough:
            self.warn(_("A PIN has at least six digits"))
        else:
            self._open(card, boxes.pin)

    def _open(self, card: "Card", pin: str | None) -> None:
        self._is_opening = True
        self.say(_("Opening"))
        self.app.run_worker(self._unlock(card, pin), group="unlock", name="unlock")

    async def _unlock(self, card: "Card", pin: str | None) -> None:
        door, home = self.host.door, None
        try:
            home = await asyncio.to_thread(partial(door.unlock, card.badge, pin))
            await self._bring_in(home)
        except PatrolError as error:
            if home is not None and is_of_ledger(error):
                await self.host.mend(home, error)
                return
            self._is_opening = self._is_stopping = False
            self.how_far = None
            self.query_one(PinBoxes).clear()
            self.warn(inert(error.text(_, current())))
            self.show_keys(self.default_keys())
            wait_s = error.params.get("wait_s")
            if isinstance(wait_s, int) and wait_s > 0:
                self._wait_until_us = self.host.clock.now_us() + wait_s * _SECOND_US
                self.count_down()

    # A ledger of another version: its lists are brought up before anything is shown.

    async def _bring_in(self, home: "OpenHome") -> None:
        home.progress = self._goes_on
        try:
            await self.host.open(home)
        finally:
            home.progress = None

    def _goes_on(self, done: int, total: int) -> bool:
        """Take down how far it is, in the thread that opens, and tell whether to go on."""
        self.how_far = (done, total)
        return not self._is_stopping

    def _tell(self) -> None:
        if self.how_far is None or not self._is_opening:
            return
        done, total = self.how_far
        said = _("Bringing the lists up to this version, once: {done} of {total}")
        self.say(_("Stopping") if self._is_stopping else said.format(done=done, total=total))
        self.show_keys(self.default_keys())

    def action_stop(self) -> None:
        """Leave the lists for the next time; no entry is touched."""
        if self.how_far is not None and self._is_opening:
            self._is_stopping = True
            self._tell()

    def on_unmount(self) -> None:
        """Leave nothing running behind the screens."""
        self._is_stopping = True

    def action_forgotten(self) -> None:
        """Say what is safe and who can help; set a new PIN by the bureau's code."""
        card = self.card
        if card is None or card.is_open or self._is_opening:
            return

        def answered(typed: "Mapping[str, Value] | None") -> None:
            if typed is not None:
                self._code, pin = str(typed["code"]), str(typed["pin"])
                self._is_opening = True
                self.say(_("Opening"))
                self.app.run_worker(self._open_by_code(card, pin), group="unlock", name="code")

        check = self.host.door.check_code
        forgotten = make_screen("forgotten", officer=inert(card.name), code=self._code, check=check)
        self.app.push_screen(forgotten, answered)

    async def _open_by_code(self, card: "Card", pin: str) -> None:
        recover = partial(self.host.door.recover_pin, card.badge, self._code, pin)
        try:
            await asyncio.to_thread(recover)
        except PatrolError as error:
            self._is_opening = False
            self.warn(inert(error.text(_, current())))
        else:
            self._code, self._wait_until_us = "", 0
            await self._unlock(card, pin)

    def on_pin_boxes_changed(self) -> None:
        """Let a complaint go while one types."""
        if not self._wait_until_us and self._said[0]:
            self._said = ("", "soft")
            self._show_said()

    def action_other(self) -> None:
        """Choose who it is."""
        self.app.push_screen(make_screen("officers", cards=self._cards), self._choose)

    def _choose(self, picked: "Picked | None") -> None:
        if picked is not None:
            self._chosen = int(picked.option)
            self.query_one(PinBoxes).clear()
            self.show_all()
