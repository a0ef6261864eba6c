"""Writes a list that people ask for into the home's folder of exports."""

from collections.abc import Callable, Mapping
from pathlib import Path

from patrol_tui import bootstrap
from patrol_tui.domain.language.errors import N_
from patrol_tui.domain.language.words import Words
from patrol_tui.domain.values import dataclass
from patrol_tui.language import _, current
from patrol_tui.services.exports import export_track
from patrol_tui.services.exports.export import Speech, Wanted, write
from patrol_tui.services.exports.known import EXPORTS
from patrol_tui.services.exports.recipients import reader_of
from patrol_tui.services.session import Session
from patrol_tui.tui.exports.folder import exports_folder

TRACK = "track"
LISTS: Mapping[str, Words | str] = {
    **{id_: one.name for id_, one in EXPORTS.items()},
    TRACK: N_("Patrol tracks"),
}
"""What the lists are called, by id: those with rows, and where patrols went."""


@dataclass(frozen=True, slots=True)
class ListAsked:
    """A list as somebody asked for it.

    Attributes:
        id: one of `LISTS`.
        format: id of the kind of file.
        wanted: of which days, and for whom.
    """

    id: str
    format: str
    wanted: Wanted


@dataclass(frozen=True, slots=True)
class ListKept:
    """What was written.

    Attributes:
        path: the file.
        rows: how many lines, or points of tracks, it has.
        shortened: texts that were longer than a cell takes.
        lacking: stretches of track that this laptop does not hold.
    """

    path: Path
    rows: int
    shortened: int = 0
    lacking: int = 0


def formats_of(id_: str) -> tuple[str, ...]:
    """Return the kinds of files that a list can become, the usual one first."""
    return export_track.FORMATS if id_ == TRACK else tuple(EXPORTS[id_].formats)


def file_name(asked: ListAsked) -> str:
    """Return what the file is called: which list, of which days, for whom it was stripped."""
    days = (asked.wanted.first_day, asked.wanted.last_day)
    parts = [asked.id, *(f"{day:%Y%m%d}" for day in days if day is not None)]
    return "-".join((*parts, reader_of(asked.wanted.recipient))) + f".{asked.format}"


def keep_list(
    session: Session, asked: ListAsked, data: Path, progress: Callable[[int], bool]
) -> ListKept:
    """Write a list: whole, or not at all.

    Args:
        session: of the ledger that is read.
        asked: which list, and how.
        data: the home's data folder, which may hold fonts of the district.
        progress: told how many lines are written; its answer is whether to go on.

    Raises:
        PatrolError: the days make no span, or the file could not be written.
        Cancelled: it was stopped; nothing was written.
    """
    path = exports_folder(data) / file_name(asked)
    desk, speech = session.desk(), Speech(_, current())
    if asked.id == TRACK:
        made = export_track.track_file(session.ledger, desk, session.tracks, asked.wanted, speech)
        bootstrap.track_writers()[asked.format](made, path)
        return ListKept(path, made.points, lacking=made.lacking)
    table = EXPORTS[asked.id].make(session.ledger, desk, asked.wanted, speech)
    written = write(table, bootstrap.formats(data)[asked.format], path, progress)
    return ListKept(path, written.rows, written.shortened)
