"""Boxes for a PIN; what is typed is never shown."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.geometry import Size
from textual.message import Message

from patrol_tui.tui.cells import cells
from patrol_tui.tui.kit.drawing.drawn import Drawn
from patrol_tui.tui.kit.drawing.paint import Line, Span
from patrol_tui.tui.kit.form.buffer import half_width


class PinBoxes(Drawn, can_focus=True):
    """Six boxes that fill with `*`; longer PINs get further boxes.

    Digits, full-width ones too, fill them, Backspace empties the last; Enter belongs to the screen.
    """

    DEFAULT_CSS = """
    PinBoxes { height: 1; width: auto; }
    """
    LEAST: ClassVar[int] = 6
    MOST: ClassVar[int] = 12

    class Changed(Message):
        """Another number of digits is there."""

        def __init__(self, boxes: "PinBoxes") -> None:
            super().__init__()
            self.boxes = boxes

    def __init__(self, label: str = "PIN", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._label = label
        self._pin = ""

    @property
    def pin(self) -> str:
        """What was typed."""
        return self._pin

    @property
    def is_long_enough(self) -> bool:
        """Whether there are as many digits as a PIN has at least."""
        return len(self._pin) >= self.LEAST

    def clear(self) -> None:
        """Empty all boxes."""
        self._pin = ""
        self.redraw()

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Return the cells that label and boxes take."""
        del container, viewport
        return cells(self._label) + 1 + 7 * max(self.LEAST, len(self._pin))

    def draw(self, width: int) -> Sequence[Line]:
        """Return the row of boxes."""
        del width
        spans: list[Span] = [(f"{self._label} ", "soft")]
        for at in range(max(self.LEAST, len(self._pin))):
            filled = at < len(self._pin)
            here = at == len(self._pin) and self.has_focus
            empty = ("  _  ", "blue bold@focus" if here else "tint-blue")
            spans += [(" ", ""), ("  *  ", "chip-blue") if filled else empty, (" ", "")]
        return (Line(spans),)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Return whether the boxes take a key: digits."""
        del key
        return character is not None and half_width(character).isdecimal()

    def on_key(self, event: events.Key) -> None:
        """Fill and empty boxes."""
        digit = half_width(event.character) if event.character else ""
        if digit.isdecimal() and digit.isascii():
            self._pin = (self._pin + digit)[: self.MOST]
        elif event.key == "backspace":
            self._pin = self._pin[:-1]
        else:
            return
        event.stop()
        event.prevent_default()
        self.refresh(layout=True)
        self.redraw()
        self.post_message(self.Changed(self))

    def on_paste(self, event: events.Paste) -> None:
        """Take digits that were pasted."""
        event.stop()
        pasted = "".join(char for char in half_width(event.text) if char in "0123456789")
        self._pin = (self._pin + pasted)[: self.MOST]
        self.redraw()
        self.post_message(self.Changed(self))

    def on_focus(self) -> None:
        """Show which box is next."""
        self.redraw()

    def on_blur(self) -> None:
        """Show that the keys are elsewhere."""
        self.redraw()
