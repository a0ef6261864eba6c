"""Makes papers out and keeps them in the home's folder of exports."""

from dataclasses import dataclass
from pathlib import Path

from patrol_tui import bootstrap
from patrol_tui.domain.language.file_names import file_name as plain_name
from patrol_tui.domain.paper import Paper
from patrol_tui.language import _, current
from patrol_tui.services.exports.export import Speech
from patrol_tui.services.papers.kinds import FORMATS
from patrol_tui.services.papers.making import (
    Begun,
    PaperAsked,
    begun,
    drafted,
    made_out,
    number_of,
)
from patrol_tui.services.session import Session
from patrol_tui.tui.exports.folder import exports_folder


@dataclass(frozen=True)
class PaperKept:
    """What was written.

    Attributes:
        number: of the paper.
        paths: its files.
        lacking: characters that no font here has.
        is_passed_over: the district's own template made the Word file alone.
    """

    number: str
    paths: tuple[Path, ...]
    lacking: tuple[str, ...]
    is_passed_over: bool = False


def begin_paper(session: Session, asked: PaperAsked) -> Begun:
    """Return a paper before anything is typed into it, and what was typed into it before.

    Raises:
        PatrolError: it cannot be made out.
    """
    return begun(session.ledger, session.desk(), Speech(_, current()), asked)


def draft_paper(session: Session, asked: PaperAsked) -> Paper:
    """Return a paper as it would be, without a number and with nothing opened.

    Raises:
        PatrolError: it cannot be made out.
    """
    return drafted(session.ledger, session.desk(), Speech(_, current()), asked)


def keep_paper(session: Session, asked: PaperAsked, home: Path) -> PaperKept:
    """Make a paper out as Word and PDF; its number is recorded first.

    Raises:
        PatrolError: it cannot be made out, or the disk did not take it.
    """
    desk, speech = session.desk(), Speech(_, current())
    paper = made_out(session.ledger, desk, speech, asked, session.blobs.get)
    state = None if asked.wanted.subject is None else session.ledger.state(asked.wanted.subject)
    number = number_of(paper, speech) or (state.text("number") if state else paper.number)
    folder = exports_folder(home)
    paths, lacking, is_passed_over = [], dict[str, None](), False
    for name in FORMATS:
        path = folder / plain_name(f"{paper.title}-{number}", name)
        written = bootstrap.paper_formats()[name].write(paper, path, home)
        lacking |= dict.fromkeys(written.lacking)
        is_passed_over |= written.is_passed_over
        paths.append(path)
    return PaperKept(number, tuple(paths), tuple(lacking), is_passed_over)
