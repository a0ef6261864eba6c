"""Checks the stations' logs: their chain, and the seals in them."""

from dataclasses import dataclass, field

from patrol_tui.domain.entries.entry import Entry, next_h, seal_message
from patrol_tui.domain.language.errors import N_
from patrol_tui.ledger.book.base import Base
from patrol_tui.ledger.book.logs import NOWHERE
from patrol_tui.ledger.book.seals import Seals
from patrol_tui.ledger.checks.findings import Findings
from patrol_tui.ledger.disk.errors import in_words
from patrol_tui.ledger.driver import Connection
from patrol_tui.ledger.keyring.signing import verify
from patrol_tui.ledger.views.barred import barred as in_quarantine
from patrol_tui.ledger.views.reference import devices
from patrol_tui.ledger.views.ruled import is_released
from patrol_tui.services.ports.ports import Problem
from patrol_tui.services.ports.quarantine import (
    BAD_SEAL,
    NO_SEAL,
    REVOKED,
    UNKNOWN_DEVICE,
    WRONG_STATION,
)
from patrol_tui.services.ports.shared import Position

BROKEN_LOG = N_("Row {n} of a shared log was altered: its hashes do not match.")
WRONG_CURSOR = N_("What is noted of a shared log's end is not what its rows say.")
MISSING = N_("The shared log names an entry that this laptop lacks.")
NOT_SEALED = {
    NO_SEAL: N_("The entry counts, though no seal covers it."),
    BAD_SEAL: N_("The entry counts, though its seal is not that of its device."),
    UNKNOWN_DEVICE: N_("The entry counts, though its device is not one of this district."),
    WRONG_STATION: N_("The entry counts, though its device belongs to another station."),
}
SEALED = N_("The entry is kept without effect, though a valid seal covers it.")
WRONG_SEAL = N_("A seal that this laptop made was altered.")

_AT_ONCE = 2_000
_AHEAD, _MOST_AHEAD = 250, 50_000


@dataclass(slots=True)
class _Covering:
    """What the seals of a log cover.

    Attributes:
        waiting: entries that no seal has covered yet, each with the one before it.
        after_last: those of them that no seal follows: theirs comes with the next stretch.
        reasons: what is wrong with the seal that stands at an entry.
        sealed: entries in quarantine that a valid seal covers.
    """

    waiting: dict[bytes, bytes] = field(default_factory=dict)
    after_last: set[bytes] = field(default_factory=set)
    reasons: dict[bytes, str] = field(default_factory=dict)
    sealed: set[bytes] = field(default_factory=set)


