"""Boxes for a PIN; what is typed is never shown."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.geometry import Size
from textual.message import Message

from patrol_tui.language import _
from patrol_tui.tui.cells import cells, centred
from patrol_tui.tui.kit.drawing.drawn import Drawn
from patrol_tui.tui.kit.drawing.paint import Line, Span
from patrol_tui.tui.kit.form.buffer import half_width

_PAD_COLUMNS = 6


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

    class Touched(Message):
        """They were clicked."""

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
            mark = ("▌", "blue") if here else (" ", "")  # without colours, too
            spans += [mark, ("  *  ", "chip-blue") if filled else empty, (" ", "")]
        return (Line(spans),)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Return whether the boxes take a key: digits."""
        del key
        return character is not None and half_width(character).isdecimal()

    def on_key(self, event: events.Key) -> None:
        """Fill and empty boxes."""
        digit = half_width(event.character) if event.character else ""
        if digit.isdecimal() and digit.isascii():
            self.add(digit)
        elif event.key == "backspace":
            self.take_back()
        else:
            return
        event.stop()
        event.prevent_default()

    def on_click(self) -> None:
        """Tell that somebody wants to fill them by hand."""
        self.post_message(self.Touched())

    def add(self, digits: str) -> None:
        """Fill the next boxes."""
        self._put((self._pin + digits)[: self.MOST])

    def take_back(self) -> None:
        """Empty the box that was filled last."""
        self._put(self._pin[:-1])

    def _put(self, pin: str) -> None:
        self._pin = pin
        self.refresh(layout=True)
        self.redraw()
        self.post_message(self.Changed(self))

    def on_paste(self, event: events.Paste) -> None:
        """Take digits that were pasted."""
        event.stop()
        self.add("".join(char for char in half_width(event.text) if char in "0123456789"))

    def on_focus(self) -> None:
        """Show which box is next."""
        self.redraw()

    def on_blur(self) -> None:
        """Show that the keys are elsewhere."""
        self.redraw()


class PinPad(Drawn):
    """Keys of a PIN for fingers and the mouse: two rows of six, three high for large targets."""

    DEFAULT_CSS = """
    PinPad { height: 4; }
    PinPad.-touch { height: 8; }
    """
    BACK, ENTER = "back", "enter"
    KEYS = (*"1234567890", BACK, ENTER)

    def __init__(self, enter: str = "") -> None:
        """Make the keys.

        Args:
            enter: what the last one is called, where that is not to sign in.
        """
        super().__init__()
        self._enter = enter

    class Pressed(Message):
        """A key was pressed: a digit, `back` or `enter`."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def draw(self, width: int) -> Sequence[Line]:
        """Return the two rows, each below an empty one."""
        block = width // _PAD_COLUMNS - 1
        names = {self.BACK: _("Erase"), self.ENTER: self._enter or _("Sign in")}
        lines: list[Line] = []
        for first in range(0, len(self.KEYS), _PAD_COLUMNS):
            row = self.KEYS[first : first + _PAD_COLUMNS]
            labels = [centred(names.get(one, one), block) for one in row]
            empty = [" " * block] * len(row)
            shown = (empty, labels, empty) if self.has_class("-touch") else (labels,)
            lines += [Line(), *(_blocks(texts) for texts in shown)]
        return lines

    def on_click(self, event: events.Click) -> None:
        """Tell which key was met; the empty rows are none."""
        high = 4 if self.has_class("-touch") else 2
        column, row = event.x // (self.size.width // _PAD_COLUMNS), event.y // high
        if event.y % high and column < _PAD_COLUMNS:
            event.stop()
            self.post_message(self.Pressed(self.KEYS[row * _PAD_COLUMNS + column]))


def _blocks(texts: Sequence[str]) -> Line:
    return Line([span for text in texts for span in ((text, "chip-ink"), (" ", ""))])
