"""A city's shared database: `python -m tests.benchmarks.shared [--entries N]... [--json FILE]`.

Fills a PostgreSQL with so many entries, at one size after the other, lets laptops and the bureau
come to it, and prints what each of their statements cost: the time on an open connection, pages of
tables and indexes, and tables that were read as a whole, of which there must be none.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import psycopg

from patrol_tui.clock import FixedClock
from patrol_tui.sync.reaching.address import ServerAddress, read_address
from patrol_tui.sync.setup import set_up
from tests.benchmarks.city.bulk import City, fill
from tests.benchmarks.city.counters import Work, counted, explained
from tests.benchmarks.city.steps import MARKS, Scene, a_first_pull, a_push, steps
from tests.benchmarks.growing import Growth, growth_lines
from tests.benchmarks.measure import MS_A_SECOND, median, percentile
from tests.sync.pen import AT_US
from tests.sync.server import new_database, postgres_server

SIZES = (10_000, 100_000, 1_000_000)
_DUMPED = 1_000_000
"""So many entries tell what a dump takes of each; more would only take longer."""
_SIZES_SQL = """
SELECT c.relname, pg_relation_size(c.oid), pg_indexes_size(c.oid) FROM pg_class c
WHERE c.relnamespace = 'patrol'::regnamespace AND c.relname IN ('entry', 'log', 'run')
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """How one step went at one size: its times in seconds, and what it did to the tables."""

    times: list[float]
    work: Work


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure at each size; tell by the exit code whether a table was read as a whole."""
    asked = _parser().parse_args(arguments)
    taken: dict[int, dict[str, Taken]] = {}
    bytes_an_entry: dict[int, dict[str, float]] = {}
    with postgres_server() as url:
        for entries in asked.entries or SIZES:
            city = City(entries, asked.stations)
            with filled(url, city, _say) as address:
                bytes_an_entry[entries] = sizes(address, entries)
                scene = Scene(address, city, asked.rounds)
                taken[entries] = dict(measured(scene, _say))
                if asked.plans:
                    _print_plans(scene)
    growths = list(_growths(taken, bytes_an_entry))
    sys.stdout.write("\n".join([*growth_lines(growths), "", *_scan_lines(taken)]) + "\n")
    if asked.json is not None:
        body = json.dumps([growth.row() for growth in growths], indent=2)
        asked.json.write_text(body + "\n", encoding="utf-8")
    return int(any(one.work.sequential for step in taken.values() for one in step.values()))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.shared")
    parser.add_argument("--entries", type=int, action="append", metavar="N", help="may be repeated")
    parser.add_argument("--stations", type=int, default=1_000, metavar="N")
    parser.add_argument("--rounds", type=int, default=100, metavar="N")
    parser.add_argument("--plans", action="store_true", help="print them, by auto_explain")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    return parser


@contextmanager
def filled(
    url: str, city: City, say: Callable[[str], object], *, durable: bool = True
) -> Iterator[ServerAddress]:
    """Give the address of a database of its own that holds a city's entries.

    Args:
        url: of the server.
        city: how large.
        say: is told how far it is.
        durable: let the server wait for its disk at each commit, as servers in service do.
    """
    address = read_address(new_database(url))
    assert isinstance(address, ServerAddress)
    set_up(address, MARKS, FixedClock(AT_US))
    began = perf_counter()
    with psycopg.connect(url, autocommit=True) as chief:
        fill(address.url, city)
        say(f"filled with {city.entries:,} entries in {perf_counter() - began:.0f} s\n")
        _flushes(chief, "on" if durable else "off")
        try:
            yield address
        finally:
            _flushes(chief, "off")
            chief.execute(f"DROP DATABASE {address.parameters['dbname']} WITH (FORCE)".encode())


def _flushes(chief: psycopg.Connection, value: str) -> None:
    chief.execute(f"ALTER SYSTEM SET fsync = {value}".encode())
    chief.execute("SELECT pg_reload_conf()")


def measured(scene: Scene, say: Callable[[str], object]) -> Iterator[tuple[str, Taken]]:
    """Take every step, and yield how it went."""
    with closing(psycopg.connect(scene.address.url, autocommit=True)) as chief:
        for name, step in steps(scene).items():
            say(f"  {name}\n")
            times: list[float] = []
            work = counted(chief, lambda step=step, times=times: times.extend(step()))  # type: ignore[misc]
            yield name, Taken(times, work)


def sizes(address: ServerAddress, entries: int) -> dict[str, float]:
    """Return the bytes that an entry takes in each table, and in the tables' indexes."""
    with psycopg.connect(address.url) as chief:
        rows = chief.execute(_SIZES_SQL.encode()).fetchall()
        tools = chief.execute("SELECT setting FROM pg_config WHERE name = 'BINDIR'").fetchall()
    found = {f"{name}: rows": heap / entries for name, heap, _ in rows}
    found |= {f"{name}: indexes": indexes / entries for name, _, indexes in rows}
    dump = Path(tools[0][0], "pg_dump")
    if entries <= _DUMPED and dump.exists():
        found["dumped"] = _dumped_bytes(dump, address) / entries
    return found


def _dumped_bytes(dump: Path, address: ServerAddress) -> int:
    command = [str(dump), "--format=custom", address.url]
    size = 0
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        while part := process.stdout.read(1 << 20):
            size += len(part)
    return size


def _growths(
    taken: dict[int, dict[str, Taken]], bytes_an_entry: dict[int, dict[str, float]]
) -> Iterator[Growth]:
    names = list(next(iter(taken.values())))
    for title, unit, value in (
        ("{}: p50", "ms", lambda one: median(one.times) * MS_A_SECOND),
        ("{}: p99", "ms", lambda one: percentile(one.times, 0.99) * MS_A_SECOND),
        ("{}: pages", "", lambda one: one.work.pages / len(one.times)),
        ("{}: rows looked at", "", lambda one: one.work.rows / len(one.times)),
    ):
        for name in names:
            values = {size: value(by_name[name]) for size, by_name in taken.items()}
            yield Growth(title.format(name), unit, values)
    for name in sorted(next(iter(bytes_an_entry.values()))):
        values = {size: found[name] for size, found in bytes_an_entry.items() if name in found}
        yield Growth(f"bytes an entry, {name}", "B", values)


def _scan_lines(taken: dict[int, dict[str, Taken]]) -> Iterator[str]:
    """Say of the largest size what each step read by which index, and what as a whole."""
    size = max(taken)
    for name, one in taken[size].items():
        whole = ", ".join(one.work.sequential) or "none"
        yield f"{name}, {size:,} entries: tables read as a whole: {whole}; by index, a time:"
        for index, (scans, rows) in sorted(one.work.index_rows.items()):
            count = len(one.times)
            yield f"    {index}: {scans / count:,.1f} look-ups, {rows / count:,.1f} rows"


def _print_plans(scene: Scene) -> None:
    for sql, values in (a_push(scene), a_first_pull(scene)):
        with psycopg.connect(scene.address.url, autocommit=True) as link:
            plans = explained(link, sql, values)
        sys.stdout.write("\n\n".join(plans or ["this server does not bring auto_explain"]) + "\n")


def _say(line: str) -> None:
    sys.stderr.write(line)


if __name__ == "__main__":
    sys.exit(main())
