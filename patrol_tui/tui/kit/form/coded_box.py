"""A field whose value has a code: typed as code, Chinese, pinyin or initials."""

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.message import Message

from patrol_tui.language import _
from patrol_tui.tui.kit.drawing.drawn import Drawn
from patrol_tui.tui.kit.drawing.paint import Line, spans_cells
from patrol_tui.tui.kit.form.buffer import half_width
from patrol_tui.tui.kit.form.fields import Choice, Value
from patrol_tui.tui.kit.form.text_box import TextBox

SUGGESTED = 6


class Suggestions(Drawn):
    """What may be meant, below the field; digits, Enter and the mouse choose."""

    DEFAULT_CSS = """
    Suggestions {
        overlay: screen;
        constrain: inside inflect;
        display: none;
        width: auto;
        height: auto;
        background: $raised;
    }
    """
    ground = "raised"

    class Picked(Message):
        """One was clicked."""

        def __init__(self, at: int) -> None:
            super().__init__()
            self.at = at

    def __init__(self) -> None:
        super().__init__()
        self.choices: Sequence[Choice] = ()
        self.at = 0

    def show(self, choices: Sequence[Choice], at: int) -> None:
        """Show other suggestions, or none."""
        self.choices, self.at = choices, at
        self.display = bool(choices)
        widths = [spans_cells(self._row(index).left) for index in range(len(choices))]
        self.styles.width = max(widths, default=1)
        self.styles.height = max(1, len(choices))
        self.redraw()

    def _row(self, at: int) -> Line:
        one = self.choices[at]
        mark = ">" if at == self.at else " "
        note = f"  {one.note}" if one.note else ""
        ground = "cursor" if at == self.at else ""
        return Line(
            [(f"{mark}{at + 1} ", ""), (one.text, "bold"), (f"{note} ", "soft")], (), ground
        )

    def draw(self, width: int) -> Sequence[Line]:
        """Return a row each."""
        del width
        return [self._row(at) for at in range(len(self.choices))]

    def on_click(self, event: events.Click) -> None:
        """Choose what the mouse is on."""
        event.stop()
        self.post_message(self.Picked(event.y))


class CodedBox(TextBox):
    """Holds the id of a choice; shows its text, and suggestions while one types."""

    @property
    def value(self) -> Value:
        """The id of what was chosen; nothing while only letters stand there."""
        return self.chosen.id if self.chosen else ""

    def set_value(self, value: Value) -> None:
        """Choose by id among the field's choices, or by what the matcher finds for it."""
        wanted = value if isinstance(value, str) else ""
        known = [
            *self.spec.choices,
            *(self.spec.match(wanted) if wanted and self.spec.match else ()),
        ]
        self.chosen = next((one for one in known if one.id == wanted), None)
        super().set_value(self.chosen.text if self.chosen else "")
        self.suggested: Sequence[Choice] = ()
        self.at = 0

    def compose(self) -> ComposeResult:
        """Hold the suggestions."""
        yield Suggestions()

    def handle(self, event: events.Key) -> bool:
        """Choose among suggestions, or type."""
        if self.suggested and self._picks(event):
            return True
        return super().handle(event)

    def _picks(self, event: events.Key) -> bool:
        typed = self.buffer.text
        digit = half_width(event.character) if event.character else ""
        if digit.isdecimal() and typed and not any(char.isdecimal() for char in typed):
            if 0 < int(digit) <= len(self.suggested):
                self.pick(int(digit) - 1)
                return True
            return False
        if event.key in {"up", "down"}:
            by = -1 if event.key == "up" else 1
            self.at = max(0, min(len(self.suggested) - 1, self.at + by))
            self._suggest()
            return True
        if event.key in {"enter", "tab"}:
            self.pick(self.at)
            self.leave(1)
            return True
        if event.key == "escape":
            self.suggested = ()
            self._suggest()
            return True
        return False

    def pick(self, at: int) -> None:
        """Choose one of the suggestions."""
        self.chosen = self.suggested[at]
        self.buffer.set(self.chosen.text)
        self.suggested = ()
        self._suggest()
        self.tell()
        self.call_after_refresh(self.sync_cursor)

    def tell(self) -> None:
        """Look for what may be meant, and say that the value has changed."""
        text = self.buffer.text.strip()
        if self.chosen and text != self.chosen.text:
            self.chosen = None
        if not self.chosen:
            found = self.spec.match(text) if text and self.spec.match else ()
            self.suggested = tuple(found)[:SUGGESTED]
            self.at = 0
            self._suggest()
        super().tell()

    def _suggest(self) -> None:
        for shown in self.query(Suggestions):
            shown.styles.offset = (self.label_cells, 1)
            shown.show(self.suggested, self.at)

    def on_suggestions_picked(self, message: Suggestions.Picked) -> None:
        """Choose what was clicked."""
        message.stop()
        self.pick(message.at)

    def settle(self) -> None:
        """Take the one thing that can be meant."""
        if len(self.suggested) == 1 and not self.chosen:
            self.pick(0)

    def on_blur(self) -> None:
        """Take the one thing that can be meant, else leave the letters to be seen."""
        self.settle()
        self.suggested = ()
        self._suggest()

    @property
    def problem(self) -> str:
        """What is wrong: letters that stand for nothing."""
        if self.buffer.text.strip() and not self.chosen:
            several = len(self.suggested) > 1
            return _("choose one of them") if several else _("nothing is called that")
        return super().problem

    @property
    def is_missing(self) -> bool:
        """Whether nothing was typed where something must be."""
        return super().is_missing and not self.buffer.text.strip()
