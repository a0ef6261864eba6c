"""Fields whose values stand in a row with digits, and fields that are filled elsewhere."""

from collections.abc import Sequence

from textual import events
from textual.geometry import Offset

from patrol_tui.tui.cells import cells, cut, pad
from patrol_tui.tui.kit.drawing.paint import Line, Span
from patrol_tui.tui.kit.form.buffer import half_width
from patrol_tui.tui.kit.form.field_box import FieldBox
from patrol_tui.tui.kit.form.fields import FieldKind, Value


class ChoiceBox(FieldBox):
    """One or some of a few values; the chosen ones are solid."""

    @property
    def value(self) -> Value:
        """The id of the chosen value, or the ids of all chosen ones in their order."""
        if self.is_many:
            return tuple(one.id for one in self.spec.choices if one.id in self.chosen)
        return next(iter(self.chosen), "")

    def set_value(self, value: Value) -> None:
        """Choose by id."""
        ids = {value} if isinstance(value, str) else set(value)
        self.chosen = ids & {one.id for one in self.spec.choices}
        self.at = next((at for at, one in enumerate(self.spec.choices) if one.id in self.chosen), 0)
        self._drawn_for = None

    @property
    def is_many(self) -> bool:
        """Whether several may be chosen."""
        return self.spec.kind is FieldKind.SOME_OF

    def places(self, width: int) -> list[tuple[int, int, int]]:
        """Return row, column and cells of each choice."""
        made, row, column = [], 0, self.label_cells
        for at, one in enumerate(self.spec.choices):
            size = cells(self._text(at, one.text)) + 2
            if column + size > width and column > self.label_cells:
                row, column = row + 1, self.label_cells
            made.append((row, column, size))
            column += size
        return made

    def _text(self, at: int, text: str) -> str:
        return f"{at + 1}{text}" if at < len("123456789") else text

    def draw(self, width: int) -> Sequence[Line]:
        """Return the row, or as many as the choices need."""
        places = self.places(width)
        lines = []
        for row in range(places[-1][0] + 1 if places else 1):
            left = self.label() if row == 0 else [(" " * self.label_cells, "")]
            if row == 0 and (self.has_focus or self.is_marked):
                left = self._edged(left)
            inside = [self._choice(at) for at, place in enumerate(places) if place[0] == row]
            lines.append(
                Line([*left, *inside, *(self._behind(left, inside, width) if row == 0 else [])])
            )
        return lines

    def _behind(self, left: list[Span], inside: list[Span], width: int) -> list[Span]:
        """Return what stands behind the choices, unless there is no room for it."""
        behind = self.behind()
        taken = sum(cells(text) for text, _style in (*left, *inside, *behind))
        return behind if taken <= width else []

    def _edged(self, left: list[Span]) -> list[Span]:
        """Return the label with the edge of the field in its last cell."""
        *_before, (text, style) = left
        return [*_before, (pad(text.rstrip(), self.label_cells - 2), style), self.left_edge]

    def _choice(self, at: int) -> Span:
        one = self.spec.choices[at]
        text = f" {self._text(at, one.text)} "
        if one.id in self.chosen:
            return (text, "chip-blue")
        if not self.has_focus:
            return (text, "soft@tint-red" if self.is_marked else "soft")
        return (text, "blue bold@focus" if at == self.at else "ink@focus")

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Return whether the field takes a key: digits and the space."""
        del key
        return character is not None and half_width(character) in " 123456789"

    def handle(self, event: events.Key) -> bool:
        """Choose by digit, arrows or the space."""
        digit = half_width(event.character) if event.character else ""
        if digit.isdecimal() and 0 < int(digit) <= len(self.spec.choices):
            self.choose(int(digit) - 1)
            return True
        if digit.isdecimal():
            return True
        if event.key == "space":
            self.choose(self.at)
            return True
        if event.key in {"left", "right"} and self.spec.choices:
            by = -1 if event.key == "left" else 1
            self.at = max(0, min(len(self.spec.choices) - 1, self.at + by))
            if self.is_many:
                self.redraw()
            else:
                self.choose(self.at)
            return True
        if event.key in {"delete", "backspace"} and self.chosen and not self.spec.required:
            self.chosen = set()
            self.tell()
            return True
        return super().handle(event)

    def choose(self, at: int) -> None:
        """Choose a value; of several, choose it or not."""
        one = self.spec.choices[at].id
        self.at = at
        self.chosen = self.chosen ^ {one} if self.is_many else {one}
        self.tell()

    def on_click(self, event: events.Click) -> None:
        """Choose what the mouse is on."""
        places = self.places(self.size.width)
        clicked = self.row_clicked(event, max((row for row, _column, _size in places), default=0))
        for at, (row, column, size) in enumerate(places):
            if row == clicked and column <= event.x < column + size:
                self.choose(at)

    def caret_offset(self) -> Offset:
        """Return where the choice under the cursor stands."""
        places = self.places(self.size.width)
        return Offset(places[self.at][1], places[self.at][0]) if places else Offset(0, 0)


class ShownBox(FieldBox):
    """What is filled elsewhere, such as photos: shown here, asked for with Enter."""

    @property
    def value(self) -> Value:
        """What is shown."""
        return self.shown

    def set_value(self, value: Value) -> None:
        """Show something."""
        self.shown = value if isinstance(value, str) else " ".join(value)
        self._drawn_for = None

    def draw(self, width: int) -> Sequence[Line]:
        """Return the row."""
        room = self.field_cells(width) - 2
        ground = self.ground_now
        text = self.shown or self.spec.placeholder
        style = ("bold" if self.has_focus else "") if self.shown else "soft"
        spans = [self.left_edge, (pad(cut(text, room), room), style), ("│", "line")]
        inside = [(shown, f"{name}@{ground}") for shown, name in spans]
        return (Line([*self.label(), *inside, *self.behind()]),)

    def handle(self, event: events.Key) -> bool:
        """Ask for it."""
        if event.key in {"enter", "space"}:
            self.post_message(self.Pressed(self))
            return True
        return super().handle(event)

    def on_click(self) -> None:
        """Ask for it."""
        self.post_message(self.Pressed(self))
