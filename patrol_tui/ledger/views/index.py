"""Keeps the search index behind the view rows, by and by when idle or all at once."""

from collections.abc import Mapping, Sequence

from patrol_tui.ledger.driver import Connection
from patrol_tui.ledger.engine import immediate
from patrol_tui.ledger.views import counters
from patrol_tui.ledger.views.rows import MOMENT_BITS, moment_ids
from patrol_tui.ledger.views.terms import Document, Ear, label

Said = tuple[str, str, bytes]
"""What a row's words are made of: its text, kind and station."""
Found = tuple[int, Said, str]
"""A row's id, what its words are made of, and the words."""

_MERGED_PAGES = 64
_USUAL_BYTES, _LARGE_BYTES = 1 << 20, 16 << 20
"""So much is gathered before the index writes: sixteen times as much costs a third of the time."""


class Index:
    """Writes the index; whatever it does not know yet is searched without it."""

    def __init__(self, connection: Connection, ear: Ear) -> None:
        self._connection = connection
        self._ear = ear

    def some(self, limit: int = 200) -> int:
        """Index rows that changed, the newest first, and return how many are left, up to a limit.

        To be called when idle, until nothing is left. All are not counted: that would cost as much
        as is left, at each call.
        """
        rows = self._connection.execute(
            "SELECT u.id, v.search, v.kind, v.station FROM mark u"
            " LEFT JOIN view v ON v.id = u.id WHERE u.topic = ? ORDER BY u.id DESC LIMIT ?",
            (counters.UNINDEXED, limit),
        ).fetchall()
        ready = [
            (view_id, (text, kind, station), self.words((text, kind, station)))
            for view_id, text, kind, station in rows
            if text is not None
        ]
        if rows:
            self.put(ready, [row[0] for row in rows if row[1] is None])
            with immediate(self._connection):
                self._connection.execute(
                    "INSERT INTO search (search, rank) VALUES ('merge', ?)", (_MERGED_PAGES,)
                )
        return counters.unindexed(self._connection, limit)

    def words(self, said: Said) -> str:
        """Return what a row is found by."""
        text, kind, station = said
        words = Document(text, self._ear).words()
        words |= {label("kind", kind), label("station", station)}
        return " ".join(sorted(words))

    def put(self, ready: Sequence[Found], gone: Sequence[int] = ()) -> None:
        """Index the moments of rows whose words are made, and of those that went."""
        made = {view_id: (said, words) for view_id, said, words in ready}
        with immediate(self._connection):
            for moment in dict.fromkeys(one >> MOMENT_BITS for one in (*made, *gone)):
                self._put(moment, made)

    def _put(self, moment: int, made: Mapping[int, tuple[Said, str]]) -> None:
        ids = moment_ids(moment)
        rows = self._connection.execute(
            "SELECT id, search, kind, station FROM view WHERE id BETWEEN ? AND ?", ids
        ).fetchall()
        words: set[str] = set()
        for view_id, *said in rows:
            # Another program may have changed the row since its words were made.
            ready = made.get(view_id)
            is_so = ready is not None and ready[0] == tuple(said)
            text = (
                ready[1] if ready is not None and is_so else self.words((said[0], said[1], said[2]))
            )
            words.update(text.split())
        if self._holds(moment):
            self._connection.execute("DELETE FROM search WHERE rowid = ?", (moment,))
        if words:
            self._connection.execute(
                "INSERT INTO search (rowid, words) VALUES (?, ?)", (moment, " ".join(sorted(words)))
            )
        counters.forget_unindexed(self._connection, *ids)

    def _holds(self, moment: int) -> bool:
        # Asked for, since a delete of what is not there costs more than an insert.
        row = self._connection.execute("SELECT 1 FROM search_docsize WHERE id = ?", (moment,))
        return row.fetchone() is not None

    def forget(self) -> None:
        """Empty the index, and make it ready for all rows at once; within a transaction."""
        self._connection.execute("INSERT INTO search (search) VALUES ('delete-all')")
        self._connection.execute(
            "INSERT OR IGNORE INTO mark (topic, id, name, value) SELECT ?, id, '', 0 FROM view",
            (counters.UNINDEXED,),
        )
        self._gather(_LARGE_BYTES)

    def finish(self) -> None:
        """Go back to what suits few rows; within a transaction."""
        self._gather(_USUAL_BYTES)

    def _gather(self, size: int) -> None:
        self._connection.execute(
            "INSERT INTO search (search, rank) VALUES ('hashsize', ?)", (size,)
        )
