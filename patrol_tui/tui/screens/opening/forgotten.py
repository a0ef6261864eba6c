"""PIN forgotten: what is safe, who can help, and a new PIN by the bureau's code."""

from collections.abc import Callable, Mapping

from textual.app import ComposeResult

from patrol_tui.domain.language.errors import Refused
from patrol_tui.domain.language.text import inert
from patrol_tui.language import _, current
from patrol_tui.tui.entering.pin_dialog import NewPin, PinDialog
from patrol_tui.tui.form_dialog import FormDialog
from patrol_tui.tui.kit.blocks import Fact, Gap, Paragraph
from patrol_tui.tui.kit.drawing.drawn import Blocks
from patrol_tui.tui.kit.form.fields import Field, FieldKind, Value

CODE, PIN = "code", "pin"
_INSIDE_CELLS = 60


class ForgottenScreen(FormDialog):
    """Asks for the code that the bureau reads out, then for a new PIN; answers both."""

    def __init__(self, officer: str, code: str, check: Callable[[str], None]) -> None:
        """Make the dialog.

        Args:
            officer: whose PIN it is.
            code: what was typed of the code before.
            check: raises Refused where a sign of the code is wrong.
        """

        def wrong(typed: Mapping[str, Value]) -> tuple[str, str] | None:
            try:
                check(str(typed[CODE]))
            except Refused as error:
                return CODE, inert(error.text(_, current()))
            return None

        super().__init__(
            _("PIN forgotten"),
            [Field(CODE, _("recovery|Code").rpartition("|")[2], FieldKind.LONG, required=True)],
            {CODE: code},
            remark=_("The bureau's first laptop has no such code: its other officers open it."),
            verb=_("Next step"),
            note=officer,
            check=wrong,
        )
        self._officer = officer

    def compose_body(self) -> ComposeResult:
        """Lay out what is safe and the three steps, then the form."""
        safe = _(
            "Records, photos and drafts are all there, encrypted. Without a PIN nobody can open "
            "them; there is no master PIN."
        )
        steps = (
            _("Call the bureau. They make sure that it is you."),
            _("On their laptop: 9, Laptops, F4 (or: patrol-tui admin recover). They read a code."),
            _("Type it here, then set a new PIN. The old one is void, others' stay."),
        )
        shown = [Fact(str(at), step, column=2) for at, step in enumerate(steps, 1)]
        yield Blocks(
            Paragraph(safe, indent=0, most=_INSIDE_CELLS), Gap(), *shown, Gap(), ground="raised"
        )
        yield from super().compose_body()

    def action_accept(self) -> None:
        """Ask for the new PIN, once the code has no slip in it."""
        typed = self.answer()
        if typed is None:
            return

        def chosen(pins: NewPin | None) -> None:
            if pins is not None:
                self.dismiss({**typed, PIN: pins.new})

        dialog = PinDialog(_("Set a new PIN"), note=self._officer, asks_old=False)
        self.app.push_screen(dialog, chosen)
