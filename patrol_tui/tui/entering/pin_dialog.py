"""Asks for the old PIN and twice for a new one."""

from textual import events
from textual.app import ComposeResult

from patrol_tui.domain.values import dataclass
from patrol_tui.language import _
from patrol_tui.tui.cells import cells, pad
from patrol_tui.tui.kit.blocks import Gap, Paragraph
from patrol_tui.tui.kit.dialogs.dialog import Dialog
from patrol_tui.tui.kit.drawing.drawn import Blocks
from patrol_tui.tui.kit.pin import PinBoxes


@dataclass(frozen=True, slots=True)
class NewPin:
    """The PIN as it was and as it shall be."""

    old: str
    new: str


class PinDialog(Dialog[NewPin]):
    """Rows of boxes; Enter goes from one to the next."""

    DEFAULT_CSS = """
    PinDialog PinBoxes { margin-bottom: 1; width: 1fr; }
    """

    def __init__(self, title: str = "", *, note: str = "", asks_old: bool = True) -> None:
        """Make the dialog.

        Args:
            title: on the band, where it is not the change of a PIN that one knows.
            note: beside the title, such as whose PIN it is.
            asks_old: whether the old PIN is asked for; else that of the answer is empty.
        """
        super().__init__(title or _("Change the PIN"), note=note)
        self._asks_old = asks_old

    def compose_body(self) -> ComposeResult:
        """Lay out the boxes."""
        labels = [_("old PIN"), _("new PIN"), _("once more")][0 if self._asks_old else 1 :]
        width = max(cells(label) for label in labels)
        for at, label in enumerate(labels):
            boxes = PinBoxes(pad(label, width), id=f"pin-{at}")
            boxes.ground = "raised"
            yield boxes
        yield Blocks(Paragraph(self._wants, "soft", indent=0), Gap(0), id="said", ground="raised")

    @property
    def _wants(self) -> str:
        return _("Six digits at least; nobody can tell you a lost PIN")

    def _boxes(self) -> list[PinBoxes]:
        return list(self.query(PinBoxes).results())

    def on_mount(self) -> None:
        """Take the keys."""
        self._boxes()[0].focus()

    def on_key(self, event: events.Key) -> None:
        """Go from row to row."""
        steps = {"enter": 1, "down": 1, "tab": 1, "up": -1, "shift+tab": -1}
        boxes = self._boxes()
        if event.key not in steps or self.focused not in boxes:
            return
        event.stop()
        event.prevent_default()
        at = boxes.index(self.focused) + steps[event.key]
        if at < len(boxes):
            boxes[max(at, 0)].focus()
        elif event.key == "enter":
            self.action_accept()

    def answer(self) -> NewPin | None:
        """Return the PINs, once the new one is there twice."""
        boxes = self._boxes()
        *old, new, again = (one.pin for one in boxes)
        if not boxes[-2].is_long_enough:
            self._say(_("A PIN has at least six digits"))
            boxes[-2].focus()
        elif new != again:
            self._say(_("The two are not the same. Type the new one again."))
            boxes[-1].clear()
            boxes[-1].focus()
        else:
            return NewPin("".join(old), new)
        return None

    def _say(self, text: str) -> None:
        self.query_one("#said", Blocks).show(Paragraph(text, "red bold", indent=0))
