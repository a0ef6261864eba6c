"""Makes the views anew from the entries, in place: lists stay whole while it runs."""

import hashlib
from collections.abc import Iterator

from patrol_tui.domain.language.errors import N_, Corrupt, Refused
from patrol_tui.ledger.book.base import Base
from patrol_tui.ledger.book.stretch import FOLD, Folded, write
from patrol_tui.ledger.disk.errors import in_words
from patrol_tui.ledger.driver import Connection
from patrol_tui.ledger.hands import Hands, Task
from patrol_tui.ledger.views import counters
from patrol_tui.ledger.views.index import Found, Index
from patrol_tui.services.ports.ports import Progress

_INDEXED_AT_ONCE = 2_000
STOPPED = N_("Stopped. The lists are whole; run `patrol-tui rebuild` again to finish.")
HALF_MADE = N_(
    "The ledger was made anew and no entry is lost, but its lists are not finished. Run "
    "`patrol-tui rebuild` again to finish them."
)
UNFINISHED = "rebuild.unfinished"
"""Noted in a ledger that was made anew as long as its lists are not whole."""
OWED = "rebuild.owed"
"""Noted with entries whose lists are made later: up to where they came."""
NOT_YET = N_(
    "Stopped. No entry is lost, but some lists are not whole yet. They are finished when the "
    "laptop is opened again."
)


def note_owed(base: Base, up_to: bytes) -> None:
    """Note that lists lack what is written in this transaction."""
    base.connection.execute(
        "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (OWED, up_to.hex())
    )


def finish_lists(base: Base, index: Index, hands: Hands, progress: Progress | None) -> None:
    """Make the lists of what came without them, also after a power cut.

    Raises:
        Refused: `progress` wanted it to end.
    """
    while _owed(base):  # what came meanwhile, by another process, is owed still
        rebuild(base, index, hands, progress)


def _owed(base: Base) -> str | None:
    with in_words():
        found = base.connection.execute("SELECT value FROM meta WHERE key = ?", (OWED,))
        row = found.fetchone()
    return None if row is None else str(row[0])


def rebuild(base: Base, index: Index, hands: Hands, progress: Progress | None) -> int:
    """Fold everything anew and return how many things there are.

    Each stretch is one transaction: however it ends, every list is whole. Where the ledger is
    large, `hands` fold and this process writes.

    Raises:
        Refused: `progress` wanted it to end; what was folded so far stays.
        Corrupt: it did so in a ledger whose lists were never whole.
    """
    with in_words():
        rows = base.connection.execute(
            "SELECT count(DISTINCT subject), count(*) FROM entry"
        ).fetchall()
    total, done, ready = int(rows[0][0]), 0, list[Found]()
    owed = _owed(base)
    with base.writing():
        index.forget()
    try:
        for task, folded in _folded(base, hands, int(rows[0][1])):
            with base.writing():
                things, found = write(base, index, task, folded)
            done, ready = done + things, ready + found
            if len(ready) >= _INDEXED_AT_ONCE:
                _put(index, ready)
            _go_on(base, progress, done, total)
        _put(index, ready)
    finally:
        with base.writing():
            index.finish()
    with base.writing():
        counters.replace_all(base.connection, counted(base.connection))
        base.connection.execute(
            "DELETE FROM meta WHERE key = ? OR key = ? AND value = ?", (UNFINISHED, OWED, owed)
        )
    while index.some(_INDEXED_AT_ONCE):  # what was written meanwhile
        _go_on(base, progress, total, total)
    return total


def _folded(base: Base, hands: Hands, entries: int) -> Iterator[tuple[Task, Folded | None]]:
    tasks = ((FOLD, after, to) for after, to in base.entries.stretches())
    if hands.are_worth(entries):
        return hands.each(tasks, lambda: None)
    return ((task, None) for task in tasks)


def _put(index: Index, ready: list[Found]) -> None:
    with in_words():
        index.put(sorted(ready))
    ready.clear()


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


def _go_on(base: Base, progress: Progress | None, done: int, total: int) -> None:
    if progress is not None and not progress(done, total):
        refuse_unfinished(base)
        if _owed(base):
            raise Refused(NOT_YET)
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
