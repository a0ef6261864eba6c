"""Checks the views: every row against a fresh fold, every total against a fresh count."""

from patrol_tui.domain.language.errors import N_
from patrol_tui.ledger.book.base import Base
from patrol_tui.ledger.book.rebuild import counted
from patrol_tui.ledger.checks.findings import Findings
from patrol_tui.ledger.disk.errors import in_words
from patrol_tui.ledger.views import counters
from patrol_tui.ledger.views.links import held_links, links_of
from patrol_tui.ledger.views.rows import (
    COLUMNS,
    has_row,
    is_place_of,
    photos_of,
    view_row,
    waiting_for,
)

STALE_VIEW = N_(
    "A row of the lists is not what the entries say; `patrol-tui rebuild` makes it anew."
)
CONTENT_GONE = N_(
    "The entry's content is gone, and no entry of the bureau says that it was expunged."
)
STALE_TOTALS = N_("A total is not what the lists hold; `patrol-tui rebuild` counts anew.")

_AT_ONCE = 500


class ViewCheck:
    """Folds everything anew and compares."""

    def __init__(self, base: Base, findings: Findings) -> None:
        self._base = base
        self._findings = findings
        self._photos = 0
        self._idle = 0
        self._waiting: dict[bytes, int] = {}

    def run(self) -> None:
        """Check all views."""
        with in_words():
            self._base.roster.refresh()
            waiting = self._base.connection.execute("SELECT subject, district_n FROM waiting")
            self._waiting = dict(waiting.fetchall())
        after, count = b"", 0
        while True:
            with in_words():
                rows = self._base.connection.execute(
                    "SELECT DISTINCT subject FROM entry WHERE subject > ? ORDER BY subject LIMIT ?",
                    (after, _AT_ONCE),
                ).fetchall()
            if not rows:
                break
            for (subject,) in rows:
                self._check_thing(subject)
            after, count = rows[-1][0], count + len(rows)
            self._findings.advance(len(rows))
        self._check_totals(count)

    def _check_thing(self, subject: bytes) -> None:
        with in_words():
            found = self._base.folding.state(subject)
            stored = self._base.connection.execute(
                f"SELECT {COLUMNS}, id FROM view WHERE subject = ?",  # noqa: S608 - constant
                (subject,),
            ).fetchone()
        if found is None:
            return
        state, declared = found
        newest = state.facts[-1].entry.hash
        if not has_row(state, declared):
            self._idle += 1
            is_right = stored is None
        else:
            row = view_row(state, declared)
            is_right = stored is not None and (
                stored[:-1] == row.values() and is_place_of(stored[-1], state, row)
            )
        if not is_right:
            self._findings.add(newest, STALE_VIEW)
        for fact in state.facts:
            if fact.flag == "expunged" and fact.content is None:
                self._findings.add(fact.entry.hash, CONTENT_GONE)
        for photo in photos_of(state):
            self._photos += 1
            with in_words():
                kept = self._base.connection.execute(
                    "SELECT blob, subject, station, caption FROM photo"
                    " WHERE blob = ? AND subject = ?",
                    (photo.blob, photo.subject),
                ).fetchone()
            if kept != (photo.blob, photo.subject, photo.station, photo.caption):
                self._findings.add(newest, STALE_VIEW)
        with in_words():
            links = held_links(self._base.connection, subject)
        if links != links_of(state, declared):
            self._findings.add(newest, STALE_VIEW)
        if self._waiting.pop(subject, None) != waiting_for(state):
            self._findings.add(newest, STALE_VIEW)

    def _check_totals(self, subjects: int) -> None:
        connection = self._base.connection
        with in_words():
            rows = connection.execute("SELECT count(*) FROM view").fetchall()
            photos = connection.execute("SELECT count(*) FROM photo").fetchall()
            is_right = (
                rows[0][0] == subjects - self._idle
                and photos[0][0] >= self._photos
                and counters.read_all(connection) == counted(connection)
                and not self._waiting
            )
        if not is_right:
            self._findings.add(None, STALE_TOTALS)
