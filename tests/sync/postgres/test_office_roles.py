"""What the bureau's role and the one that expunges may do; whatever else is tried is refused."""

from collections.abc import Callable
from dataclasses import dataclass

import psycopg
import pytest
from psycopg import sql

from patrol_tui.sync.flights.shared import Shared
from tests.sync.pen import BINHU, Pen, thing
from tests.sync.postgres.test_access import MAY_CALL, NAME, PHOTO, TABLES

pytestmark = [pytest.mark.postgres, pytest.mark.invariant("I9")]

REFUSED = psycopg.errors.InsufficientPrivilege
OF_THE_BUREAU = {"give_access", "take_access", "expunge", "end_stuck"}
ANYWHERE = {
    "SELECT": "SELECT * FROM patrol.{}",
    "INSERT": "INSERT INTO patrol.{} DEFAULT VALUES",
    "UPDATE": "UPDATE patrol.{} SET {} = NULL",
    "DELETE": "DELETE FROM patrol.{}",
    "TRUNCATE": "TRUNCATE patrol.{}",
    "TRIGGER": "ALTER TABLE patrol.{} DISABLE TRIGGER ALL",
    "DROP": "DROP TABLE patrol.{}",
}


@dataclass(frozen=True)
class Rights:
    """What a role may do.

    Attributes:
        tables: statements by table.
        columns: what may be changed, by table.
        calls: functions and procedures.
    """

    tables: dict[str, set[str]]
    columns: dict[str, set[str]]
    calls: set[str]


MATRIX = {
    "patrol_bureau": Rights({}, {}, MAY_CALL | OF_THE_BUREAU),
    "patrol_expunge": Rights(
        {"log_head": {"SELECT"}, "entry": {"SELECT"}, "blob": {"SELECT"},
         "chunk": {"SELECT", "DELETE"}},
        {"entry": {"payload"}, "blob": {"size", "complete"}},
        {"expunge", "require_bureau", "is_bureau"},
    ),
}  # fmt: skip
ROLES = pytest.mark.parametrize("role", MATRIX)
Attempt = Callable[[sql.Composed], str]


@pytest.fixture
def attempt(chief: psycopg.Connection, shared: Shared, role: str) -> Attempt:
    """Return what tries a statement as who logged in with a role, and takes it back."""
    pen = Pen("a")
    pen.write(thing("lane"), "blocked")
    shared.exchange(pen.flight(pen.wire()))
    shared.blob_missing(BINHU, NAME, len(PHOTO))
    shared.put_chunk(BINHU, NAME, 0, PHOTO)

    def tried(statement: sql.Composed) -> str:
        try:
            with chief.transaction(force_rollback=True):
                as_role = sql.SQL("SET LOCAL SESSION AUTHORIZATION {}")
                chief.execute(as_role.format(sql.Identifier(role)))
                chief.execute(statement)
        except REFUSED:
            return "refused"
        except psycopg.errors.NotNullViolation:
            return "done"
        return "done"

    return tried


def columns_of(chief: psycopg.Connection, role: str) -> list[tuple[str, str, bool]]:
    """Return every column of every table, and whether the role was granted to change it."""
    return chief.execute(
        "SELECT table_name::text, column_name::text, has_column_privilege("
        "   %s, format('patrol.%%I', table_name), column_name::text, 'UPDATE')"
        " FROM information_schema.columns"
        " WHERE table_schema = 'patrol' AND table_name = ANY (%s)",
        (role, list(TABLES)),
    ).fetchall()


@ROLES
def test_a_role_does_with_tables_what_it_needs_and_nothing_else(
    chief: psycopg.Connection, attempt: Attempt, role: str
) -> None:
    columns = columns_of(chief, role)
    assert {table for table, _, _ in columns} == set(TABLES)
    done: dict[str, set[str]] = {}
    for table in TABLES:
        for verb in ANYWHERE.keys() - {"UPDATE"}:
            statement = sql.SQL(ANYWHERE[verb]).format(sql.Identifier(table))
            if attempt(statement) == "done":
                done.setdefault(table, set()).add(verb)
    assert done == MATRIX[role].tables
    changed: dict[str, set[str]] = {}
    for table, column, is_granted in columns:
        names = sql.Identifier(table), sql.Identifier(column)
        # a trigger may stand in the way of what was granted by mistake
        if attempt(sql.SQL(ANYWHERE["UPDATE"]).format(*names)) == "done" or is_granted:
            changed.setdefault(table, set()).add(column)
    assert changed == MATRIX[role].columns


@ROLES
def test_a_role_calls_what_it_needs_and_nothing_else(
    chief: psycopg.Connection, attempt: Attempt, role: str
) -> None:
    rows = chief.execute(
        "SELECT p.proname::text, p.prokind::text, has_function_privilege(%s, p.oid, 'EXECUTE'),"
        " ARRAY(SELECT format_type(t, NULL) FROM unnest(p.proargtypes) t)"
        " FROM pg_proc p WHERE p.pronamespace = 'patrol'::regnamespace"
        " AND p.prorettype <> 'trigger'::regtype",
        (role,),
    ).fetchall()
    assert len(rows) > 30
    assert {name for name, _, may, _ in rows if may} == MATRIX[role].calls
    for name, kind, may, types in rows:
        if may:
            continue
        values = sql.SQL(", ").join(sql.SQL("NULL::{}").format(sql.SQL(one)) for one in types)
        verb = sql.SQL("CALL" if kind == "p" else "SELECT")
        call = sql.SQL("{} patrol.{}({})").format(verb, sql.Identifier(name), values)
        assert attempt(call) == "refused", name


@pytest.mark.parametrize("role", ["patrol_expunge"])
def test_who_expunges_takes_away_and_puts_nothing_in_its_place(attempt: Attempt) -> None:
    for statement in (
        "UPDATE patrol.entry SET payload = '\\x00'",
        "UPDATE patrol.entry SET payload = NULL, kind = 7",
        "UPDATE patrol.chunk SET data = ''",
        "SELECT patrol.expunge('{}', '{}')",
    ):
        assert attempt(sql.SQL("{}").format(sql.SQL(statement))) == "refused", statement


@pytest.mark.parametrize("role", ["patrol_bureau"])
def test_the_bureau_expunges_by_its_function_alone(attempt: Attempt) -> None:
    for statement, told in {
        "SELECT patrol.expunge('{}', '{}')": "done",
        "SELECT patrol.take_access('\\x00')": "done",
        "SELECT patrol.end_stuck()": "done",
        "SET ROLE patrol_expunge": "refused",
        "SET ROLE patrol_owner": "refused",
    }.items():
        assert attempt(sql.SQL("{}").format(sql.SQL(statement))) == told, statement
