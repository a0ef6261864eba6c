"""A field on the screen: label, what is given, unit, and what is wrong."""

from abc import abstractmethod

from textual import events
from textual.geometry import Offset
from textual.message import Message

from patrol_tui.language import _
from patrol_tui.tui.cells import cells, pad
from patrol_tui.tui.kit.drawing.drawn import Drawn
from patrol_tui.tui.kit.drawing.paint import Span, chip
from patrol_tui.tui.kit.form.fields import LABEL_CELLS, Field, Value


def _missing() -> str:
    return _("field|fill").rpartition("|")[2]


class FieldBox(Drawn, can_focus=True):
    """One field. What it holds is `value`; what is wrong with it shows once it was left."""

    DEFAULT_CSS = """
    FieldBox { height: auto; width: 1fr; }
    """

    class Changed(Message):
        """The user gave another value."""

        def __init__(self, box: "FieldBox") -> None:
            super().__init__()
            self.box = box

    class Left(Message):
        """The user is done with the field: `step` 1 wants the next one, -1 the one before.

        `is_done` where Enter said so; `to_missing` passes over what need not be filled.
        """

        def __init__(
            self, box: "FieldBox", step: int, *, is_done: bool, to_missing: bool = False
        ) -> None:
            super().__init__()
            self.box = box
            self.step = step
            self.is_done = is_done
            self.to_missing = to_missing

    class Pressed(Message):
        """Enter on a field that is filled elsewhere, such as photos."""

        def __init__(self, box: "FieldBox") -> None:
            super().__init__()
            self.box = box

    def __init__(self, spec: Field, value: Value | None = None) -> None:
        super().__init__()
        self.spec = spec
        self.label_cells = LABEL_CELLS
        self.ground = "paper"
        self.was_left = False
        self.outside_problem = ""
        self.set_value(spec.empty if value is None else value)

    @property
    @abstractmethod
    def value(self) -> Value:
        """What the field holds."""

    @abstractmethod
    def set_value(self, value: Value) -> None:
        """Put a value in without telling anyone."""

    @property
    def problem(self) -> str:
        """What is wrong, in words; missing values are not spoken of here."""
        return self.outside_problem or self.spec.problem(self.value)

    @property
    def is_missing(self) -> bool:
        """Whether the field must be filled and is not."""
        return self.spec.is_missing(self.value)

    @property
    def is_marked(self) -> bool:
        """Whether the field shows that something is wrong with it."""
        return self.was_left and (self.is_missing or bool(self.problem))

    def natural_cells(self) -> int:
        """Return the width of a box that shares its row with others."""
        return self.label_cells + (self.spec.cells or 14) + max(5, cells(self.spec.unit) + 3)

    # Drawing

    def label(self) -> list[Span]:
        """Return the label column."""
        star = "*" if self.spec.required else " "
        style = "red bold" if self.is_marked else "soft"
        text = pad(f"{star}{self.spec.label}", self.label_cells - 1)
        return [(" ", ""), (text, style)] if self.label_cells > 1 else []

    def behind(self) -> list[Span]:
        """Return what stands right of the field: what is wrong, or its unit."""
        if self.is_marked:
            is_empty = self.is_missing or not str(self.value).strip()
            return [(" ", ""), chip(_missing() if is_empty else _("wrong"), "red")]
        return [(f" {self.spec.unit}", "soft")] if self.spec.unit else []

    def field_cells(self, width: int) -> int:
        """Return how wide the field is drawn, edges included."""
        right = cells(self.spec.unit) + 2 if self.spec.unit else 1
        if self.is_marked:
            right = max(right, cells(_missing()) + 4, cells(_("wrong")) + 4)
        room = width - self.label_cells - right
        return max(5, min(self.spec.cells or room, room))

    @property
    def ground_now(self) -> str:
        """The ground of the field itself."""
        if self.has_focus:
            return "focus"
        return "tint-red" if self.is_marked else "field"

    @property
    def left_edge(self) -> Span:
        """The field's left edge."""
        if self.is_marked:
            return ("▌", "red")
        return ("▌", "blue") if self.has_focus else ("│", "line")

    # Keys

    def tell(self) -> None:
        """Say that the value has changed, and draw it."""
        self.outside_problem = ""
        self.redraw()
        self.post_message(self.Changed(self))

    def leave(self, step: int, *, is_done: bool = False, to_missing: bool = False) -> None:
        """Ask for another field."""
        self.post_message(self.Left(self, step, is_done=is_done, to_missing=to_missing))

    def on_focus(self) -> None:
        """Show that the keys are here, to the input method too."""
        self.redraw()
        self.call_after_refresh(self.sync_cursor)

    def on_blur(self) -> None:
        """From now on what is wrong is shown."""
        self.was_left = True
        self.redraw()

    def on_resize(self) -> None:
        """Tell the input method where the text has gone."""
        if self.has_focus:
            self.call_after_refresh(self.sync_cursor)

    def caret_offset(self) -> Offset:
        """Return where in the box the caret stands."""
        return Offset(self.label_cells + 1, 0)

    def sync_cursor(self) -> None:
        """Put the terminal's own cursor where an input method shall open its window."""
        if not self.has_focus:
            return
        place = self.content_region.offset + self.caret_offset()
        if self.app.cursor_position != place:
            self.app.cursor_position = place
            self.refresh()

    def row_clicked(self, event: events.Click, last: int) -> int:
        """Return which row of the field is meant: large targets are wider than what they show."""
        return min(max(0, event.y - self.gutter.top), last)

    def settle(self) -> None:
        """Take what can only be meant one way, before the form is read."""

    def mark(self) -> None:
        """Show what is wrong even though the field was not visited."""
        self.was_left = True
        self.redraw()

    async def on_key(self, event: events.Key) -> None:
        """Handle what all fields share; a field's own keys come first."""
        if self.handle(event):
            event.stop()
            event.prevent_default()

    def handle(self, event: events.Key) -> bool:
        """Return whether a key was the field's."""
        steps = {"up": -1, "down": 1, "enter": 1}
        if event.key in steps:
            self.leave(steps[event.key], is_done=event.key == "enter")
            return True
        return False
