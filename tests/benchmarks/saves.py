"""A save beside the least that a durable save can cost: one row of 710 bytes, committed."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from itertools import count
from pathlib import Path
from typing import Any

from patrol_tui.domain.catalog import Catalog
from patrol_tui.domain.entries.ids import new_id
from patrol_tui.ledger.driver import Connection
from patrol_tui.ledger.engine import Kind, immediate, open_encrypted, open_plain, statements
from patrol_tui.ledger.store import LedgerStore
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.requests import RecordIssue
from patrol_tui.services.things.issues import decide_record
from tests.benchmarks.bench import Bench
from tests.benchmarks.filled import SEEN, STEP_US, simple_kinds
from tests.benchmarks.measure import Figure, interleaved, timed

ROW_BYTES = 710
FLOOR = Kind(
    0x50544650, (statements("CREATE TABLE row (n INTEGER PRIMARY KEY, said BLOB NOT NULL)"),)
)
_PLACE = "锦绣花园3号楼东侧"


def measure_saves(bench: Bench) -> Iterator[Figure]:
    """Yield the save of an issue, and of the request around it, beside both floors."""
    with ExitStack() as stack:
        session = bench.large.session()
        stack.callback(session.close)
        store = stack.enter_context(closing(bench.large.store()))
        encrypted = stack.enter_context(closing(_floor(bench.folder, os.urandom(32))))
        plain = stack.enter_context(closing(_floor(bench.folder, None)))
        kind = simple_kinds(session.catalog)[0]
        request = RecordIssue(kind, _PLACE, SEEN[0])

        def ask() -> object:
            bench.large.clock.advance(STEP_US)
            return session.office.perform(request)

        # Not by turns with each other: whoever else writes takes away the pages in memory.
        save = _saver(bench, store, session.catalog, request)
        floor = _commit(encrypted)
        rows, plain_rows, saves = interleaved(bench.rounds, floor, _commit(plain), save)
        asked_rows, asked = interleaved(bench.rounds, floor, ask)
    note = f"{bench.large.issues:,} issues"
    yield timed("save: entry and view, encrypted", saves, rows, goal=1.6, p99_goal=5.0, note=note)
    yield timed("save: the same beside a plain file's commit", saves, plain_rows, note=note)
    yield timed("save: whole request, decided and written", asked, asked_rows, note=note)
    yield Figure("save: flushes of a whole request", "", _flushes(bench, request), goal=1.0)


def _flushes(bench: Bench, request: RecordIssue) -> int:
    """Count what one request commits: each commit waits for the disk once."""
    session = bench.large.session()
    ran: list[str] = []
    try:
        connection: Any = vars(session.ledger)["_connection"]
        connection.set_trace_callback(ran.append)
        session.office.perform(request)
        connection.set_trace_callback(None)
    finally:
        session.close()
    return ran.count("COMMIT")


def _floor(folder: Path, key: bytes | None) -> Connection:
    if key is None:
        return open_plain(folder / "floor-plain.db", FLOOR)
    return open_encrypted(folder / "floor.db", key, FLOOR)


def _commit(connection: Connection) -> Callable[[], None]:
    numbers, said = count(), os.urandom(ROW_BYTES)

    def commit() -> None:
        with immediate(connection):
            connection.execute("INSERT INTO row VALUES (?, ?)", (next(numbers), said))

    return commit


def _saver(
    bench: Bench, store: LedgerStore, catalog: Catalog, request: RecordIssue
) -> Callable[[], object]:
    clock = bench.large.clock

    def save() -> object:
        clock.advance(STEP_US)
        now_us = clock.now_us()
        drafts = decide_record(
            Desk(store.writer, catalog, now_us), request, new_id(now_us), (), None
        )
        return store.append(drafts, now_us)

    return save
