"""What a field offers while one types, below it."""

from collections.abc import Sequence
from dataclasses import replace

from textual import events
from textual.message import Message

from patrol_tui.tui.cells import cut
from patrol_tui.tui.kit.drawing.drawn import Drawn
from patrol_tui.tui.kit.drawing.paint import Line, spans_cells
from patrol_tui.tui.kit.form.fields import Choice

_EDGES = 2
_TOUCH_ROWS = 3
_ROWS_AROUND = 6
"""What a window needs beside a list for fingers."""


class Suggestions(Drawn):
    """What may be meant, below the field; keys and the mouse choose.

    Digits stand before what a digit takes. For fingers each is three rows high.
    """

    DEFAULT_CSS = """
    Suggestions {
        overlay: screen;
        constrain: inside inflect;
        display: none;
        width: auto;
        height: auto;
        background: $raised;
        border-left: outer $blue;
        border-right: outer $blue;
    }
    .-ascii Suggestions { border-left: ascii $line; border-right: ascii $line; }
    """
    ground = "raised"

    class Picked(Message):
        """One was clicked."""

        def __init__(self, at: int) -> None:
            super().__init__()
            self.at = at

    def __init__(self, *, numbered: bool = True) -> None:
        super().__init__()
        self._numbered = numbered
        self.choices: Sequence[Choice] = ()
        self.at = 0
        self._row_height = 1

    def show(self, choices: Sequence[Choice], at: int, most_cells: int = 0) -> None:
        """Show other suggestions, or none; texts are cut where there is a most."""
        room = max(1, most_cells - _EDGES - len("> "))
        self.choices, self.at = choices, at
        if most_cells:
            self.choices = [replace(one, text=cut(one.text, room)) for one in choices]
        self.display = bool(choices)
        widths = [spans_cells(self._row(index).left) for index in range(len(choices))]
        high = len(choices) * _TOUCH_ROWS
        is_for_fingers = self.screen.has_class("-touch")
        fits = high <= self.app.size.height - _ROWS_AROUND
        self._row_height = _TOUCH_ROWS if is_for_fingers and fits else 1
        self.styles.width = max(widths, default=1) + _EDGES
        self.styles.height = max(1, len(choices) * self._row_height)
        self.redraw()

    def _row(self, at: int) -> Line:
        one = self.choices[at]
        mark = ">" if at == self.at else " "
        number = f"{at + 1} " if self._numbered else ""
        note = f"  {one.note}" if one.note else ""
        ground = "cursor" if at == self.at else ""
        return Line([(f"{mark}{number}", ""), (one.text, "bold"), (f"{note} ", "soft")], (), ground)

    def draw(self, width: int) -> Sequence[Line]:
        """Return a row each."""
        del width
        rows = [self._row(at) for at in range(len(self.choices))]
        if self._row_height == 1:
            return rows
        return [
            line for row in rows for line in (Line(ground=row.ground), row, Line(ground=row.ground))
        ]

    def on_click(self, event: events.Click) -> None:
        """Choose what the mouse is on."""
        event.stop()
        self.post_message(self.Picked(event.y // self._row_height))
