"""A larger installation can partition the tables by station, and Citus distribute them."""

import re

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from patrol_tui.clock import FixedClock
from patrol_tui.sync.database import migrations
from patrol_tui.sync.flights.shared import open_shared
from patrol_tui.sync.reaching.address import ServerAddress
from patrol_tui.sync.setup import set_up
from tests.sync.conftest import MARKS
from tests.sync.pen import AT_US, BINHU, NANHU, Pen, thing

pytestmark = pytest.mark.postgres

PARTITIONS = 4
TABLE = re.compile(r"CREATE TABLE patrol\.(\w+) \(\n(.*?)\n\);", re.DOTALL)
OF_A_STATION = {
    *("access", "blob", "chunk", "entry", "feed", "log", "log_head", "run", "stream_head"),
}
KEYS = """
SELECT c.relname, i.indisunique, pg_get_indexdef(i.indexrelid, 0, true)
FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
WHERE c.relnamespace = 'patrol'::regnamespace AND NOT c.relispartition
"""
SPREAD = """
SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'patrol'::regnamespace AND c.relkind = 'p'
"""
FOREIGN = """
SELECT conname FROM pg_constraint WHERE contype = 'f' AND connamespace = 'patrol'::regnamespace
"""


def spread(sql: str) -> str:
    """Return a migration whose tables are partitioned by station, if they have one."""

    def partitioned(found: re.Match[str]) -> str:
        name, columns = found.groups()
        if not re.search(r"^  station ", columns, re.MULTILINE):
            return found.group()
        parts = [
            f"CREATE TABLE patrol.{name}_{part} PARTITION OF patrol.{name}"
            f" FOR VALUES WITH (MODULUS {PARTITIONS}, REMAINDER {part});"
            for part in range(PARTITIONS)
        ]
        made = found.group().removesuffix(";") + " PARTITION BY HASH (station);"
        return "\n".join((made, *parts))

    return TABLE.sub(partitioned, sql)


def keys(connection: psycopg.Connection) -> set[tuple[str, bool, str]]:
    """Return every index of the tables, partitions aside: whether it is unique, and its columns."""
    return {
        (table, is_unique, re.sub(r".* USING ", "", made))
        for table, is_unique, made in connection.execute(KEYS.encode())
    }


def test_the_real_schema_is_partitioned_by_station_with_all_its_keys_and_works_as_before(
    empty: ServerAddress, chief: psycopg.Connection
) -> None:
    with psycopg.connect(make_conninfo(**empty.parameters), autocommit=True) as connection:
        for no, name, text in migrations.known():
            with connection.transaction():
                migrations._apply(connection, no, name, spread(text))
        assert {name for (name,) in connection.execute(SPREAD.encode())} == OF_A_STATION
        assert keys(connection) == keys(chief)
        assert connection.execute(FOREIGN.encode()).fetchall() == []
    clock = FixedClock(AT_US)
    set_up(empty, MARKS, clock)
    link = open_shared(empty, MARKS.root_key, b"D" * 16, clock)
    near, far = Pen("near"), Pen("far", NANHU)
    first = near.write(thing("lane"), "blocked")
    near.take(link.exchange(near.flight(near.wire())).segments)
    link.share(first.subject, BINHU, NANHU)
    near.write(first.subject, "cleared", first)
    for wires in ((near.wire(2),), (near.wire(),)):
        near.take(link.exchange(near.flight(*wires)).segments)
    far.take(link.exchange(far.flight()).segments)
    link.close()
    assert near.receipts() == set(far.got) == {entry.hash for entry in near.written}
