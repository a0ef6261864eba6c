"""Checks what rests on the logs as a whole: receipts, and what laptops that were shut out wrote."""

from collections.abc import Mapping

from patrol_tui.domain.language.errors import N_
from patrol_tui.ledger.book.base import Base
from patrol_tui.ledger.book.revoked import NEEDLESS, STILL_COUNTS
from patrol_tui.ledger.checks.findings import Findings
from patrol_tui.ledger.disk.errors import in_words
from patrol_tui.ledger.views.ruled import is_released
from patrol_tui.services.ports.ports import Problem

WRONG_RECEIPTS = N_("What is noted as confirmed is not what the shared log says.")


class ReceiptCheck:
    """Compares what is noted of lines with the entries and the logs; beside the walk along these.

    It takes nearly as long as that walk, so that another process can do it meanwhile.
    """

    def __init__(self, base: Base) -> None:
        self._base = base
        self._findings = Findings(None, 0)

    def run(self) -> tuple[Problem, ...]:
        """Check the receipts of all lines, and every laptop that was shut out."""
        with in_words():
            self._base.roster.refresh()
        self._check_shut_out()
        self._check_receipts()
        return tuple(self._findings.problems)

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
