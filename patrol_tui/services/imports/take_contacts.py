"""Rows of a telephone list: contacts are catalogue, which the bureau lays down."""

import hashlib

from patrol_tui.domain.catalog import Contact, Item
from patrol_tui.domain.catalog.items import body_of
from patrol_tui.domain.language.errors import N_, NotFound, PatrolError, Refused
from patrol_tui.domain.language.text import folded
from patrol_tui.domain.language.words import Words
from patrol_tui.domain.subjects.catalog_item import item_id
from patrol_tui.services.bureau.enrol import require_bureau
from patrol_tui.services.bureau.publish import Published
from patrol_tui.services.imports.cells import BadCell, RowCells
from patrol_tui.services.imports.moments import read_day
from patrol_tui.services.imports.rows import Outcome, PlannedRow
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.ports.ports import Ledger
from patrol_tui.services.things.answers import department_id

SECTION = "contacts"
NO_PLACE = N_("{name} is no department and no station here. Correct it, or leave the cell empty.")
NO_NUMBER = N_("There is no phone number in it.")
NO_POST = N_("Missing: post or name. Fill it in, or leave the row out.")
_ID_DIGITS = 12


class ContactTaker:
    """Decides row by row; writes nothing."""

    def __init__(self, ledger: Ledger, desk: Desk) -> None:
        """Take what every decision needs.

        Raises:
            Refused: not the bureau asks.
        """
        require_bureau(ledger)
        self._desk, self._published = desk, Published(ledger)

    def take(self, cells: RowCells) -> PlannedRow:
        """Return what would be written of a row."""
        contact = self._contact(cells)
        title = contact.post.zh
        line = cells.row.line
        if cells.problems:
            return PlannedRow(line, Outcome.BAD, title, problems=tuple(cells.problems))
        item = Item(SECTION, contact.id, body_of(contact))
        thing = item_id(SECTION, contact.id)
        if self._published.says(item):
            return PlannedRow(line, Outcome.HELD, title, thing=thing)
        is_held = contact.id in self._desk.catalog.contacts
        outcome = Outcome.CHANGED if is_held else Outcome.NEW
        return PlannedRow(line, outcome, title, thing=thing, drafts=(self._published.draft(item),))

    def _contact(self, cells: RowCells) -> Contact:
        post, name, place = cells.text("post"), cells.people("name"), cells.text("place")
        if not post and not name:
            cells.problems.append(BadCell("", Refused(NO_POST)))
        phone = cells.text("phone")
        if not any(one.isdigit() for one in phone):
            cells.fail("phone", Refused(NO_NUMBER))
        department, station = self._place(cells, place)
        hours = cells.text("hours")
        key = "\0".join(map(folded, (department, station, post, name)))
        return Contact(
            id=f"imported_{hashlib.sha256(key.encode()).hexdigest()[:_ID_DIGITS]}",
            post=Words(post or name, post or name),
            department=department,
            station=station,
            name=name,
            phone=phone,
            hours=Words(hours, hours) if hours else None,
            valid_to=self._day(cells, "valid_to") or None,
            checked_on=self._day(cells, "checked_on"),
        )

    def _place(self, cells: RowCells, typed: str) -> tuple[str, str]:
        """Return department and station; at most one of them is named."""
        if not typed:
            return "", ""
        catalog = self._desk.catalog
        department = department_id(self._desk, typed)
        if department in catalog.departments:
            return department, ""
        for station in catalog.stations.values():
            names = {station.id, station.code, station.name.zh, station.name.en}
            if folded(typed) in {folded(name) for name in names}:
                return "", station.id
        cells.fail("place", NotFound(NO_PLACE, name=typed))
        return "", ""

    def _day(self, cells: RowCells, field: str) -> str:
        text = cells.text(field)
        if not text:
            return ""
        try:
            return read_day(text, self._desk.zone).isoformat()
        except PatrolError as error:
            cells.fail(field, error)
            return ""
