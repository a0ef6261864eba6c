"""Checks the stations' logs: their chain, their receipts and the seals in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from patrol_tui.domain.entries.entry import Entry, next_h, seal_message
from patrol_tui.domain.language.errors import N_
from patrol_tui.ledger.book.base import Base
from patrol_tui.ledger.book.logs import NOWHERE
from patrol_tui.ledger.book.revoked import NEEDLESS, STILL_COUNTS
from patrol_tui.ledger.book.seals import Seals
from patrol_tui.ledger.checks.findings import Findings
from patrol_tui.ledger.disk.errors import in_words
from patrol_tui.ledger.entries import COLUMNS
from patrol_tui.ledger.keyring.signing import verify
from patrol_tui.ledger.views.barred import barred as in_quarantine
from patrol_tui.ledger.views.reference import devices
from patrol_tui.ledger.views.ruled import is_released
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
WRONG_RECEIPTS = N_("What is noted as confirmed is not what the shared log says.")
NOT_SEALED = {
    NO_SEAL: N_("The entry counts, though no seal covers it."),
    BAD_SEAL: N_("The entry counts, though its seal is not that of its device."),
    UNKNOWN_DEVICE: N_("The entry counts, though its device is not one of this district."),
    WRONG_STATION: N_("The entry counts, though its device belongs to another station."),
}
SEALED = N_("The entry is kept without effect, though a valid seal covers it.")
WRONG_SEAL = N_("A seal that this laptop made was altered.")

_AT_ONCE = 500


@dataclass(slots=True)
class _Covering:
    """What the seals of a log cover.

    Attributes:
        waiting: entries that no seal has covered yet.
        after_last: those of them that no seal follows: theirs comes with the next stretch.
        reasons: what is wrong with the seal that stands at an entry.
        sealed: entries that a valid seal covers.
    """

    waiting: dict[bytes, Entry] = field(default_factory=dict)
    after_last: set[bytes] = field(default_factory=set)
    reasons: dict[bytes, str] = field(default_factory=dict)
    sealed: set[bytes] = field(default_factory=set)


class LogCheck:
    """Walks along every followed log."""

    def __init__(self, base: Base, findings: Findings) -> None:
        self._base = base
        self._findings = findings
        self._seals = Seals(base)
        self._barred: dict[bytes, str] = {}

    def run(self) -> None:
        """Check all logs, the receipts that rest on them, and own seals."""
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
        self._check_shut_out()
        self._check_receipts()
        self._check_own_seals()
        self._name_barred()

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
                    "SELECT l.n, l.hash, l.h, l.seal,"  # noqa: S608 - constant columns
                    f" {COLUMNS} FROM log l LEFT JOIN entry e ON e.hash = l.hash"
                    " WHERE l.station = ? AND l.n > ? ORDER BY l.n LIMIT ?",
                    (station, after, _AT_ONCE),
                ).fetchall()
            if not rows:
                break
            for row_n, row_hash, row_h, seal, *columns in rows:
                n += 1
                h = next_h(h, row_hash, seal)
                if (row_n, row_h) != (n, h):
                    self._findings.add(row_hash, BROKEN_LOG, n=row_n)
                    n, h = row_n, row_h
                if columns[0] is None:
                    self._findings.add(row_hash, MISSING)
                else:
                    self._cover(station, covering, self._base.entries.entry(tuple(columns)), seal)
            after = rows[-1][0]
        if (position.n, position.h) != (n, h):
            self._findings.add(None, WRONG_CURSOR)
        self._compare(covering)

    def _cover(self, log: bytes, covering: _Covering, entry: Entry, seal: bytes | None) -> None:
        if entry.header.station == log:
            covering.waiting[entry.hash] = entry
            covering.after_last.add(entry.hash)
        if seal is None:
            return
        covering.after_last.clear()
        problem = self._seals.problem(entry, seal, log)
        if problem is not None:
            covering.reasons[entry.hash] = problem
            return
        at: Entry | None = entry
        while at is not None:
            covering.waiting.pop(at.hash, None)
            covering.sealed.add(at.hash)
            at = covering.waiting.get(at.prev)

    def _compare(self, covering: _Covering) -> None:
        """Compare what the seals cover with what is in quarantine; own entries need no seal."""
        for entry in covering.waiting.values():
            reason = covering.reasons.get(entry.hash, NO_SEAL)
            is_own = entry.header.device == self._base.device
            is_allowed = is_own or entry.hash in covering.after_last
            if entry.hash in self._barred or is_allowed:
                continue
            if not is_released(self._base.folding, entry):
                self._findings.add(entry.hash, NOT_SEALED[reason])
        for barred in self._barred.keys() & covering.sealed:
            if self._barred[barred] != REVOKED:
                self._findings.add(barred, SEALED)

    def _check_shut_out(self) -> None:
        with in_words():
            devices = self._base.connection.execute("SELECT DISTINCT device FROM stream")
            for (device,) in devices.fetchall():
                counting, barred = self._base.revocations.misjudged(device)
                self._name(counting, STILL_COUNTS)
                self._name(barred, NEEDLESS)

    def _name(self, entries: Mapping[bytes, bytes], what: str) -> None:
        for entry_hash in entries:
            entry = self._base.entries.held(entry_hash)
            if entry is not None and not is_released(self._base.folding, entry):
                self._findings.add(entry_hash, what)

    def _check_receipts(self) -> None:
        with in_words():
            if any(own.acked_seq != self._base.acked.end(own) for own in self._base.streams.own()):
                self._findings.add(None, WRONG_RECEIPTS)
            others = self._base.connection.execute(
                "SELECT 1 FROM stream WHERE acked_seq <> 0 AND NOT is_own"
                " OR is_own <> (device = ?) OR branch <> 0 AND NOT EXISTS"
                " (SELECT 1 FROM stream b WHERE b.stream = stream.stream"
                "  AND b.station = stream.station AND b.device = stream.device"
                "  AND b.branch = stream.branch - 1)",
                (self._base.device,),
            ).fetchone()
        if others is not None:
            self._findings.add(None, WRONG_RECEIPTS)

    def _check_own_seals(self) -> None:
        with in_words():
            rows = self._base.connection.execute(
                "SELECT s.hash, s.seal, e.id, l.seal FROM seal s"
                " LEFT JOIN entry e ON e.hash = s.hash"
                " LEFT JOIN log l ON l.hash = s.hash AND l.seal IS NOT NULL"
            ).fetchall()
        signing, joining = self._base.roster.keys(self._base.device, b"")
        for entry_hash, seal, row_id, log_seal in rows:
            message = seal_message(entry_hash)
            keys = signing | joining
            is_ours = not keys or any(verify(key, message, seal) for key in keys)
            if row_id is None or not is_ours or (log_seal is not None and log_seal != seal):
                self._findings.add(entry_hash, WRONG_SEAL)
