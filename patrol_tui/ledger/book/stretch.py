"""Folds stretches of things at once, in any process, and writes what came of it in this one."""

from collections.abc import Iterable
from typing import Any

from patrol_tui.domain.values import dataclass
from patrol_tui.ledger.book.base import Base
from patrol_tui.ledger.driver import Connection, Row
from patrol_tui.ledger.engine import reading
from patrol_tui.ledger.hands import Task
from patrol_tui.ledger.views import counters
from patrol_tui.ledger.views.index import Found, Index
from patrol_tui.ledger.views.links import links_between, note_links
from patrol_tui.ledger.views.rows import COLUMNS, Thing, thing_of

FOLD = "fold"
Stamp = tuple[Any, ...]
"""How a ledger stood, as far as folds rest on it."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A stretch of things as they were folded.

    Attributes:
        stamp: how the ledger stood then.
        things: what is kept of each.
        words: what each is found by.
    """

    stamp: Stamp
    things: tuple[Thing, ...]
    words: tuple[str, ...]


def stamp(connection: Connection) -> Stamp:
    """Return what differs once anything was written that a fold could see."""
    rows = connection.execute(
        "SELECT value FROM mark WHERE topic = ? AND id = 0 AND name = ?",
        (counters.TOTALS, counters.ENTRIES),
    ).fetchall()
    barred = connection.execute("SELECT count(*) FROM quarantine").fetchall()
    heads = connection.execute("SELECT * FROM log_head ORDER BY station").fetchall()
    return (*rows, *barred, *heads)


def folded(base: Base, index: Index, task: Task) -> Folded:
    """Fold all things of a stretch; nothing is written."""
    _, after, to = task
    with reading(base.connection):
        stood = stamp(base.connection)
        base.roster.refresh()
        # What it judged by may have been in quarantine, or not, the last time.
        base.roster.reconsider()
        things = tuple(thing_of(*found) for found in base.folding.states(after, to))
    return Folded(stood, things, tuple(_words(index, thing) for thing in things))


def _words(index: Index, thing: Thing) -> str:
    row = thing.row
    return "" if row is None else index.words((row.search, row.kind, row.station))


def write(base: Base, index: Index, task: Task, done: Folded | None) -> tuple[int, list[Found]]:
    """Bring all tables of a stretch up to date; the caller holds the transaction.

    Args:
        base: the ledger.
        index: makes the words of what is folded here.
        task: the stretch.
        done: what another process folded; what was written since has it folded again, here.

    Returns:
        How many things there are, and what the index may be given of them.
    """
    if done is None or done.stamp != stamp(base.connection):
        done = folded(base, index, task)
    _, after, to = task
    held = _rows_between(base.connection, after, to)
    _write_beside(base.connection, done.things, after, to)
    found: list[Found] = []
    for thing, words in zip(done.things, done.words, strict=True):
        view_id = base.views.write(thing, held.pop(thing.subject, None))
        base.views.note_photos(thing)
        if thing.is_ruled:
            base.views.refresh(thing.subject)
        elif thing.row is not None and view_id is not None:
            row = thing.row
            found.append((view_id, (row.search, row.kind, row.station), words))
    for old in held.values():
        base.views.take_out(old)
    return len(done.things), found


def _rows_between(connection: Connection, after: bytes, to: bytes) -> dict[bytes, Row]:
    rows = connection.execute(
        f"SELECT {COLUMNS}, id FROM view WHERE subject > ? AND subject <= ?",  # noqa: S608
        (after, to),
    ).fetchall()
    return {row[0]: row for row in rows}


def _write_beside(connection: Connection, things: Iterable[Thing], after: bytes, to: bytes) -> None:
    links = links_between(connection, after, to)
    waiting: dict[bytes, int] = dict(
        connection.execute(
            "SELECT subject, district_n FROM waiting WHERE subject > ? AND subject <= ?",
            (after, to),
        ).fetchall()
    )
    wanted = {thing.subject: thing.waiting for thing in things if thing.waiting is not None}
    if wanted != waiting:
        gone = [(subject,) for subject in waiting.keys() - wanted.keys()]
        connection.executemany("DELETE FROM waiting WHERE subject = ?", gone)
        connection.executemany(
            "INSERT OR REPLACE INTO waiting (subject, district_n) VALUES (?, ?)", wanted.items()
        )
    for thing in things:
        note_links(connection, links.pop(thing.subject, set()), thing.links)
    for of_none in links.values():
        note_links(connection, of_none, frozenset())
