"""The end-of-shift receipt: the one loud thing a day."""

import asyncio

from textual.app import ComposeResult

from patrol_tui.domain.language.errors import PatrolError
from patrol_tui.domain.times import in_zone
from patrol_tui.language import _, current
from patrol_tui.services.overview import today as service
from patrol_tui.services.session import Session
from patrol_tui.tui.commands import verbs
from patrol_tui.tui.dialogs.page import PageDialog
from patrol_tui.tui.exports.folder import where_it_is
from patrol_tui.tui.exports.receipt_file import keep_receipt
from patrol_tui.tui.exports.stick_files import open_stick
from patrol_tui.tui.host.station_screen import StationScreen
from patrol_tui.tui.kit.blocks import Gap, Lines, Paragraph
from patrol_tui.tui.kit.drawing.drawn import Sheet
from patrol_tui.tui.kit.frame import work
from patrol_tui.tui.views.station.receipt_blocks import (
    ReceiptSeen,
    each_lines,
    receipt_blocks,
    receipt_text,
)

_SAYS_LOADING_AFTER_S = 0.2


class ReceiptScreen(StationScreen[None]):
    """可以合盖, or 先别合盖 with everything that is missing by name."""

    NAME = "receipt"
    TAB = "sync"

    def __init__(self) -> None:
        super().__init__()
        self.seen: ReceiptSeen | None = None

    def compose_body(self) -> ComposeResult:
        """Lay out the one page."""
        yield Sheet(id="page")

    def on_mount(self) -> None:
        """Take the keys, to scroll."""
        self.query_one(Sheet).focus()
        self.set_timer(_SAYS_LOADING_AFTER_S, self._say_loading)

    def _say_loading(self) -> None:
        if self.seen is None:
            text = _("Comparing with the shared ledger")
            self.query_one(Sheet).show(Gap(), Paragraph(text, "soft"))

    def show_data(self) -> None:
        """Ask for the receipt beside the keys; what is shown stays till then."""
        self.run_worker(work(self._read), group="receipt", exclusive=True)

    async def _read(self) -> None:
        try:
            officers = " ".join(self.host.officers)
            self.seen = await self.host.ask(lambda session: _read(session, officers))
        except PatrolError as error:
            self.fail(error)
            return
        self._show_page()

    def _show_page(self) -> None:
        seen = self.seen
        if seen is None:
            return
        sheet = self.query_one(Sheet)
        sheet.show(*receipt_blocks(seen, sheet.size.height), keep_place=True)
        whole = seen.receipt.is_complete
        named = {} if whole else {"receipt.keep": _("USB sync")}
        page = "receipt" if whole else "receipt_missing"
        self.show_keys(verbs(page, self.host.remap, named=named))

    def on_resize(self) -> None:
        """Show as many missing things as there is room for."""
        super().on_resize()
        self.call_after_refresh(self._show_page)

    async def action_keep(self) -> None:
        """Keep a complete receipt; carry by stick what one lacks."""
        if self.seen is not None and not self.seen.receipt.is_complete:
            await open_stick(self.host, self.show_all)
        else:
            self.action_file()

    def action_file(self) -> None:
        """Write the receipt to a file in the home's export folder."""
        if self.seen is not None:
            self.run_worker(self._keep(self.seen), group="keep")

    async def _keep(self, seen: ReceiptSeen) -> None:
        day = in_zone(seen.now_us, seen.zone).strftime("%Y%m%d-%H%M%S")
        data, name = self.host.door.places.data, f"receipt-{day}.txt"
        try:
            path = await asyncio.to_thread(keep_receipt, data, name, receipt_text(seen))
        except PatrolError as error:
            self.fail(error)
        else:
            self.host.say(where_it_is(path))

    def action_each(self) -> None:
        """Show every missing thing."""
        if self.seen is not None:
            lines = each_lines(self.seen.receipt, self.seen.station_code)
            self.app.push_screen(PageDialog(_("One by one"), [Lines(lines)]))

    async def action_first(self) -> None:
        """Show the first missing thing."""
        missing = self.seen.receipt.missing if self.seen is not None else ()
        if missing and missing[0].type == "patrol":
            await self.host.go("patrol", subject=missing[0].subject)
        elif missing:
            await self.host.go("issues", subject=missing[0].subject)


def _read(session: Session, officers: str) -> ReceiptSeen:
    """Return the receipt with what stands beside it; to be asked in a thread."""
    desk = session.desk()
    patrol = session.office.patrol_under_way()
    day = service.today(session.ledger, desk, patrol)
    shift = day.shift.name.in_(current()) if day.shift is not None else ""
    return ReceiptSeen(
        receipt=session.receipt(),
        stops=day.summary.stops,
        issues=day.summary.issues,
        shift="  ".join(part for part in (shift, officers) if part),
        station_code=desk.catalog.station(desk.writer.station_code).code,
        now_us=desk.now_us,
        zone=desk.zone,
    )
