"""Checks the whole ledger: entries, lines, seals, logs, views, and the file's own pages."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from patrol_tui.ledger.book.base import Base
from patrol_tui.ledger.book.rebuild import combined_digest
from patrol_tui.ledger.checks.findings import Findings
from patrol_tui.ledger.checks.lines import WRONG_STREAM, Stretch, are_begins_right, last_run
from patrol_tui.ledger.checks.tasks import Result, carry_out, tasks
from patrol_tui.ledger.checks.views import STALE_TOTALS, Seen, are_totals_right
from patrol_tui.ledger.disk.errors import NotSaved, in_words
from patrol_tui.ledger.disk.wal import checkpoint_when_idle
from patrol_tui.ledger.hands import Hands
from patrol_tui.services.ports.ports import Progress, Verified


@dataclass(slots=True)
class _Sums:
    """What the parts came to together.

    Attributes:
        least: the first place that was seen under each header.
        in_lists: how many things lists show.
        photos: how many photos they name.
    """

    least: dict[int, int] = field(default_factory=dict)
    in_lists: int = 0
    photos: int = 0


def verify(base: Base, hands: Hands, progress: Progress | None) -> Verified:
    """Check every bit that is kept and name what does not fit.

    Args:
        base: the ledger.
        hands: processes that take parts of it, where it is large.
        progress: told how far it is; ends it where it returns False.

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
    findings, sums, newest = Findings(progress, entries + things), _Sums(), last_run(base)
    findings.report()
    for result in _results(base, hands, findings, entries):
        _add(findings, sums, result)
    if not are_begins_right(base, sums.least, newest):
        findings.add(None, WRONG_STREAM)
    if not are_totals_right(base, sums.in_lists, sums.photos):
        findings.add(None, STALE_TOTALS)
    findings.report()
    return Verified(entries, streams, combined_digest(base.connection), tuple(findings.problems))


def _results(base: Base, hands: Hands, findings: Findings, entries: int) -> Iterator[Result]:
    parts = tasks(base, with_pages=_is_emptied(base))
    if not hands.are_worth(entries):
        for part in parts:
            yield carry_out(base, part)
        return
    for part, result in hands.each(parts, findings.report):
        yield carry_out(base, part) if result is None else result


def _is_emptied(base: Base) -> bool:
    """Move the pages that the write-ahead log holds anew to the file, and tell whether all are.

    A power cut in the middle of that leaves torn pages, which are no damage as long as the log
    holds them whole. Where some cannot be moved now, the entries' own hashes have to do.
    """
    with suppress(NotSaved):
        return checkpoint_when_idle(base.connection).is_whole
    return False


def _add(findings: Findings, sums: _Sums, result: Result) -> None:
    if isinstance(result, Stretch):
        for run_no, seq in result.least.items():
            sums.least[run_no] = min(seq, sums.least.get(run_no, seq))
        done, problems = result.entries, result.problems
    elif isinstance(result, Seen):
        sums.in_lists += result.rows
        sums.photos += result.photos
        done, problems = result.things, result.problems
    else:
        done, problems = 0, result
    for problem in problems:
        findings.add(problem.entry, problem.what, **problem.params)
    findings.advance(done)
