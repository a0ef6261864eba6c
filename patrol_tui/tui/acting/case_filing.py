"""Writes the file of the case on the screen: asks who is to read it, since that strips the rest."""

import asyncio
from dataclasses import replace

from patrol_tui.domain.case_file import CaseFile
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.language.errors import PatrolError
from patrol_tui.language import _, current
from patrol_tui.services.bureau.sealing import sealed_fields
from patrol_tui.services.cases.case_file import make_case_file
from patrol_tui.services.cases.gathering import gathered
from patrol_tui.services.exports.export import Speech, Wanted
from patrol_tui.services.exports.recipients import Recipient
from patrol_tui.services.ports.ports import Ledger
from patrol_tui.tui.dialogs.words import FieldsDialog, Values
from patrol_tui.tui.exports.case_file import keep_case_file
from patrol_tui.tui.exports.folder import where_it_is
from patrol_tui.tui.host.station_screen import StationScreen
from patrol_tui.tui.kit.dialogs.choose import ChooseDialog, Option, Picked
from patrol_tui.tui.kit.form.fields import Field, FieldKind

_REASON = "reason"


def ask(screen: StationScreen[None], state: State) -> None:
    """Ask who is to read the case file, then write it beside the keys."""

    def chosen(picked: Picked | None) -> None:
        if picked is None:
            return
        wanted = Wanted(subject=state.subject, recipient=Recipient(picked.option).value)
        if _is_sealed(screen.session.ledger, state, wanted):
            _ask_reason(screen, wanted)
        else:
            _write(screen, wanted)

    options = [
        Option(
            Recipient.ANYONE.value, _("Anyone"), _("Without who asked, who came and who agreed")
        ),
        Option(Recipient.HANDLER.value, _("Those who handle it"), _("With the names in the lists")),
        Option(
            Recipient.ACCUSED.value, _("The other side"), _("Nothing of the request or its words")
        ),
    ]
    dialog = ChooseDialog(_("Case file for whom?"), options, verb=_("Write"))
    screen.app.push_screen(dialog, chosen)


def _is_sealed(ledger: Ledger, state: State, wanted: Wanted) -> bool:
    """Tell whether the case has sealed fields, which a reason opens for those who handle it."""
    recipient = Recipient(wanted.recipient)
    things = gathered(ledger, state, recipient) if recipient is Recipient.HANDLER else ()
    return any(sealed_fields(one) for one in things)


def _ask_reason(screen: StationScreen[None], wanted: Wanted) -> None:
    """Ask why contact data are opened for the file; without a reason they stay sealed."""

    def answered(values: Values | None) -> None:
        if values is not None:
            _write(screen, replace(wanted, reason=str(values[_REASON]).strip()))

    dialog = FieldsDialog(
        _("Case file"),
        [Field(_REASON, _("Open for"), FieldKind.LONG)],
        question=_("Contact data of the case are sealed. Why should they be open in the file?"),
        remark=_("Your name and reason are recorded for good. Left empty, they stay sealed."),
        verb=_("Write"),
    )
    screen.app.push_screen(dialog, answered)


def _write(screen: StationScreen[None], wanted: Wanted) -> None:
    session = screen.session
    desk, speech = session.desk(), Speech(_, current())
    try:
        case = make_case_file(session.ledger, session.blobs, desk, wanted, speech)
    except PatrolError as error:
        screen.fail(error)
        return
    if wanted.reason:
        screen.host.changed()
    screen.say(_("The case file is being written."))
    screen.app.run_worker(_keep(screen, case, Recipient(wanted.recipient)), group="export")


async def _keep(screen: StationScreen[None], case: CaseFile, recipient: Recipient) -> None:
    data = screen.host.door.places.data
    try:
        path = await asyncio.to_thread(keep_case_file, data, case, recipient)
    except PatrolError as error:
        screen.fail(error)
    else:
        screen.host.say(where_it_is(path))
