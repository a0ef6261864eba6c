"""Making a paper out as somebody asked for it: filled, stripped for its reader, with its photos."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from patrol_tui.domain.language.errors import N_, Usage
from patrol_tui.domain.paper import TO_FILL, Paper
from patrol_tui.services.exports.discretion import Discretion
from patrol_tui.services.exports.export import Speech, Wanted
from patrol_tui.services.papers.filling import Rows, blanks, completed, listed, with_pictures
from patrol_tui.services.papers.kinds import PaperKind, make_paper, paper_reader
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.ports.ports import Ledger

_OTHER_SIDE = ("party", "person_name", "person_head", "manager")
"""Blanks in which the other side and its people are called by name."""
NO_BLANK = N_("{name} is no blank of this paper. Open are: {known}.")


@dataclass(frozen=True, slots=True)
class PaperAsked:
    """A paper as somebody asked for it.

    Attributes:
        kind: which one.
        wanted: of which thing, for whom, and why sealed fields are opened for it.
        answers: what fills its blanks, by item.
        rows: what its lists hold, by list.
    """

    kind: PaperKind
    wanted: Wanted
    answers: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, Rows] = field(default_factory=dict)


def drafted(ledger: Ledger, desk: Desk, speech: Speech, asked: PaperAsked) -> Paper:
    """Return a paper as it would be: without a number, and with nothing opened for it.

    Raises:
        NotFound: there is no such thing.
        Usage: what hands gave has no place in it.
        Refused: it cannot be made out of this thing.
    """
    sealed = replace(asked.wanted, reason="")
    paper = make_paper(ledger, desk, sealed, speech, asked.kind, as_template=True)
    known = {item.id for item in blanks(paper, speech)}
    for name in asked.answers:
        if name not in known:
            raise Usage(NO_BLANK, name=name, known=", ".join(sorted(known)) or "-")
    return _by_hand(ledger, desk, paper, speech, asked)


def made_out(
    ledger: Ledger,
    desk: Desk,
    speech: Speech,
    asked: PaperAsked,
    photo_of: Callable[[bytes], bytes],
) -> Paper:
    """Return a paper with its number, which is recorded once all that hands gave has its place.

    Of what has not taken place it has none.

    Raises:
        NotFound: there is no such thing.
        Usage: what hands gave has no place in it.
        Refused: it cannot be made out of this thing, or not by this role.
    """
    drafted(ledger, desk, speech, asked)
    paper = make_paper(ledger, desk, asked.wanted, speech, asked.kind)
    state = None if asked.wanted.subject is None else ledger.state(asked.wanted.subject)
    return with_pictures(_by_hand(ledger, desk, paper, speech, asked), state, photo_of)


def number_of(paper: Paper, speech: Speech) -> str:
    """Return a paper's number; empty where it has none, and hands fill it in."""
    return "" if paper.number == speech.say(TO_FILL) else paper.number


def _by_hand(ledger: Ledger, desk: Desk, paper: Paper, speech: Speech, asked: PaperAsked) -> Paper:
    """Return a paper with what hands gave; they too may have named who complained."""
    state = None if asked.wanted.subject is None else ledger.state(asked.wanted.subject)
    reader = paper_reader(ledger, desk, asked.wanted, asked.kind, state)
    discretion = Discretion(ledger, reader)
    discretion.is_about(*(asked.answers.get(name, "") for name in _OTHER_SIDE))

    def strip(text: str) -> str:
        return discretion.party(text, state)

    answers = {name: strip(text) for name, text in asked.answers.items()}
    rows = {
        name: [[strip(cell) for cell in row] for row in given] for name, given in asked.rows.items()
    }
    return listed(completed(paper, answers, speech), rows, speech)
