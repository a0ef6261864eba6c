"""Whoever owns the shared database can change it, but not without a laptop noticing."""

import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from patrol_tui.domain.entries.entry import next_h
from patrol_tui.domain.entries.ids import ZERO_HASH, name_id
from patrol_tui.services.bureau.shared_check import check_shared
from patrol_tui.services.ports.ports import Problem
from patrol_tui.sync.database.sqlite import CONTRADICTS
from patrol_tui.sync.reaching.address import FileAddress
from tests.sync.district import Laptop, enrolled, from_bundle, joined, new_bureau

BINHU = name_id("station", "binhu")
FLIPS = 150
Rows = list[tuple[bytes, bytes | None]]


@dataclass
class Office:
    """A laptop that has seen everything, and the file that somebody changes."""

    path: Path
    laptop: Laptop
    bureau: Laptop

    @contextmanager
    def opened(self) -> Iterator[sqlite3.Connection]:
        """Open the shared file as its administrator, for whom triggers are no wall."""
        with closing(sqlite3.connect(self.path, isolation_level=None)) as connection:
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            ).fetchall():
                connection.execute(f"DROP TRIGGER {name}")
            yield connection

    def rows(self) -> list[tuple[int, bytes, bytes | None]]:
        """Return number, entry and seal of the station's log."""
        with self.opened() as connection:
            return connection.execute(
                "SELECT n, hash, seal FROM log WHERE station = ? ORDER BY n", (BINHU,)
            ).fetchall()

    def rewrite(self, rows: Rows) -> None:
        """Put other rows in the place of the station's log, with a chain that fits."""
        with self.opened() as connection:
            when = connection.execute("SELECT max(received_at_us) FROM log").fetchone()[0]
            connection.execute("DELETE FROM log WHERE station = ?", (BINHU,))
            h = ZERO_HASH
            for n, (entry, seal) in enumerate(rows, 1):
                h = next_h(h, entry, seal)
                values = (BINHU, n, entry, h, seal, when, b"D" * 16)
                connection.execute(
                    "INSERT INTO log (station, n, hash, h, seal, received_at_us, pushed_by)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?)",
                    values,
                )
            connection.execute(
                "UPDATE log_head SET n = ?, h = ? WHERE station = ?", (len(rows), h, BINHU)
            )

    def problems(self, laptop: Laptop | None = None) -> tuple[Problem, ...]:
        """Check the shared database."""
        asked = laptop or self.laptop
        shared = asked.connect()
        try:
            return check_shared(asked.ledger, shared, lambda _: None)
        finally:
            shared.close()


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Return a laptop with eight entries in its station's log."""
    address = FileAddress(tmp_path / "shared.db")
    bureau = new_bureau(tmp_path / "bureau", address)
    laptop = joined(tmp_path / "laptop", bureau)
    issue = laptop.record("东门")
    for place in range(7):
        laptop.change(issue, place=f"{place} 号门")
        assert laptop.sync().state == "complete"
    assert bureau.sync().state == "complete"
    made = Office(address.path, laptop, bureau)
    assert made.problems() == ()
    return made


def without_fourth(rows: Rows) -> Rows:
    """Delete the fourth."""
    return [*rows[:3], *rows[4:]]


def third_after_fourth(rows: Rows) -> Rows:
    """Change the order."""
    return [*rows[:3], rows[4], rows[3], *rows[5:]]


def cut_short(rows: Rows) -> Rows:
    """Truncate."""
    return rows[:3]


@pytest.mark.fault(31)
@pytest.mark.parametrize("change", [without_fourth, third_after_fourth, cut_short])
def test_a_log_that_was_rewritten_names_its_first_bad_row(
    office: Office, change: Callable[[Rows], Rows]
) -> None:
    office.rewrite(change([(entry, seal) for _, entry, seal in office.rows()]))
    (problem, *others) = office.problems()
    assert problem.params["n"] == 4
    assert all(other.entry is None or other.params for other in others)


@pytest.mark.fault(31)
@pytest.mark.invariant("I6")
def test_an_entry_that_was_edited_is_named(office: Office) -> None:
    entry = office.rows()[3][1]
    with office.opened() as connection:
        connection.execute("UPDATE entry SET kind = kind + 1 WHERE hash = ?", (entry,))
    assert office.problems()[0].entry == entry


