"""The field above a list: what is typed narrows the rows down."""

from collections.abc import Sequence

from textual import events
from textual.geometry import Offset

from patrol_tui.tui.cells import cells
from patrol_tui.tui.kit.drawing.paint import Line
from patrol_tui.tui.kit.form.fields import Field
from patrol_tui.tui.kit.form.text_box import TextBox

_LEAD = " / "
_PASSED_ON = frozenset(("up", "down", "enter", "pageup", "pagedown", "escape"))


class FilterBox(TextBox):
    """One row in the place of a pane's rule; arrows, Enter and Esc are the list's."""

    DEFAULT_CSS = """
    FilterBox { height: 1; }
    """

    def __init__(self, placeholder: str, note: str = "", *, id: str | None = None) -> None:
        """Make the field.

        Args:
            placeholder: shown while nothing is typed.
            note: at the right edge, such as the order of the rows.
            id: of the widget.
        """
        super().__init__(Field("filter", "", placeholder=placeholder))
        if id is not None:
            self.id = id
        self.label_cells = len(_LEAD) - 1
        self.note = note

    def show_note(self, note: str) -> None:
        """Show something else at the right edge."""
        if note != self.note:
            self.note = note
            self.redraw()

    def draw(self, width: int) -> Sequence[Line]:
        """Return the one row."""
        room = self._room_of(width)
        start, end = self.buffer.stretch(room) if self.has_focus else (0, len(self.buffer.text))
        inside = self._inside(start, end, room, is_caret_row=self.has_focus)
        ground = self.ground_now
        note = [(self.note, "soft"), (" ", "")] if self.note else []
        lead = (_LEAD, "blue bold" if self.has_focus or self.buffer.text else "soft")
        return [Line([lead, *inside], note, ground)]

    def _room_of(self, width: int) -> int:
        behind = cells(self.note) + 2 if self.note else 1
        return max(4, width - len(_LEAD) - behind)

    def _room(self) -> int:
        return self._room_of(self.size.width)

    def caret_offset(self) -> Offset:
        """Return where the caret stands."""
        start, _end = self.buffer.stretch(self._room())
        return Offset(len(_LEAD) + cells(self.buffer.text[start : self.buffer.caret]), 0)

    def handle(self, event: events.Key) -> bool:
        """Type; what moves rows or leads away is the screen's."""
        return event.key not in _PASSED_ON and super().handle(event)
