"""The track that is being walked: durable every few seconds, until an entry names it."""

from collections.abc import Sequence

from patrol_tui.domain.track.points import Point, decode, encode
from patrol_tui.ledger.disk.errors import in_words
from patrol_tui.ledger.driver import Connection
from patrol_tui.ledger.engine import immediate, statements
from patrol_tui.services.patrol.tracks import OpenPart

TABLE = statements(
    "CREATE TABLE walked (id INTEGER PRIMARY KEY, patrol BLOB NOT NULL, points BLOB NOT NULL,"
    " blob BLOB)"
)


class OpenTracks:
    """Points of patrols that no entry names yet; they lie in the file of drafts."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, patrol: bytes, points: Sequence[Point]) -> None:
        """Add points; they are durable on return.

        Raises:
            NotSaved: the disk did not take them.
        """
        with immediate(self._connection):
            self._connection.execute(
                "INSERT INTO walked (patrol, points) VALUES (?, ?)", (patrol, encode(points))
            )

    def parts(self, patrol: bytes) -> tuple[OpenPart, ...]:
        """Return a patrol's points as they were added."""
        with in_words():
            rows = self._connection.execute(
                "SELECT id, points, blob FROM walked WHERE patrol = ? ORDER BY id", (patrol,)
            ).fetchall()
        return tuple(OpenPart(row[0], decode(row[1]), row[2]) for row in rows)

    def mark(self, patrol: bytes, to_id: int, blob: bytes) -> None:
        """Note of points that they are in a file, which an entry is about to name.

        Raises:
            NotSaved: the disk did not take it.
        """
        with immediate(self._connection):
            self._connection.execute(
                "UPDATE walked SET blob = ? WHERE patrol = ? AND id <= ?", (blob, patrol, to_id)
            )

    def drop(self, patrol: bytes, blob: bytes) -> None:
        """Drop the points that are in a file, since an entry names it now.

        Raises:
            NotSaved: the disk did not take it.
        """
        with immediate(self._connection):
            self._connection.execute(
                "DELETE FROM walked WHERE patrol = ? AND blob = ?", (patrol, blob)
            )
