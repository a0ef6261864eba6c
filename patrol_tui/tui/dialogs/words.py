"""Dialogs that ask for words or for one value; what was typed is not lost by closing them."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult

from patrol_tui.language import _
from patrol_tui.tui.kit.blocks import Gap, Paragraph
from patrol_tui.tui.kit.dialogs.dialog import Dialog
from patrol_tui.tui.kit.drawing.drawn import Blocks
from patrol_tui.tui.kit.form.fields import Field, Value
from patrol_tui.tui.kit.form.form import Form

if TYPE_CHECKING:
    from patrol_tui.tui.kit.form.field_box import FieldBox

Values = Mapping[str, Value]


class FieldsDialog(Dialog[Values]):
    """A few fields; answers what they hold."""

    def __init__(  # noqa: PLR0913 - each is one thing the dialog may show
        self,
        title: str,
        fields: Sequence[Field],
        values: Values | None = None,
        *,
        question: str = "",
        remark: str = "",
        verb: str = "",
        note: str = "",
        colour: str = "blue",
        left: Callable[[Values], None] | None = None,
    ) -> None:
        """Make the dialog.

        Args:
            title: on the band.
            fields: what is asked.
            values: what they begin with.
            question: above them.
            remark: a soft sentence below them.
            verb: on the key that takes them.
            note: beside the title.
            colour: of the band.
            left: told what was typed when the dialog is closed without taking it.
        """
        super().__init__(title, note=note, colour=colour)
        self._form = Form(fields, values or {}, ground="raised")
        self._question, self._remark, self._verb = question, remark, verb
        self._left = left
        self._said = Blocks(ground="raised")

    def compose_body(self) -> ComposeResult:
        """Lay out question, fields, what is wrong, remark."""
        if self._question:
            yield Blocks(Paragraph(self._question, indent=0), Gap(), ground="raised")
        yield self._form
        yield self._said
        if self._remark:
            yield Blocks(Gap(), Paragraph(self._remark, "soft", indent=0), ground="raised")

    def on_mount(self) -> None:
        """Take the keys, at the end of what is there."""
        self._form.boxes[0].focus()

    def on_form_entered(self, message: Form.Entered) -> None:
        """Say what the field wants, and what is wrong."""
        box: FieldBox = message.box
        text, style = box.spec.hint, "soft"
        wrong = self._form.problems(marked_only=True)
        if wrong:
            first, problem = wrong[0]
            text = "  ".join((first.spec.label, problem or _("fill it in, please")))
            style = "red bold"
        if text:
            self._said.show(Gap(), Paragraph(text, style, indent=0))
        else:
            self._said.show()

    def on_form_finished(self) -> None:
        """Take Enter after the last field."""
        self.action_accept()

    def named_keys(self) -> dict[str, str]:
        """Name what F2 does."""
        return {"dialog.accept": self._verb} if self._verb else {}

    def answer(self) -> Values | None:
        """Return what the fields hold, once nothing is missing."""
        return self._form.values if self._form.complete() else None

    def action_cancel(self) -> None:
        """Close; what was typed is there when the dialog is opened again."""
        if self._left is not None:
            self._left(self._form.values)
        self.dismiss(None)
