"""The list of issues as a clerk expects it."""

from collections.abc import Sequence

from patrol_tui.domain.entries.ids import id_text, name_id
from patrol_tui.domain.folding.pictures import photo_count
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.language.errors import N_
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.domain.table import Cell, Column, Kind, Row, Table
from patrol_tui.services.exports.discretion import Discretion
from patrol_tui.services.exports.export import (
    Speech,
    Wanted,
    rows_wanted,
    subtitle,
    table_rows,
)
from patrol_tui.services.exports.recipients import reader_of
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.ports.lists import Row as ListRow
from patrol_tui.services.ports.ports import Ledger
from patrol_tui.services.wording import field_label, status_words, text_words, value_words

FORMATS = ("xlsx", "csv", "geojson", "json")
_COLUMNS: tuple[tuple[str, str, Kind, int], ...] = (
    ("number", N_("number"), "text", 0),
    ("kind", N_("kind"), "text", 0),
    ("status", N_("status"), "text", 0),
    ("place", N_("place"), "text", 24),
    ("note", N_("what was seen"), "text", 36),
    ("form", N_("particulars"), "text", 36),
    ("measures", N_("measures"), "text", 14),
    ("deadline", N_("deadline"), "time", 0),
    ("recorded_at", N_("recorded"), "time", 0),
    ("author", N_("recorded by"), "text", 0),
    ("photos", N_("number of photos"), "integer", 0),
    ("recheck", N_("re-check"), "time", 0),
    ("station", N_("station"), "text", 0),
    ("patrol", N_("patrol"), "text", 0),
    ("lat", N_("latitude"), "decimal", 0),
    ("lon", N_("longitude"), "decimal", 0),
    ("code", N_("category code"), "text", 0),
    ("code_name", N_("category"), "text", 0),
    ("code_confirmed", N_("code confirmed"), "flag", 0),
    ("conflict", N_("in conflict"), "flag", 0),
    ("retracted", N_("retracted"), "flag", 0),
    ("id", "id", "text", 0),
)
_DEGREE_DECIMALS = 7
_WRAPPED = frozenset(("place", "note", "form", "measures"))
_ON_PAPER = 11
"""The columns up to the number of photos: what a clerk reads; the rest is for other programs."""
_FOR_ACCUSED = frozenset(
    ("number", "kind", "status", "place", "measures", "deadline", "recheck", "lat", "lon")
)
"""All that the party complained about reads of issues: what, where, and by when."""


def issues_table(ledger: Ledger, desk: Desk, wanted: Wanted, speech: Speech) -> Table:
    """Return the issues that began on the wanted days, the oldest first.

    Raises:
        Usage: the days make no span.
        NotFound: the one issue that is wanted is not held.
    """
    discretion = Discretion(ledger, reader_of(wanted.recipient))
    lines = _Lines(ledger, desk, speech, discretion)
    shown = [one for one in _COLUMNS if not discretion.is_accused or one[0] in _FOR_ACCUSED]
    return Table(
        title=speech.say(N_("Issues")),
        columns=tuple(
            Column(
                id,
                speech.say(title),
                kind,
                width_cells=width,
                wrap=id in _WRAPPED,
                decimals=_DEGREE_DECIMALS if kind == "decimal" else 0,
            )
            for id, title, kind, width in shown
        ),
        rows=table_rows(rows_wanted(ledger, desk, wanted, "issue"), lines.of),
        zone=desk.catalog.district.zone,
        subtitle=subtitle(desk, desk.catalog, wanted, speech),
        notes=(speech.say(N_("Category codes are to be confirmed by the bureau.")),),
        on_paper=min(_ON_PAPER, len(shown)),
        position=("lat", "lon"),
    )


class _Lines:
    """Makes a line of each issue."""

    def __init__(self, ledger: Ledger, desk: Desk, speech: Speech, discretion: Discretion) -> None:
        self._ledger, self._desk, self._speech = ledger, desk, speech
        self._discretion = discretion
        self._people = ledger.people()
        stations = desk.catalog.stations.values()
        self._stations = {name_id("station", one.id): speech.say(one.name) for one in stations}

    def of(self, row: ListRow) -> Sequence[Row]:
        """Return the one line of an issue; none where it cannot be folded."""
        state = self._ledger.state(row.subject)
        return () if state is None else (self._shown(self._line(row, state)),)

    def _shown(self, line: Row) -> Row:
        if not self._discretion.is_accused:
            return line
        named = zip(_COLUMNS, line, strict=True)
        return tuple(cell for column, cell in named if column[0] in _FOR_ACCUSED)

    def _line(self, row: ListRow, state: State) -> Row:
        first = state.facts[0].entry
        kind = self._desk.catalog.kinds.get(state.text("kind"))
        note = "\n".join([self._speech.say(text_words(state, "note")), *_notes(state)])
        return (
            state.text("number"),
            self._speech.say(kind.name) if kind else state.text("kind"),
            self._status(state),
            self._discretion.text(self._speech.say(text_words(state, "place")), state),
            self._discretion.text(note, state),
            self._discretion.text(self._form(state), state),
            measure_names(self._desk, self._speech, state),
            state.integer("deadline_us"),
            first.wall_us,
            self._people.get(first.header.author, id_text(first.header.author)),
            photo_count(state),
            state.integer("recheck_us"),
            self._stations.get(row.station, id_text(row.station)),
            state.text("patrol"),
            state.integer("lat_e7"),
            state.integer("lon_e7"),
            *_code(state),
            int(bool(state.conflicts)),
            int(state.is_retracted),
            id_text(state.subject),
        )

    def _status(self, state: State) -> str:
        words = [state.status, *state.sets.get("flags", ())]
        return " ".join(self._speech.say(status_words(one)) for one in words)

    def _form(self, state: State) -> str:
        """Return the answers to the kind's own form, one a line."""
        catalog, say = self._desk.catalog, self._speech.say
        kind = catalog.kinds.get(state.text("kind"))
        asked = [field.id for field in kind.fields] if kind else []
        return "\n".join(
            f"{say(field_label(catalog, ISSUE, state, name))} "
            f"{say(value_words(catalog, ISSUE, state, name, state.fields[name]))}"
            for name in asked
            if state.fields.get(name) is not None
        )


def measure_names(desk: Desk, speech: Speech, state: State) -> str:
    """Return what was done there and then, in words."""
    known = desk.catalog.measures
    taken = state.sets.get("measures", ())
    return " ".join(speech.say(known[one].name) if one in known else one for one in taken)


def _notes(state: State) -> list[str]:
    return [str(note.value) for note in state.records.get("notes", ())]


def _code(state: State) -> tuple[Cell, Cell, Cell]:
    code = state.fields.get("code")
    if not isinstance(code, dict):
        return None, None, None
    return str(code.get("code", "")), str(code.get("name", "")), int(bool(code.get("confirmed")))
