"""What statements did to the tables, by the server's own count: no clock, no load comes into it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import psycopg

_TABLES = """
SELECT s.relname, s.seq_scan, s.seq_tup_read,
  coalesce(i.heap_blks_hit + i.heap_blks_read, 0) + coalesce(i.idx_blks_hit + i.idx_blks_read, 0)
    + coalesce(i.toast_blks_hit + i.toast_blks_read, 0)
FROM pg_stat_user_tables s JOIN pg_statio_user_tables i USING (relid) WHERE s.schemaname = 'patrol'
"""
_INDEXES = """
SELECT indexrelname, idx_scan, idx_tup_read FROM pg_stat_user_indexes WHERE schemaname = 'patrol'
"""
_OTHERS = """
SELECT pid FROM pg_stat_activity
WHERE datname = current_database() AND backend_type = 'client backend'
"""
_PATIENCE = 200
_COUNTS_AT_ONCE = 150_000


@dataclass(frozen=True, slots=True)
class Work:
    """What was done to the tables of a shared database.

    Attributes:
        sequential: how often each table was read as a whole; none that was not.
        rows: how many rows, and places in indexes, were read.
        pages: pages of 8 KiB that were looked at, in tables and indexes.
        index_rows: for each index that was used, how often and how many rows it brought.
    """

    sequential: Mapping[str, int]
    rows: int
    pages: int
    index_rows: Mapping[str, tuple[int, int]]


def counted(chief: psycopg.Connection, work: Callable[[], object]) -> Work:
    """Return what a piece of work did, whose connections are ended by then.

    Args:
        chief: a connection of the superuser's to the same database, in autocommit.
        work: opens connections of its own and closes them: only then is all of it counted.
    """
    _await_counts(chief)
    tables, indexes, others = _tables(chief), _indexes(chief), _others(chief)
    work()
    for _ in range(_PATIENCE):
        if _others(chief) <= others:
            break
        chief.execute("SELECT pg_sleep(0.01)")
    _await_counts(chief)
    deltas = {
        name: [now - then for now, then in zip(row, tables[name], strict=True)]
        for name, row in _tables(chief).items()
    }
    used = {
        name: (scans - indexes[name][0], rows - indexes[name][1])
        for name, (scans, rows) in _indexes(chief).items()
        if scans > indexes[name][0]
    }
    return Work(
        {name: scans for name, (scans, _, _) in deltas.items() if scans},
        sum(rows for _, rows, _ in deltas.values()) + sum(rows for _, rows in used.values()),
        sum(pages for *_, pages in deltas.values()),
        used,
    )


def _await_counts(chief: psycopg.Connection) -> None:
    # Before 15 a process of its own gathers them, and hears of each half a second later.
    if chief.info.server_version < _COUNTS_AT_ONCE:
        chief.execute("SELECT pg_sleep(0.7)")


def _tables(chief: psycopg.Connection) -> dict[str, tuple[int, ...]]:
    return {row[0]: row[1:] for row in chief.execute(_TABLES.encode())}


def _indexes(chief: psycopg.Connection) -> dict[str, tuple[int, int]]:
    return {name: (scans, rows) for name, scans, rows in chief.execute(_INDEXES.encode())}


def _others(chief: psycopg.Connection) -> set[int]:
    return {pid for (pid,) in chief.execute(_OTHERS.encode())}


def explained(link: psycopg.Connection, sql: str, values: tuple[object, ...]) -> list[str]:
    """Return the plans, with times and pages, of all that runs inside of one statement.

    Empty where the server does not bring `auto_explain`, or the login may not load it.
    """
    plans: list[str] = []
    try:
        link.execute("LOAD 'auto_explain'")
    except psycopg.Error:
        return []
    for setting in (
        "auto_explain.log_min_duration = 0",
        "auto_explain.log_nested_statements = on",
        "auto_explain.log_analyze = on",
        "auto_explain.log_buffers = on",
        "auto_explain.log_level = notice",
    ):
        link.execute(f"SET {setting}".encode())
    link.add_notice_handler(lambda said: plans.append(said.message_primary or ""))
    link.execute(sql.encode(), values)
    return [re.sub(r"\s+\n", "\n", plan) for plan in plans if "Query Text" in plan]
