"""A field whose value has a code: typed as code, Chinese, pinyin or initials."""

from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult

from patrol_tui.language import _
from patrol_tui.tui.kit.form.buffer import half_width
from patrol_tui.tui.kit.form.fields import Choice, Value
from patrol_tui.tui.kit.form.suggestions import Suggestions
from patrol_tui.tui.kit.form.text_box import TextBox

if TYPE_CHECKING:
    from collections.abc import Sequence

SUGGESTED = 6


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
