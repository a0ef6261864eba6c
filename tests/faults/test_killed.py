"""The process is killed; what it said was saved is there when the home is opened again."""

from pathlib import Path
from random import Random

import pytest

from patrol_tui.services.ports.lists import ListQuery
from patrol_tui.services.session import Session
from tests.cli.laptop import Laptop
from tests.faults.officer import record, session_of
from tests.ledger.processes import child, lines_then_kill

OFFICER = "tests.faults.officer"
ROUNDS = 3


def whole(session: Session) -> bool:
    """Tell whether the ledger checks out and all its things have numbers of their own."""
    rows = session.ledger.page(ListQuery("issue"), limit=10_000).rows
    serials = sorted(int(row.number.rsplit("-", 1)[1]) for row in rows)
    return not session.ledger.verify().problems and serials == list(range(1, len(rows) + 1))


def subjects(session: Session) -> set[str]:
    """Return the issues that are held."""
    return {row.subject.hex() for row in session.ledger.page(ListQuery("issue"), limit=10_000).rows}


@pytest.mark.fault(10)
def test_every_acknowledged_save_is_there_and_no_number_is_left_out(laptop: Laptop) -> None:
    acknowledged: set[str] = set()
    for round_ in range(ROUNDS):
        with child(OFFICER, "record_for_ever", laptop.home) as process:
            acknowledged |= set(lines_then_kill(process, 5 + 13 * round_))
        with session_of(laptop.home) as session:
            assert acknowledged <= subjects(session)
            assert len(subjects(session)) <= len(acknowledged) + round_ + 1
            assert whole(session)
    assert laptop.json("verify")["ok"] is True


@pytest.mark.fault(12)
def test_what_was_saved_and_not_sent_is_sent_after_the_restart(
    two_laptops: tuple[Laptop, Laptop],
) -> None:
    one, other = two_laptops
    with child(OFFICER, "record_for_ever", one.home) as process:
        acknowledged = set(lines_then_kill(process, 8))
    assert one.json("sync")["state"] == "complete"
    assert one.json("status")["unsent_entries"] == 0
    other.ok("sync")
    with session_of(other.home, other.clock) as session:
        assert acknowledged <= subjects(session)


@pytest.mark.no_cover
@pytest.mark.fault(1, 12)
def test_a_sync_killed_half_way_goes_on_and_sends_nothing_twice(
    two_laptops: tuple[Laptop, Laptop],
) -> None:
    """The same sync, killed again and again at other places."""
    one, other = two_laptops
    with session_of(one.home, one.clock) as session:
        for number in range(60):
            one.clock.advance(1_000)
            record(session, f"{number}号点", note=incompressible(number, 4_000))
        written = session.ledger.counts().entries
    sent = 0
    for said in (2, 2, 3, 3):
        with child(OFFICER, "sync_for_ever", one.home) as process:
            lines_then_kill(process, said)
        before, sent = sent, log_rows(one.home.with_name("shared.db"))
        assert before <= sent
    assert one.json("sync")["state"] == "complete"
    assert other.json("sync")["state"] == "complete"
    assert log_rows(one.home.with_name("shared.db")) >= written
    digests = {laptop.json("verify", "--shared")["digest"] for laptop in two_laptops}
    assert len(digests) == 1
    assert other.json("verify")["entries"] == one.json("verify")["entries"]


def incompressible(seed: int, length: int) -> str:
    """Return a text that fills the runs it is sent in."""
    chance = Random(seed)  # noqa: S311 - a made-up text
    return "".join(chr(chance.randint(0x4E00, 0x9FA5)) for _ in range(length))


def log_rows(shared: Path) -> int:
    """Return how many rows all shared logs have, after looking for gaps and doubles."""
    import sqlite3

    with sqlite3.connect(shared) as connection:
        logs = connection.execute(
            "SELECT count(*), count(DISTINCT hash), min(n), max(n) FROM log GROUP BY station"
        ).fetchall()
    connection.close()
    assert all(rows == hashes == last and first == 1 for rows, hashes, first, last in logs)
    return sum(rows for rows, *_ in logs)


@pytest.mark.fault(10)
def test_every_photo_of_an_acknowledged_issue_is_whole(laptop: Laptop) -> None:
    """An issue never names what is not on the disk."""
    acknowledged: set[str] = set()
    for round_ in range(ROUNDS):
        with child(OFFICER, "photograph_for_ever", laptop.home) as process:
            acknowledged |= set(lines_then_kill(process, 2 + 3 * round_))
    with session_of(laptop.home) as session:
        assert acknowledged <= subjects(session)
        named = list(session.ledger.photos_named())
        assert {need.subject.hex() for need in named} == subjects(session)
        assert all(session.blobs.get(need.blob) for need in named)
        assert whole(session)


@pytest.mark.parametrize("verb", ["record_for_ever", "sync_for_ever"])
def test_a_killed_process_leaves_no_lock_behind(
    two_laptops: tuple[Laptop, Laptop], verb: str
) -> None:
    one, _other = two_laptops
    with child(OFFICER, verb, one.home) as process:
        lines_then_kill(process, 3)
    one.record()
    assert one.json("sync")["state"] == "complete"
