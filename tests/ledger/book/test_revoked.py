"""Laptops that were shut out, in real files: what stays, and what goes into quarantine."""

from dataclasses import replace

import pytest

from patrol_tui.domain.entries.run import Run
from patrol_tui.domain.folding.subject import UNDONE
from patrol_tui.domain.subjects.device import DEVICE
from patrol_tui.ledger.book.revoked import NEEDLESS, STILL_COUNTS
from patrol_tui.services.bureau.devices import revoking_draft
from patrol_tui.services.bureau.rulings import decide_release
from patrol_tui.services.ports.ports import DISTRICT
from patrol_tui.services.ports.quarantine import REVOKED
from tests.ledger.book.test_seals import flags
from tests.ledger.town import BINHU, NANHU, Laptop, Town


def shut_out(town: Town, laptop: Laptop) -> None:
    """Let the bureau shut a laptop out, having seen what the shared ledger holds."""
    town.root.sync(town.shared)
    device = town.root.store.state(laptop.who.device)
    assert device is not None
    town.root.write(revoking_draft(device, town.root.store.line_ends(device.subject)))
    town.root.sync(town.shared)


def smuggled(laptop: Laptop, town: Town) -> None:
    """Bring what a laptop has written by another way than its own."""
    for run in laptop.store.unsent_runs(32_768):
        town.shared.push(run.header.station, [run], town.root.who.device)


def amiss(laptop: Laptop) -> set[bytes | None]:
    """Return what verify finds beside what is in quarantine."""
    barred = laptop.store.quarantined()
    found = laptop.store.verify().problems
    return {problem.entry for problem in found if problem.entry not in barred}


@pytest.mark.fault(29)
@pytest.mark.invariant("I3")
def test_what_had_a_receipt_stays_and_what_comes_later_is_in_quarantine(town: Town) -> None:
    one, other = town.enrol(7, "0417"), town.enrol(8, "0418")
    subject = one.issue("南门")
    one.sync(town.shared)
    other.sync(town.shared)
    shut_out(town, one)
    one.change(subject, place="假")
    late = one.issue("假的")
    smuggled(one, town)
    for laptop in (town.root, other):
        laptop.sync(town.shared)
        assert set(laptop.store.quarantined().values()) == {REVOKED}
        assert flags(laptop, subject) == [None, "barred"]
        assert flags(laptop, late) == ["barred"]
        state = laptop.store.state(subject)
        assert state is not None
        assert state.text("place") == "南门"
        assert amiss(laptop) == set()
    device = other.store.state(one.who.device)
    assert device is not None
    assert device.status == "revoked"
    fresh = town.enrol(9, "0419")
    for laptop in (town.root, other):
        laptop.sync(town.shared)
    assert fresh.store.digest() == town.root.store.digest() == other.store.digest()


@pytest.mark.fault(29)
def test_the_order_in_which_logs_arrive_does_not_matter(town: Town) -> None:
    one, other = town.enrol(7, "0417"), town.enrol(8, "0418")
    subject = one.issue("南门")
    one.sync(town.shared)
    shut_out(town, one)
    one.change(subject, place="假")
    smuggled(one, town)
    cursors = other.store.cursors()
    for station in sorted(cursors):
        other.store.receive(town.shared.segment(station, cursors[station]))
    town.root.sync(town.shared)
    other.sync(town.shared)
    assert flags(other, subject) == [None, "barred"]
    assert other.store.digest() == town.root.store.digest()
    again = town.enrol(9, "0419")
    for limit in (1, 2, 1 << 20):
        again.pull(town.shared, limit=limit)
    other.sync(town.shared)
    assert again.store.digest() == other.store.digest()


@pytest.mark.fault(20, 29)
def test_a_branch_made_after_the_laptop_was_shut_out_does_not_count(town: Town) -> None:
    one, other = town.enrol(7, "0417"), town.enrol(8, "0418")
    subject = one.issue("南门")
    one.issue("北门")
    one.sync(town.shared)
    shut_out(town, one)
    row = next(row for row in town.shared.rows[BINHU] if row.pushed_by == one.who.device)
    first = town.shared.held[row.hash]
    one.store._connection.execute("DELETE FROM log WHERE station = ?", (BINHU,))
    one.store._connection.execute(
        "DELETE FROM entry WHERE id >> 32 = (SELECT no FROM stream WHERE station = ? AND is_own)"
        " AND hash <> ?",
        (BINHU, first.hash),
    )
    one.store._connection.execute("UPDATE stream SET acked_seq = 1 WHERE station = ?", (BINHU,))
    forged = one.change(subject, place="假")
    assert forged.seq == 2
    smuggled(one, town)
    for laptop in (town.root, other):
        laptop.sync(town.shared)
        assert laptop.store.quarantined() == {forged.hash: REVOKED}
        assert one.who.device in laptop.store.forked()
        assert amiss(laptop) == set()


