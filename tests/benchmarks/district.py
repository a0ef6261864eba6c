"""Syncs with a real PostgreSQL: a shift over slow links, and much at once, up and down."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from statistics import median
from time import perf_counter

import psycopg
from psycopg.conninfo import conninfo_to_dict

from patrol_tui import bootstrap
from patrol_tui.services.session import Session
from patrol_tui.services.syncing.sync_values import SyncResult
from tests.benchmarks.bench import Bench
from tests.benchmarks.filled import PIN, FilledHome, filled_home, write_shift
from tests.benchmarks.measure import Figure, seconds
from tests.benchmarks.peers.slow_link import Quality, SlowLink
from tests.sync.server import new_database, postgres_server, socket_of

SHIFT, FEW = 200, 20
LINKS = (
    Quality("no delay"),
    Quality("300 ms", delay_s=0.15),
    Quality("300 ms, 64 kbit/s", delay_s=0.15, bytes_per_s=8_000),
)
NARROW_S, BYTES_AN_ENTRY, ENTRIES_AN_ISSUE = 4.5, 80.0, 6


@dataclass
class _Times:
    """What was measured over one link, in seconds, and what went over it."""

    nothing: list[float]
    full: list[float]
    empty: list[float]
    connects: list[float]
    asks: list[float]
    sizes: list[float]
    trips: list[float]

    @classmethod
    def none(cls) -> "_Times":
        """Begin without any."""
        return cls([], [], [], [], [], [], [])


def measure_links(bench: Bench) -> Iterator[Figure]:
    """Yield a shift's sync from nothing and on an open connection, over each link."""
    is_smoke = bench.few_rounds == 1
    shift = FEW if is_smoke else SHIFT
    with postgres_server() as url:
        base = new_database(url)
        home = filled_home(bench.folder / "district", 0, base)
        for quality in LINKS[: 1 if is_smoke else None]:
            times = _Times.none()
            for _ in range(min(3, bench.few_rounds)):
                with SlowLink(socket_of(url), quality) as link:
                    _sync_shifts(home, through(base, link.port), link, shift, times)
            yield from _of_link(quality, times, shift)


def _sync_shifts(home: FilledHome, url: str, link: SlowLink, shift: int, times: _Times) -> None:
    times.connects.append(seconds(lambda: _asked(url)))
    with closing(session_by(home, url)) as session, psycopg.connect(url) as floor:
        floor.execute("SELECT 1")
        write_shift(home, session, shift)
        link.reset()
        times.nothing.append(seconds(lambda: sync_whole(session)))
        times.sizes.append((link.sent + link.received) / shift)
        write_shift(home, session, shift)
        began = perf_counter()
        times.trips.append(sync_whole(session).round_trips)
        times.full.append(perf_counter() - began)
        times.empty.append(seconds(lambda: sync_whole(session)))
        times.asks.append(seconds(lambda: floor.execute("SELECT 1")))


def _of_link(quality: Quality, times: _Times, shift: int) -> Iterator[Figure]:
    name, note = quality.name, f"{shift} entries, {len(times.full)} rounds"
    goal = 1.15 if quality.delay_s and not quality.bytes_per_s else None
    if quality.bytes_per_s:
        took = median(times.nothing)
        yield Figure(f"sync, {name}: up from nothing", "s", took, goal=NARROW_S, note=note)
    else:
        yield _row(f"sync, {name}: up from nothing", times.nothing, times.connects, None, note)
    yield _row(f"sync, {name}: up, open connection", times.full, times.asks, goal, note)
    yield _row(f"sync, {name}: nothing new, open connection", times.empty, times.asks, goal, note)
    trips = median(times.trips)
    yield Figure(f"sync, {name}: round trips, open", "", trips, goal=1.0, note=note)
    size = median(times.sizes)
    what = f"sync, {name}: bytes an entry, both ways, connection too"
    yield Figure(what, "B", size, goal=BYTES_AN_ENTRY, note=note)


def _row(
    name: str, values: list[float], floors: list[float], goal: float | None, note: str
) -> Figure:
    return Figure(name, "s", median(values), floor=median(floors), goal=goal, note=note)


def measure_bulk(bench: Bench) -> Iterator[Figure]:
    """Yield much at once: all of it up, then down to a laptop that joins."""
    with postgres_server() as url:
        base = new_database(url)
        issues = max(1, bench.bulk // ENTRIES_AN_ISSUE)
        home = filled_home(bench.folder / "bulk", issues, base, is_sent=False)
        with closing(home.session()) as session:
            count = session.ledger.counts().unsent
            took = seconds(lambda: sync_whole(session))
            copied = _copied(base, session)
        note = f"{count:,} entries, {round(count / took):,} a second"
        yield Figure("bulk: all up, no delay, beside COPY", "s", took, floor=copied, note=note)
        yield _joined(bench, home, base, count)


def _joined(bench: Bench, home: FilledHome, base: str, count: int) -> Figure:
    wanted = bootstrap.EnrolRequest("binhu", "队员丁", "0499")
    made = bootstrap.enrol(home.unlocked, wanted, home.clock)
    new = bootstrap.open_home(bench.folder / "joined", {})
    began = perf_counter()
    bootstrap.set_up_from_bundle(new, made.bundle, made.code, PIN, home.clock)
    took = perf_counter() - began
    with psycopg.connect(base) as floor:
        sql = "COPY (SELECT e.*, l.* FROM patrol.entry e JOIN patrol.log l USING (hash)) TO STDOUT"

        def read() -> None:
            with floor.cursor().copy(sql) as copy:
                for _ in copy:
                    continue

        copied = seconds(read)
    note = f"{count:,} entries, {round(count / took):,} a second"
    return Figure("bulk: joining, all down, beside COPY", "s", took, floor=copied, note=note)


def _copied(url: str, session: Session) -> float:
    """Return the seconds that COPY takes for the same rows, bare."""
    entries = session.ledger.entries_written(0, 1 << 61)
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE bare (hash bytea, subject bytea, kind int, said bytea)")

        def copy() -> None:
            with connection.cursor().copy("COPY bare FROM STDIN") as rows:
                for entry in entries:
                    rows.write_row((entry.hash, entry.subject, entry.kind, entry.payload))
            connection.commit()

        return seconds(copy)


def session_by(home: FilledHome, url: str) -> Session:
    """Open a home whose shared database is reached by another address."""
    settings = replace(home.unlocked.home.settings, shared_url=url)
    opened = replace(home.unlocked.home, settings=settings)
    return bootstrap.open_session(replace(home.unlocked, home=opened), home.clock)


def sync_whole(session: Session) -> SyncResult:
    """Sync once, all of it."""
    result = session.sync(lambda _progress: None, lambda: False)
    if result.state != "complete":
        raise ValueError(result)
    return result


def _asked(url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("SELECT 1")


def through(url: str, port: int) -> str:
    """Return a database's address behind a proxy."""
    name = conninfo_to_dict(url)["dbname"]
    return f"postgresql://postgres@127.0.0.1:{port}/{name}?sslmode=disable"
