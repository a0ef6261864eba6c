"""Checks the whole ledger: entries, lines, seals, logs, views, and the file's own pages."""

import struct
from contextlib import suppress

from patrol_tui.domain.language.errors import N_, Corrupt
from patrol_tui.ledger import driver
from patrol_tui.ledger.book.base import Base
from patrol_tui.ledger.book.rebuild import combined_digest
from patrol_tui.ledger.checks.findings import Findings
from patrol_tui.ledger.checks.lines import LineCheck
from patrol_tui.ledger.checks.logs import LogCheck
from patrol_tui.ledger.checks.views import ViewCheck
from patrol_tui.ledger.disk.errors import NotSaved, in_words
from patrol_tui.ledger.disk.wal import checkpoint_when_idle
from patrol_tui.services.ports.ports import Progress, Verified

_DAMAGES = (driver.Error, Corrupt, LookupError, ValueError, TypeError, struct.error)
BEYOND_CHECKING = N_("A part of the ledger is too damaged to be checked: {detail}.")
DAMAGED_PAGES = N_("The database file is damaged: {detail}.")


def verify(base: Base, progress: Progress | None) -> Verified:
    """Check every bit that is kept and name what does not fit.

    Raises:
        Refused: `progress` wanted it to end.
        Corrupt: the file cannot even be read.
    """
    with in_words():
        rows = base.connection.execute(
            "SELECT (SELECT count(*) FROM entry), (SELECT count(*) FROM view),"
            " (SELECT count(*) FROM stream WHERE branch = 0)"
        ).fetchall()
    entries, things, streams = rows[0]
    findings = Findings(progress, entries + things)
    findings.report()
    _check_pages(base, findings)
    for check in (LineCheck(base, findings), LogCheck(base, findings), ViewCheck(base, findings)):
        try:
            check.run()
        except _DAMAGES as error:
            findings.add(None, BEYOND_CHECKING, detail=str(error))
    findings.report()
    return Verified(entries, streams, combined_digest(base.connection), tuple(findings.problems))


def _check_pages(base: Base, findings: Findings) -> None:
    """Check the file's pages, once those that the write-ahead log holds anew are moved there.

    A power cut in the middle of that leaves torn pages, which are no damage as long as the log
    holds them whole. Where some cannot be moved now, the entries' own hashes have to do.
    """
    is_moved = False
    with suppress(NotSaved):
        is_moved = checkpoint_when_idle(base.connection).is_whole
    if is_moved:
        with in_words():
            for row in base.connection.execute("PRAGMA cipher_integrity_check").fetchall():
                findings.add(None, DAMAGED_PAGES, detail=row[0])
