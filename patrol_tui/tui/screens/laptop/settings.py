"""Settings: what one may choose, who opens this laptop, and what it is."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical

from patrol_tui.domain.language.errors import PatrolError
from patrol_tui.language import _
from patrol_tui.services.ports.lists import ListQuery
from patrol_tui.tui.acting.crew_acts import CrewActs
from patrol_tui.tui.commands import command, key_of, shown_key
from patrol_tui.tui.form_dialog import FormDialog
from patrol_tui.tui.host.station_screen import StationScreen
from patrol_tui.tui.kit.blocks import Rule, Title
from patrol_tui.tui.kit.drawing.drawn import Blocks, Sheet
from patrol_tui.tui.kit.form.fields import Field, FieldKind, Value
from patrol_tui.tui.kit.frame import Panes, work
from patrol_tui.tui.kit.lists.paged_list import PagedList
from patrol_tui.tui.kit.lists.rows import ListSource
from patrol_tui.tui.views.station.people_rows import (
    ADD_OFFICER,
    LAPTOPS,
    OFFICER,
    People,
    people_rows,
)
from patrol_tui.tui.views.station.settings_rows import (
    MINUTES,
    SettingRow,
    group_of,
    next_value,
    setting_lines,
    setting_rows,
    typed_now,
    with_typed,
)
from patrol_tui.tui.views.things.about import about_blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from patrol_tui.tui.entering.door import Card


class SettingsScreen(StationScreen[None]):
    """Enter goes to the next value, or asks for one; it holds at once."""

    NAME = "settings"
    CSS_PATH = Path(__file__).with_name("settings.tcss")

    def __init__(self) -> None:
        super().__init__()
        self._cards: Sequence[Card] = ()
        self._crew = CrewActs(self, self._look_who)

    def compose_body(self) -> ComposeResult:
        """Lay out settings and what this laptop is."""
        with Panes():
            with Vertical(classes="pane work"):
                yield Blocks(Title(_("Settings")), Rule())
                yield PagedList[SettingRow](lambda row: row.id, setting_lines, group_of=group_of)
            yield Sheet(classes="pane aside")

    @property
    def _list(self) -> PagedList[SettingRow]:
        return self.query_one(PagedList)

    def on_mount(self) -> None:
        """Begin on the first setting."""
        self.take_keys()
        self._look_who()

    def take_keys(self) -> None:
        """Give the keys to the settings."""
        self._list.focus()

    def _look_who(self) -> None:
        self.run_worker(work(self._read_cards), group="cards", exclusive=True)

    async def _read_cards(self) -> None:
        try:
            self._cards = await asyncio.to_thread(self.host.door.cards)
        except PatrolError as error:
            self.fail(error)
        self.show_all()

    def show_data(self) -> None:
        """Show what was chosen, and who and what this is."""
        ledger, host = self.session.ledger, self.host
        people = People(
            self._cards,
            ledger.writer.badge,
            host.has_pin,
            ledger.count(ListQuery("device")),
            shown_key(command("settings.add_officer"), host.remap),
        )
        rows = [
            *setting_rows(host.settings, has_pin=host.has_pin),
            *people_rows(people, host.pinyin),
        ]
        self._list.show(ListSource(rows, lambda row: row.id))
        desk, counts = self.session.desk(), ledger.counts()
        about = about_blocks(desk, counts.entries, host.door.places, host.remap)
        self.query_one(Sheet).show(*about, keep_place=True)

    def on_paged_list_chosen(self) -> None:
        """Change the setting that was clicked twice."""
        self.app.call_later(self.action_change)

    async def action_change(self) -> None:
        """Change the setting under the cursor."""
        row = self._list.row
        if row is None:
            return
        if row.id == "language":
            await self.host.action_language()
        elif row.id.startswith(OFFICER):
            self._change_pin(row.id.removeprefix(OFFICER))
        elif row.id == ADD_OFFICER:
            self.action_add_officer()
        elif row.id == LAPTOPS:
            await self.action_laptops()
        elif row.is_typed:
            self._ask(row)
        else:
            self.host.choose(next_value(self.host.settings, row.id))
            self.show_all()

    def _ask(self, row: SettingRow) -> None:
        is_number = row.id in MINUTES
        kind = FieldKind.NUMBER if is_number else FieldKind.TEXT
        field = Field("value", row.name, kind, required=is_number, cells=8 if is_number else 0)
        remark = row.says
        if is_number:
            form = _("from {low} to {high} minutes")
            remark = form.format(low=MINUTES[row.id][0], high=MINUTES[row.id][-1])
        now: dict[str, Value] = {"value": typed_now(self.host.settings, row.id)}
        dialog = FormDialog(row.name, [field], now, remark=remark, verb=_("Keep"))
        self.app.push_screen(dialog, lambda typed: self._take(row.id, typed))

    def _take(self, name: str, typed: dict[str, Value] | None) -> None:
        if typed is not None:
            text = str(typed["value"])
            self.host.choose(with_typed(self.host.settings, name, text))
            self.show_all()

    # Officers and laptops.

    def _change_pin(self, badge: str) -> None:
        if not self.host.has_pin:
            self.say(_("This home asks for no PIN."))
        elif badge == self.session.ledger.writer.badge:
            self._crew.change_pin()
        else:
            said = _("Each changes the own PIN: lock the screen, then {key} chooses who it is.")
            self.say(said.format(key=key_of("unlock.other")))

    def action_add_officer(self) -> None:
        """Let a further officer open this laptop."""
        self._crew.add()

    async def action_laptops(self) -> None:
        """Show the district's laptops."""
        await self.host.over("laptops")
