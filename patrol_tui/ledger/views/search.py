"""Finds things by their words: through the index, and among rows that it does not know yet."""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import itemgetter

from patrol_tui.domain.values import dataclass
from patrol_tui.ledger.driver import Connection
from patrol_tui.ledger.driver import Row as Columns
from patrol_tui.ledger.views import counters
from patrol_tui.ledger.views.index import Index
from patrol_tui.ledger.views.lists import (
    ANYTHING,
    COLUMNS,
    WIDTH,
    Condition,
    Place,
    condition,
    is_open_only,
    place_of,
)
from patrol_tui.ledger.views.rows import MOMENT_BITS
from patrol_tui.ledger.views.sources import Sources
from patrol_tui.ledger.views.terms import Document, Ear, Sounds, Word, label, search_words
from patrol_tui.services.ports.lists import ListQuery

MOST_UNINDEXED = 5_000
"""How many rows are searched without the index, the newest first."""
_AT_ONCE = 60
_MOST_AT_ONCE = 1_000
_FEW = 100
"""So many matches are sorted by deadline; where there are more, the open things are looked at."""
_MOST_PROPOSED = 20_000
"""What more things hold than these is soon met among the open ones without the index."""
_MOST_SORTED = 5_000
_first = itemgetter(0)
_LAST = (1 << MOMENT_BITS) - 1
_PROPOSED = (
    "SELECT s.rowid FROM search s WHERE s.search MATCH ? AND s.rowid BETWEEN ? AND ?"
    " ORDER BY s.rowid {way} LIMIT ?"
)
_WITHIN = f"BETWEEN m.value << {MOMENT_BITS} AND (m.value << {MOMENT_BITS}) + {_LAST}"
# Of a moment with one row, and nothing to be indexed yet, the index tells what it tells of the row.
_IS_ALONE = WIDTH + 1
_ALONE = (
    f"NOT EXISTS (SELECT 1 FROM view w WHERE w.id {_WITHIN} AND w.id <> v.id)"  # noqa: S608 - numbers
    f" AND NOT EXISTS (SELECT 1 FROM mark u WHERE u.topic = 2 AND u.id {_WITHIN})"
)
_INDEXED = (
    f"SELECT {COLUMNS}, v.search, {{alone}} FROM json_each(?) m"  # noqa: S608 - constant terms
    f" CROSS JOIN view v NOT INDEXED ON v.id {_WITHIN}"
    " WHERE +v.id BETWEEN ? AND ?{wanted}"  # the plus: a moment is the narrower of both
    " AND NOT EXISTS (SELECT 1 FROM mark u WHERE u.topic = 2 AND u.id = v.id)"
)
_SPELLED = " AND instr(v.search, ?)"
_FRESH = (
    f"SELECT {COLUMNS}, v.search FROM mark u CROSS JOIN view v ON v.id = u.id"  # noqa: S608
    " WHERE u.topic = 2 AND u.id BETWEEN ? AND ?{wanted} ORDER BY u.id {way} LIMIT ?"
)


@dataclass(frozen=True, slots=True)
class _Walk:
    """A search along the list by deadline.

    Attributes:
        words: what a row must hold.
        labels: the same, as the index knows properties.
        query: what was asked for.
        proposed: moments among which all matches are, or None where that may be any.
        backwards: from the end of the list on.
    """

    words: Sequence[Word]
    labels: Sequence[str]
    query: ListQuery
    proposed: frozenset[int] | None
    backwards: bool


