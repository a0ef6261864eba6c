"""A shift's entries on their way into a shared SQLite file: time, round trips, bytes."""

from collections.abc import Iterator
from statistics import median

from patrol_tui.services.session import Session
from patrol_tui.services.syncing.sync_values import SyncResult
from tests.benchmarks.bench import Bench
from tests.benchmarks.filled import write_shift
from tests.benchmarks.measure import Figure, seconds, timed

SHIFT = 200


def measure_sync(bench: Bench) -> Iterator[Figure]:
    """Yield a sync of 200 entries, and one without anything new."""
    home, session = bench.large, bench.large.session()
    full, idle, results = [], [], []
    try:
        for _ in range(bench.few_rounds):
            write_shift(home, session, SHIFT)
            full.append(seconds(lambda: results.append(_sync(session))))
            idle.append(seconds(lambda: _sync(session)))
    finally:
        session.close()
    note = f"{home.issues:,} issues"
    yield timed(f"sync: {SHIFT} entries into SQLite", full, note=note)
    yield timed("sync: nothing new", idle, note=note)
    trips = median(result.round_trips for result in results)
    yield Figure("sync: round trips", "", trips, goal=5.0, note=f"{SHIFT} entries")
    sent = median(result.bytes_sent + result.bytes_received for result in results) / SHIFT
    yield Figure("sync: bytes an entry, both ways", "B", sent, goal=80.0, note=f"{SHIFT} entries")


def _sync(session: Session) -> SyncResult:
    return session.sync(lambda _progress: None, lambda: False)