def test_a_copy_out_of_a_log_that_is_not_followed_is_judged_by_its_place(town: Town) -> None:
    one, far = town.enrol(7, "0417"), town.enrol(8, "0418", station=NANHU)
    one.issue("南门")
    subject = one.issue("北门")
    one.sync(town.shared)
    shut_out(town, one)
    one.change(subject, place="假")
    smuggled(one, town)
    for row in list(town.shared.rows[BINHU]):
        entry = town.shared.held[row.hash]
        if entry.subject == subject:
            town.shared.push(NANHU, [Run(entry.header, (entry,), None)], town.root.who.device)
    far.sync(town.shared)
    assert flags(far, subject) == [None, "barred"]


@pytest.mark.fault(29)
def test_the_bureau_releases_what_it_finds_right(town: Town) -> None:
    one, other = town.enrol(7, "0417"), town.enrol(8, "0418")
    subject = one.issue("南门")
    one.sync(town.shared)
    shut_out(town, one)
    late = one.change(subject, place="真")
    smuggled(one, town)
    town.root.sync(town.shared)
    town.root.write(decide_release(town.root.store, late, "查实"))
    one.change(subject, place="假")
    smuggled(one, town)
    for laptop in (town.root, other):
        laptop.sync(town.shared)
        state = laptop.store.state(subject)
        assert state is not None
        assert state.text("place") == "真"
        assert amiss(laptop) == set()
    assert town.root.store.digest() == other.store.digest()


def test_a_shutting_out_that_is_taken_back_at_once_bars_nothing(town: Town) -> None:
    one = town.enrol(7, "0417")
    subject = one.issue("南门")
    town.root.sync(town.shared)
    device = town.root.store.state(one.who.device)
    assert device is not None
    (entry,) = town.root.write(revoking_draft(device, []))
    assert one.who.device not in town.root.store.forked()
    town.root.write(
        replace(
            revoking_draft(device, []),
            kind=DEVICE.kind(UNDONE),
            content={"undo": entry.hash.hex()},
            parents=(entry.hash,),
        )
    )
    one.sync(town.shared)
    town.root.sync(town.shared)
    assert flags(town.root, subject) == [None]


def test_an_officer_shuts_nobody_out(town: Town) -> None:
    one, other = town.enrol(7, "0417"), town.enrol(8, "0418")
    subject = one.issue("南门")
    one.sync(town.shared)
    other.sync(town.shared)
    device = other.store.state(one.who.device)
    assert device is not None
    other.write(revoking_draft(device, []))
    other.sync(town.shared)
    town.root.sync(town.shared)
    for laptop in (other, town.root):
        assert flags(laptop, subject) == [None]
        assert laptop.store.quarantined() == {}


@pytest.mark.invariant("I6")
def test_a_quarantine_that_was_tampered_with_is_found(town: Town) -> None:
    one = town.enrol(7, "0417")
    subject = one.issue("南门")
    one.sync(town.shared)
    shut_out(town, one)
    late = one.change(subject, place="假")
    smuggled(one, town)
    town.root.sync(town.shared)
    connection = town.root.store._connection
    connection.execute("DELETE FROM quarantine")
    town.root.store.rebuild()
    assert (late.hash, STILL_COUNTS) in [
        (problem.entry, problem.what) for problem in town.root.store.verify().problems
    ]
    first = town.shared.held[town.shared.rows[BINHU][0].hash]
    connection.execute(
        "INSERT INTO quarantine (hash, reason) VALUES (?, ?), (?, ?)",
        (late.hash, REVOKED, first.hash, REVOKED),
    )
    assert (first.hash, NEEDLESS) in [
        (problem.entry, problem.what) for problem in town.root.store.verify().problems
    ]


def test_how_far_a_laptop_had_seen_is_told_by_what_it_wrote_last(town: Town) -> None:
    one = town.enrol(7, "0417")
    one.issue("南门")
    one.sync(town.shared)
    one.issue("北门")
    one.sync(town.shared)
    town.root.sync(town.shared)
    seen = town.root.store.last_seen(one.who.device)
    assert seen is not None
    assert seen[0] == one.store.cursors()[DISTRICT].n
    assert seen[1] == 1
    assert town.root.store.last_seen(bytes(16)) is None
    assert town.root.store.last_arrival_us(one.who.device)
    assert town.root.store.last_arrival_us(bytes(16)) is None
