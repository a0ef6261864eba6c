"""Making a paper out as somebody asked for it: filled, stripped for its reader, with its photos."""

from collections.abc import Callable, Mapping
from dataclasses import field, replace

from patrol_tui.domain.folding.state import State
from patrol_tui.domain.language.errors import N_, Usage
from patrol_tui.domain.paper import TO_FILL, Paper
from patrol_tui.domain.subjects import BY_TYPE
from patrol_tui.domain.values import dataclass
from patrol_tui.services.exports.discretion import Discretion
from patrol_tui.services.exports.export import Speech, Wanted
from patrol_tui.services.papers.filling import Rows, blanks, with_pictures
from patrol_tui.services.papers.kinds import PaperKind, make_paper, paper_reader, record_paper
from patrol_tui.services.papers.typed import Typed, changes, filled, fitting, opened, recorded
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.ports.ports import Ledger

NO_BLANK = N_("{name} is no blank of this paper. Open are: {known}.")


@dataclass(frozen=True, slots=True)
class PaperAsked:
    """A paper as somebody asked for it.

    Attributes:
        kind: which one.
        wanted: of which thing, for whom, and why sealed fields are opened for it.
        answers: what fills its blanks, by item.
        rows: what its lists hold, by list.
        seen: the heads that were on the screen when they were typed.
    """

    kind: PaperKind
    wanted: Wanted
    answers: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, Rows] = field(default_factory=dict)
    seen: tuple[bytes, ...] = ()

    @property
    def typed(self) -> Typed:
        """What was typed now."""
        return Typed(self.answers, self.rows)


@dataclass(frozen=True, slots=True)
class Begun:
    """A paper before anything is typed into it.

    Attributes:
        paper: as the ledger alone fills it.
        typed: what was typed into it before.
        seen: the heads that this was read at.
    """

    paper: Paper
    typed: Typed
    seen: tuple[bytes, ...]


def begun(ledger: Ledger, desk: Desk, speech: Speech, asked: PaperAsked) -> Begun:
    """Return a paper as it is before somebody types into it, and what was typed before.

    Raises:
        NotFound: there is no such thing.
        Usage: none is named.
        Refused: it cannot be made out of this thing.
    """
    sealed = replace(asked.wanted, reason="")
    paper = make_paper(ledger, desk, sealed, speech, asked.kind, as_template=True)
    state = _named(ledger, asked)
    typed = fitting(paper, recorded(state, asked.kind.id))
    return Begun(paper, typed, () if state is None else state.heads)


def drafted(ledger: Ledger, desk: Desk, speech: Speech, asked: PaperAsked) -> Paper:
    """Return a paper as it would be: without a number, and with nothing opened for it.

    Raises:
        NotFound: there is no such thing.
        Usage: what hands gave has no place in it.
        Refused: it cannot be made out of this thing.
    """
    first = begun(ledger, desk, speech, asked)
    known = {item.id for item in blanks(first.paper, speech)}
    for name in asked.answers:
        if name not in known:
            raise Usage(NO_BLANK, name=name, known=", ".join(sorted(known)) or "-")
    state = _named(ledger, asked)
    discretion = Discretion(ledger, paper_reader(ledger, desk, asked.wanted, asked.kind, state))
    return filled(first.paper, first.typed.then(asked.typed), speech, discretion, state)


def made_out(
    ledger: Ledger,
    desk: Desk,
    speech: Speech,
    asked: PaperAsked,
    photo_of: Callable[[bytes], bytes],
) -> Paper:
    """Return a paper with its number; one entry records that and what was typed into it.

    Nothing is recorded before all that was typed has its place. Of what has not taken place there
    is no number.

    Raises:
        NotFound: there is no such thing.
        Usage: what hands gave has no place in it.
        Refused: it cannot be made out of this thing, or not by this role.
    """
    drafted(ledger, desk, speech, asked)
    kind, before = asked.kind, _named(ledger, asked)
    if before is not None and before.status not in BY_TYPE[before.type].final:
        new = changes(before, kind.id, asked.typed)
        record_paper(ledger, desk, kind, before, new, asked.seen)
    paper = make_paper(ledger, desk, asked.wanted, speech, kind)
    state = _named(ledger, asked)
    typed = fitting(paper, recorded(state, kind.id)).then(asked.typed)
    if state is not None:
        reason, now_us = asked.wanted.reason, desk.now_us
        typed = opened(ledger, state, kind.id, reason, now_us, asked.typed).then(typed)
    discretion = Discretion(ledger, paper_reader(ledger, desk, asked.wanted, kind, state))
    return with_pictures(filled(paper, typed, speech, discretion, state), state, photo_of)


def number_of(paper: Paper, speech: Speech) -> str:
    """Return a paper's number; empty where it has none, and hands fill it in."""
    return "" if paper.number == speech.say(TO_FILL) else paper.number


def _named(ledger: Ledger, asked: PaperAsked) -> State | None:
    return None if asked.wanted.subject is None else ledger.state(asked.wanted.subject)
