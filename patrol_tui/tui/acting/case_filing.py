"""Writes the file of the case on the screen: asks who is to read it, since that strips the rest."""

import asyncio

from patrol_tui.domain.case_file import CaseFile
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.language.errors import PatrolError
from patrol_tui.domain.language.text import inert
from patrol_tui.language import _, current
from patrol_tui.services.cases.case_file import make_case_file
from patrol_tui.services.exports.export import Speech, Wanted
from patrol_tui.services.exports.recipients import Recipient
from patrol_tui.tui.exports.case_file import keep_case_file
from patrol_tui.tui.host.station_screen import StationScreen
from patrol_tui.tui.kit.dialogs.choose import ChooseDialog, Option, Picked


def ask(screen: StationScreen[None], state: State) -> None:
    """Ask who is to read the case file, then write it beside the keys."""

    def chosen(picked: Picked | None) -> None:
        if picked is None:
            return
        recipient = Recipient(picked.option)
        session = screen.session
        wanted = Wanted(subject=state.subject, recipient=recipient.value)
        desk, speech = session.desk(), Speech(_, current())
        try:
            case = make_case_file(session.ledger, session.blobs, desk, wanted, speech)
        except PatrolError as error:
            screen.fail(error)
        else:
            screen.say(_("The case file is being written."))
            screen.app.run_worker(_keep(screen, case, recipient), group="export")

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


async def _keep(screen: StationScreen[None], case: CaseFile, recipient: Recipient) -> None:
    data = screen.host.door.places.data
    try:
        path = await asyncio.to_thread(keep_case_file, data, case, recipient)
    except PatrolError as error:
        screen.fail(error)
    else:
        where = _("{name} is in {folder}")
        screen.host.say(where.format(name=path.name, folder=inert(str(path.parent))))
