"""`export` of a paper: a filled form as Word or PDF, or its template."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from patrol_tui.cli.call import Call
from patrol_tui.domain.language.errors import N_, Usage
from patrol_tui.domain.paper import PaperWritten
from patrol_tui.language import _, current
from patrol_tui.services.exports.export import NO_FORMAT, Speech
from patrol_tui.services.papers.filling import cells_of, with_pictures
from patrol_tui.services.papers.kinds import FORMATS, PAPERS
from patrol_tui.services.papers.making import PaperAsked, drafted, made_out, number_of

TEMPLATE = "template"
KNOWN = ", ".join((*FORMATS, TEMPLATE))
NO_ROW = N_("{text} is not of the form LIST=CELL|CELL.")
NO_NUMBER_YET = N_("It was not held, so this paper has no number. Make it out again once it was.")
PASSED_OVER = N_(
    "The PDF has the program's own layout: your template makes Word files. For a PDF of it, make "
    "the Word file out and save it as PDF."
)
NO_FORMAT_GIVEN = N_("--format is missing. Possible are: {known}.")


def is_paper(what: str, chosen: str | None, *, others: Container[str]) -> bool:
    """Tell whether a paper is wanted: some are called as the list of their things."""
    return what in PAPERS and (what not in others or chosen in {*FORMATS, TEMPLATE})


def export_paper(
    call: Call, chosen: str | None, path: Path, only: str | None, asked: PaperAsked
) -> None:
    """Make a paper out, and say what the file lacks.

    Raises:
        Usage: there is no such format, or what hands gave has no place in it.
        NotFound: there is no such thing.
        Refused: it cannot be made out of this thing, or the file could not be written.
    """
    from patrol_tui import bootstrap

    kind = asked.kind
    writer = bootstrap.paper_formats()[_known_format(kind.id, chosen)]
    with call.session() as session:
        subject = None if only is None else session.ledger.find(only)
        asked = replace(asked, wanted=replace(asked.wanted, subject=subject))
        ledger, desk, speech = session.ledger, session.desk(), Speech(_, current())
        if chosen == TEMPLATE:
            paper = with_pictures(drafted(ledger, desk, speech, asked), None, session.blobs.get)
        else:
            paper = made_out(ledger, desk, speech, asked, session.blobs.get)
    written = writer.write(paper, path.absolute(), call.home().places.data)
    _tell_written(call, written)
    number = "" if chosen == TEMPLATE else number_of(paper, speech)
    if chosen != TEMPLATE and kind.early and not number:
        call.output.message(_(NO_NUMBER_YET))
    body = {
        "path": str(path.absolute()),
        "paper": kind.id,
        "number": number or None,
        "own_template": written.is_replaced,
        "lacking": list(written.lacking),
    }
    said = _("{paper} {number} was written.")
    if chosen == TEMPLATE:
        said = _("The template of {paper} was written.")
    told = said.format(paper=paper.title, number=paper.number)
    call.output.answer(body, [str(path.absolute())], told)


def rows_given(typed: Iterable[str]) -> dict[str, list[tuple[str, ...]]]:
    """Return the rows of lists that `LIST=CELL|CELL` arguments say, in their order.

    Raises:
        Usage: one is not of that form.
    """
    rows: dict[str, list[tuple[str, ...]]] = {}
    for text in typed:
        name, equals, line = text.partition("=")
        if not equals or not name.strip():
            raise Usage(NO_ROW, text=text)
        rows.setdefault(name.strip(), []).append(cells_of(line))
    return rows


def tell_lacking(call: Call, lacking: Sequence[str]) -> None:
    """Say which characters no font had."""
    if lacking:
        codes = " ".join(f"U+{ord(one):04X}" for one in lacking)
        text = _("No font here has {characters}; each was printed as its code ({codes}).")
        call.output.message(text.format(characters="".join(lacking), codes=codes))


def _tell_written(call: Call, written: PaperWritten) -> None:
    tell_lacking(call, written.lacking)
    if written.is_passed_over:
        call.output.message(_(PASSED_OVER))


def _known_format(what: str, chosen: str | None) -> str:
    if chosen is None:
        raise Usage(NO_FORMAT_GIVEN, known=KNOWN)
    if chosen not in {*FORMATS, TEMPLATE}:
        raise Usage(NO_FORMAT, what=what, format=chosen, known=KNOWN)
    return chosen
