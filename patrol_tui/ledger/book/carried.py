"""Others' entries that the shared log does not show: taken from a stick, kept, and sent on."""

from collections.abc import Iterable, Iterator

from patrol_tui.domain.entries.entry import Entry
from patrol_tui.domain.entries.run import Run
from patrol_tui.domain.values import dataclass
from patrol_tui.ledger.book.base import Base
from patrol_tui.ledger.book.keeping import Keeping
from patrol_tui.ledger.book.seals import Seals
from patrol_tui.ledger.book.unsent import fitting
from patrol_tui.ledger.disk.errors import in_words
from patrol_tui.ledger.driver import Connection
from patrol_tui.ledger.entries import COLUMNS, SEQ_BITS, WIDTH
from patrol_tui.services.ports.quarantine import NO_SEAL

MOST_AT_ONCE = 50
PAUSE_S = 0.005
_PAGE = 1_000


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of runs that came without a log.

    Attributes:
        new: entries that were not held before.
        strange: entries that were not taken, since no seal of a known laptop covers them.
    """

    new: int = 0
    strange: int = 0

    def plus(self, other: "Taken") -> "Taken":
        """Return both together."""
        return Taken(self.new + other.new, self.strange + other.strange)


def count_carried(connection: Connection) -> int:
    """Return how many entries of others are held that the shared log does not show."""
    rows = connection.execute("SELECT count(*) FROM carried").fetchall()
    return int(rows[0][0])


class Carrier:
    """Takes sealed runs as they are, and gives them away again."""

    def __init__(self, base: Base) -> None:
        self._base = base
        self._seals = Seals(base)

    def take(self, runs: Iterable[Run]) -> Taken:
        """Keep the entries of runs whose seal is that of their device; others are left out.

        Raises:
            NotSaved: the disk refused; what was committed before stays.
        """
        keeping, taken = Keeping(self._base), Taken()
        for run in runs:
            taken = taken.plus(self._take(keeping, run))
        return taken

    def _take(self, keeping: Keeping, run: Run) -> Taken:
        with in_words():
            self._base.roster.refresh()
            self._seals.begin(run.header.station)
            last = run.entries[-1]
            is_sealed = run.seal is not None and (
                self._seals.problem(last, run.seal, run.header.station) is None
            )
        if not is_sealed:
            return Taken(strange=len(run.entries))
        new = 0
        for at in range(0, len(run.entries), MOST_AT_ONCE):
            part = run.entries[at : at + MOST_AT_ONCE]
            with self._base.writing():
                new += self._keep_some(keeping, part, last.hash, run.seal)
            self._base.machine.pause(PAUSE_S)
        return Taken(new=new)

    def _keep_some(
        self, keeping: Keeping, entries: Iterable[Entry], sealed: bytes, seal: bytes | None
    ) -> int:
        self._base.roster.refresh()
        new: list[Entry] = []
        for entry in entries:
            if self._base.entries.subject_of(entry.hash) is None:
                keeping.keep(entry)
                new.append(entry)
            elif self._base.logs.holds(entry.hash):
                continue
            self._note(entry, seal if entry.hash == sealed else None)
        touched = dict.fromkeys(entry.subject for entry in new)
        devices = {entry.header.device for entry in new}
        touched |= dict.fromkeys(self._base.revocations.judge(devices))
        for subject in touched:
            self._base.views.refresh(subject)
        return len(new)

    def _note(self, entry: Entry, seal: bytes | None) -> None:
        """Note that an entry is to be sent on; own ones count as unsent anyhow."""
        connection = self._base.connection
        if entry.header.device != self._base.device:
            connection.execute(
                "INSERT INTO carried (id, seal) SELECT id, ? FROM entry WHERE hash = ?"
                " ON CONFLICT (id) DO UPDATE SET seal = coalesce(seal, excluded.seal)",
                (seal, entry.hash),
            )
        elif seal is not None:
            connection.execute(
                "INSERT OR IGNORE INTO seal (hash, seal) VALUES (?, ?)", (entry.hash, seal)
            )

    def runs(self, limit_bytes: int, gaps: frozenset[bytes] = frozenset()) -> tuple[Run, ...]:
        """Return the first carried runs up to a size in wire form, at least one if there is any.

        What follows from one of the `gaps` is left out.
        """
        found: list[Run] = []
        left, left_out = limit_bytes, set(gaps)
        for run in self.all_runs():
            if run.entries[0].prev in left_out:
                left_out.add(run.entries[-1].hash)
                continue
            taken, left = fitting(list(run.entries), left, must=not found)
            if len(taken) < len(run.entries) and found:
                break
            found.append(run)
        return tuple(found)

    def all_runs(self) -> Iterator[Run]:
        """Yield everything that is carried, as it was sealed; no read stays open between."""
        held: list[Entry] = []
        after = -1
        while True:
            with in_words():
                rows = self._base.connection.execute(
                    f"SELECT {COLUMNS}, c.seal FROM carried c JOIN entry e ON e.id = c.id"  # noqa: S608 - constant columns
                    " WHERE c.id > ? ORDER BY c.id LIMIT ?",
                    (after, _PAGE),
                ).fetchall()
                found = [(self._base.entries.entry(row), row[WIDTH]) for row in rows]
            for entry, seal in found:
                if held and (held[-1].hash != entry.prev or held[-1].header != entry.header):
                    held = []  # its seal has not come yet
                held.append(entry)
                if seal is not None:
                    yield Run(entry.header, tuple(held), seal)
                    held = []
            if len(rows) < _PAGE:
                return
            after = rows[-1][0]

    def subjects(self) -> frozenset[bytes]:
        """Return the things that carried entries speak of."""
        with in_words():
            rows = self._base.connection.execute(
                "SELECT DISTINCT e.subject FROM carried c JOIN entry e ON e.id = c.id"
            ).fetchall()
        return frozenset(row[0] for row in rows)


def logged(connection: Connection, entry_hash: bytes) -> None:
    """Note that the shared log shows an entry: it needs no carrying any more."""
    connection.execute(
        "DELETE FROM carried WHERE id = (SELECT id FROM entry WHERE hash = ?)", (entry_hash,)
    )


def lost(connection: Connection, station: bytes, after_n: int) -> None:
    """Carry what a restored shared log has lost; to be called before that is forgotten.

    Own entries count as unsent too, but where a line forked and a part of it is not held, the
    receipt of what follows can stand for what was before: then this is what sends it again.
    """
    connection.execute(
        "INSERT OR IGNORE INTO carried (id, seal) SELECT e.id, l.seal FROM log l"
        " JOIN entry e ON e.hash = l.hash JOIN stream s ON s.no = e.id >> ?"
        " WHERE l.station = ? AND s.station = l.station AND l.n > ?"
        # What no seal covers cannot be sent; what a wrong one covers stays evidence.
        " AND NOT EXISTS (SELECT 1 FROM quarantine q WHERE q.hash = e.hash AND q.reason = ?)",
        (SEQ_BITS, station, after_n, NO_SEAL),
    )
