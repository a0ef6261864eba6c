"""The laptop's ledger as the services and the sync know it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.entry import Entry
from patrol_tui.domain.entries.run import Run
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import Role
from patrol_tui.ledger.apart import Apart
from patrol_tui.ledger.book.append import Appender
from patrol_tui.ledger.book.base import Base
from patrol_tui.ledger.book.carried import Carrier
from patrol_tui.ledger.book.machine import USUAL, Machine
from patrol_tui.ledger.book.program import recount_receipts, refold_for_this_program
from patrol_tui.ledger.book.rebuild import combined_digest, finish_lists, rebuild
from patrol_tui.ledger.book.receipts import Receipts
from patrol_tui.ledger.book.receive import Receiver
from patrol_tui.ledger.book.unsent import Sign, Unsent, in_line
from patrol_tui.ledger.disk.errors import in_words
from patrol_tui.ledger.disk.pragmas import roomy
from patrol_tui.ledger.disk.space import Ballast
from patrol_tui.ledger.disk.wal import Checkpoint, checkpoint_when_idle, is_wal_alarming
from patrol_tui.ledger.engine import open_encrypted
from patrol_tui.ledger.hands import Hands
from patrol_tui.ledger.schema import KIND
from patrol_tui.ledger.second.safeguard import Safeguard
from patrol_tui.ledger.side import BureauSide
from patrol_tui.ledger.views.barred import barred
from patrol_tui.ledger.views.search import Search
from patrol_tui.ledger.views.terms import Sounds
from patrol_tui.ledger.views.views import Views
from patrol_tui.services.ports.bracket import Bracket
from patrol_tui.services.ports.ports import (
    DISTRICT,
    Counts,
    Progress,
    Received,
    Verified,
    Writer,
)
from patrol_tui.services.ports.quarantine import MOST_BARRED, Barred
from patrol_tui.services.ports.shared import Position, Segment


def open_ledger(
    path: Path,
    key: bytes,
    writer: Writer,
    sign: Sign,
    *,
    sounds: Sounds | None = None,
    machine: Machine = USUAL,
    create: bool = False,
) -> "LedgerStore":
    """Open the laptop's ledger, and follow the district's and the home station's log.

    Args:
        path: the file.
        key: the home's data key, 32 bytes.
        writer: who writes.
        sign: makes the device's seals.
        sounds: how Chinese text is read, for search by pinyin.
        machine: the computer that it runs on.
        create: make the file where there is none.

    Raises:
        Refused, Corrupt, NotFound: as with `engine.open_encrypted`.
    """
    connection = open_encrypted(path, key, KIND, create=create)
    base = Base(connection, writer.device, machine)
    hands = Hands(path, key, (writer.device, sounds), machine.hands, machine.worth_hands)
    store = LedgerStore(base, path, writer, sign, sounds, hands)
    try:
        store.begin()
        recount_receipts(base)
        refold_for_this_program(base)
        store.finish_lists(machine.progress)
        store._receiver.catch_up()  # noqa: SLF001 - a store that is still being made
    except BaseException:
        connection.close()
        raise
    return store


class LedgerStore(Views, BureauSide):
    """One connection to the laptop's ledger; each thread and each process opens its own.

    Attributes:
        writer: who writes.
        ballast: what is thrown off when the disk is full, so that entries are still saved.
        safeguard: notices that the file went back in time, moved or broke.
        apart: what this laptop gives and takes without the shared database.
    """

    def __init__(
        self,
        base: Base,
        path: Path,
        writer: Writer,
        sign: Sign,
        sounds: Sounds | None,
        hands: Hands | None = None,
    ) -> None:
        self.writer = writer
        self.ballast = Ballast(path.parent)
        self._path, self._hands = path, hands or Hands(path, b"", (), 1, 0)
        self._base, self._connection = base, base.connection
        self.safeguard = Safeguard(base)
        self._appender = Appender(self._base)
        self._receiver = Receiver(self._base, writer.device)
        self._unsent = Unsent(self._base, sign)
        self._receipts = Receipts(self._base)
        self._carrier = Carrier(self._base)
        self.apart = Apart(self._base, self._unsent, self._carrier)
        super().__init__(base.connection, Search(base.connection, sounds))

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def append(self, drafts: Sequence[Draft], now_us: int) -> tuple[Entry, ...]:
        """Write entries, chained, and their folded views: one transaction, one flush.

        Entries of one thing in one call follow each other: the later ones have seen the earlier.

        Raises:
            NotSaved: the disk refused; nothing was written.
            Refused: too long, or based on what is not held; nothing was written.
        """
        written = self.ballast.save(lambda: self._appender.append(self.writer, drafts, now_us))
        self.safeguard.note(written)
        return written

    def append_unfolded(self, drafts: Sequence[Draft], now_us: int) -> tuple[Entry, ...]:
        """Write entries whose view rows `rebuild` makes later, where nobody looks until then.

        Raises:
            NotSaved, Refused: as with `append`.
        """
        return self._appender.append(self.writer, drafts, now_us, is_folded=False)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Make one transaction, with one flush, of all that is appended unfolded in the block.

        Raises:
            NotSaved: the disk refused; nothing was written.
        """
        with self._base.writing():
            yield

    def state(self, subject: bytes) -> State | None:
        """Return what the entries of a thing fold to, or None where none is held."""
        with in_words():
            self._base.roster.refresh()
            found = self._base.folding.state(subject)
        return None if found is None else found[0]

    def counts(self) -> Counts:
        """Return the totals of the status line."""
        return self._receipts.counts()

    def unsent_subjects(self) -> frozenset[bytes]:
        """Return the things that entries without a log row speak of."""
        return self._receipts.unsent_subjects()

    def in_shared(self, hashes: Iterable[bytes]) -> frozenset[bytes]:
        """Return those entries that have a row in the shared log."""
        return self._receipts.in_shared(hashes)

    def brackets(self, entries: Iterable[Entry]) -> Mapping[bytes, Bracket]:
        """Return between which times entries were written, as far as that is proven."""
        with in_words():
            return {entry.hash: self._base.logs.bracket(entry) for entry in entries}

    def entries_written(self, from_us: int, to_us: int) -> tuple[Entry, ...]:
        """Return own entries whose claimed time lies in a span, oldest first."""
        return self._receipts.written(from_us, to_us)

    def entries_from_others(self, since_us: int, limit: int) -> tuple[Received, ...]:
        """Return others' entries that the shared ledger took since a time, newest first."""
        with in_words():
            return self._base.logs.from_others(self.writer.device, since_us, limit)

    def roles(self) -> frozenset[Role]:
        """Return what whoever writes may do, as far as the district's log is held."""
        with in_words():
            roster = self._base.roster
            roster.refresh()
            return roster.roles(self.writer.officer, roster.held_n) or frozenset()

    def verify(self, progress: Progress | None = None) -> Verified:
        """Check every hash, line, seal and log row that is held.

        Raises:
            Refused: `progress` wanted it to end.
        """
        # A check is asked for, and the screens' process holds this module all day.
        from patrol_tui.ledger.checks.verify import verify

        with roomy(self._connection):
            return verify(self._base, self._hands, progress)

    def rebuild(self, progress: Progress | None = None) -> int:
        """Make the views anew and return how many things they hold.

        Raises:
            Refused: `progress` wanted it to end; the lists are whole all the same.
        """
        with roomy(self._connection):
            return rebuild(self._base, self._search.index, self._hands, self._relieved(progress))

    def _relieved(self, progress: Progress | None) -> Progress:
        """Return what is told of progress, between transactions, and keeps the log small."""

        def told(done: int, total: int) -> bool:
            self._relieve()
            return progress is None or progress(done, total)

        return told

    def _relieve(self) -> None:
        """Empty a large write-ahead log: it would grow with the lists, and slow down each read."""
        if is_wal_alarming(self._path):
            checkpoint_when_idle(self._connection)

    def digest(self) -> bytes:
        """Return the digest of all folded things, equal for equal sets of entries."""
        return combined_digest(self._connection)

    def entries(self, subject: bytes) -> tuple[Entry, ...]:
        """Return all held entries of a thing, in no order."""
        with in_words():
            return tuple(self._base.entries.of_subject(subject)[0])

    def forked(self) -> frozenset[bytes]:
        """Return the laptops that two have written as: restored, cloned, or worse."""
        with in_words():
            return self._base.forks.named()

    def barred(self, subject: bytes | None = None, limit: int = MOST_BARRED) -> tuple[Barred, ...]:
        """Return entries that are kept without effect, why, and who brought them."""
        with in_words():
            return barred(self._connection, subject, limit)

    def quarantined(self) -> Mapping[bytes, str]:
        """Return the entries that are kept without effect, and why; see `quarantine.REASONS`."""
        with in_words():
            rows = self._connection.execute("SELECT hash, reason FROM quarantine").fetchall()
        return dict(rows)

    def forget_expunged(self) -> None:
        """Drop from the second copy what the bureau expunged."""
        self.safeguard.forget_expunged()

    # The sync's side.

    def cursors(self) -> Mapping[bytes, Position]:
        """Return how far each followed log is held."""
        with in_words():
            return self._base.logs.cursors()

    def follow(self, stations: Iterable[bytes]) -> None:
        """Follow further stations' logs, as the bureau does."""
        with self._base.writing():
            for station in stations:
                self._base.logs.follow(station)

    def own_streams(self) -> frozenset[bytes]:
        """Return the streams that this laptop writes or wrote."""
        with in_words():
            return frozenset(stream.stream for stream in self._base.streams.own())

    def begin(self) -> None:
        """Follow the district's and the home station's log, and begin the line of the latter.

        It is begun before anything is written: so that a clone of a laptop that was only set up
        writes the same line, and is found out by it.
        """
        missing = {DISTRICT, self.writer.station} - self.cursors().keys()
        if missing:
            self.follow(missing)
        with in_words():
            is_begun = self._base.streams.is_begun(self.writer.station)
        if not is_begun:
            with self._base.writing():
                self._base.streams.begin(self.writer.station)

    def begin_streams(self) -> None:
        """Begin new streams, because the file looks restored or cloned."""
        with self._base.writing():
            begun = {stream.station for stream in self._base.streams.own()}
            for station in sorted(begun | {self.writer.station}):
                self._base.streams.begin(station)

    def log_marks(
        self, station: bytes, first_n: int, last_n: int
    ) -> Mapping[int, tuple[bytes, bytes]]:
        """Return entry and chained hash of a log's rows between two numbers, as far as held."""
        with in_words():
            return self._base.logs.marks(station, first_n, last_n)

    def knew(self, station: bytes, position: Position) -> bool:
        """Tell whether a log ever stood like that here, also before it was restored."""
        with in_words():
            return self._base.logs.knew(station, position)

    def own_shares(self, station: bytes) -> tuple[Entry, ...]:
        """Return own entries of a log that let other stations take part in a thing."""
        return self._unsent.shares(station)

    def unsent_runs(
        self, limit_bytes: int, gaps: frozenset[bytes] = frozenset()
    ) -> tuple[Run, ...]:
        """Return the oldest unsent entries as sealed runs, up to a size in wire form.

        Own ones come first; then what others wrote that the shared log does not show. What follows
        from one of the `gaps`, entries that the shared log lacks, is left out.
        """
        own = self._unsent.runs(limit_bytes, gaps)
        return in_line(own or self._carrier.runs(limit_bytes, gaps))

    def seal_written(self, station: bytes, sign: Sign) -> None:
        """Seal what was written to a log so far with another key, such as a bundle's."""
        self._unsent.seal_head(station, sign)

    def wire(self, runs: Iterable[Run]) -> tuple[bytes, ...]:
        """Return runs in wire form, with parents by log number where the log holds them."""
        return tuple(map(self._unsent.wire, runs))

    def receive(self, segment: Segment) -> int:
        """Take a stretch of a log: verify, append, fold, move the cursor, in small commits.

        Returns:
            How many entries were new here.

        Raises:
            Lacking: own entries came as rows alone and are not held; nothing was taken.
            Corrupt: the chain, a hash or a run does not fit; nothing of it was taken.
        """
        return self._receiver.receive(segment)

    def finish_lists(self, progress: Progress | None = None) -> None:
        """Make the lists that a first fetch of a log left to its end.

        Raises:
            Refused: `progress` wanted it to end; the next opening goes on.
        """
        with in_words():
            relieved = self._relieved(progress)
            finish_lists(self._base, self._search.index, self._hands, relieved)

    def meta(self, key: str) -> str | None:
        """Return a value that this home keeps beside the ledger."""
        with in_words():
            row = self._connection.execute("SELECT value FROM meta WHERE key = ?", (key,))
            found = row.fetchone()
        return None if found is None else str(found[0])

    def set_meta(self, key: str, value: str) -> None:
        """Keep a value beside the ledger."""
        with self._base.writing():
            self._connection.execute(
                "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (key, value)
            )

    # When nobody is typing.

    def index_some(self, limit: int = 200) -> int:
        """Bring the search index forward and return how many rows are left."""
        with in_words():
            left = self._search.index.some(limit)
        self._relieve()
        return left

    def tidy(self) -> Checkpoint:
        """Bring the second copy up, then move what was written into the database file itself."""
        self.safeguard.keep_up()
        return checkpoint_when_idle(self._connection)

    def is_wal_alarming(self) -> bool:
        """Tell whether some reader keeps the write-ahead log from being emptied."""
        return is_wal_alarming(self._path)

    def written_by(self, writer: Writer) -> None:
        """Write as another officer of this laptop from now on."""
        self.writer = replace(writer, device=self.writer.device)
