"""The migrated schema is what SQLModel declares, however often it is migrated."""

import re

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import UniqueConstraint
from sqlalchemy.dialects import postgresql

from patrol_tui.clock import FixedClock
from patrol_tui.domain.language.errors import Refused
from patrol_tui.ledger.tables import SharedTable
from patrol_tui.sync.database import migrations
from patrol_tui.sync.flights.shared import open_shared
from patrol_tui.sync.reaching.address import ServerAddress, read_address
from patrol_tui.sync.setup import set_up
from tests.sync.conftest import MARKS
from tests.sync.pen import AT_US, BINHU, Pen, thing
from tests.sync.server import new_database

pytestmark = pytest.mark.postgres

OURS_ALONE = {"access", "feed", "migration"}
"""What only the server needs: who may come in, what grew when, and how far it was migrated."""
COLUMNS = """
SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = 'patrol'::regnamespace AND c.relkind = 'r' AND a.attnum > 0
"""
KEYS = """
SELECT t.relname, i.indisunique, i.indisprimary,
  ARRAY(SELECT a.attname FROM unnest(i.indkey) WITH ORDINALITY AS k (attnum, nth)
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum ORDER BY k.nth)
FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
WHERE t.relnamespace = 'patrol'::regnamespace
"""


def test_the_migrated_schema_equals_what_sqlmodel_declares(chief: psycopg.Connection) -> None:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    declared, keys = set(), set()
    for table in SharedTable.metadata.sorted_tables:
        for column in table.columns:
            kind = column.type.compile(dialect=dialect).lower()
            declared.add((table.name, column.name, kind, not column.nullable))
        names = tuple(column.name for column in table.primary_key)
        keys.add((table.name, True, True, names))
        for constraint in table.constraints:
            if isinstance(constraint, UniqueConstraint):
                keys.add((table.name, True, False, tuple(c.name for c in constraint.columns)))
        for index in table.indexes:
            keys.add((table.name, False, False, tuple(c.name for c in index.columns)))
    made = {tuple(row) for row in chief.execute(COLUMNS) if row[0] not in OURS_ALONE}
    assert made == declared
    made_keys = {
        (*row[:3], tuple(row[3])) for row in chief.execute(KEYS) if row[0] not in OURS_ALONE
    }
    assert made_keys == keys


def test_migrations_are_numbered_without_a_gap() -> None:
    names = [name for _, name, _ in migrations.known()]
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
    assert all(re.fullmatch(r"\d{4}_[a-z]+\.sql", name) for name in names)


def test_migrating_again_changes_nothing(ready: ServerAddress, chief: psycopg.Connection) -> None:
    held = "SELECT no, name, applied_at FROM patrol.migration ORDER BY no"
    before = chief.execute(held).fetchall()
    assert set_up(ready, MARKS, FixedClock(AT_US)) == MARKS
    assert chief.execute(held).fetchall() == before
    assert [row[:2] for row in before] == [known[:2] for known in migrations.known()]


def test_a_schema_of_a_newer_program_is_left_alone(
    ready: ServerAddress, chief: psycopg.Connection
) -> None:
    chief.execute("INSERT INTO patrol.migration (no, name) VALUES (9000, 'later.sql')")
    with pytest.raises(Refused, match="newer"):
        set_up(ready, MARKS, FixedClock(AT_US))


def test_a_migration_that_was_cut_off_is_done_anew(empty: ServerAddress) -> None:
    with psycopg.connect(empty.url, autocommit=True) as connection:
        _, _, first = migrations.known()[0]
        with connection.transaction(force_rollback=True):
            psycopg.ClientCursor(connection).execute(first.encode())
        assert migrations.applied(connection) == 0
    assert set_up(empty, MARKS, FixedClock(AT_US)) == MARKS


def test_a_login_that_owns_its_database_and_makes_roles_may_set_it_up(
    postgres_url: str, migrated: str
) -> None:
    del migrated  # set up by the superuser: the roles are there, and have to be handed on
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("DROP ROLE IF EXISTS the_bureau")
        connection.execute("CREATE ROLE the_bureau LOGIN CREATEROLE")
        connection.execute(
            "GRANT patrol_owner, patrol_bureau, patrol_laptop, patrol_auditor, patrol_expunge"
            " TO the_bureau WITH ADMIN OPTION"
        )
        url = new_database(postgres_url)
        name = sql.Identifier(url.partition("?")[0].rpartition("/")[2])
        connection.execute(sql.SQL("ALTER DATABASE {} OWNER TO the_bureau").format(name))
    address = read_address(url.replace("postgres:@", "the_bureau@"))
    clock = FixedClock(AT_US)
    assert set_up(address, MARKS, clock) == MARKS
    bureau = open_shared(address, MARKS.root_key, b"D" * 16, clock)
    pen = Pen("late comer")
    pen.write(thing("lane"), "blocked")
    assert bureau.exchange(pen.flight(pen.wire())).refusal is None
    url = bureau.admit(pen.header.device, (BINHU,))
    link = open_shared(read_address(url), MARKS.root_key, pen.header.device, clock)
    assert link.exchange(pen.flight(pen.wire())).refusal is None
    bureau.expunge((pen.written[0].hash,), ())
    bureau.shut_out(pen.header.device)
    link.close()
    bureau.close()
