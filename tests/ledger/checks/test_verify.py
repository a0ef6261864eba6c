from collections.abc import Iterator
from pathlib import Path

import pytest

from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.folding.subject import PHOTO_ADDED
from patrol_tui.domain.language.errors import Refused
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.ledger.driver import Connection
from patrol_tui.services.ports.ports import Problem
from tests.ledger.town import Laptop, Town

# What nothing in the ledger can prove: the shared ledger's own claims, names that the home keeps
# beside it, serials that were not used, what the search index has still to learn, and the order of
# rows that began in the same millisecond.
CLAIMS = {
    ("log", "received_at_us"),
    ("log", "pushed_by"),
    ("log_head", "epoch"),
    ("mark", "name"),
    ("mark", "id"),
    ("mark", "topic"),
    ("stream", "no"),
    ("run", "no"),
    ("quarantine", "reason"),
    ("view", "id"),
}
TABLES = ("entry", "run", "stream", "log", "log_head", "seal", "view", "photo", "mark", "waiting")


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Laptop]:
    """A laptop with something in every table."""
    town = Town(tmp_path)
    one, other = town.enrol(7, "0417"), town.enrol(8, "0418")
    subject = one.issue("南门")
    one.sync(town.shared)
    other.pull(town.shared)
    one.change(subject, place="北门")
    other.change(subject, place="东门")
    photo = {"hash": "ab" * 32, "caption": "x"}
    one.write(one.draft(subject, PHOTO_ADDED, {"record": {"photos": [dict(photo)]}}))
    town.root.write(town.officer("0500", "lead"))
    town.root.push(town.shared)
    other.sync(town.shared)
    one.push(town.shared)
    one.issue("新")
    yield one
    town.close()


def problems(laptop: Laptop) -> tuple[Problem, ...]:
    return laptop.store.verify().problems


def flipped(value: object) -> object:
    """Return a value with one bit the other way."""
    if isinstance(value, bytes):
        return bytes((value[0] ^ 1,)) + value[1:] if value else b"\1"
    if isinstance(value, int):
        return value ^ 1
    text = str(value)
    return chr(ord(text[0]) ^ 1) + text[1:] if text else "x"


def columns(connection: Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f"PRAGMA table_info({table})").fetchall()]


def test_a_sound_ledger_has_no_problems(full: Laptop) -> None:
    found = full.store.verify()
    assert found.problems == ()
    assert found.entries == full.store.counts().entries
    assert found.digest == full.store.digest()
    assert found.streams == 5


@pytest.mark.invariant("I6")
@pytest.mark.parametrize("table", TABLES)
def test_every_altered_value_is_found(full: Laptop, table: str) -> None:
    connection = full.store._connection
    connection.execute("PRAGMA foreign_keys=OFF")
    names = columns(connection, table)
    rows = connection.execute(f"SELECT {', '.join(names)} FROM {table}").fetchall()  # noqa: S608
    if table == "mark":
        rows = [row for row in rows if row[0] == 0 and row[3]]
    assert rows or table == "waiting"
    missed = []
    for row in rows:
        for place, name in enumerate(names):
            if (table, name) in CLAIMS:
                continue
            changed = [*row]
            changed[place] = flipped(row[place])
            connection.execute("BEGIN")
            where = " AND ".join(f"{key} IS ?" for key in names)
            sets = ", ".join(f"{key} = ?" for key in names)
            done = connection.execute(
                f"UPDATE OR IGNORE {table} SET {sets} WHERE {where}",  # noqa: S608
                (*changed, *row),
            )
            full.store._base.entries.forget()
            full.store._base.roster.forget()
            if done.rowcount and not problems(full):
                missed.append((name, row[place]))
            connection.execute("ROLLBACK")
            full.store._base.entries.forget()
            full.store._base.roster.forget()
    assert missed == []
    assert problems(full) == ()


@pytest.mark.parametrize("table", ["entry", "log", "view", "stream", "run", "log_head"])
def test_a_missing_row_is_found(full: Laptop, table: str) -> None:
    connection = full.store._connection
    names = columns(connection, table)
    where = " AND ".join(f"{key} IS ?" for key in names)
    rows = connection.execute(f"SELECT {', '.join(names)} FROM {table}").fetchall()  # noqa: S608
    last_own = max(row[names.index("id")] for row in rows) if table == "entry" else None
    for row in rows:
        if table == "log_head" and row[names.index("n")] == 0:
            continue
        connection.execute("BEGIN")
        connection.execute(f"DELETE FROM {table} WHERE {where}", row)  # noqa: S608
        full.store._base.entries.forget()
        found = problems(full)
        connection.execute("ROLLBACK")
        full.store._base.entries.forget()
        if table != "entry" or row[names.index("id")] != last_own:
            assert found, row


def test_the_bad_entry_is_named(full: Laptop) -> None:
    connection = full.store._connection
    row = connection.execute("SELECT id, hash FROM entry ORDER BY id LIMIT 1").fetchone()
    assert row is not None
    connection.execute("UPDATE entry SET payload = zeroblob(40) WHERE id = ?", (row[0],))
    assert row[1] in {problem.entry for problem in problems(full)}


def test_bytes_that_are_flipped_in_the_file_are_found(full: Laptop) -> None:
    full.store._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    assert problems(full) == ()
    content = bytearray(full.path.read_bytes())
    content[-2000] ^= 0x10
    full.path.write_bytes(content)
    checked = full.store._connection.execute("PRAGMA cipher_integrity_check").fetchall()
    assert checked


def test_a_content_that_is_gone_breaks_no_chain(full: Laptop) -> None:
    connection = full.store._connection
    row = connection.execute(
        "SELECT hash, subject FROM entry WHERE kind = ?", (ISSUE.kind(PHOTO_ADDED),)
    ).fetchone()
    assert row is not None
    connection.execute("UPDATE entry SET payload = NULL WHERE hash = ?", (row[0],))
    full.store.rebuild()
    assert [problem.entry for problem in problems(full)] == [row[0]]


def test_a_check_says_how_far_it_is_and_can_be_stopped(full: Laptop) -> None:
    told: list[tuple[int, int]] = []

    def go_on(done: int, total: int) -> bool:
        told.append((done, total))
        return True

    full.store.verify(go_on)
    assert told[0][0] == 0
    assert told[-1][0] == told[-1][1]
    with pytest.raises(Refused, match="stopped"):
        full.store.verify(lambda _done, _total: False)


def test_many_entries_are_told_of_now_and_then(laptop: Laptop) -> None:
    laptop.write(*(Draft(bytes((n >> 8, n & 255)) * 8, ISSUE.kind(1), {}) for n in range(1200)))
    told: list[int] = []

    def go_on(done: int, _total: int) -> bool:
        told.append(done)
        return len(told) < 3

    with pytest.raises(Refused):
        laptop.store.verify(go_on)
    assert told == [0, 1200, 2400]
