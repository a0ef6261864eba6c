"""The three answers of a checklist as blocks for fingers."""

from collections.abc import Sequence

from textual import events
from textual.message import Message

from patrol_tui.language import _
from patrol_tui.tui.cells import centred
from patrol_tui.tui.kit.drawing.drawn import Drawn
from patrol_tui.tui.kit.drawing.paint import Line, Span

_BLOCK = 15
_PITCH = 16
_ANSWERS = (("ok", "chip-green"), ("problem", "chip-red"), ("unchecked", "chip-amber"))


class AnswerBlocks(Drawn):
    """Normal, problem, not checked: 15 × 3 cells each, always at the same place."""

    DEFAULT_CSS = """
    AnswerBlocks { height: 4; }
    """

    class Answered(Message):
        """A block was touched."""

        def __init__(self, result: str) -> None:
            super().__init__()
            self.result = result

    def draw(self, width: int) -> Sequence[Line]:
        """Return the three rows and an empty one."""
        del width
        names = (_("Normal"), _("Problem"), _("Not checked"))
        rows: list[list[Span]] = [[(" ", "")] for _row in range(3)]
        for name, (_result, style) in zip(names, _ANSWERS, strict=True):
            for at, text in enumerate(("", name, "")):
                rows[at] += [(centred(text, _BLOCK), style), (" ", "")]
        return [*(Line(spans) for spans in rows), Line()]

    def on_click(self, event: events.Click) -> None:
        """Answer with the block under the finger."""
        at = (event.x - 1) // _PITCH
        if 0 <= at < len(_ANSWERS):
            self.post_message(self.Answered(_ANSWERS[at][0]))
