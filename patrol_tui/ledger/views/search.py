"""Finds things by their words: through the index, and among rows that it does not know yet."""

import heapq
from collections.abc import Iterator, Sequence

from patrol_tui.ledger.driver import Connection
from patrol_tui.ledger.driver import Row as Columns
from patrol_tui.ledger.engine import immediate
from patrol_tui.ledger.views import counters
from patrol_tui.ledger.views.lists import COLUMNS, WIDTH, Condition, Place, condition, place_of
from patrol_tui.ledger.views.terms import Document, Sounds, Word, search_words
from patrol_tui.services.lists import ListQuery

_AT_ONCE = 100
_MOST_SORTED = 5_000
_MOST_UNINDEXED = 5_000
_MERGED_PAGES = 64
_INDEXED = (
    "FROM search s CROSS JOIN view v ON v.id = s.rowid"
    " WHERE s.search MATCH ? AND s.rowid {side} AND {wanted}"
    " AND NOT EXISTS (SELECT 1 FROM mark u WHERE u.topic = 2 AND u.id = v.id)"
    " ORDER BY s.rowid {way}"
)
_FRESH = (
    "FROM mark u CROSS JOIN view v ON v.id = u.id"
    " WHERE u.topic = 2 AND u.id {side} AND {wanted} ORDER BY u.id {way}"
)


class Search:
    """Searches view rows, and keeps the index behind them."""

    def __init__(self, connection: Connection, sounds: Sounds | None) -> None:
        self._connection = connection
        self._sounds = sounds

    def matches(
        self, query: ListQuery, bound: Place | None, *, backwards: bool
    ) -> Iterator[Columns]:
        """Yield the rows that hold all words of a query, in list order from a place on.

        By deadline, at most the newest few thousand matches are put in order.
        """
        words = search_words(query.text)
        if query.order == "newest":
            start = None if bound is None else bound.id
            yield from self._newest(words, condition(query), start, backwards=backwards)
            return
        found: list[Columns] = []
        for columns in self._newest(words, condition(query), None, backwards=False):
            if len(found) == _MOST_SORTED:
                break
            found.append(columns)
        found.sort(key=lambda columns: place_of(columns).key("due"), reverse=not backwards)
        for columns in found:
            key = place_of(columns).key("due")
            if bound is None or (key > bound.key("due") if backwards else key < bound.key("due")):
                yield columns

    def numbered(self, text: str, thing_type: str | None) -> Iterator[Columns]:
        """Yield things that have a number and hold all words of a text, the newest first."""
        words = search_words(text)
        if words:
            wanted = Condition("v.number <> '' AND v.type = ifnull(?, v.type)", (thing_type,))
            yield from self._newest(words, wanted, None, backwards=False)

    def _newest(
        self, words: Sequence[Word], wanted: Condition, start: int | None, *, backwards: bool
    ) -> Iterator[Columns]:
        expression = " AND ".join(word.query() for word in words)
        indexed = self._rows(
            _INDEXED.format(wanted=wanted.sql, side="{}", way="{}"),
            (expression,),
            wanted.values,
            start,
            backwards=backwards,
        )
        fresh = self._rows(
            _FRESH.format(wanted=wanted.sql + _like(words), side="{}", way="{}"),
            (),
            (*wanted.values, *_patterns(words)),
            start,
            backwards=backwards,
            most=_MOST_UNINDEXED,
        )
        merged = heapq.merge(indexed, fresh, key=lambda row: row[0], reverse=not backwards)
        for columns in merged:
            document = Document(columns[WIDTH], self._sounds)
            if all(word.is_in(document) for word in words):
                yield columns[:WIDTH]

    def _rows(
        self,
        sql: str,
        before: tuple[object, ...],
        after: tuple[object, ...],
        start: int | None,
        *,
        backwards: bool,
        most: int | None = None,
    ) -> Iterator[Columns]:
        """Yield a statement's rows in small helpings: no read stays open between two."""
        at = start if start is not None else (-1 if backwards else 1 << 62)
        side, way = ("> ?", "ASC") if backwards else ("< ?", "DESC")
        statement = f"SELECT {COLUMNS}, v.search {sql.format(side, way)} LIMIT {_AT_ONCE}"
        given = 0
        while most is None or given < most:
            rows = self._connection.execute(statement, (*before, at, *after)).fetchall()
            yield from rows
            given += len(rows)
            if len(rows) < _AT_ONCE:
                return
            at = rows[-1][0]

    def index_some(self, limit: int = 200) -> int:
        """Index rows that changed, the newest first, and return how many are left.

        To be called when idle, until nothing is left.
        """
        rows = self._connection.execute(
            "SELECT u.id, v.search FROM mark u LEFT JOIN view v ON v.id = u.id"
            " WHERE u.topic = ? ORDER BY u.id DESC LIMIT ?",
            (counters.UNINDEXED, limit),
        ).fetchall()
        ready = [
            (view_id, text, " ".join(sorted(Document(text, self._sounds).words())))
            for view_id, text in rows
            if text is not None
        ]
        if rows:
            self._put(ready, [view_id for view_id, text in rows if text is None])
        left = self._connection.execute(
            "SELECT count(*) FROM mark WHERE topic = ?", (counters.UNINDEXED,)
        ).fetchall()
        return int(left[0][0])

    def _put(self, ready: list[tuple[int, str, str]], gone: list[int]) -> None:
        with immediate(self._connection):
            for view_id, text, words in ready:
                # Another program may have changed the row since it was read: then it stays.
                done = self._connection.execute(
                    "DELETE FROM mark WHERE topic = ? AND id = ?"
                    " AND (SELECT search FROM view v WHERE v.id = mark.id) = ?",
                    (counters.UNINDEXED, view_id, text),
                )
                if done.rowcount:
                    self._connection.execute("DELETE FROM search WHERE rowid = ?", (view_id,))
                    self._connection.execute(
                        "INSERT INTO search (rowid, words) VALUES (?, ?)", (view_id, words)
                    )
            for view_id in gone:
                counters.forget_unindexed(self._connection, view_id)
        with immediate(self._connection):
            self._connection.execute(
                "INSERT INTO search (search, rank) VALUES ('merge', ?)", (_MERGED_PAGES,)
            )

    def forget(self) -> None:
        """Empty the index; the caller holds the transaction."""
        self._connection.execute("INSERT INTO search (search) VALUES ('delete-all')")
        self._connection.execute(
            "INSERT OR IGNORE INTO mark (topic, id, name, value)"
            " SELECT ?, id, '', 0 FROM view WHERE search <> ''",
            (counters.UNINDEXED,),
        )


def _like(words: Sequence[Word]) -> str:
    return " AND v.search LIKE ? ESCAPE '\\'" * sum(word.sort != "letters" for word in words)


def _patterns(words: Sequence[Word]) -> list[str]:
    # Letters may stand for sounds, which LIKE cannot hear; other words hold nothing to escape.
    return [f"%{word.text}%" for word in words if word.sort != "letters"]
