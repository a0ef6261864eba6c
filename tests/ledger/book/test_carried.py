"""Others' entries without a log row: kept, sealed, sent on, and forgotten once the log has them."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from patrol_tui.domain.entries.run import Run, encode_run
from patrol_tui.services.ports.ports import DISTRICT
from patrol_tui.sync.stick.records import alone
from tests.ledger.town import BINHU, NANHU, Laptop, Town, opened


@pytest.fixture
def town(tmp_path: Path) -> Town:
    made = Town(tmp_path)
    made.enrol(2, "0002")
    made.enrol(3, "0003")
    made.sync_all()
    return made


def handed(giver: Laptop) -> list[Run]:
    """Return what a laptop writes to a stick, as it is read there."""
    return [alone(encode_run(run, {})) for run in giver.store.apart.loose_runs()]


def test_entries_by_stick_fold_at_once_and_count_as_carried(town: Town) -> None:
    _, writer, carrier = town.laptops
    subject = writer.issue()
    writer.change(subject, place="南门")
    taken = carrier.store.apart.take_loose(handed(writer))
    assert (taken.new, taken.strange) == (2, 0)
    state = carrier.store.state(subject)
    assert state is not None
    assert state.text("place") == "南门"
    assert carrier.store.counts().carried == 2
    assert carrier.store.counts().unsent == 0
    assert subject in carrier.store.unsent_subjects()
    assert carrier.store.apart.take_loose(handed(writer)).new == 0
    assert carrier.store.counts().carried == 2
    assert carrier.store.verify().problems == ()


def test_whoever_carries_sends_it_with_the_seal_of_its_writer(town: Town) -> None:
    _, writer, carrier = town.laptops
    subject = writer.issue()
    carrier.store.apart.take_loose(handed(writer))
    carrier.note(subject, "看过了")
    carrier.sync(town.shared)
    assert carrier.store.counts().carried == 0
    writer.pull(town.shared)
    assert writer.store.counts().unsent == 0
    assert writer.store.quarantined() == {}
    town.sync_all()
    assert len({laptop.store.digest() for laptop in town.laptops}) == 1


def test_what_the_writer_sends_itself_needs_no_carrying(town: Town) -> None:
    _, writer, carrier = town.laptops
    writer.issue()
    carrier.store.apart.take_loose(handed(writer))
    writer.sync(town.shared)
    carrier.pull(town.shared)
    assert carrier.store.counts().carried == 0
    assert carrier.store.unsent_runs(1 << 15) == ()


def test_long_lines_are_taken_and_given_in_small_parts(town: Town) -> None:
    _, writer, carrier = town.laptops
    subject = writer.issue()
    for number in range(60):
        writer.note(subject, f"第{number}次" + "长" * 800)
    carrier.store.apart.take_loose(handed(writer))
    assert carrier.store.counts().carried == 61
    carrier.push(town.shared)
    assert carrier.store.counts().carried == 0


def test_without_the_seal_of_a_known_laptop_nothing_is_taken(town: Town) -> None:
    _, writer, carrier = town.laptops
    subject = writer.issue()
    (run,) = handed(writer)
    for forged in (replace(run, seal=bytes(64)), replace(run, seal=None)):
        taken = carrier.store.apart.take_loose([forged])
        assert (taken.new, taken.strange) == (0, 1)
    assert carrier.store.state(subject) is None
    assert carrier.store.counts().carried == 0


def test_own_entries_that_a_restored_laptop_lacks_come_back_by_stick(
    town: Town, tmp_path: Path
) -> None:
    _, writer, carrier = town.laptops
    backup = tmp_path / "backup"
    backup.mkdir()
    writer.store.tidy()
    shutil.copyfile(writer.path, backup / writer.path.name)
    subject = writer.issue()
    carrier.store.apart.take_loose(handed(writer))
    restored = opened(backup, writer.who, writer.key, root=town.root.key)
    taken = restored.store.apart.take_loose(handed(carrier))
    assert taken.new == 1
    assert restored.store.state(subject) is not None
    assert (restored.store.counts().carried, restored.store.counts().unsent) == (0, 1)
    restored.sync(town.shared)
    assert restored.store.counts().unsent == 0
    restored.store.close()


def test_what_a_restored_shared_ledger_lost_of_others_is_sent_again(town: Town) -> None:
    _, writer, other = town.laptops
    kept = list(town.shared.rows.get(BINHU, ()))
    subject = writer.issue()
    town.sync_all()
    # the writer is gone for good, and the shared ledger is put back to before the issue
    town.shared.rows[BINHU] = kept
    lost = replace(
        town.shared.segment(BINHU, other.store.cursors()[BINHU]),
        rows=tuple(kept),
        runs=(),
        is_unknown=True,
    )
    other.store.receive(lost)
    assert other.store.counts().carried == 1
    other.sync(town.shared)
    assert any(town.shared.held[row.hash].subject == subject for row in town.shared.rows[BINHU])
    assert other.store.counts().carried == 0


def test_a_log_is_given_in_stretches_that_others_take(town: Town) -> None:
    root, writer, _ = town.laptops
    for number in range(12):
        writer.issue(f"{number}号楼")
        writer.sync(town.shared)
    late = town.enrol(4, "0004")
    assert late.store.cursors()[BINHU].n == writer.store.cursors()[BINHU].n
    nanhu = town.enrol(5, "0005", station=NANHU)
    nanhu.store.follow([BINHU])
    for segment in writer.store.apart.segments(BINHU, 0):
        nanhu.store.receive(segment)
    assert nanhu.store.cursors()[BINHU] == writer.store.cursors()[BINHU]
    held = {reader.device: reader.held for reader in root.store.apart.readers()}
    assert held[writer.who.device][BINHU] == 11
    assert held[writer.who.device][DISTRICT] > 0
    assert list(writer.store.apart.segments(BINHU, 12)) == []
    assert writer.store.apart.h_at(BINHU, 12) == writer.store.cursors()[BINHU].h


def test_what_follows_from_a_gap_is_left_out_and_the_rest_goes(town: Town) -> None:
    _, writer, carrier = town.laptops
    other = town.enrol(4, "0004")
    town.sync_all()
    runs = []
    for number in range(3):
        writer.issue(f"{number}号楼")
        runs = handed(writer)
    assert len(runs) == 3
    gap = runs[0].entries[-1].hash
    carrier.store.apart.take_loose(runs[1:])
    assert carrier.store.unsent_runs(1 << 15, frozenset((gap,))) == ()
    other.issue()
    carrier.store.apart.take_loose(handed(other))
    (left,) = carrier.store.unsent_runs(1 << 15, frozenset((gap,)))
    assert left.header.device == other.who.device
    own = [run.entries[0].seq for run in writer.store.unsent_runs(1 << 15, frozenset((gap,)))]
    assert own == [runs[0].entries[0].seq]
