"""Versioned SQL that makes the shared database's schema: numbered files, applied in order, once."""

from importlib.resources import files

import psycopg
from psycopg import Connection

from patrol_tui.sync.reaching.link import Foreign

_LOCK = int.from_bytes(b"patrol")
_HELD = """
CREATE TABLE IF NOT EXISTS patrol.migration (
  no integer PRIMARY KEY,
  name text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT now()
)
"""


def known() -> list[tuple[int, str, str]]:
    """Return number, name and text of the migrations that this program brings."""
    folder = files("patrol_tui.sync").joinpath("sql")
    named = sorted(file.name for file in folder.iterdir() if file.name.endswith(".sql"))
    return [
        (int(name[:4]), name, folder.joinpath(name).read_text(encoding="utf-8")) for name in named
    ]


def applied(connection: Connection) -> int:
    """Return the number of the last migration that a database has had, 0 for none.

    Raises:
        Foreign: it has a schema of that name which is not ours.
    """
    has_schema = "SELECT to_regnamespace('patrol'), to_regclass('patrol.migration')"
    schema, table = connection.execute(has_schema).fetchone() or (None, None)
    if schema is None:
        return 0
    if table is None:
        raise Foreign
    row = connection.execute("SELECT max(no) FROM patrol.migration").fetchone()
    return int(row[0] or 0) if row else 0


def migrate(connection: Connection) -> int:
    """Apply what a database has not had yet, each in a transaction of its own.

    Args:
        connection: a login that may make roles and owns the database; autocommit.

    Returns:
        The number of the last migration that the database has had, perhaps a newer program's.
    """
    last = applied(connection)
    for no, name, text in known():
        if no <= last:
            continue
        with connection.transaction():
            connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
            if applied(connection) >= no:
                continue
            _apply(connection, no, name, text)
    return max(last, known()[-1][0])


def _apply(connection: Connection, no: int, name: str, text: str) -> None:
    # one string of many statements: nothing is bound to it, so it travels as it is
    psycopg.ClientCursor(connection).execute(text.encode())
    connection.execute("RESET ROLE")
    connection.execute("SET LOCAL ROLE patrol_owner")
    connection.execute(_HELD)
    row = (no, name)
    connection.execute("INSERT INTO patrol.migration (no, name) VALUES (%s, %s)", row)
    connection.execute("RESET ROLE")
