"""Much up and down over a far link, and saves beside a pull that another process writes."""

import os
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from time import perf_counter, sleep

import psycopg

from patrol_tui import bootstrap
from patrol_tui.clock import FixedClock
from patrol_tui.services.requests import RecordIssue
from patrol_tui.services.session import Session
from tests.benchmarks.bench import Bench
from tests.benchmarks.district import LINKS, session_by, sync_whole, through
from tests.benchmarks.filled import (
    PIN,
    SEEN,
    STEP_US,
    FilledHome,
    filled_home,
    simple_kinds,
    write_shift,
)
from tests.benchmarks.measure import Figure, seconds, timed
from tests.benchmarks.peers.slow_link import SlowLink
from tests.sync.server import new_database, postgres_server, socket_of

FAR, MUCH_SHARE = LINKS[1], 4
SAVE_EACH_S = 0.02
LEAST_SAVES, ALONE = 5, 100


def measure_together(bench: Bench) -> Iterator[Figure]:
    """Yield both, in a district of two laptops."""
    count = max(1, bench.bulk // MUCH_SHARE)
    with postgres_server() as url:
        base = new_database(url)
        one = filled_home(bench.folder / "one", 0, base)
        other = _joined(bench, one)
        with closing(other.session()) as session:
            write_shift(other, session, count)
            sync_whole(session)
        with closing(one.session()) as session:
            write_shift(one, session, count)
        with SlowLink(socket_of(url), FAR) as link:
            yield _far(one, through(base, link.port), link, count)
        yield from _beside(other, count)


def _joined(bench: Bench, home: FilledHome) -> FilledHome:
    made = bootstrap.enrol(
        home.unlocked, bootstrap.EnrolRequest("binhu", "队员戊", "0500"), home.clock
    )
    new = bootstrap.open_home(bench.folder / "other", {})
    clock = FixedClock(home.clock.now_us())
    unlocked = bootstrap.set_up_from_bundle(new, made.bundle, made.code, PIN, clock)
    return FilledHome(unlocked, clock, 0, home.entries_per_s)


def _far(home: FilledHome, url: str, link: SlowLink, count: int) -> Figure:
    link.reset()
    with closing(session_by(home, url)) as session:
        took = seconds(lambda: sync_whole(session))
    sent, received = link.sent, link.received
    floor = seconds(lambda: _carried(url, sent, received))
    note = f"{count:,} each way, {(sent + received) / 2 / count:.0f} B an entry"
    what = f"bulk, {FAR.name}: much up and down, beside as many bytes in one flight"
    return Figure(what, "s", took, floor=floor, goal=1.15, note=note)


def _carried(url: str, sent: int, received: int) -> None:
    with psycopg.connect(url) as connection:
        sql = "SELECT length(%b), repeat('x', %s)"
        connection.execute(sql, (os.urandom(sent), received)).fetchall()


def _beside(home: FilledHome, count: int) -> Iterator[Figure]:
    """Save again and again while the process beside this one pulls."""
    beside = bootstrap.SyncProcess(home.unlocked)
    pulled: list[int] = []
    thread = threading.Thread(target=lambda: pulled.append(_pulled(beside)))
    with closing(home.session()) as session, closing(beside):
        request = RecordIssue(simple_kinds(session.catalog)[0], "南门", SEEN[0])
        alone = [_saved(home, session, request) for _ in range(ALONE)]
        yield timed("beside: the same save alone", alone)
        thread.start()
        saves: list[float] = []
        while thread.is_alive() or len(saves) < LEAST_SAVES:
            saves.append(_saved(home, session, request))
            sleep(SAVE_EACH_S)
        thread.join()
    note = f"{sum(pulled):,} of {count:,} entries pulled"
    yield timed("beside: save while another process pulls", saves, p99_goal=10.0, note=note)


def _pulled(beside: bootstrap.SyncProcess) -> int:
    return beside.sync(lambda _progress: None).pulled


def _saved(home: FilledHome, session: Session, request: RecordIssue) -> float:
    home.clock.advance(STEP_US)
    asked = replace(request, note=f"{request.note} {home.clock.now_us()}")
    began = perf_counter()
    session.office.perform(asked)
    return perf_counter() - began
