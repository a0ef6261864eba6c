"""What the bureau does about a laptop: shut it out, or help an officer whose PIN is lost."""

from patrol_tui.domain.language.errors import PatrolError
from patrol_tui.domain.language.text import inert
from patrol_tui.domain.subjects.device import REVOKED_STATE
from patrol_tui.language import _
from patrol_tui.services.bureau.devices import OWN_DEVICE
from patrol_tui.services.bureau.enrol import require_bureau
from patrol_tui.services.bureau.laptops import Laptop
from patrol_tui.tui.dialogs.page import PageDialog
from patrol_tui.tui.dialogs.words import FieldsDialog, Values
from patrol_tui.tui.host.station_screen import StationScreen
from patrol_tui.tui.kit.blocks import Gap, Lines, Paragraph
from patrol_tui.tui.kit.dialogs.choose import ChooseDialog, Option, Picked
from patrol_tui.tui.kit.dialogs.dialog import ConfirmDialog
from patrol_tui.tui.kit.drawing.paint import Line
from patrol_tui.tui.kit.form.fields import Field, FieldKind

_REASON = "reason"
_SHUT_OUT, _LOST_PIN = "shut_out", "lost_pin"
_GROUPS_A_ROW = 4


class LaptopActs:
    """Asks, has it done beside the keys, says what came of it."""

    def __init__(self, screen: StationScreen[None]) -> None:
        """Act for a screen."""
        self._screen = screen
        self._reasons: dict[bytes, Values] = {}

    def choose(self, laptop: Laptop) -> None:
        """Offer what can be done; to the bureau alone."""
        try:
            require_bureau(self._screen.session.ledger)
        except PatrolError as error:
            self._screen.fail(error)
            return
        options = [
            Option(_SHUT_OUT, _("Shut out"), _("lost, stolen, or no longer needed")),
            Option(_LOST_PIN, _("PIN forgotten"), _("give the officer a code for a new PIN")),
        ]

        def chosen(picked: Picked | None) -> None:
            if picked is not None and picked.option == _SHUT_OUT:
                self._ask_why(laptop)
            elif picked is not None:
                self._ask_sure(laptop)

        dialog = ChooseDialog(_called(laptop), options, note=inert(laptop.officer))
        self._screen.app.push_screen(dialog, chosen)

    # Shutting out.

    def _ask_why(self, laptop: Laptop) -> None:
        if laptop.is_own:
            self._screen.say(_(OWN_DEVICE))
            return
        if laptop.status == REVOKED_STATE:
            self._screen.say(_("It is shut out already."))
            return

        def left(values: Values) -> None:
            self._reasons[laptop.subject] = values

        def answered(values: Values | None) -> None:
            if values is not None:
                left(values)
                shutting = self._shut_out(laptop, str(values[_REASON]))
                self._screen.app.run_worker(shutting, group="bureau")

        dialog = FieldsDialog(
            _("Shut out"),
            [Field(_REASON, _("Reason"), FieldKind.LONG, required=True)],
            self._reasons.get(laptop.subject, {}),
            question=_(
                "It can send and fetch nothing more. What had arrived stays valid; what it writes "
                "from now on is kept apart. This cannot be taken back."
            ),
            remark=_("Its station gets a new key for residents' contact data."),
            verb=_("Shut out"),
            note=f"{_called(laptop)}  {inert(laptop.officer)}",
            colour="red",
            left=left,
        )
        self._screen.app.push_screen(dialog, answered)

    async def _shut_out(self, laptop: Laptop, reason: str) -> None:
        host, number = self._screen.host, laptop.number
        host.say(_("Shutting out laptop {number}").format(number=number))
        try:
            await host.beside(lambda home: home.shut_out(laptop.subject, reason))
        except PatrolError as error:
            self._screen.fail(error)
        else:
            self._reasons.pop(laptop.subject, None)
            said = _("Laptop {number} is shut out. What had arrived before stays valid.")
            host.say(said.format(number=number))

    # A lost PIN.

    def _ask_sure(self, laptop: Laptop) -> None:
        text = _(
            "Make sure first that it is {name} who asks. Whoever has the code and that laptop can "
            "read everything there. That you gave it is recorded."
        )

        def answered(sure: bool | None) -> None:  # noqa: FBT001 - what the dialog answers
            if sure:
                self._screen.app.run_worker(self._give_code(laptop), group="bureau")

        said = text.format(name=inert(laptop.officer))
        dialog = ConfirmDialog(_("PIN forgotten"), said, verb=_("Give the code"), colour="amber")
        self._screen.app.push_screen(dialog, answered)

    async def _give_code(self, laptop: Laptop) -> None:
        host = self._screen.host
        try:
            code = await host.beside(lambda home: home.recovery_code(laptop.subject))
        except PatrolError as error:
            self._screen.fail(error)
            return
        groups = code.split("-")
        rows = [groups[at : at + _GROUPS_A_ROW] for at in range(0, len(groups), _GROUPS_A_ROW)]
        lines = [Line([(f"   {'   '.join(row)}", "bold")]) for row in rows]
        how = _("Read it out. On that laptop F7 before the PIN takes it, with or without the gaps.")
        after = _("It is shown this once; keep no copy.")
        blocks = (Paragraph(how), Gap(), Lines(lines), Gap(), Paragraph(after, "soft"))
        self._screen.app.push_screen(
            PageDialog(_("Code for a new PIN"), blocks, note=_called(laptop))
        )


def _called(laptop: Laptop) -> str:
    return _("Laptop {number}").format(number=laptop.number)