class LogCheck:
    """Walks along every followed log."""

    def __init__(self, base: Base) -> None:
        self._base = base
        self._findings = Findings(None, 0)
        self._seals = Seals(base)
        self._lines = _Lines(base.connection)
        self._barred: dict[bytes, str] = {}
        self._unfounded: set[bytes] = set()

    def run(self) -> tuple[Problem, ...]:
        """Check all logs, and own seals."""
        with in_words():
            self._base.roster.refresh()
            barred = self._base.connection.execute("SELECT hash, reason FROM quarantine")
            self._barred = dict(barred.fetchall())
            headless = self._base.connection.execute(
                "SELECT 1 FROM log WHERE station NOT IN (SELECT station FROM log_head) LIMIT 1"
            ).fetchone()
        if headless is not None:
            self._findings.add(None, WRONG_CURSOR)
        for station, position in self._base.logs.cursors().items():
            self._check_log(station, position)
        self._check_own_seals()
        self._name_barred()
        return tuple(self._findings.problems)

    def _name_barred(self) -> None:
        """Name what is kept without effect: evidence against whoever brought it."""
        laptops = devices(self._base.connection)
        with in_words():
            found = in_quarantine(self._base.connection)
        for one in found:
            said = one.said(laptops)
            self._findings.add(one.entry, said.template, **said.params)

    def _check_log(self, station: bytes, position: Position) -> None:
        self._seals.begin(station)
        n, h, after = 0, NOWHERE.h, -1
        covering = _Covering()
        while True:
            with in_words():
                rows = self._base.connection.execute(
                    "SELECT n, hash, h, seal FROM log"
                    " WHERE station = ? AND n > ? ORDER BY n LIMIT ?",
                    (station, after, _AT_ONCE),
                ).fetchall()
            if not rows:
                break
            for row_n, row_hash, row_h, seal in rows:
                n += 1
                h = next_h(h, row_hash, seal)
                if (row_n, row_h) != (n, h):
                    self._findings.add(row_hash, BROKEN_LOG, n=row_n)
                    n, h = row_n, row_h
                found = self._lines.find(row_hash)
                if found is None:
                    self._findings.add(row_hash, MISSING)
                    continue
                run_no, prev = found
                if self._base.entries.header(run_no).station == station:
                    covering.waiting[row_hash] = prev
                    covering.after_last.add(row_hash)
                if seal is not None:
                    self._cover(station, covering, row_hash, seal)
            after = rows[-1][0]
        if (position.n, position.h) != (n, h):
            self._findings.add(None, WRONG_CURSOR)
        self._compare(covering)

    def _cover(self, log: bytes, covering: _Covering, sealed: bytes, seal: bytes) -> None:
        """Take what a valid seal covers by `prev` off what waits for one."""
        covering.after_last.clear()
        entry = self._held(sealed)
        problem = self._seals.problem(entry, seal, log)
        if problem is not None:
            covering.reasons[sealed] = problem
            self._unfounded.add(sealed)
            return
        at, before = sealed, covering.waiting.pop(sealed, entry.prev)
        while True:
            if at in self._barred:
                covering.sealed.add(at)
            if before not in covering.waiting:
                return
            at, before = before, covering.waiting.pop(before)

    def _held(self, entry_hash: bytes) -> Entry:
        entry = self._base.entries.held(entry_hash)
        if entry is None:  # it was there a moment ago
            raise LookupError(entry_hash.hex())
        return entry

    def _compare(self, covering: _Covering) -> None:
        """Compare what the seals cover with what is in quarantine; own entries need no seal."""
        for waiting in covering.waiting.keys() - covering.after_last - self._barred.keys():
            entry = self._held(waiting)
            is_own = entry.header.device == self._base.device
            if not is_own and not is_released(self._base.folding, entry):
                reason = covering.reasons.get(waiting, NO_SEAL)
                self._findings.add(waiting, NOT_SEALED[reason])
        for barred in covering.sealed:
            if self._barred[barred] != REVOKED:
                self._findings.add(barred, SEALED)

    def _check_own_seals(self) -> None:
        with in_words():
            rows = self._base.connection.execute(
                "SELECT s.hash, s.seal, e.run_no, l.seal FROM seal s"
                " LEFT JOIN entry e ON e.hash = s.hash"
                " LEFT JOIN log l ON l.hash = s.hash AND l.seal IS NOT NULL"
            ).fetchall()
        signing, joining = self._base.roster.keys(self._base.device, b"")
        keys = signing | joining
        for entry_hash, seal, run_no, log_seal in rows:
            is_right = run_no is not None and log_seal in {None, seal}
            if is_right and not self._was_checked(entry_hash, run_no, log_seal):
                message = seal_message(entry_hash)
                is_right = not keys or any(verify(key, message, seal) for key in keys)
            if not is_right:
                self._findings.add(entry_hash, WRONG_SEAL)

    def _was_checked(self, entry_hash: bytes, run_no: int, log_seal: bytes | None) -> bool:
        """Tell whether the same seal has been found valid where the log shows it."""
        is_own = self._base.entries.header(run_no).device == self._base.device
        return is_own and log_seal is not None and entry_hash not in self._unfounded


class _Lines:
    """Finds the entries of a log's rows, which mostly follow each other in their lines as well."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._ahead: dict[bytes, tuple[int, bytes]] = {}

    def find(self, entry_hash: bytes) -> tuple[int, bytes] | None:
        """Return an entry's run and the entry before it; None where it is not held."""
        found = self._ahead.pop(entry_hash, None)
        return found or self._read(entry_hash)

    def _read(self, entry_hash: bytes) -> tuple[int, bytes] | None:
        rows = self._connection.execute(
            "SELECT e.hash, e.run_no, e.prev FROM entry e, (SELECT id FROM entry WHERE hash = ?) b"
            " WHERE e.id BETWEEN b.id AND b.id + ?",
            (entry_hash, _AHEAD),
        ).fetchall()
        if len(self._ahead) > _MOST_AHEAD:
            self._ahead.clear()
        self._ahead.update((row[0], row[1:]) for row in rows)
        return self._ahead.pop(entry_hash, None)
