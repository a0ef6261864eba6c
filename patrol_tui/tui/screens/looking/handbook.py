"""The handbook: law, procedure, duties, contacts, by the law of a day that one may choose."""

from collections.abc import Mapping

from textual.app import ComposeResult

from patrol_tui.domain.language.errors import Usage
from patrol_tui.domain.times import day_of, parse_day
from patrol_tui.language import _, current
from patrol_tui.services.handbook import Entry, Shelf, entries, search
from patrol_tui.services.handbook_links import linked
from patrol_tui.services.ports.lists import ListQuery
from patrol_tui.tui.acting.citing import Citing
from patrol_tui.tui.commands import verbs
from patrol_tui.tui.form_dialog import FormDialog
from patrol_tui.tui.kit.dialogs.choose import ChooseDialog, Option, Picked
from patrol_tui.tui.kit.drawing.drawn import Sheet
from patrol_tui.tui.kit.form.fields import Field, Value
from patrol_tui.tui.kit.frame import Panes
from patrol_tui.tui.lists.handbook_list import HandbookList
from patrol_tui.tui.lists.list_screen import ListScreen
from patrol_tui.tui.views.finding.empty_hints import empty_hints
from patrol_tui.tui.views.finding.handbook_blocks import HandbookSeen, handbook_blocks
from patrol_tui.tui.views.finding.handbook_rows import shelf_mark, standing_word
from patrol_tui.tui.views.wording.spoken import spoken

_DAY_US = 24 * 60 * 60 * 1_000_000
_USED_DAYS = 30
_NEEDS_AN_ENTRY = ("handbook.open", "handbook.cite", "handbook.related")


class HandbookScreen(ListScreen):
    """List and detail; the detail follows the cursor.

    Attributes:
        day: whose law is shown, YYYY-MM-DD; empty for today's.
    """

    NAME = "handbook"

    def __init__(self, typed: str = "") -> None:
        """Show the handbook.

        Args:
            typed: what the filter begins with.
        """
        super().__init__()
        self.day = ""
        self._typed = typed
        self._entries: tuple[Entry, ...] = ()
        self._trail: list[Entry] = []
        self._citing = Citing(self)

    def compose_body(self) -> ComposeResult:
        """Lay out list and detail."""
        with Panes():
            yield HandbookList()
            yield Sheet(classes="pane detail")

    @property
    def list(self) -> HandbookList:
        """Title, filter and rows."""
        return self.query_one(HandbookList)

    def on_mount(self) -> None:
        """Begin in the list, with what was asked for."""
        self.list.box.set_value(self._typed)
        self.list.rows.focus()

    def show_data(self) -> None:
        """Read the catalogue again, and the entry under the cursor."""
        self._entries = entries(self.session.catalog, self._day_shown)
        self.show_rows()
        self._show_detail(keep_place=True)

    @property
    def _day_shown(self) -> str:
        return self.day or self._today

    @property
    def _today(self) -> str:
        desk = self.session.desk()
        return day_of(desk.now_us, desk.zone).isoformat()

    def wanted(self) -> tuple[str, str]:
        """Return what is typed, and the day."""
        return self.list.text, self._day_shown

    def show_rows(self) -> None:
        """Show the entries that fit what is typed."""
        self.shown = typed, _day = self.wanted()
        found = search(self._entries, typed, self.host.pinyin)
        self.list.show(found, len(self._entries))

    def on_paged_list_moved(self) -> None:
        """Show the entry under the cursor."""
        if self.host.session is not None:
            self._show_detail()

    def _show_detail(self, *, keep_place: bool = False) -> None:
        entry, sheet = self.list.rows.row, self.query_one(Sheet)
        if entry is None:
            sheet.show(*empty_hints(self.NAME, self.host.remap))
            self.show_keys(verbs(self.NAME, self.host.remap, without=_NEEDS_AN_ENTRY))
            return
        self.show_keys(self.default_keys())
        seen = HandbookSeen(
            entry, self.session.catalog, self._day_shown, self._today, self._used(entry)
        )
        sheet.show(*handbook_blocks(seen), keep_place=keep_place)

    def _used(self, entry: Entry) -> int | None:
        if entry.shelf is not Shelf.KIND:
            return None
        desk, ledger = self.session.desk(), self.session.ledger
        since_us = desk.now_us - _USED_DAYS * _DAY_US
        station = ledger.writer.station
        query = ListQuery("issue", kind=entry.id, station=station, begun_from_us=since_us)
        return ledger.count(query)

    def begun_record(self) -> dict[str, object]:
        """Begin what is recorded here with the kind that is read."""
        entry = self.list.rows.row
        return {"kind": entry.id} if entry is not None and entry.shelf is Shelf.KIND else {}

    def action_related(self) -> None:
        """Go to what the entry leads to; where that is more than one, ask which."""
        entry = self.list.rows.row
        if entry is None:
            return
        others = {str(at): one for at, one in enumerate(self._linked(entry))}

        def chosen(picked: Picked | None) -> None:
            if picked is not None:
                self._trail.append(entry)
                self._go_to(others[picked.option])

        if not others:
            self.say(_("It has to do with nothing else."))
            return
        options = [
            Option(at, spoken(one.name), "", f"{shelf_mark(one.shelf)} {standing_word(one)[0]}")
            for at, one in others.items()
        ]
        dialog = ChooseDialog(_("Go to"), options, note=spoken(entry.name))
        self.app.push_screen(dialog, chosen)

    def _linked(self, entry: Entry) -> tuple[Entry, ...]:
        return linked(self.session.catalog, entry, self._entries)

    def _go_to(self, entry: Entry) -> None:
        """Put the cursor on an entry, whatever the filter held back."""
        self.list.clear()
        self.show_rows()
        self.list.rows.go_to((entry.shelf, entry.id))

    async def action_back(self) -> None:
        """Take the width back, go back to where one came from, clear the filter, then leave."""
        if self._trail and not self.is_full:
            self._go_to(self._trail.pop())
        else:
            await super().action_back()

    def action_cite(self) -> None:
        """Cite an article of the entry in a record."""
        entry = self.list.rows.row
        if entry is not None:
            self._citing.offer(entry, self._day_shown)

    # Going about.

    def action_day(self) -> None:
        """Choose the day whose law is shown."""
        field = Field(
            "day", _("Day"), placeholder="2026-08-15", unit=_("empty for today"), cells=12
        )
        values: dict[str, Value] = {"day": self.day}
        remark = _("The law of the day of the act counts, unless the new one is lighter.")
        dialog = FormDialog(
            _("Law of a day"), [field], values, remark=remark, verb=_("Show"), check=_wrong
        )
        self.app.push_screen(dialog, self._on_day)

    def _on_day(self, typed: dict[str, Value] | None) -> None:
        if typed is not None:
            self.day = _day(str(typed["day"]))
            self.show_data()


def _wrong(typed: Mapping[str, Value]) -> tuple[str, str] | None:
    try:
        _day(str(typed["day"]))
    except Usage as error:
        return "day", error.text(_, current())
    return None


def _day(text: str) -> str:
    return parse_day(text).isoformat() if text.strip() else ""
