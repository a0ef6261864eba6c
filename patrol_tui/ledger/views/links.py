"""Which things name a thing, kept as their entries fold; the caller holds the transaction."""

from collections.abc import Set as AbstractSet

from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import Subject
from patrol_tui.ledger.disk.errors import in_words
from patrol_tui.ledger.driver import Connection
from patrol_tui.services.ports.ports import Link
from patrol_tui.services.things.relations import targets

LinkRow = tuple[bytes, bytes, str]
"""A target, the thing that names it, and the field in which it does."""


def links_of(state: State, declared: Subject) -> set[LinkRow]:
    """Return what a thing names, as rows of the table: target, thing, field."""
    return {
        (target, state.subject, field.name)
        for field in declared.relations()
        for target in targets(state, field)
        if not state.is_retracted
    }


def held_links(connection: Connection, subject: bytes) -> set[LinkRow]:
    """Return the rows of a thing that the table holds."""
    rows = connection.execute(
        "SELECT target, subject, field FROM link INDEXED BY link_subject WHERE subject = ?",
        (subject,),
    )
    return {(row[0], row[1], row[2]) for row in rows.fetchall()}


def links_between(connection: Connection, after: bytes, to: bytes) -> dict[bytes, set[LinkRow]]:
    """Return the rows that the table holds of all things after one up to another."""
    rows = connection.execute(
        "SELECT target, subject, field FROM link INDEXED BY link_subject"
        " WHERE subject > ? AND subject <= ?",
        (after, to),
    )
    found: dict[bytes, set[LinkRow]] = {}
    for target, subject, field in rows:
        found.setdefault(subject, set()).add((target, subject, field))
    return found


def note_links(
    connection: Connection, held: AbstractSet[LinkRow], wanted: AbstractSet[LinkRow]
) -> None:
    """Bring the rows of a thing from what they are to what they should be."""
    for row in held - wanted:
        connection.execute("DELETE FROM link WHERE target = ? AND subject = ? AND field = ?", row)
    for row in wanted - held:
        connection.execute("INSERT INTO link (target, subject, field) VALUES (?, ?, ?)", row)


def links_to(connection: Connection, target: bytes) -> tuple[Link, ...]:
    """Return what names a thing."""
    with in_words():
        rows = connection.execute(
            "SELECT subject, field FROM link WHERE target = ? ORDER BY subject, field", (target,)
        ).fetchall()
    return tuple(Link(subject, field, target) for subject, field in rows)
