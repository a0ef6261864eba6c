"""Makes the views anew from the entries, in place: lists stay whole while it runs."""

import hashlib

from patrol_tui.domain.language.errors import N_, Corrupt, Refused
from patrol_tui.ledger.book.base import Base
from patrol_tui.ledger.disk.errors import in_words
from patrol_tui.ledger.driver import Connection
from patrol_tui.ledger.views import counters
from patrol_tui.ledger.views.search import Search
from patrol_tui.services.ports.ports import Progress

_AT_ONCE = 200
_INDEXED_AT_ONCE = 500
STOPPED = N_("Stopped. The lists are whole; run `patrol-tui rebuild` again to finish.")
HALF_MADE = N_(
    "The ledger was made anew and no entry is lost, but its lists are not finished. Run "
    "`patrol-tui rebuild` again to finish them."
)
UNFINISHED = "rebuild.unfinished"
"""Noted in a ledger that was made anew as long as its lists are not whole."""


def rebuild(base: Base, search: Search, progress: Progress | None) -> int:
    """Fold everything anew and return how many things there are.

    Raises:
        Refused: `progress` wanted it to end; what was folded so far stays.
        Corrupt: it did so in a ledger whose lists were never whole.
    """
    with in_words():
        rows = base.connection.execute("SELECT count(DISTINCT subject) FROM entry").fetchall()
    total, done, after = int(rows[0][0]), 0, b""
    while True:
        subjects = _subjects(base.connection, after)
        if not subjects:
            break
        with base.writing():
            base.roster.refresh()
            _drop_strangers(base.connection, after, subjects[-1])
            for subject in subjects:
                base.views.refresh(subject)
        after = subjects[-1]
        done += len(subjects)
        _go_on(base, progress, done, total)
    with base.writing():
        base.connection.execute("DELETE FROM view WHERE subject > ?", (after,))
        counters.replace_all(base.connection, counted(base.connection))
        base.connection.execute("DELETE FROM meta WHERE key = ?", (UNFINISHED,))
        search.forget()
    while search.index_some(_INDEXED_AT_ONCE):
        _go_on(base, progress, total, total)
    return total


def refuse_unfinished(base: Base) -> None:
    """Make sure that the lists were finished.

    Raises:
        Corrupt: the ledger was made anew and they were not.
    """
    with in_words():
        found = base.connection.execute("SELECT 1 FROM meta WHERE key = ?", (UNFINISHED,))
        is_unfinished = found.fetchone() is not None
    if is_unfinished:
        raise Corrupt(HALF_MADE)


def _subjects(connection: Connection, after: bytes) -> list[bytes]:
    with in_words():
        rows = connection.execute(
            "SELECT DISTINCT subject FROM entry WHERE subject > ? ORDER BY subject LIMIT ?",
            (after, _AT_ONCE),
        ).fetchall()
    return [row[0] for row in rows]


def _drop_strangers(connection: Connection, after: bytes, to: bytes) -> None:
    connection.execute(
        "DELETE FROM view WHERE subject > ? AND subject <= ?"
        " AND NOT EXISTS (SELECT 1 FROM entry e WHERE e.subject = view.subject)",
        (after, to),
    )


def _go_on(base: Base, progress: Progress | None, done: int, total: int) -> None:
    if progress is not None and not progress(done, total):
        refuse_unfinished(base)
        raise Refused(STOPPED)


def counted(connection: Connection) -> dict[str, int]:
    """Return what the totals should be; those at zero are left out."""
    rows = connection.execute(
        "SELECT type, count(*), sum(is_open), sum(has_conflict) FROM view GROUP BY type"
    ).fetchall()
    entries = connection.execute("SELECT count(*) FROM entry").fetchall()
    totals = {counters.ENTRIES: int(entries[0][0]), counters.CONFLICTS: 0}
    for name, column in ((counters.of_kind, "kind"), (counters.of_status, "status")):
        parts = connection.execute(
            f"SELECT type, {column}, count(*) FROM view GROUP BY type, {column}"  # noqa: S608
        ).fetchall()
        totals |= {name(thing_type, part): int(count) for thing_type, part, count in parts}
    for thing_type, total, open_ones, conflicts in rows:
        totals[counters.total(thing_type)] = int(total)
        totals[counters.open_ones(thing_type)] = int(open_ones)
        totals[counters.conflicts_of(thing_type)] = int(conflicts)
        totals[counters.CONFLICTS] += int(conflicts)
    return {name: value for name, value in totals.items() if value}


def combined_digest(connection: Connection) -> bytes:
    """Return the SHA-256 of all things' digests in the order of their identities."""
    digest = hashlib.sha256()
    after = b""
    while True:
        with in_words():
            rows = connection.execute(
                "SELECT subject, digest FROM view WHERE subject > ? ORDER BY subject LIMIT 5000",
                (after,),
            ).fetchall()
        if not rows:
            return digest.digest()
        for subject, thing in rows:
            digest.update(subject + thing)
        after = rows[-1][0]
