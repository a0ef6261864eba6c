"""Rows that become things: each with an identity that follows from what the row says.

So the same row is the same thing whoever imports it, and however often.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from patrol_tui.domain.entries import payload
from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.ids import name_id
from patrol_tui.domain.folding.hidden import is_sealed
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.language.errors import N_, PatrolError, Refused
from patrol_tui.domain.language.text import folded, is_blank
from patrol_tui.domain.subjects import BY_TYPE
from patrol_tui.services.imports.cells import BadCell, RowCells
from patrol_tui.services.imports.rows import Outcome, PlannedRow
from patrol_tui.services.imports.targets import Target
from patrol_tui.services.imports.things import READERS, Reading
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.ports.ports import Ledger
from patrol_tui.services.things.adding import RECEIVER, decide_add, required_names, split_values
from patrol_tui.services.wording import labels

if TYPE_CHECKING:
    from collections.abc import Mapping

    from patrol_tui.domain.entries.payload import Json

_MADE_HERE = frozenset(("number", RECEIVER, "due_us"))
LACKING = N_("Missing: {fields}. Fill it in, or leave the row out.")


class ThingTaker:
    """Decides row by row; writes nothing."""

    def __init__(self, ledger: Ledger, desk: Desk, target: Target) -> None:
        """Take what every decision needs."""
        self._ledger, self._desk = ledger, desk
        self._subject = BY_TYPE[target.type]
        self._read = READERS[target.what]

    def take(self, cells: RowCells) -> PlannedRow:
        """Return what would be written of a row."""
        reading = self._read(cells, self._desk)
        values = {name: text for name, text in reading.values.items() if not is_blank(text)}
        self._check(cells, reading, values)
        title, line = reading.values.get("title", ""), cells.row.line
        if cells.problems:
            return PlannedRow(line, Outcome.BAD, title, problems=tuple(cells.problems))
        thing = self._identity(reading)
        try:
            draft = self._draft(reading, values, thing)
        except PatrolError as error:
            wrong = (BadCell("", error),)
            return PlannedRow(line, Outcome.BAD, title, problems=wrong)
        held = self._ledger.state(thing)
        if held is not None:
            return self._held(line, title, draft, held)
        number = str(_fields(draft.content).get("number", ""))
        return PlannedRow(line, Outcome.NEW, title, number, thing, (draft,))

    def _check(self, cells: RowCells, reading: Reading, values: "Mapping[str, str]") -> None:
        """Note everything that is wrong with a row, not only the first."""
        already = {problem.column for problem in cells.problems}
        for name, text in values.items():
            try:
                split_values(self._desk, self._subject, {name: text})
            except PatrolError as error:
                cells.fail(reading.columns.get(name, name), error)
        lacking = [one for one in required_names(self._subject) if one not in values]
        asked = {cells.header.title(reading.columns.get(one, one)) for one in lacking}
        if lacking and not asked & already - {""}:
            cells.problems.append(
                BadCell("", Refused(LACKING, fields=labels(self._subject, lacking)))
            )

    def _identity(self, reading: Reading) -> bytes:
        key = "\0".join((self._desk.writer.station_code, *map(folded, reading.key)))
        return name_id(f"import.{self._subject.type}", key)

    def _draft(self, reading: Reading, values: "Mapping[str, str]", thing: bytes) -> Draft:
        # Deadlines run from when it came in, not from when somebody imports it.
        desk = self._desk
        begun = desk if reading.at_us is None else replace(desk, now_us=reading.at_us)
        draft = decide_add(begun, self._subject, values, thing, ())
        fields: dict[str, Json] = {**_fields(draft.content), "number": self._number(reading, thing)}
        content: dict[str, Json] = {**draft.content, "set": fields}
        payload.encode(content)  # what no entry can hold is refused now
        return replace(draft, content=content, numbered=None)

    def _number(self, reading: Reading, thing: bytes) -> str:
        """Return a number that every laptop gives to this row."""
        label = reading.label
        is_plain = label.isascii() and label.replace("-", "").isalnum() and len(label) <= 32  # noqa: PLR2004 - what a list can show
        station = self._desk.catalog.stations.get(self._desk.writer.station_code)
        code = station.code if station is not None else self._desk.writer.station_code
        return f"{code}-{self._subject.letter}-{label if is_plain else thing.hex()[:8]}"

    def _held(self, line: int, title: str, draft: Draft, held: State) -> PlannedRow:
        first = held.facts[0].content or {}
        before = _fields(first)
        now = _fields(draft.content)
        differing = [
            name
            for name in (now.keys() | before.keys()) - _MADE_HERE
            if now.get(name) != before.get(name) and not is_sealed(before.get(name))
        ]
        if first.get("add") != draft.content.get("add"):
            differing += [*_added(draft.content), *_added(first)]
        note = labels(self._subject, sorted(set(differing))) if differing else ""
        outcome = Outcome.DIFFERS if differing else Outcome.HELD
        number = held.text("number")
        return PlannedRow(line, outcome, title, number, draft.subject, note=note)


def _fields(content: "Mapping[str, Json]") -> "Mapping[str, Json]":
    said = content.get("set")
    return said if isinstance(said, dict) else {}


def _added(content: "Mapping[str, Json]") -> list[str]:
    said = content.get("add")
    return list(said) if isinstance(said, dict) else []
