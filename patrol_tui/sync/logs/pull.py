"""Pull: what the logs hold after a laptop's cursors; others' entries in full, own ones as rows.

One statement brings all logs. It chooses in the database how much travels: whole pushed runs, up
to a limit, and at least one run; on a thin link parts of runs, and at least one entry. The first
row of each log is the cursor's own, as the proof that this is the log that the laptop knows.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby
from operator import attrgetter

from patrol_tui.domain.entries.entry import CRITICAL, Entry, Header, unpack_header
from patrol_tui.domain.entries.ids import HASH_BYTES
from patrol_tui.domain.entries.run import MAX_COUNT, Run, encode_run
from patrol_tui.domain.values import dataclass
from patrol_tui.services.ports.ports import DISTRICT
from patrol_tui.services.ports.shared import LogRow, Position, Segment
from patrol_tui.sync.reaching.link import Link, Row, marks

# Bytes on the way: a log row, what an entry has beside its content, a run's header and seal.
_ROW_BYTES, _ENTRY_BYTES, _RUN_BYTES = 60, 30, 270
# An unknown cursor is answered with rows at distances 0, 1, 2, 4 ... before it.
_DOUBLINGS = 40

_ONE_LOG = (
    "SELECT * FROM (SELECT {place} AS place, l.station, l.n, l.hash, l.h, l.seal,"
    " l.received_at_us, l.pushed_by, CASE WHEN l.n = ? THEN 1 ELSE 0 END AS is_cursor"
    " FROM log l WHERE l.station = ? AND l.n >= ?"
    " ORDER BY l.n LIMIT {most}) AS log_{place}"
)
_PULL = """
WITH wanted AS ({logs}),
joined AS (
  SELECT w.*, e.run_no, e.seq, e.prev, e.subject, e.kind, e.version, e.flags, e.since_ms,
    e.parents, e.payload, e.payload_hash, r.header,
    CASE WHEN substr(r.header, 2, 16) IN ({streams}) OR w.is_cursor = 1
      THEN 1 ELSE 0 END AS is_bare,
    CASE WHEN w.seal IS NOT NULL OR substr(r.header, 18, 16) <> w.station
      THEN 1 ELSE 0 END AS is_end,
    CASE WHEN {thin} = 1 OR w.seal IS NOT NULL OR substr(r.header, 18, 16) <> w.station
      THEN 1 ELSE 0 END AS may_end
  FROM wanted w
  JOIN entry e ON e.station = w.station AND e.hash = w.hash
  JOIN run r ON r.station = e.station AND r.no = e.run_no
),
sized AS (
  SELECT j.*, row_number() OVER (ORDER BY place, n) AS nth,
    sum({row} + CASE WHEN is_bare = 1 THEN 0
        ELSE {entry} + is_end * {run} + coalesce(length(payload), 32) + length(parents) END)
      OVER (ORDER BY place, n) AS so_far
  FROM joined j
),
cut AS (
  SELECT s.*,
    max(CASE WHEN may_end = 1 AND so_far <= {limit} THEN nth ELSE 0 END)
      OVER (PARTITION BY place) AS last_that_fits,
    min(CASE WHEN may_end = 1 AND is_cursor = 0 THEN nth END) OVER () AS first_end,
    max(CASE WHEN is_cursor = 0 THEN place END) OVER () AS last_news,
    lag(CASE WHEN is_bare = 0 THEN run_no END) OVER (PARTITION BY place ORDER BY n) AS run_before
  FROM sized s
)
SELECT place, n, hash, h, seal, received_at_us, pushed_by,
  (SELECT g.n FROM log_head g WHERE g.station = cut.station) AS head_n, last_news, is_bare,
  CASE WHEN is_bare = 0 AND (run_before IS NULL OR run_before <> run_no) THEN header END,
  CASE WHEN is_bare = 0 THEN seq END, CASE WHEN is_bare = 0 THEN prev END,
  CASE WHEN is_bare = 0 THEN subject END, kind, version, flags, since_ms,
  CASE WHEN is_bare = 0 THEN parents END, CASE WHEN is_bare = 0 THEN payload END,
  CASE WHEN is_bare = 0 AND payload IS NULL THEN payload_hash END
