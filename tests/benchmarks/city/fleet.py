"""Laptops that come to a shared database at their own times, whether it keeps up or not."""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from pathlib import Path
from random import Random

import psycopg

from patrol_tui.domain.language.errors import PatrolError
from patrol_tui.services.syncing.watch import spread_s
from patrol_tui.sync.database.marks import FORMAT
from patrol_tui.sync.database.postgres import PostgresLink
from patrol_tui.sync.flights.packed import pack_cursors, pack_who
from patrol_tui.sync.reaching.address import ServerAddress, read_address
from tests.benchmarks.city.skim import skim
from tests.benchmarks.city.steps import MARKS, write_shift
from tests.sync.pen import Pen

_PROCESSES = 2
_NS = 1_000_000_000
_SYNC = "CALL patrol.sync(?, ?, ?, ?::integer, NULL)"
_SAMPLE_EVERY_S = 0.2
_WAITS = """
SELECT count(*) FILTER (WHERE a.state = 'active'), count(l.pid),
  coalesce(extract(epoch FROM max(clock_timestamp() - l.waitstart)), 0)
FROM pg_stat_activity a LEFT JOIN (
  SELECT pid, min(waitstart) AS waitstart FROM pg_locks WHERE NOT granted GROUP BY pid
) l ON l.pid = a.pid
WHERE a.datname = current_database() AND a.backend_type = 'client backend'
  AND a.pid <> pg_backend_pid()
"""
_BACKENDS = """
SELECT pid FROM pg_stat_activity
WHERE datname = current_database() AND usename LIKE 'patrol\\_%'
"""


@dataclass(frozen=True, slots=True)
class Bundle:
    """A run in wire form, and the hashes of its entries."""

    wire: bytes
    hashes: tuple[bytes, ...]


@dataclass(slots=True)
class Laptop:
    """Who comes, and the runs that it will bring, written beforehand."""

    pen: Pen
    url: str
    bundles: list[Bundle]

    def connect(self) -> PostgresLink:
        """Open its connection."""
        address = read_address(self.url)
        assert isinstance(address, ServerAddress)
        return PostgresLink(address)

    def sync(self, link: PostgresLink, *bundles: Bundle) -> None:
        """Push and pull until there is no more."""
        while self._flown(link, *bundles):
            bundles = ()

    def _flown(self, link: PostgresLink, *bundles: Bundle) -> bool:
        hashes = tuple(entry_hash for bundle in bundles for entry_hash in bundle.hashes)
        flight = replace(self.pen.flight(), hashes=hashes)
        asked = sorted(flight.cursors.items())
        who = pack_who(flight, MARKS.root_key, FORMAT)
        wire = b"".join(bundle.wire for bundle in bundles)
        rows = link.run(_SYNC, (wire, pack_cursors(asked), who, flight.limit_bytes))
        ends, has_more = skim(rows[0][0], asked)
        self.pen.at |= ends
        return has_more


@dataclass(frozen=True, slots=True)
class Plan:
    """How often laptops come, and for how long.

    Attributes:
        rate: syncs a second, of all laptops together.
        seconds: how long.
        entries: that each sync brings.
        is_kept: whether a laptop keeps its connection from one sync to the next.
        seed: of the times.
    """

    rate: float
    seconds: float
    entries: int
    is_kept: bool = True
    seed: int = 1


@dataclass(slots=True)
class Load:
    """What came of it.

    Attributes:
        times: seconds from when each sync was due to its end, so that those who come late count.
        errors: what did not end well.
        active: sessions at work, at each look.
        waiting: sessions that waited for a lock, at each look.
        longest_wait_s: the longest of these waits.
        wal_bytes: what the server wrote ahead meanwhile, for restarts, archives and replicas.
        first_cpu_s: processor time of the laptops' server processes when they had connected, where
            they keep their connections and it can be seen.
        last_cpu_s: the same at the end.
        most_seen: of how many processes.
        kib: private memory of each laptop's server process at the end, where it can be seen.
    """

    times: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    active: list[int] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)
    longest_wait_s: float = 0.0
    wal_bytes: int = 0
    first_cpu_s: float | None = None
    last_cpu_s: float | None = None
    most_seen: int = 0
    kib: list[int] = field(default_factory=list)


