"""The patrol ledger (巡查台账) as it is printed every month: a line an item looked at."""

from collections.abc import Sequence
from itertools import chain

from patrol_tui.domain.entries.ids import id_text
from patrol_tui.domain.folding.pictures import photo_count
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.language.errors import N_, NotFound
from patrol_tui.domain.subjects.officer import officer_id
from patrol_tui.domain.table import Cell, Column, Kind, Row, Table
from patrol_tui.services.exports.complainants import recorded_on
from patrol_tui.services.exports.discretion import Discretion
from patrol_tui.services.exports.export import (
    Speech,
    Wanted,
    rows_wanted,
    subtitle,
    table_rows,
)
from patrol_tui.services.exports.export_issues import measure_names
from patrol_tui.services.exports.recipients import reader_of
from patrol_tui.services.patrol.walk import Answer, Stop, Walk, walk
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.ports.lists import Row as ListRow
from patrol_tui.services.ports.ports import Ledger
from patrol_tui.services.wording import RESULTS, text_words

FORMATS = ("xlsx", "csv", "docx", "pdf", "json")
_COLUMNS: tuple[tuple[str, str, Kind, int], ...] = (
    ("date", N_("date"), "date", 0),
    ("shift", N_("shift"), "text", 0),
    ("weather", N_("weather"), "text", 0),
    ("officers", N_("officers"), "text", 0),
    ("route", N_("route"), "text", 0),
    ("checkpoint", N_("stop"), "text", 0),
    ("arrived", N_("reached"), "time", 0),
    ("left", N_("gone"), "time", 0),
    ("item", N_("checked item"), "text", 20),
    ("result", N_("result"), "text", 0),
    ("remark", N_("remark"), "text", 24),
    ("issue", N_("issue number"), "text", 0),
    ("measures", N_("measures"), "text", 12),
    ("photos", N_("number of photos"), "integer", 0),
    ("patrol", N_("patrol number"), "text", 0),
    ("review", N_("review"), "text", 8),
)
_WRAPPED = frozenset(("item", "remark", "measures"))
ON_THE_WAY = N_("recorded on the way")
NOT_VISITED = N_("not visited")
NO_ITEM = N_("visited")


def ledger_table(ledger: Ledger, desk: Desk, wanted: Wanted, speech: Speech) -> Table:
    """Return the patrols that began on the wanted days, the oldest first.

    Raises:
        Usage: the days make no span.
        NotFound: the one patrol that is wanted is not held.
    """
    lines = _Lines(ledger, desk, speech, Discretion(ledger, reader_of(wanted.recipient)))
    return Table(
        title=speech.say(N_("Patrol ledger")),
        columns=tuple(
            Column(id, speech.say(title), kind, width_cells=width, wrap=id in _WRAPPED)
            for id, title, kind, width in _COLUMNS
        ),
        rows=table_rows(rows_wanted(ledger, desk, wanted, "patrol"), lines.of),
        zone=desk.catalog.district.zone,
        subtitle=subtitle(desk, desk.catalog, wanted, speech),
    )


class _Lines:
    """Makes the lines of each patrol."""

    def __init__(self, ledger: Ledger, desk: Desk, speech: Speech, discretion: Discretion) -> None:
        self._ledger, self._desk, self._speech = ledger, desk, speech
        self._discretion = discretion
        self._people = ledger.people()

    def of(self, row: ListRow) -> Sequence[Row]:
        """Return the lines of a patrol; one line where its route is not known here."""
        state = self._ledger.state(row.subject)
        return () if state is None else self._lines(state)

    def _lines(self, state: State) -> Sequence[Row]:
        try:
            walked = walk(state, self._desk.catalog, self._desk.now_us)
        except NotFound:
            head, tail = self._head(state, state.text("route")), self._tail(state, None)
            return ((*head, None, None, None, None, None, None, *tail),)
        issues = recorded_on(self._ledger, state)
        answered = {answer.issue for stop in walked.stops for answer in stop.answers}
        stops = [self._stop(walked, stop) for stop in walked.stops]
        others = [self._other(walked, issue) for issue in issues if issue.subject not in answered]
        return tuple(chain(*stops, others))

    def _head(self, state: State, route: str) -> tuple[Cell, ...]:
        shift = self._desk.catalog.shifts.get(state.text("shift"))
        return (
            state.integer("started_us"),
            self._speech.say(shift.name) if shift else state.text("shift"),
            state.text("weather"),
            self._officers(state),
            route,
        )

    def _officers(self, state: State) -> str:
        badges = [state.text("officer"), *state.sets.get("partners", ())]
        return " ".join(self._people.get(officer_id(badge), badge) for badge in badges if badge)

    def _stop(self, walked: Walk, stop: Stop) -> list[Row]:
        say, state = self._speech.say, walked.state
        head = (*self._head(state, say(walked.route.name)), say(stop.point.name))
        times = (stop.arrived_us, stop.left_us)
        answered = [answer for answer in stop.answers if answer.result]
        if not answered:
            result = say(NO_ITEM if stop.arrived_us is not None else NOT_VISITED)
            remark = self._discretion.remark(stop.skipped, state)
            line = (*head, *times, None, result, remark, *self._tail(state, None))
            return [line]
        return [(*head, *times, *self._answer(state, answer)) for answer in answered]

    def _answer(self, state: State, answer: Answer) -> tuple[Cell, ...]:
        issue = self._ledger.state(answer.issue) if answer.issue else None
        item = self._speech.say(answer.item.text)
        result = self._speech.say(RESULTS[answer.result]) if answer.result in RESULTS else ""
        remark = self._discretion.remark(answer.reason, state, issue)
        return (item, result or answer.result, remark, *self._tail(state, issue))

    def _other(self, walked: Walk, issue: State) -> Row:
        point = walked.route.checkpoint(issue.text("checkpoint"))
        said = self._speech.say(text_words(issue, "place"))
        place = self._speech.say(point.name) if point else self._discretion.text(said, issue)
        head = self._head(walked.state, self._speech.say(walked.route.name))
        kind = self._desk.catalog.kinds.get(issue.text("kind"))
        item = self._speech.say(kind.name) if kind else issue.text("kind")
        result, remark = self._speech.say(RESULTS["problem"]), self._speech.say(ON_THE_WAY)
        tail = self._tail(walked.state, issue)
        return (*head, place, issue.facts[0].entry.wall_us, None, item, result, remark, *tail)

    def _tail(self, patrol: State, issue: State | None) -> tuple[Cell, ...]:
        """Return issue number, measures, photos, patrol, and room for the reviewer's hand."""
        number = patrol.text("number") or id_text(patrol.subject)
        if issue is None:
            return None, None, photo_count(patrol) or None, number, None
        photos = photo_count(issue)
        measures = measure_names(self._desk, self._speech, issue)
        return issue.text("number"), measures, photos, number, None
