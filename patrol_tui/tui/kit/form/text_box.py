"""Fields that are typed into."""

from collections.abc import Sequence

from textual import events
from textual.geometry import Offset

from patrol_tui.tui.cells import cells, cut, pad
from patrol_tui.tui.kit.drawing.paint import Line, Span
from patrol_tui.tui.kit.form.buffer import Buffer, half_width
from patrol_tui.tui.kit.form.field_box import FieldBox
from patrol_tui.tui.kit.form.fields import FieldKind, Value, clock

LONG_ROWS = 4
_FOLDED = frozenset({FieldKind.NUMBER, FieldKind.TIME})


class TextBox(FieldBox):
    """A text, a number or a time; a long text grows from one to four rows."""

    @property
    def value(self) -> Value:
        """What was typed; numbers and times in half-width."""
        return self.buffer.text

    def set_value(self, value: Value) -> None:
        """Put a text in."""
        text = value if isinstance(value, str) else " ".join(value)
        self.buffer = Buffer(text, keeps_lines=self.is_long)
        self._drawn_for = None

    @property
    def is_long(self) -> bool:
        """Whether the field grows."""
        return self.spec.kind is FieldKind.LONG

    def draw(self, width: int) -> Sequence[Line]:
        """Return the row, or up to four."""
        field = self.field_cells(width)
        room = field - 2
        rows = self._rows_in_sight(room)
        made = []
        for at, (start, end) in enumerate(rows):
            left = self.label() if at == 0 else [(" " * self.label_cells, "")]
            behind = self.behind() if at == 0 else []
            inside = self._inside(start, end, room, is_caret_row=self._has_caret(at, rows))
            made.append(self._framed(left, inside, behind))
        return made

    def _framed(self, left: list[Span], inside: list[Span], behind: list[Span]) -> Line:
        ground = self.ground_now
        spans = [(text, f"{style}@{ground}") for text, style in [self.left_edge, *inside]]
        return Line([*left, *spans, ("│", f"line@{ground}"), *behind])

    def _inside(self, start: int, end: int, room: int, *, is_caret_row: bool) -> list[Span]:
        text = self.buffer.text[start:end]
        style = "bold" if self.has_focus else ""
        if not self.buffer.text and not (self.has_focus and not self.spec.placeholder):
            shown = pad(cut(self.spec.placeholder, room - 1), room)
            if not self.has_focus:
                return [(shown, "soft")]
            return [(" ", "caret"), (pad(cut(self.spec.placeholder, room - 2), room - 1), "soft")]
        if not is_caret_row:
            return [(pad(text, room), style)]
        at = self.buffer.caret - start
        under = text[at : at + 1] or " "
        rest = pad(text[at + 1 :], room - cells(text[:at]) - cells(under))
        return [(text[:at], style), (under, "caret"), (rest, style)]

    def _rows_in_sight(self, room: int) -> list[tuple[int, int]]:
        if not self.is_long:
            if not self.has_focus:
                return [(0, len(self.buffer.text[: room * 2]))]
            return [self.buffer.stretch(room)]
        rows = self.buffer.rows(room)
        if len(rows) <= LONG_ROWS:
            return rows
        here = self.buffer.row_of_caret(rows) if self.has_focus else 0
        first = max(0, min(here - LONG_ROWS + 2, len(rows) - LONG_ROWS))
        return rows[first : first + LONG_ROWS]

    def _has_caret(self, at: int, rows: list[tuple[int, int]]) -> bool:
        if not self.has_focus:
            return False
        start, _end = rows[at]
        following = rows[at + 1][0] if at + 1 < len(rows) else len(self.buffer.text) + 1
        return start <= self.buffer.caret < following

    def caret_offset(self) -> Offset:
        """Return where in the box the caret stands."""
        room = self._room()
        for at, (start, _end) in enumerate(rows := self._rows_in_sight(room)):
            if self._has_caret(at, rows):
                column = cells(self.buffer.text[start : self.buffer.caret])
                return Offset(self.label_cells + 1 + column, at)
        return Offset(self.label_cells + 1, 0)

    def _room(self) -> int:
        return self.field_cells(self.size.width) - 2

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Return whether the field takes a key: all that can be printed."""
        del key
        return character is not None and character.isprintable()

    def handle(self, event: events.Key) -> bool:
        """Type, delete, move; what is left moves between fields."""
        if event.is_printable and event.character is not None:
            self.type_text(event.character)
            return True
        if event.key in {"up", "down"} and self.is_long:
            by = -1 if event.key == "up" else 1
            if self.buffer.move_rows(by, self._room()):
                self._moved()
                return True
        if event.key == "ctrl+j" and self.is_long:
            self.type_text("\n")
            return True
        return self._edits(event.key) or self._moves(event.key) or super().handle(event)

    def _edits(self, key: str) -> bool:
        before = self.buffer.text
        buffer = self.buffer
        if key == "backspace":
            buffer.delete(before=1)
        elif key == "delete":
            buffer.delete(after=1)
        elif key == "ctrl+u":
            buffer.delete(before=buffer.caret)
        elif key == "ctrl+k":
            buffer.delete(after=len(buffer.text))
        elif key in {"ctrl+w", "ctrl+backspace"}:
            buffer.delete_word()
        elif key != "ctrl+z" or not buffer.undo():
            return False
        if buffer.text != before:
            self._typed()
        return True

    def _moves(self, key: str) -> bool:
        buffer = self.buffer
        most = len(buffer.text)
        by = {
            "left": -1,
            "right": 1,
            "home": -most,
            "ctrl+a": -most,
            "end": most,
            "ctrl+e": most,
        }
        if key not in by:
            return False
        buffer.move(by[key])
        self._moved()
        return True

    def type_text(self, text: str) -> None:
        """Put text in at the caret, however long the input method's commit was."""
        folded = half_width(text) if self.spec.kind in _FOLDED else text
        self.buffer.insert(folded if text == "\n" else self.buffer.clean(folded))
        self._typed()

    def _typed(self) -> None:
        self.tell()
        self.call_after_refresh(self.sync_cursor)

    def _moved(self) -> None:
        self.redraw()
        self.call_after_refresh(self.sync_cursor)

    def on_paste(self, event: events.Paste) -> None:
        """Take all that was pasted, not only its first line."""
        event.stop()
        self.type_text(event.text)

    def on_blur(self) -> None:
        """Write a time as times are written."""
        if self.spec.kind is FieldKind.TIME and clock(self.buffer.text) not in {
            "",
            self.buffer.text,
        }:
            self.buffer.set(clock(self.buffer.text))
            self.tell()

    def on_click(self, event: events.Click) -> None:
        """Put the caret where the mouse is."""
        rows = self._rows_in_sight(self._room())
        row = rows[self.row_clicked(event, len(rows) - 1)]
        self.buffer.place(row, event.x - self.label_cells - 1)
        self._moved()
