"""Checks the views: every row against a fresh fold, every total against a fresh count."""

from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import Subject
from patrol_tui.domain.language.errors import N_
from patrol_tui.domain.values import dataclass
from patrol_tui.ledger.book.base import Base
from patrol_tui.ledger.book.rebuild import counted
from patrol_tui.ledger.checks.findings import Findings
from patrol_tui.ledger.disk.errors import in_words
from patrol_tui.ledger.driver import Row
from patrol_tui.ledger.views import counters
from patrol_tui.ledger.views.links import links_between, links_of
from patrol_tui.ledger.views.rows import (
    COLUMNS,
    has_row,
    is_place_of,
    photos_of,
    view_row,
    waiting_for,
)
from patrol_tui.services.ports.ports import Problem

STALE_VIEW = N_(
    "A row of the lists is not what the entries say; `patrol-tui rebuild` makes it anew."
)
CONTENT_GONE = N_(
    "The entry's content is gone, and no entry of the bureau says that it was expunged."
)
STALE_TOTALS = N_("A total is not what the lists hold; `patrol-tui rebuild` counts anew.")


@dataclass(frozen=True, slots=True)
class Seen:
    """What a stretch of things came to.

    Attributes:
        things: how many there are.
        rows: how many of them lists show.
        photos: how many photos they name.
        problems: what does not fit.
    """

    things: int
    rows: int
    photos: int
    problems: tuple[Problem, ...]


class ViewCheck:
    """Folds stretches of things anew and compares; the caller keeps a reading open."""

    def __init__(self, base: Base) -> None:
        self._base = base
        self._findings = Findings(None, 0)

    def stretch(self, after: bytes, to: bytes) -> Seen:
        """Check all things after one up to another."""
        self._findings = Findings(None, 0)
        self._base.roster.refresh()
        stored = self._stored(after, to)
        links = links_between(self._base.connection, after, to)
        waiting = self._waiting(after, to)
        things = rows = photos = 0
        for state, declared in self._base.folding.states(after, to):
            subject, newest = state.subject, state.facts[-1].entry.hash
            photos += self._check_photos(state)
            is_right = (
                self._is_stored(state, declared, stored.get(subject))
                and links.get(subject, set()) == links_of(state, declared)
                and waiting.pop(subject, None) == waiting_for(state)
            )
            if not is_right:
                self._findings.add(newest, STALE_VIEW)
            for fact in state.facts:
                if fact.flag == "expunged" and fact.content is None:
                    self._findings.add(fact.entry.hash, CONTENT_GONE)
            things += 1
            rows += has_row(state, declared)
        if waiting:
            self._findings.add(None, STALE_TOTALS)
        return Seen(things, rows, photos, tuple(self._findings.problems))

    def _is_stored(self, state: State, declared: Subject, stored: Row | None) -> bool:
        if not has_row(state, declared):
            return stored is None
        row = view_row(state, declared)
        return stored is not None and stored[:-1] == row and is_place_of(stored[-1], state, row)

    def _stored(self, after: bytes, to: bytes) -> dict[bytes, Row]:
        rows = self._base.connection.execute(
            f"SELECT {COLUMNS}, id FROM view WHERE subject > ? AND subject <= ?",  # noqa: S608
            (after, to),
        ).fetchall()
        return {row[0]: row for row in rows}

    def _waiting(self, after: bytes, to: bytes) -> dict[bytes, int]:
        rows = self._base.connection.execute(
            "SELECT subject, district_n FROM waiting WHERE subject > ? AND subject <= ?",
            (after, to),
        ).fetchall()
        return dict(rows)

    def _check_photos(self, state: State) -> int:
        photos = photos_of(state)
        for photo in photos:
            wanted = (photo.blob, photo.subject, photo.station, photo.caption)
            kept = self._base.connection.execute(
                "SELECT blob, subject, station, caption FROM photo WHERE blob = ? AND subject = ?",
                wanted[:2],
            ).fetchone()
            if kept != wanted:
                self._findings.add(state.facts[-1].entry.hash, STALE_VIEW)
        return len(photos)


def are_totals_right(base: Base, in_lists: int, photos: int) -> bool:
    """Tell whether so many rows and photos are there, and the totals are what the rows say."""
    connection = base.connection
    with in_words():
        rows = connection.execute("SELECT count(*) FROM view").fetchall()
        named = connection.execute("SELECT count(*) FROM photo").fetchall()
        return (
            rows[0][0] == in_lists
            and named[0][0] >= photos
            and counters.read_all(connection) == counted(connection)
        )
