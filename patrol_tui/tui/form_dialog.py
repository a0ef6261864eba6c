"""A dialog of a few fields."""

from collections.abc import Callable, Mapping, Sequence

from textual.app import ComposeResult

from patrol_tui.language import _
from patrol_tui.tui.kit.blocks import Gap, Paragraph
from patrol_tui.tui.kit.dialogs.dialog import Dialog
from patrol_tui.tui.kit.drawing.drawn import Blocks
from patrol_tui.tui.kit.form.fields import Field, Value
from patrol_tui.tui.kit.form.form import Form

Check = Callable[[Mapping[str, Value]], tuple[str, str] | None]


class FormDialog(Dialog[dict[str, Value]]):
    """A few fields; Enter leads through them and takes them after the last."""

    def __init__(  # noqa: PLR0913 - each is one thing the dialog may show
        self,
        title: str,
        fields: Sequence[Field],
        values: Mapping[str, Value] | None = None,
        *,
        question: str = "",
        remark: str = "",
        verb: str = "",
        note: str = "",
        check: Check | None = None,
        colour: str = "blue",
    ) -> None:
        """Make the dialog.

        Args:
            title: on the band.
            fields: what is asked for.
            values: what stands there already.
            question: above the fields.
            remark: a soft sentence below them.
            verb: on the key that takes them.
            note: beside the title.
            check: returns field and words of what is wrong with all of them together.
            colour: of the band.
        """
        super().__init__(title, note=note, colour=colour)
        self._question, self._remark, self._verb = question, remark, verb
        self._check = check
        self.form = Form(fields, values, ground="raised")

    def compose_body(self) -> ComposeResult:
        """Lay out question, fields and remark."""
        if self._question:
            yield Blocks(Paragraph(self._question, indent=0), Gap(), ground="raised")
        yield self.form
        remark = (Gap(), Paragraph(self._remark, "soft", indent=0)) if self._remark else ()
        yield Blocks(*remark, id="said", ground="raised")

    def on_mount(self) -> None:
        """Give the keys to the first field that is empty."""
        self.form.focus_first()

    def on_form_finished(self) -> None:
        """Take Enter after the last field."""
        self.action_accept()

    def named_keys(self) -> dict[str, str]:
        """Name what F2 does."""
        return {"dialog.accept": self._verb or _("OK")}

    def answer(self) -> dict[str, Value] | None:
        """Return what the fields hold, once nothing is missing."""
        if not self.form.complete():
            return None
        values = self.form.values
        wrong = self._check(values) if self._check is not None else None
        if wrong is None:
            return values
        field, words = wrong
        self.form.set_problem(field, words)
        self.form.box(field).focus()
        self.query_one("#said", Blocks).show(Gap(), Paragraph(words, "red bold", indent=0))
        return None
