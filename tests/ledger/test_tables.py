import subprocess
import sys
from pathlib import Path

from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.postgresql import psycopg

from patrol_tui.ledger.engine import open_encrypted
from patrol_tui.ledger.schema import KIND
from patrol_tui.ledger.tables import (
    SCHEMA_FILE,
    LaptopTable,
    SharedTable,
    ddl,
    laptop_schema,
)
from tests.ledger.town import KEY


def test_the_schema_file_is_what_the_declarations_make() -> None:
    assert SCHEMA_FILE.read_text(encoding="utf-8") == laptop_schema()


def test_a_new_file_has_every_declared_table_and_column(tmp_path: Path) -> None:
    connection = open_encrypted(tmp_path / "l.db", KEY, KIND)
    for table in LaptopTable.metadata.sorted_tables:
        found = connection.execute(f"PRAGMA table_info({table.name})").fetchall()
        assert [row[1] for row in found] == [column.name for column in table.columns]
    connection.close()


def test_every_key_of_the_shared_ledger_begins_with_the_station() -> None:
    for table in SharedTable.metadata.sorted_tables:
        if table.name != "shared_meta":
            assert next(column.name for column in table.primary_key) == "station"


def test_both_databases_can_hold_the_shared_ledger() -> None:
    for dialect in (sqlite.dialect(), psycopg.dialect()):  # type: ignore[no-untyped-call]
        made = ddl(SharedTable.metadata, dialect)
        assert sum(sql.startswith("CREATE TABLE") for sql in made) == 8
        assert not any("\n" in sql for sql in made)


def test_opening_the_ledger_loads_no_sqlmodel() -> None:
    script = (
        "import sys, patrol_tui.ledger.store;"
        "print([n for n in ('sqlmodel', 'sqlalchemy', 'pydantic') if n in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.stdout.strip() == "[]"