def loaded(url: str, laptops: Sequence[Laptop], plan: Plan) -> Load:
    """Let laptops come for some time, and return how they fared.

    Args:
        url: of the superuser, who looks on.
        laptops: that are enrolled.
        plan: when they come.
    """
    load, is_over = Load(), threading.Event()
    parts = [laptops[part::_PROCESSES] for part in range(_PROCESSES)]
    interval_s = len(laptops) / plan.rate
    context = get_context("spawn")
    with context.Manager() as manager, ProcessPoolExecutor(_PROCESSES, context) as pool:
        gate = manager.Barrier(_PROCESSES + 1)
        asked = [
            pool.submit(Crew(part, plan, interval_s, seed).run, gate)
            for seed, part in enumerate(parts, _PROCESSES * plan.seed)
        ]
        gate.wait()
        written_ahead = _written_ahead(url)
        watcher = threading.Thread(target=_watch, args=(url, is_over, load))
        watcher.start()
        for done in asked:
            crew = done.result()
            load.times += crew.times
            load.errors += crew.errors
    is_over.set()
    watcher.join()
    load.wal_bytes = _written_ahead(url) - written_ahead
    return load


def _written_ahead(url: str) -> int:
    with psycopg.connect(url) as chief:
        found = chief.execute("SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint").fetchall()
    return int(found[0][0])


@dataclass(slots=True)
class Crew:
    """Laptops of one process, each in a thread of its own.

    Attributes:
        laptops: who comes.
        plan: how often, and how long.
        interval_s: from one sync of a laptop to the next.
        seed: of their times.
        times: seconds from when each sync was due to its end.
        errors: what did not end well.
    """

    laptops: Sequence[Laptop]
    plan: Plan
    interval_s: float
    seed: int
    times: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def run(self, gate: threading.Barrier) -> "Crew":
        """Connect, wait for the others at the gate, and let the laptops come."""
        links = [laptop.connect() if self.plan.is_kept else None for laptop in self.laptops]
        for laptop, link in zip(self.laptops, links, strict=True):
            if link is not None:
                laptop.sync(link)
        gate.wait()
        begin = time.monotonic()
        threads = []
        for nth, (laptop, link) in enumerate(zip(self.laptops, links, strict=True)):
            random = Random(f"{self.seed} {nth}").random  # noqa: S311 - to be repeated
            threads.append(threading.Thread(target=self._live, args=(laptop, link, begin, random)))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for link in links:
            if link is not None:
                link.close()
        return self

    def _live(
        self, laptop: Laptop, link: PostgresLink | None, begin: float, random: Callable[[], float]
    ) -> None:
        due = begin + random() * self.interval_s
        for bundle in laptop.bundles:
            if due > begin + self.plan.seconds:
                break
            time.sleep(max(0.0, due - time.monotonic()))
            try:
                _sync_once(laptop, link, bundle)
            except (PatrolError, ValueError) as error:
                self.errors.append(f"{type(error).__name__}: {error}")
                break
            self.times.append(time.monotonic() - due)
            due += spread_s(self.interval_s, random)


def _sync_once(laptop: Laptop, kept: PostgresLink | None, bundle: Bundle) -> None:
    if kept is not None:
        laptop.sync(kept, bundle)
        return
    with closing(laptop.connect()) as link:
        laptop.sync(link, bundle)


def _watch(url: str, is_over: threading.Event, load: Load) -> None:
    with psycopg.connect(url, autocommit=True) as chief:
        while not is_over.wait(_SAMPLE_EVERY_S):
            row = chief.execute(_WAITS.encode()).fetchone()
            if row is not None:
                active, waiting, longest_s = row
                load.active.append(active)
                load.waiting.append(waiting)
                load.longest_wait_s = max(load.longest_wait_s, float(longest_s))
            pids = [pid for (pid,) in chief.execute(_BACKENDS.encode())]
            seen = [cpu_s(pid) for pid in pids]
            used_s = sum(one for one in seen if one is not None)
            if len(seen) >= load.most_seen and None not in seen:
                load.most_seen = len(seen)
                load.first_cpu_s = load.first_cpu_s or used_s
                load.last_cpu_s = used_s
            load.kib = [kib for pid in pids[:20] if (kib := _private_kib(pid))] or load.kib


def cpu_s(pid: int) -> float | None:
    """Return the processor time that a process has had, where it can be seen."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text(encoding="ascii").split()[0]) / _NS
    except OSError:  # another system, or it has ended
        return None


def _private_kib(pid: int) -> int | None:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:  # another system, another user's process, or it has ended
        return None
    return sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("Private_"))


def written(pen: Pen, url: str, plan: Plan, interval_s: float) -> Laptop:
    """Return a laptop with all that it will bring."""
    turns = int(plan.seconds / interval_s * 2) + 2
    bundles = []
    for _ in range(turns):
        wire = write_shift(pen, plan.entries)
        hashes = tuple(entry.hash for entry in pen.written[-plan.entries :])
        bundles.append(Bundle(wire, hashes))
    pen.written.clear()
    return Laptop(pen, url, bundles)
