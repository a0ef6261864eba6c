"""Makes papers out and keeps them in the home's folder of exports."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from patrol_tui import bootstrap
from patrol_tui.domain.paper import Paper
from patrol_tui.language import _, current
from patrol_tui.services.exports.export import Speech, Wanted
from patrol_tui.services.papers.filling import completed, with_pictures
from patrol_tui.services.papers.kinds import FORMATS, PaperKind, make_paper
from patrol_tui.services.session import Session
from patrol_tui.tui.exports.folder import exports_folder


@dataclass(frozen=True)
class PaperAsked:
    """A paper as somebody asked for it.

    Attributes:
        kind: which one.
        subject: of which thing.
        reason: why sealed fields are opened; empty leaves them for hands to fill.
        answers: what fills its blanks, by item.
    """

    kind: PaperKind
    subject: bytes
    reason: str
    answers: Mapping[str, str]


@dataclass(frozen=True)
class PaperKept:
    """What was written.

    Attributes:
        number: of the paper.
        paths: its files.
        lacking: characters that no font here has.
    """

    number: str
    paths: tuple[Path, ...]
    lacking: tuple[str, ...]


def drafted(session: Session, asked: PaperAsked) -> Paper:
    """Return a paper as it would be, without a number and with nothing opened.

    Raises:
        PatrolError: it cannot be made out.
    """
    speech, wanted = Speech(_, current()), Wanted(subject=asked.subject)
    paper = make_paper(session.ledger, session.desk(), wanted, speech, asked.kind, as_template=True)
    return completed(paper, asked.answers, speech)


def keep_paper(session: Session, asked: PaperAsked, home: Path) -> PaperKept:
    """Make a paper out as Word and PDF; its number is recorded first.

    Raises:
        PatrolError: it cannot be made out, or the disk did not take it.
    """
    speech = Speech(_, current())
    wanted = Wanted(subject=asked.subject, reason=asked.reason)
    paper = make_paper(session.ledger, session.desk(), wanted, speech, asked.kind)
    state = session.ledger.state(asked.subject)
    paper = with_pictures(completed(paper, asked.answers, speech), state, session.blobs.get)
    folder = exports_folder(home)
    paths, lacking = [], dict[str, None]()
    for name in FORMATS:
        path = folder / f"{paper.title}-{paper.number}.{name}"
        lacking |= dict.fromkeys(bootstrap.paper_formats()[name].write(paper, path, home).lacking)
        paths.append(path)
    return PaperKept(paper.number, tuple(paths), tuple(lacking))
