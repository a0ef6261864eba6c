"""`export` of a paper: a filled form as Word or PDF, or its template."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from patrol_tui.cli.call import Call
from patrol_tui.domain.language.errors import N_, Usage
from patrol_tui.domain.paper import Paper
from patrol_tui.language import _, current
from patrol_tui.services.exports.export import NO_FORMAT, Speech, Wanted
from patrol_tui.services.papers.filling import blanks, completed, with_pictures
from patrol_tui.services.papers.kinds import FORMATS, PAPERS, make_paper

TEMPLATE = "template"
KNOWN = ", ".join((*FORMATS, TEMPLATE))
NO_BLANK = N_("{name} is no blank of this paper. Open are: {known}.")
NO_FORMAT_GIVEN = N_("--format is missing. Possible are: {known}.")


def is_paper(what: str, chosen: str | None, *, others: Container[str]) -> bool:
    """Tell whether a paper is wanted: some are called as the list of their things."""
    return what in PAPERS and (what not in others or chosen in {*FORMATS, TEMPLATE})


@dataclass(frozen=True, slots=True)
class PaperWanted:
    """Of what a paper is made out, and what hands add.

    Attributes:
        only: names the thing; None where the paper needs none.
        span: first and last day.
        reason: why sealed fields are opened; without one they stay sealed.
        answers: what fills its blanks, by item.
    """

    only: str | None
    span: Sequence[date | None]
    reason: str
    answers: Mapping[str, str]


def export_paper(call: Call, what: str, chosen: str | None, path: Path, given: PaperWanted) -> None:
    """Make a paper out, and say what the file lacks.

    Raises:
        Usage: there is no such format.
        NotFound: there is no such thing.
        Refused: it cannot be made out of this thing, or the file could not be written.
    """
    from patrol_tui import bootstrap

    kind = PAPERS[what]
    writer = bootstrap.paper_formats()[_known_format(what, chosen)]
    with call.session() as session:
        subject = None if given.only is None else session.ledger.find(given.only)
        wanted = Wanted(given.span[0], given.span[1], subject, reason=given.reason)
        speech = Speech(_, current())
        paper = make_paper(
            session.ledger, session.desk(), wanted, speech, kind, as_template=chosen == TEMPLATE
        )
        state = None if subject is None else session.ledger.state(subject)
        _check_answers(paper, given.answers, speech)
        paper = with_pictures(completed(paper, given.answers, speech), state, session.blobs.get)
    written = writer.write(paper, path.absolute(), call.home().places.data)
    tell_lacking(call, written.lacking)
    body = {
        "path": str(path.absolute()),
        "paper": kind.id,
        "number": None if chosen == TEMPLATE else paper.number,
        "own_template": written.is_replaced,
        "lacking": list(written.lacking),
    }
    told = _("{paper} {number} was written.").format(paper=paper.title, number=paper.number)
    call.output.answer(body, [str(path.absolute())], told)


def _check_answers(paper: Paper, answers: Mapping[str, str], speech: Speech) -> None:
    open_items = {item.id for item in blanks(paper, speech)}
    for name in answers:
        if name not in open_items:
            known = ", ".join(sorted(open_items)) or "-"
            raise Usage(NO_BLANK, name=name, known=known)


def tell_lacking(call: Call, lacking: Sequence[str]) -> None:
    """Say which characters no font had."""
    if lacking:
        codes = " ".join(f"U+{ord(one):04X}" for one in lacking)
        text = _("No font here has {characters}; each was printed as its code ({codes}).")
        call.output.message(text.format(characters="".join(lacking), codes=codes))


def _known_format(what: str, chosen: str | None) -> str:
    if chosen is None:
        raise Usage(NO_FORMAT_GIVEN, known=KNOWN)
    if chosen not in {*FORMATS, TEMPLATE}:
        raise Usage(NO_FORMAT, what=what, format=chosen, known=KNOWN)
    return chosen