@pytest.mark.fault(31)
def test_a_newcomer_is_told_by_what_others_had_seen(office: Office) -> None:
    """It has no past of its own, but the entries that it reads speak of the log."""
    late = from_bundle(office.path.parent / "late", office.bureau, enrolled(office.bureau))
    office.rewrite(without_fourth([(entry, seal) for _, entry, seal in office.rows()]))
    named = [problem for problem in office.problems(late) if "laptop" in problem.params]
    assert [problem.params["laptop"] for problem in named] == ["02"]
    assert min(int(str(problem.params["n"])) for problem in named) >= 4
    late.close()


@pytest.mark.fault(31)
def test_what_was_truncated_comes_back_from_the_laptops(office: Office) -> None:
    digest = office.bureau.ledger.digest()
    office.rewrite(cut_short([(entry, seal) for _, entry, seal in office.rows()]))
    with office.opened() as connection:
        connection.execute("DELETE FROM entry WHERE hash NOT IN (SELECT hash FROM log)")
        connection.execute(
            "DELETE FROM run WHERE (station, no) NOT IN (SELECT station, run_no FROM entry)"
        )
        connection.execute("DELETE FROM stream_head")
    for laptop in (office.bureau, office.laptop, office.bureau):
        assert laptop.sync().state == "complete"
    assert len(office.rows()) == 8
    assert office.bureau.ledger.digest() == office.laptop.ledger.digest() == digest


@pytest.mark.fault(31)
def test_tables_that_contradict_each_other_are_said_to(office: Office) -> None:
    office.rewrite(without_fourth([(entry, seal) for _, entry, seal in office.rows()]))
    with office.opened() as connection:
        connection.execute("DELETE FROM entry WHERE hash NOT IN (SELECT hash FROM log)")
        connection.execute("DELETE FROM stream_head")
    result = office.bureau.sync()
    assert result.state == "refused"
    assert result.reason is not None
    assert result.reason.template == CONTRADICTS
    assert office.bureau.ledger.verify().problems == ()


# What the log's chain, the entries' hashes and the marks cover; the rest is only bookkeeping.
COVERED = {
    "entry": "hash, run_no, seq, prev, subject, kind, version, flags, since_ms, parents, payload",
    "run": "no, header",
    "log": "n, hash, h, seal",
}


def cells(connection: sqlite3.Connection) -> list[tuple[str, str, int, int]]:
    """Return every bit: table, column, row, number."""
    found = []
    for table, columns in COVERED.items():
        for column in columns.split(", "):
            for rowid, value in connection.execute(f"SELECT rowid, {column} FROM {table}"):  # noqa: S608 - names from above
                bits = 16 if isinstance(value, int) else 8 * len(value or b"")
                found += [(table, column, rowid, bit) for bit in range(bits)]
    return found


def flipped(value: bytes | int, bit: int) -> bytes | int:
    """Return a value with another bit."""
    if isinstance(value, int):
        return value ^ 1 << bit
    changed = bytearray(value)
    changed[bit >> 3] ^= 1 << (bit & 7)
    return bytes(changed)


def check_flips(office: Office, chosen: list[tuple[str, str, int, int]]) -> None:
    """Flip bits, one after the other; each must be found, then it is put back."""
    silent = []
    with office.opened() as connection:
        for table, column, rowid, bit in chosen:
            read = f"SELECT {column} FROM {table} WHERE rowid = ?"  # noqa: S608 - names from above
            (value,) = connection.execute(read, (rowid,)).fetchone()
            write = f"UPDATE OR IGNORE {table} SET {column} = ? WHERE rowid = ?"  # noqa: S608 - as above
            connection.execute(write, (flipped(value, bit), rowid))
            if connection.execute(read, (rowid,)).fetchone() != (value,):
                if not office.problems():
                    silent.append((table, column, rowid, bit))
                connection.execute(write, (value, rowid))
    assert silent == []
    assert office.problems() == ()


@pytest.mark.fault(32)
@pytest.mark.invariant("I6")
def test_a_flipped_bit_in_the_shared_tables_is_found(office: Office) -> None:
    with office.opened() as connection:
        every = cells(connection)
    check_flips(office, random.Random(1).sample(every, FLIPS))  # noqa: S311 - a choice of bits


@pytest.mark.long
@pytest.mark.invariant("I6")
def test_every_flipped_bit_in_the_shared_tables_is_found(office: Office) -> None:
    with office.opened() as connection:
        every = cells(connection)
    check_flips(office, every)
