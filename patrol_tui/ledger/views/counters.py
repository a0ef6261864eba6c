"""Small numbers kept with every save: totals, serials, and what the search index lacks."""

from collections.abc import Mapping

from patrol_tui.ledger.driver import Connection

TOTALS, SERIALS, UNINDEXED = 0, 1, 2
ENTRIES = "entries"
CONFLICTS = "conflicts"


def total(thing_type: str) -> str:
    """Return the name of the counter of all things of a type."""
    return f"total/{thing_type}"


def of_kind(thing_type: str, kind: str) -> str:
    """Return the name of the counter of those of a kind."""
    return f"kind/{thing_type}/{kind}"


def of_status(thing_type: str, status: str) -> str:
    """Return the name of the counter of those in a state."""
    return f"status/{thing_type}/{status}"


def open_ones(thing_type: str) -> str:
    """Return the name of the counter of those that need work."""
    return f"open/{thing_type}"


def conflicts_of(thing_type: str) -> str:
    """Return the name of the counter of those with something to settle."""
    return f"{CONFLICTS}/{thing_type}"


def bump(connection: Connection, changes: Mapping[str, int]) -> None:
    """Change totals by so much."""
    wanted = [(TOTALS, name, by) for name, by in changes.items() if by]
    if wanted:
        connection.execute(
            "INSERT INTO mark (topic, id, name, value)"  # noqa: S608 - constant
            f" VALUES {', '.join(['(?, 0, ?, ?)'] * len(wanted))}"
            " ON CONFLICT (topic, id, name) DO UPDATE SET value = value + excluded.value",
            [value for one in wanted for value in one],
        )


def next_serial(connection: Connection, prefix: str) -> int:
    """Return the next serial of a number's beginning."""
    rows = connection.execute(
        "INSERT INTO mark (topic, id, name, value) VALUES (?, 0, ?, 1)"
        " ON CONFLICT (topic, id, name) DO UPDATE SET value = value + 1 RETURNING value",
        (SERIALS, prefix),
    ).fetchall()
    return int(rows[0][0])


def serial_given(connection: Connection, prefix: str, serial: int) -> None:
    """Make sure that a serial is not given again."""
    connection.execute(
        "INSERT INTO mark (topic, id, name, value) VALUES (?, 0, ?, ?)"
        " ON CONFLICT (topic, id, name) DO UPDATE SET value = max(value, excluded.value)",
        (SERIALS, prefix, serial),
    )


def read(connection: Connection, name: str) -> int:
    """Return what a total stands at."""
    row = connection.execute(
        "SELECT value FROM mark WHERE topic = ? AND id = 0 AND name = ?", (TOTALS, name)
    ).fetchone()
    return 0 if row is None else int(row[0])


def statuses(connection: Connection, thing_type: str) -> list[str]:
    """Return the states in which there are things of a type."""
    start = of_status(thing_type, "")
    return [name.removeprefix(start) for name in read_all(connection) if name.startswith(start)]


def unindexed(connection: Connection, most: int) -> int:
    """Return how many view rows the search index does not know, counted up to a number."""
    rows = connection.execute(
        "SELECT count(*) FROM (SELECT 1 FROM mark WHERE topic = ? LIMIT ?)", (UNINDEXED, most)
    ).fetchall()
    return int(rows[0][0])


def read_all(connection: Connection) -> dict[str, int]:
    """Return all totals that are not zero."""
    rows = connection.execute("SELECT name, value FROM mark WHERE topic = ? AND id = 0", (TOTALS,))
    return {name: value for name, value in rows.fetchall() if value}


def replace_all(connection: Connection, totals: Mapping[str, int]) -> None:
    """Set all totals anew."""
    connection.execute("DELETE FROM mark WHERE topic = ?", (TOTALS,))
    bump(connection, totals)


def note_unindexed(connection: Connection, view_id: int) -> None:
    """Note that the search index does not know a view row as it is now."""
    connection.execute(
        "INSERT OR IGNORE INTO mark (topic, id, name, value) VALUES (?, ?, '', 0)",
        (UNINDEXED, view_id),
    )


def forget_unindexed(connection: Connection, first_id: int, last_id: int) -> None:
    """Note that the search index needs nothing more of some view rows."""
    connection.execute(
        "DELETE FROM mark WHERE topic = ? AND id BETWEEN ? AND ?", (UNINDEXED, first_id, last_id)
    )
