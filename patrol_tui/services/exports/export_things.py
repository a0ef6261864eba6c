"""The list of things of any subject, stripped for whoever is to read it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from patrol_tui.domain.entries.ids import id_text, name_id
from patrol_tui.domain.folding.hidden import is_sealed
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import Field, Subject
from patrol_tui.domain.language.errors import N_
from patrol_tui.domain.subjects.usual import TIMES
from patrol_tui.domain.table import Cell, Column, Row, Table
from patrol_tui.services.bureau.sealing import open_sealed
from patrol_tui.services.exports.discretion import Discretion
from patrol_tui.services.exports.export import Speech, Wanted, rows_wanted, subtitle, table_rows
from patrol_tui.services.exports.recipients import Recipient, may_reach, reader_of
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.ports.lists import Row as ListRow
from patrol_tui.services.ports.ports import Ledger
from patrol_tui.services.wording import status_words, value_words

if TYPE_CHECKING:
    from patrol_tui.domain.entries.payload import Json

FORMATS = ("xlsx", "csv", "json")
_LONG_CELLS = 24


def things_table(subject: Subject) -> Callable[[Ledger, Desk, Wanted, Speech], Table]:
    """Return what makes the table of a subject's things."""

    def make(ledger: Ledger, desk: Desk, wanted: Wanted, speech: Speech) -> Table:
        lines = _Lines(subject, ledger, desk, speech, wanted)
        return Table(
            title=speech.say(subject.name),
            columns=lines.columns(),
            rows=table_rows(rows_wanted(ledger, desk, wanted, subject.type), lines.of),
            zone=desk.catalog.district.zone,
            subtitle=subtitle(desk, desk.catalog, wanted, speech),
        )

    return make


class _Lines:
    """Makes a line of each thing."""

    def __init__(
        self, subject: Subject, ledger: Ledger, desk: Desk, speech: Speech, wanted: Wanted
    ) -> None:
        recipient = reader_of(wanted.recipient)
        self._discretion = Discretion(ledger, recipient)
        self._reason = wanted.reason if recipient is Recipient.HANDLER else ""
        self._subject, self._ledger, self._desk, self._speech = subject, ledger, desk, speech
        self._fields = [
            field
            for field in subject.fields
            if (field.form is not None or field.name == "number")
            and field.type != "thing"
            and may_reach(field, recipient)
        ]
        self._counted = subject.counted
        self._is_for_accused = recipient is Recipient.ACCUSED
        stations = desk.catalog.stations.values()
        self._stations = {name_id("station", one.id): speech.say(one.name) for one in stations}

    def columns(self) -> tuple[Column, ...]:
        """Return the columns: fields, state, and where it is recorded."""
        say = self._speech.say
        columns = [self._column(field) for field in self._fields]
        columns.append(Column("status", say(N_("status")), "text"))
        if not self._is_for_accused:
            if self._counted is not None:
                columns.append(Column(TIMES, say(self._counted.label), "integer"))
            columns.append(Column("recorded_at", say(N_("recorded")), "time"))
            columns.append(Column("station", say(N_("station")), "text"))
            columns.append(Column("id", "id", "text"))
        return tuple(columns)

    def _column(self, field: Field) -> Column:
        title = self._speech.say(field.label)
        name = field.name.removesuffix("_us")
        if field.type == "time":
            return Column(name, title, "time")
        return Column(name, title, "text", width_cells=_LONG_CELLS, wrap=True)

    def of(self, row: ListRow) -> Sequence[Row]:
        """Return the one line of a thing; none where it cannot be folded."""
        state = self._ledger.state(row.subject)
        if state is None:
            return ()
        status = self._speech.say(status_words(state.status, self._subject.type))
        cells = [self._cell(state, field) for field in self._fields]
        if self._is_for_accused:
            return ((*cells, status),)
        times = () if self._counted is None else (self._subject.times(state),)
        begun = state.facts[0].entry.wall_us
        station = self._stations.get(row.station, id_text(row.station))
        return ((*cells, status, *times, begun, station, id_text(state.subject)),)

    def _cell(self, state: State, field: Field) -> Cell:
        if field.type == "time":
            return state.integer(field.name)
        members: list[Json] = [*state.sets.get(field.name, ())]
        value = members if field.is_set else state.fields.get(field.name)
        if value is None or value == []:
            return None
        if self._reason and is_sealed(value):
            now_us = self._desk.now_us
            opened = open_sealed(self._ledger, state.subject, field.name, self._reason, now_us)
            value = opened.value
        said = value_words(self._desk.catalog, self._subject, state, field.name, value)
        return self._discretion.told(field, self._speech.say(said), state)