FROM cut WHERE nth <= last_that_fits OR nth <= first_end OR is_cursor = 1 ORDER BY place, n
"""


@dataclass(frozen=True, slots=True)
class _Pulled:
    """One row of the answer.

    Attributes:
        place: which of the logs that were asked for.
        head_n: the log's last number.
        last_news: the last of the logs that has anything new, or None; perhaps it did not fit.
        entry: the rest of the row where the entry itself came along, else None.
    """

    place: int
    row: LogRow
    head_n: int
    last_news: int | None
    entry: Row | None


def pull(
    link: Link,
    epoch: bytes,
    cursors: Mapping[bytes, Position],
    own_streams: AbstractSet[bytes],
    limit_bytes: int,
    *,
    is_thin: bool = False,
) -> tuple[Segment, ...]:
    """Return what follows the cursors, the district's log first.

    On a thin link a log is cut within a push too, where the limit wants it.

    A position that the log does not hold is answered by a segment with `is_unknown`: its rows are
    not gapless then, but samples at growing distances before the cursor, oldest first. The newest
    of them that the laptop holds with the same `h` is where both logs agree for certain.
    """
    if not cursors:
        return ()
    asked = sorted(cursors.items(), key=lambda item: (item[0] != DISTRICT, item[0]))
    statement = _statement(asked, own_streams, limit_bytes, is_thin=is_thin)
    pulled = [_pulled(row) for row in link.run(*statement)]
    by_place = {place: list(found) for place, found in groupby(pulled, attrgetter("place"))}
    return tuple(
        _segment(link, epoch, station, cursor, by_place.get(place, ()))
        if cursor.n > 0 or place in by_place
        # nothing is there, or others took all the room
        else Segment(station, epoch, (), (), more=place in {found.last_news for found in pulled})
        for place, (station, cursor) in enumerate(asked)
    )


def _statement(
    asked: Sequence[tuple[bytes, Position]],
    own_streams: AbstractSet[bytes],
    limit_bytes: int,
    *,
    is_thin: bool,
) -> tuple[str, list[object]]:
    logs = [_ONE_LOG.format(place=place, most=MAX_COUNT + 1) for place in range(len(asked))]
    sql = _PULL.format(
        logs=" UNION ALL ".join(logs),
        streams=marks(len(own_streams)) or "NULL",
        row=_ROW_BYTES,
        entry=_ENTRY_BYTES,
        run=_RUN_BYTES,
        limit=limit_bytes,
        thin=int(is_thin),
    )
    values: list[object] = [value for station, at in asked for value in (at.n, station, at.n)]
    return sql, [*values, *sorted(own_streams)]


def _pulled(found: Row) -> _Pulled:
    place, n, entry_hash, h, seal, received_at_us, pushed_by, head_n, news, is_bare, *entry = found
    row = LogRow(int(n), entry_hash, h, seal, int(received_at_us), pushed_by)
    return _Pulled(int(place), row, int(head_n), news, None if is_bare else tuple(entry))


def _segment(
    link: Link, epoch: bytes, station: bytes, cursor: Position, found: Sequence[_Pulled]
) -> Segment:
    if cursor.n > 0:
        at = found[0].row if found else None
        if at is None or (at.n, at.h, epoch) != (cursor.n, cursor.h, cursor.epoch):
            return _unknown(link, epoch, station, cursor)
    more = found[-1].head_n > found[-1].row.n
    news = [pulled for pulled in found if pulled.row.n > cursor.n]
    rows = tuple(pulled.row for pulled in news)
    wires = tuple(encode_run(run, {}) for run in _runs(news))
    return Segment(station, epoch, rows, wires, more)


def _unknown(link: Link, epoch: bytes, station: bytes, cursor: Position) -> Segment:
    steps = (0, *(1 << power for power in range(_DOUBLINGS)))
    numbers = sorted({1, *(cursor.n - step for step in steps if step < cursor.n)})
    rows = link.run(
        "SELECT n, hash, h, seal, received_at_us, pushed_by FROM log"
        f" WHERE station = ? AND n IN ({marks(len(numbers))}) ORDER BY n",
        (station, *numbers),
    )
    samples = tuple(LogRow(int(n), *rest) for n, *rest in rows)
    return Segment(station, epoch, samples, (), more=True, is_unknown=True)


def _runs(found: Sequence[_Pulled]) -> Iterator[Run]:
    """Yield the entries that came along as the runs that they were pushed in."""
    headers: list[Header] = []
    entries: list[Entry] = []
    for pulled in found:
        header_bytes = pulled.entry[0] if pulled.entry else None
        if entries and (pulled.entry is None or header_bytes or not _follows(pulled, entries[-1])):
            yield Run(entries[0].header, tuple(entries), None)
            entries = []
        if pulled.entry is None:
            continue
        if header_bytes:
            headers.append(unpack_header(header_bytes))
        entries.append(_entry(headers[-1], pulled.row.hash, pulled.entry))
        if pulled.row.seal is not None:
            yield Run(headers[-1], tuple(entries), pulled.row.seal)
            entries = []
    if entries:
        yield Run(entries[0].header, tuple(entries), None)


def _follows(pulled: _Pulled, before: Entry) -> bool:
    _, seq, prev, *_ = pulled.entry or (None, None, None)
    return (seq, prev) == (before.seq + 1, before.hash)


def _entry(header: Header, entry_hash: bytes, found: Row) -> Entry:
    _, seq, prev, subject, kind, version, flags, since_ms, parents, payload, payload_hash = found
    return Entry(
        header,
        seq,
        prev,
        subject,
        kind,
        version,
        bool(flags & CRITICAL),
        since_ms,
        tuple(parents[at : at + HASH_BYTES] for at in range(0, len(parents), HASH_BYTES)),
        payload,
        hashlib.sha256(payload).digest() if payload_hash is None else payload_hash,
        entry_hash,
    )
