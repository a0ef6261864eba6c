"""What a field offers while one types, below it."""

from collections.abc import Sequence
from dataclasses import replace

from textual import events
from textual.message import Message

from patrol_tui.tui.cells import cut
from patrol_tui.tui.kit.drawing.drawn import Drawn
from patrol_tui.tui.kit.drawing.paint import Line, spans_cells
from patrol_tui.tui.kit.form.fields import Choice


class Suggestions(Drawn):
    """What may be meant, below the field; keys and the mouse choose.

    Digits stand before what a digit takes.
    """

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

    def __init__(self, *, numbered: bool = True) -> None:
        super().__init__()
        self._numbered = numbered
        self.choices: Sequence[Choice] = ()
        self.at = 0

    def show(self, choices: Sequence[Choice], at: int, most_cells: int = 0) -> None:
        """Show other suggestions, or none; texts are cut where there is a most."""
        room = max(1, most_cells - len("> "))
        self.choices, self.at = choices, at
        if most_cells:
            self.choices = [replace(one, text=cut(one.text, room)) for one in choices]
        self.display = bool(choices)
        widths = [spans_cells(self._row(index).left) for index in range(len(choices))]
        self.styles.width = max(widths, default=1)
        self.styles.height = max(1, len(choices))
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
        return [self._row(at) for at in range(len(self.choices))]

    def on_click(self, event: events.Click) -> None:
        """Choose what the mouse is on."""
        event.stop()
        self.post_message(self.Picked(event.y))
