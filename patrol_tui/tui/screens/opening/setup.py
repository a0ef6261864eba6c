"""First run: language, who and where, a PIN; it ends in an opened home."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical

from patrol_tui.domain.catalog import Catalog
from patrol_tui.domain.language.errors import PatrolError
from patrol_tui.domain.language.text import inert
from patrol_tui.language import _, current, is_language
from patrol_tui.tui.cells import cells, pad
from patrol_tui.tui.commands import KeyVerb
from patrol_tui.tui.disk.folders import list_folder
from patrol_tui.tui.disk.paths import unfolded
from patrol_tui.tui.entering.door import NewStation, OpenHome
from patrol_tui.tui.host.hosted_screen import HostedScreen
from patrol_tui.tui.kit.blocks import Gap, Paragraph, Rule
from patrol_tui.tui.kit.dialogs.finder import FileDialog
from patrol_tui.tui.kit.drawing.drawn import Blocks
from patrol_tui.tui.kit.drawing.glyphs import Seal
from patrol_tui.tui.kit.drawing.paint import Line
from patrol_tui.tui.kit.form.fields import Field, Value
from patrol_tui.tui.kit.form.form import Form
from patrol_tui.tui.kit.pin import PinBoxes, PinPad
from patrol_tui.tui.kit.progress import Procedure
from patrol_tui.tui.views.station.setup_steps import (
    LANGUAGE,
    PIN,
    WHO,
    alone_fields,
    begin_fields,
    bundle_fields,
    station_matcher,
    step_names,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from patrol_tui.settings import Settings
    from patrol_tui.tui.kit.drawing.drawn import Block

_TALL_ROWS = 30


class SetupScreen(HostedScreen[None]):
    """Three short steps; what was typed stays when one goes back or speaks another language."""

    NAME = "setup"
    CSS_PATH = Path(__file__).with_name("setup.tcss")

    def __init__(self) -> None:
        super().__init__()
        self._step = LANGUAGE
        self._values: dict[str, Value] = {"way": "bundle"}
        self._catalog = Catalog()
        self._is_working = False
        self._said = ("", "soft")

    def compose_body(self) -> ComposeResult:
        """Lay out seal, line of steps, the step's fields and the sentence below."""
        with Vertical(id="middle"), Vertical(id="card"):
            yield Blocks(*self._head(), id="head")
            if self._step == PIN:
                again = _("once more")
                yield PinBoxes(pad("PIN", cells(again)), id="pin")
                yield PinBoxes(again, id="again")
                yield self._pad()
            else:
                yield Form(self._fields(), self._values)
            yield Blocks(id="said")

    def _head(self) -> "list[Block]":
        beside = (
            Line(),
            Line([(_("City patrol"), "bold"), ("   ", ""), (_("first run"), "soft")]),
            Line([(_("set this laptop up, it takes a minute"), "soft")]),
        )
        steps: list[Block] = [Procedure(step_names(), self._step), Gap()]
        is_low = self.app.size.height < _TALL_ROWS
        # What fingers need has the room of the seal, where there is little.
        return steps if is_low and self.host.has_large_targets else [Seal(beside), Gap(), *steps]

    def _pad(self) -> PinPad:
        keys = PinPad(_("Next step"))
        keys.display = self.host.has_large_targets
        keys.set_class(keys.display, "-touch")
        return keys

    def suit(self, settings: "Settings") -> None:
        """Make room for fingers, or take it back."""
        super().suit(settings)
        self._fit()

    def on_resize(self) -> None:
        """Drop the seal where fingers need its room."""
        super().on_resize()
        self._fit()

    def _fit(self) -> None:
        touch = self.host.has_large_targets
        self.set_class(touch, "-touch")
        for head in self.query("#head").results(Blocks):
            head.show(*self._head())
        for keys in self.query(PinPad):
            keys.display = touch
            keys.set_class(touch, "-touch")

    def _fields(self) -> list[Field]:
        if self._step == LANGUAGE:
            return begin_fields()
        if self._asks_bundle:
            return bundle_fields()
        return alone_fields(station_matcher(self._catalog, lambda: self.host.pinyin))

    async def on_mount(self) -> None:
        """Begin with the language that is spoken; read the stations behind the first frame."""
        self._values["language"] = self.host.settings.language
        self.query_one(Form).set_value("language", self.host.settings.language)
        self.take_keys()
        self.app.run_worker(self._read_catalog(), group="setup", name="catalog")

    async def _read_catalog(self) -> None:
        self._catalog = await asyncio.to_thread(self.host.door.shipped_catalog)

    def take_keys(self) -> None:
        """Give the keys to the first field that is empty."""
        if self._step == PIN:
            self.query_one("#pin", PinBoxes).focus()
        else:
            self.query_one(Form).focus_first()
        self._show_said()

    def on_screen_resume(self) -> None:
        """Say again what the field wants."""
        self._show_said()

    # What is said below.

    def default_keys(self, **named: str) -> list[KeyVerb]:
        """Return the footer without what does nothing in this step."""
        left_out = set() if self._step else {"setup.back"}
        if not self._asks_bundle:
            left_out.add("setup.file")
        return [one for one in super().default_keys(**named) if one.command not in left_out]

    @property
    def _asks_bundle(self) -> bool:
        return self._step == WHO and self._values["way"] == "bundle"

    def _show_said(self) -> None:
        text, style = self._said
        if not text and self._step == PIN:
            text = _("Six digits at least. Nobody can tell you a lost PIN.")
        self.query_one("#said", Blocks).show(Gap(), Rule(), Paragraph(text, style, indent=0))

    def say(self, text: str) -> None:
        """Say something below the fields."""
        self._said = (text, "soft")
        self._show_said()

    def warn(self, text: str, word: str = "") -> None:
        """Say what went wrong below the fields."""
        del word
        self._said = (text, "red bold")
        self._show_said()

    def on_form_entered(self, message: Form.Entered) -> None:
        """Say what the field wants, or what is wrong with it."""
        box = message.box
        if box.is_marked:
            self.warn(box.problem or _("{field}: fill it in, please").format(field=box.spec.label))
        else:
            self.say(box.spec.hint)

    def on_pin_boxes_changed(self) -> None:
        """Let a complaint go while one types."""
        if self._said[0]:
            self.say("")

    async def on_pin_pad_pressed(self, message: PinPad.Pressed) -> None:
        """Do what a finger pressed, in the boxes that were met last."""
        boxes = self.focused
        if not isinstance(boxes, PinBoxes):
            boxes = self.query_one("#pin", PinBoxes)
            boxes.focus()
        if message.key == PinPad.ENTER:
            await self.action_onward()
        elif message.key == PinPad.BACK:
            boxes.take_back()
        else:
            boxes.add(message.key)

    # Steps.

    def keep(self) -> None:
        """Keep what was typed."""
        if self._step != PIN:
            self._values |= self.query_one(Form).values

    async def on_form_changed(self, message: Form.Changed) -> None:
        """Speak the language that was chosen, at once."""
        self._values[message.field] = message.value
        language = message.value
        if message.field == "language" and is_language(language):
            await self.host.speak(language)
            self.query_one(Form).box("way").focus()

    async def on_form_finished(self) -> None:
        """Go on after the last field."""
        await self.action_onward()

    async def action_onward(self) -> None:
        """Go on to the next step, or set up."""
        if self._is_working:
            return
        if self._step != PIN:
            if self.query_one(Form).complete():
                await self._go(self._step + 1)
            return
        first, again = self.query_one("#pin", PinBoxes), self.query_one("#again", PinBoxes)
        if not first.is_long_enough:
            self.warn(_("A PIN has at least six digits"))
            first.focus()
        elif self.focused is first and not again.pin:
            again.focus()
        elif first.pin != again.pin:
            again.clear()
            again.focus()
            self.warn(_("The two are not the same. Type it once more."))
        else:
            self._set_up(first.pin)

    async def action_previous(self) -> None:
        """Go one step back."""
        if self._step > LANGUAGE and not self._is_working:
            await self._go(self._step - 1)

    async def _go(self, step: int) -> None:
        self.keep()
        self._step, self._said = step, ("", "soft")
        await self.recompose()
        self.take_keys()

    def action_next_field(self) -> None:
        """Go to the next field, or the other PIN."""
        self.focus_next()

    def action_previous_field(self) -> None:
        """Go to the field before."""
        self.focus_previous()

    def action_file(self) -> None:
        """Look for the bundle in folders."""
        if self._asks_bundle:
            dialog = FileDialog(
                _("The bureau's file"), str(Path.home()), list_folder, several=False
            )
            self.app.push_screen(dialog, self._take_file)

    def _take_file(self, paths: tuple[str, ...] | None) -> None:
        if paths:
            self.query_one(Form).set_value("bundle", paths[0])
            self.query_one(Form).box("code").focus()

    # Setting up.

    def _set_up(self, pin: str) -> None:
        self._is_working = True
        self.say(_("Making keys and files"))
        self.app.run_worker(self._make(pin), group="setup", name="set up")

    async def _make(self, pin: str) -> None:
        make = self._bundle if self._values["way"] == "bundle" else self._alone
        made: Callable[[str], OpenHome] = make
        try:
            home = await asyncio.to_thread(made, pin)
            await self.host.open(home)
        except PatrolError as error:
            self._is_working = False
            self.warn(inert(error.text(_, current())))

    def _alone(self, pin: str) -> OpenHome:
        said = {name: str(value).strip() for name, value in self._values.items()}
        new = NewStation(said["station"], said["officer"], said["badge"], said["shared_url"])
        return self.host.door.set_up_alone(new, pin)

    def _bundle(self, pin: str) -> OpenHome:
        path = unfolded(str(self._values["bundle"]).strip())
        return self.host.door.set_up_from_bundle(path, str(self._values["code"]).strip(), pin)
