"""The format of the laptop's ledger file."""

from importlib.resources import files

from patrol_tui.ledger.driver import Connection
from patrol_tui.ledger.engine import Kind, statements

APPLICATION_ID = int.from_bytes(b"PTld")


def _create(connection: Connection) -> None:
    schema = files("patrol_tui.ledger").joinpath("schema.sql").read_text(encoding="utf-8")
    for line in schema.splitlines():
        connection.execute(line)


# New files have all of it by their first step; later ones bring older files there.
_CARRIED = statements(
    "CREATE TABLE IF NOT EXISTS carried (id INTEGER NOT NULL, seal BLOB, PRIMARY KEY (id))"
)
_LINKS = statements(
    "CREATE TABLE IF NOT EXISTS link (target BLOB NOT NULL, subject BLOB NOT NULL,"
    " field TEXT NOT NULL, PRIMARY KEY (target, subject, field)) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS link_subject ON link (subject)",
)
# The index keeps moments in place of rows: it is made anew when nobody types.
_MOMENTS = statements(
    "INSERT INTO search (search) VALUES ('delete-all')",
    "INSERT OR IGNORE INTO mark (topic, id, name, value) SELECT 2, id, '', 0 FROM view",
)

KIND = Kind(application_id=APPLICATION_ID, steps=(_create, _CARRIED, _LINKS, _MOMENTS))
