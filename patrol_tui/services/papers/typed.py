"""What people typed into a paper: kept in the thing's own ledger, and there when it is made again.

Who somebody is stays sealed there: without a reason to open it, hands fill it anew.
"""

from collections.abc import Mapping
from dataclasses import field

from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.hidden import is_sealed
from patrol_tui.domain.folding.paper_blanks import PAPER_BLANK, PAPER_PERSON, typed_field
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.language.text import is_blank
from patrol_tui.domain.paper import Paper
from patrol_tui.domain.subjects import BY_TYPE
from patrol_tui.domain.values import dataclass
from patrol_tui.services.bureau.sealing import open_fields
from patrol_tui.services.exports.discretion import Discretion
from patrol_tui.services.exports.export import Speech
from patrol_tui.services.papers.filling import Rows, completed, listed, open_lists
from patrol_tui.services.papers.form import GIVEN
from patrol_tui.services.ports.ports import Ledger

_OTHER_SIDE = ("party", "person_name", "person_head", "manager")
"""Blanks in which the other side and its people are called by name."""
_CONSENT = "consent"


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed into a paper.

    Attributes:
        answers: what fills its blanks, by item; an empty one empties it.
        rows: what its lists hold, by list.
    """

    answers: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, Rows] = field(default_factory=dict)

    def then(self, newer: "Typed") -> "Typed":
        """Return this with what was typed later over it."""
        return Typed({**self.answers, **newer.answers}, {**self.rows, **newer.rows})


def recorded(state: State | None, paper: str) -> Typed:
    """Return what the ledger holds of a paper and shows without a reason."""
    said = {} if state is None else _said(state, paper)
    answers = {name: value for name, value in said.items() if isinstance(value, str)}
    rows = {
        name: [[str(cell) for cell in row] for row in value if isinstance(row, list)]
        for name, value in said.items()
        if isinstance(value, list)
    }
    return Typed(answers, rows)


def opened(
    ledger: Ledger, state: State, paper: str, reason: str, now_us: int, newer: Typed
) -> Typed:
    """Return what is sealed of a paper and was not typed anew; that it was opened is recorded.

    Raises:
        Refused: this laptop does not have the key.
    """
    start = f"{PAPER_PERSON}{paper}/"
    sealed = [
        name
        for name, value in state.fields.items()
        if name.startswith(start)
        and is_sealed(value)
        and name.removeprefix(start) not in newer.answers
    ]
    if not reason or not sealed:
        return Typed()
    values, _entry = open_fields(ledger, state.subject, sealed, reason, now_us)
    return Typed({name.removeprefix(start): str(value) for name, value in values.items()})


def changes(state: State, paper: str, typed: Typed) -> dict[str, Json]:
    """Return what the entry of a paper sets: what was typed, where it says anything new."""
    subject, said = BY_TYPE[state.type], dict[str, Json]()
    for blank, text in typed.answers.items():
        said[typed_field(subject, paper, blank)] = None if is_blank(text) else text.strip()
    for name, rows in typed.rows.items():
        kept = [[cell.strip() for cell in row] for row in rows if not all(map(is_blank, row))]
        said[typed_field(subject, paper, name)] = [[*row] for row in kept] or None
    return {name: value for name, value in said.items() if state.fields.get(name) != value}


def filled(
    paper: Paper, typed: Typed, speech: Speech, discretion: Discretion, state: State | None
) -> Paper:
    """Return a paper with what was typed, as its reader may have it: it may name who complained.

    Raises:
        Usage: a row has more cells than its list has columns.
    """
    discretion.is_about(*(typed.answers.get(name, "") for name in _OTHER_SIDE))

    def told(text: str) -> str:
        return discretion.party(text, state)

    answers = {name: told(text) for name, text in typed.answers.items()}
    if answers.get(_CONSENT) and not discretion.is_handler:
        answers[_CONSENT] = speech.say(GIVEN)
    rows = {
        name: [[told(cell) for cell in row] for row in rows] for name, rows in typed.rows.items()
    }
    return listed(completed(paper, answers, speech), rows, speech)


def fitting(paper: Paper, typed: Typed) -> Typed:
    """Return what was typed without lists that the paper of this program does not have."""
    known = {grid.id for grid in open_lists(paper)}
    return Typed(typed.answers, {name: rows for name, rows in typed.rows.items() if name in known})


def _said(state: State, paper: str) -> dict[str, Json]:
    starts = [f"{prefix}{paper}/" for prefix in (PAPER_BLANK, PAPER_PERSON)]
    return {
        name.removeprefix(start): value
        for start in starts
        for name, value in state.fields.items()
        if name.startswith(start)
    }
