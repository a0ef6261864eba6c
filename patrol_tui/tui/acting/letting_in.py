"""Lets a further laptop into the district: whose it is, the file that sets it up, its code."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from patrol_tui.devices.stick import sticks
from patrol_tui.domain.folding.subject import ROLES
from patrol_tui.domain.language.errors import PatrolError
from patrol_tui.domain.language.text import inert
from patrol_tui.language import _
from patrol_tui.services.bureau.enrol import OtherName, require_bureau
from patrol_tui.services.ports.lists import ListQuery
from patrol_tui.services.wording import ROLE_NAMES
from patrol_tui.tui.acting.renaming import ask_to_rename
from patrol_tui.tui.dialogs.page import PageDialog
from patrol_tui.tui.entering.door import NewLaptop
from patrol_tui.tui.form_dialog import FormDialog
from patrol_tui.tui.host.station_screen import StationScreen
from patrol_tui.tui.kit.blocks import Gap, Lines, Paragraph
from patrol_tui.tui.kit.drawing.paint import Line
from patrol_tui.tui.kit.form.fields import Choice, Field, FieldKind, Value
from patrol_tui.tui.views.station.setup_steps import station_matcher
from patrol_tui.tui.views.wording.spoken import spoken

_STATION, _OFFICER, _BADGE, _ROLE, _FILE = "station", "officer", "badge", "role", "file"


class LettingIn:
    """Asks, has the file made beside the keys, and shows its code once."""

    def __init__(self, screen: StationScreen[None]) -> None:
        """Act for a screen."""
        self._screen = screen
        self._typed: dict[str, Value] = {}

    async def ask(self) -> None:
        """Ask who will work with the laptop, and where the file shall be."""
        session, host = self._screen.session, self._screen.host
        try:
            require_bureau(session.ledger)
        except PatrolError as error:
            self._screen.fail(error)
            return
        found = await asyncio.to_thread(sticks)
        folder = found[0] if found else host.door.places.data / "exports"
        number = session.ledger.count(ListQuery("device")) + 1
        usual: dict[str, Value] = {
            _ROLE: "officer",
            _FILE: str(folder / f"patrol-{number:02d}.bundle"),
        }
        dialog = FormDialog(
            _("Let a laptop in"),
            self._fields(),
            usual | self._typed,
            remark=_("The file sets one laptop up, once. Hand file and code over apart."),
            verb=_("Make the file"),
        )
        host.push_screen(dialog, self._answered)

    def _fields(self) -> list[Field]:
        host = self._screen.host
        match = station_matcher(self._screen.session.catalog, lambda: host.pinyin)
        roles = tuple(Choice(role, spoken(ROLE_NAMES[role])) for role in ROLES)
        return [
            Field(_STATION, _("Station"), FieldKind.CODED, required=True, cells=29, match=match),
            Field(_OFFICER, _("Name"), required=True, cells=29),
            Field(_BADGE, _("Badge"), cells=16, unit=_("may stay empty")),
            Field(_ROLE, _("Right"), FieldKind.ONE_OF, required=True, choices=roles),
            Field(_FILE, _("File"), required=True),
        ]

    def _answered(self, typed: Mapping[str, Value] | None) -> None:
        if typed is None:
            return
        self._typed = {name: value for name, value in typed.items() if name != _FILE}
        said = {name: str(value).strip() for name, value in typed.items()}
        new = NewLaptop(said[_STATION], said[_OFFICER], said[_BADGE], said[_ROLE])
        letting = self._let_in(new, Path(said[_FILE]).expanduser())
        self._screen.app.run_worker(letting, group="bureau")

    async def _let_in(self, new: NewLaptop, path: Path) -> None:
        host = self._screen.host
        host.say(_("Making the file"))
        try:
            code = await host.beside(lambda home: home.let_in(new, path))
        except OtherName as error:
            renamed = replace(new, rename=True)
            ask_to_rename(self._screen, error, lambda: self._let_in(renamed, path))
            return
        except PatrolError as error:
            self._screen.fail(error)
            return
        self._typed = {}
        where = _("{path} sets one laptop up, with this code:").format(path=inert(str(path)))
        how = _("There: start patrol-tui, choose the bureau's file, type the code.")
        after = _("It is shown this once. Hand the two over apart.")
        blocks = (
            Paragraph(where),
            Gap(),
            Lines([Line([(f"   {code}", "bold")])]),
            Gap(),
            Paragraph(how),
            Gap(),
            Paragraph(after, "soft"),
        )
        host.push_screen(PageDialog(_("Let a laptop in"), blocks, note=inert(new.officer)))
