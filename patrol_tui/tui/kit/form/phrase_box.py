"""A long text with phrases that are usual for it: one key instead of a sentence."""

from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult

from patrol_tui.tui.kit.form.fields import Choice, Value
from patrol_tui.tui.kit.form.suggestions import Suggestions
from patrol_tui.tui.kit.form.text_box import TextBox

if TYPE_CHECKING:
    from collections.abc import Sequence


class PhraseBox(TextBox):
    """While it is empty, phrases stand under it: Enter takes one, Right takes it to go on typing.

    Digits are typed, since many a note begins with one.
    """

    def compose(self) -> ComposeResult:
        """Hold the phrases."""
        yield Suggestions(numbered=False)

    @property
    def offers(self) -> bool:
        """Whether phrases are shown."""
        return self.has_focus and not self.buffer.text and not self._is_put_away

    def set_value(self, value: Value) -> None:
        """Put a text in."""
        super().set_value(value)
        self.at = 0
        self._is_put_away = False

    def watch_has_focus(self, has_focus: bool) -> None:  # noqa: FBT001 - Textual calls it
        """Show the phrases with the keys, and put them away with them."""
        super().watch_has_focus(has_focus)
        self.at, self._is_put_away = 0, False
        self._suggest()

    def on_resize(self) -> None:
        """Cut the phrases where even the screen is too narrow."""
        self._suggest()

    def handle(self, event: events.Key) -> bool:
        """Take a phrase, or type."""
        return (self.offers and self._picks(event.key)) or super().handle(event)

    def _picks(self, key: str) -> bool:
        if key in {"up", "down"}:
            at = self.at + (1 if key == "down" else -1)
            if not 0 <= at < len(self.spec.choices):
                return False
            self.at = at
            self._suggest()
        elif key in {"enter", "right"}:
            self.take(self.at)
            if key == "enter":
                self.leave(1, to_missing=True)
        elif key == "escape":
            self._is_put_away = True
            self._suggest()
        else:
            return False
        return True

    def take(self, at: int) -> None:
        """Put a phrase in; more can be typed behind it."""
        self.type_text(self.spec.choices[at].text)

    def tell(self) -> None:
        """Show the phrases only while nothing is typed."""
        super().tell()
        self._suggest()

    def _suggest(self) -> None:
        choices: Sequence[Choice] = self.spec.choices if self.offers else ()
        for shown in self.query(Suggestions):
            shown.styles.offset = (self.label_cells, 1)
            shown.show(choices, self.at, self.screen.size.width - self.region.x - self.label_cells)

    def on_suggestions_picked(self, message: Suggestions.Picked) -> None:
        """Take the phrase that was clicked."""
        message.stop()
        self.take(message.at)
