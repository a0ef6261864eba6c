"""What is in the shared ledger already and what is not, and who wrote what when."""

from collections.abc import Iterable, Iterator

from patrol_tui.domain.entries.entry import Entry
from patrol_tui.ledger.book.base import Base
from patrol_tui.ledger.book.carried import Carrier, count_carried
from patrol_tui.ledger.disk.errors import in_words
from patrol_tui.ledger.entries import MOST_SEQ, entry_id
from patrol_tui.ledger.views import counters
from patrol_tui.services.ports.ports import Counts

_MOST_RUN_US = (1 << 32) * 1000
ISSUE_TYPE = "issue"


class Receipts:
    """Answers what the status line and the receipt ask."""

    def __init__(self, base: Base) -> None:
        self._base = base
        self._subjects_at: list[tuple[int, int, int]] | None = None
        self._subjects: frozenset[bytes] = frozenset()

    def counts(self) -> Counts:
        """Return the totals of the status line, without counting anything."""
        connection = self._base.connection
        with in_words():
            unsent = self._base.streams.unsent()
            oldest = [
                entry.wall_us
                for stream, seq in unsent
                for entry in self._base.entries.of_stream(stream.no, stream.acked_seq + 1, seq, 1)
            ]
            totals = counters.read_all(connection)
            carried = count_carried(connection)
            barred = connection.execute("SELECT count(*) FROM quarantine").fetchall()
        return Counts(
            entries=totals.get(counters.ENTRIES, 0),
            unsent=sum(seq - stream.acked_seq for stream, seq in unsent),
            oldest_unsent_us=min(oldest, default=None),
            conflicts=totals.get(counters.CONFLICTS, 0),
            open_issues=totals.get(counters.open_ones(ISSUE_TYPE), 0),
            quarantined=int(barred[0][0]),
            carried=carried,
        )

    def unsent_subjects(self) -> frozenset[bytes]:
        """Return the things that entries without a receipt speak of, own and carried ones."""
        with in_words():
            carried = count_carried(self._base.connection)
        own = self._own_unsent_subjects()
        return own | Carrier(self._base).subjects() if carried else own

    def _own_unsent_subjects(self) -> frozenset[bytes]:
        with in_words():
            unsent = self._base.streams.unsent()
            at = [(stream.no, seq, stream.acked_seq) for stream, seq in unsent]
            if at != self._subjects_at:
                rows = [
                    row
                    for stream, seq in unsent
                    for row in self._base.connection.execute(
                        "SELECT DISTINCT subject FROM entry NOT INDEXED WHERE id BETWEEN ? AND ?",
                        (entry_id(stream.no, stream.acked_seq + 1), entry_id(stream.no, seq)),
                    ).fetchall()
                ]
                self._subjects = frozenset(row[0] for row in rows)
                self._subjects_at = at
        return self._subjects

    def in_shared(self, hashes: Iterable[bytes]) -> frozenset[bytes]:
        """Return those entries that have a row in the shared log."""
        with in_words():
            return frozenset(one for one in hashes if self._base.logs.holds(one))

    def written(self, from_us: int, to_us: int) -> tuple[Entry, ...]:
        """Return own entries whose claimed time lies in a span, oldest first."""
        with in_words():
            own = self._base.streams.own()
            # The branches of a fork share headers, so their runs do not say where entries stand.
            forked = {stream.stream for stream in own if stream.branch}
            found = [
                entry
                for stream in own
                for entry in (
                    self._base.entries.of_stream(stream.no, 1, MOST_SEQ, MOST_SEQ)
                    if stream.stream in forked
                    else self._of_stream(stream.no, from_us, to_us)
                )
                if from_us <= entry.wall_us < to_us
            ]
        return tuple(sorted(found, key=lambda entry: (entry.wall_us, entry.seq)))

    def _of_stream(self, stream_no: int, from_us: int, to_us: int) -> Iterator[Entry]:
        """Yield what runs that can reach into the span hold: clocks may have been turned back."""
        runs = self._base.connection.execute(
            "SELECT no, first_seq FROM run WHERE stream_no = ? ORDER BY first_seq", (stream_no,)
        ).fetchall()
        ends = [*(first_seq - 1 for _, first_seq in runs[1:]), MOST_SEQ]
        for (run_no, first_seq), last_seq in zip(runs, ends, strict=bool(runs)):
            base_us = self._base.entries.header(run_no).wall_base_us
            if base_us >= to_us or base_us + _MOST_RUN_US < from_us:
                continue
            yield from self._base.entries.of_stream(stream_no, first_seq, last_seq, MOST_SEQ)