class Search:
    """Searches view rows.

    Attributes:
        index: the index behind them.
    """

    def __init__(self, connection: Connection, sounds: Sounds | None) -> None:
        self._connection = connection
        self._ear = Ear(sounds)
        self.index = Index(connection, self._ear)
        self._sources = Sources(connection)

    def matches(
        self, query: ListQuery, bound: Place | None, *, backwards: bool
    ) -> Iterator[Columns]:
        """Yield the rows that hold all words of a query, in list order from a place on.

        By deadline, at most the newest few thousand conflicts are put in order.
        """
        words = search_words(query.text)
        labels = [
            label(sort, text)
            for sort, text in (("kind", query.kind), ("station", query.station))
            if text is not None
        ]
        wanted = condition(query)
        if is_open_only(query):
            wanted = Condition(
                f"{wanted.sql} AND v.is_open = 1", wanted.values, wanted.from_id, wanted.to_id
            )
        if query.order == "newest":
            here = wanted.beyond(bound, backwards=backwards)
            yield from self._newest(words, labels, here, backwards=backwards)
        elif query.only_conflict:
            yield from self._sorted(words, labels, wanted, bound, backwards=backwards)
        else:
            proposed = self._proposed(words, labels, wanted)
            if proposed is not None and len(proposed) <= _FEW:
                yield from self._sorted(words, labels, wanted, bound, backwards=backwards)
            else:
                walk = _Walk(words, labels, query, proposed, backwards)
                yield from self._walked(walk, bound)

    def _proposed(
        self, words: Sequence[Word], labels: Sequence[str], wanted: Condition
    ) -> frozenset[int] | None:
        """Return the moments among which all matches are, or None where there are very many."""
        ids = (wanted.from_id, wanted.to_id)
        moments = (wanted.from_id >> MOMENT_BITS, wanted.to_id >> MOMENT_BITS)
        rows = self._connection.execute(
            "SELECT s.rowid FROM search s WHERE s.search MATCH ? AND s.rowid BETWEEN ? AND ?"
            " LIMIT ?",
            (_terms(words, labels), *moments, _MOST_PROPOSED),
        ).fetchall()
        rows += self._connection.execute(
            f"SELECT id >> {MOMENT_BITS} FROM mark"  # noqa: S608 - a number
            " WHERE topic = ? AND id BETWEEN ? AND ? LIMIT ?",
            (counters.UNINDEXED, *ids, _MOST_PROPOSED),
        ).fetchall()
        return None if len(rows) >= _MOST_PROPOSED else frozenset(row[0] for row in rows)

    def _walked(self, walk: _Walk, bound: Place | None) -> Iterator[Columns]:
        """Yield matches of words that many things hold: open ones by deadline, then ended ones.

        What is open is few beside what is in the index, and in order already.
        """
        backwards = walk.backwards
        parts = [True] if is_open_only(walk.query) else [True, False]
        for is_open in reversed(parts) if backwards else parts:
            is_passed = bound is not None and bool(bound.is_open) != is_open
            if is_passed and bound and bool(bound.is_open) == backwards:
                continue
            here = None if is_passed else bound
            if is_open:
                yield from self._open(walk, here)
            else:
                plain = condition(walk.query)
                ended = replace(plain, sql=f"{plain.sql} AND v.is_open = 0")
                ended = ended.beyond(here, backwards=backwards)
                yield from self._newest(walk.words, walk.labels, ended, backwards=backwards)

    def _open(self, walk: _Walk, place: Place | None) -> Iterator[Columns]:
        size = _AT_ONCE
        while True:
            places = self._sources.open_places(walk.query, place, size, backwards=walk.backwards)
            ids = [
                one.id
                for one in places
                if walk.proposed is None or one.id >> MOMENT_BITS in walk.proposed
            ]
            for at in range(0, len(ids), _AT_ONCE):
                some = self._sources.rows(ids[at : at + _AT_ONCE], f"{COLUMNS}, v.search")
                yield from (row[:WIDTH] for row in some if self._holds(row, walk.words))
            if len(places) < size:
                return
            place, size = places[-1], min(2 * size, _MOST_AT_ONCE)

    def _holds(self, row: Columns, words: Sequence[Word]) -> bool:
        document = Document(row[WIDTH], self._ear)
        return all(word.is_in(document) for word in words)

    def _sorted(
        self,
        words: Sequence[Word],
        labels: Sequence[str],
        wanted: Condition,
        bound: Place | None,
        *,
        backwards: bool,
    ) -> Iterator[Columns]:
        found: list[Columns] = []
        for columns in self._newest(words, labels, wanted, backwards=False):
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
            wanted = Condition(
                " AND v.number <> '' AND v.type = ifnull(?, v.type)",
                (thing_type,),
                ANYTHING.from_id,
                ANYTHING.to_id,
            )
            yield from self._newest(words, [], wanted, backwards=False)

    def _newest(
        self, words: Sequence[Word], labels: Sequence[str], wanted: Condition, *, backwards: bool
    ) -> Iterator[Columns]:
        merged = heapq.merge(
            self._indexed(words, labels, wanted, backwards=backwards),
            self._fresh(words, wanted, backwards=backwards),
            key=_first,
            reverse=not backwards,
        )
        for columns in merged:
            yield columns[:WIDTH]

    def _indexed(
        self, words: Sequence[Word], labels: Sequence[str], wanted: Condition, *, backwards: bool
    ) -> Iterator[Columns]:
        """Yield rows that the index proposes and that hold the words.

        They come in small helpings: no read stays open between two.
        """
        proposed = _PROPOSED.format(way=_way(backwards))
        spelled = [word.text for word in words if word.sort != "letters"]
        values = (wanted.from_id, wanted.to_id, *wanted.values, *spelled)
        doubtful = [word for word in words if not word.is_told_by_index]
        alone = "0" if len(doubtful) == len(words) else _ALONE
        of_moments = _INDEXED.format(alone=alone, wanted=wanted.sql + _SPELLED * len(spelled))
        terms = _terms(words, labels)
        first, last = wanted.from_id >> MOMENT_BITS, wanted.to_id >> MOMENT_BITS
        while True:
            found = self._connection.execute(proposed, (terms, first, last, _AT_ONCE)).fetchall()
            moments = [row[0] for row in found]
            if moments:
                rows = self._connection.execute(of_moments, (str(moments), *values)).fetchall()
                rows.sort(key=_first, reverse=not backwards)
                yield from (
                    row for row in rows if self._holds(row, doubtful if row[_IS_ALONE] else words)
                )
            if len(moments) < _AT_ONCE:
                return
            if backwards:
                first = moments[-1] + 1
            else:
                last = moments[-1] - 1

    def _fresh(
        self, words: Sequence[Word], wanted: Condition, *, backwards: bool
    ) -> Iterator[Columns]:
        """Yield rows that the index does not know as they are now, and that hold the words."""
        sql = _FRESH.format(wanted=wanted.sql + _like(words), way=_way(backwards))
        values = (*wanted.values, *_patterns(words))
        from_id, to_id, given = wanted.from_id, wanted.to_id, 0
        while given < MOST_UNINDEXED:
            rows = self._connection.execute(sql, (from_id, to_id, *values, _AT_ONCE)).fetchall()
            yield from (row for row in rows if self._holds(row, words))
            given += len(rows)
            if len(rows) < _AT_ONCE:
                return
            if backwards:
                from_id = rows[-1][0] + 1
            else:
                to_id = rows[-1][0] - 1


def _way(backwards: bool) -> str:  # noqa: FBT001 - read at the call as what it is
    return "ASC" if backwards else "DESC"


def _terms(words: Sequence[Word], labels: Sequence[str]) -> str:
    return " AND ".join([*(f'"{one}"' for one in labels), *(word.query() for word in words)])


def _like(words: Sequence[Word]) -> str:
    return " AND v.search LIKE ? ESCAPE '\\'" * sum(word.sort != "letters" for word in words)


def _patterns(words: Sequence[Word]) -> list[str]:
    # Letters may stand for sounds, which LIKE cannot hear; other words hold nothing to escape.
    return [f"%{word.text}%" for word in words if word.sort != "letters"]
