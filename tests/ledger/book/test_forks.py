"""A disk was copied or put back: nothing is dropped, and nothing counts as sent that is not."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

import pytest

from patrol_tui.domain.folding.subject import CHANGED, PAPER_NUMBER
from patrol_tui.domain.language.errors import Refused
from patrol_tui.ledger.views.find import TWICE
from patrol_tui.services.ports.shared import Segment
from tests.ledger.town import BINHU, Laptop, Town, opened


@dataclass
class Twins:
    """A laptop, the clone of it, and their district."""

    town: Town
    one: Laptop
    clone: Laptop

    def sync(self, laptop: Laptop) -> None:
        """Send, and fetch what the other machine wrote under the same name too."""
        while True:
            laptop.pull(self.town.shared, full=True)
            runs = laptop.store.unsent_runs(32_768)
            if not runs:
                return
            for run in runs:
                self.town.shared.push(run.header.station, [run], laptop.who.device)

    def sync_all(self) -> None:
        """Bring everybody together."""
        for laptop in (self.one, self.clone, self.town.root) * 2:
            self.sync(laptop)

    def sent_by(self, laptop: Laptop) -> set[bytes]:
        """Return what the shared ledger has of a laptop and its twin."""
        held = self.town.shared.held.values()
        return {entry.hash for entry in held if entry.header.device == laptop.who.device}

    def branches(self) -> int:
        """Count the branches of lines that the founder holds."""
        rows = self.town.root.store._connection.execute(
            "SELECT count(*) FROM stream WHERE branch > 0"
        ).fetchall()
        return int(rows[0][0])

    def check(self, *, forked: bool) -> None:
        """Check that all hold the same, that all of it is confirmed, and who is told of."""
        for laptop in (self.one, self.clone, self.town.root):
            assert laptop.store.digest() == self.one.store.digest()
            assert laptop.store.counts().unsent == 0
            assert laptop.store.verify().problems == ()
        for laptop in (self.one, self.clone):
            own = laptop.store.entries_written(0, 1 << 60)
            assert len(own) == len(set(own)) == len(self.sent_by(laptop))
            assert laptop.store.forked() == ({self.one.who.device} if forked else set())


def copied(laptop: Laptop, town: Town, folder: Path) -> Laptop:
    """Open a copy of a laptop's files."""
    folder.mkdir()
    for path in laptop.path.parent.glob(f"{laptop.path.name}*"):
        shutil.copyfile(path, folder / path.name)
    copy = opened(folder, laptop.who, laptop.key, root=town.root.key)
    copy.now_us = laptop.now_us + 7
    return copy


@pytest.fixture
def fresh(town: Town, tmp_path: Path) -> Iterator[Twins]:
    """A laptop that was cloned before anything was written at it."""
    one = town.enrol(7, "0417")
    made = Twins(town, one, copied(one, town, tmp_path / "clone"))
    yield made
    made.clone.store.close()


@pytest.fixture
def twins(town: Town, tmp_path: Path) -> Iterator[Twins]:
    """A laptop that was cloned in the middle of its work."""
    one = town.enrol(7, "0417")
    one.issue()
    one.sync(town.shared)
    made = Twins(town, one, copied(one, town, tmp_path / "clone"))
    yield made
    made.clone.store.close()


def test_what_the_clone_sent_does_not_make_ours_count_as_sent(twins: Twins) -> None:
    twins.one.issue("ours")
    for place in "123":
        twins.clone.issue(place)
    twins.sync(twins.clone)
    twins.one.pull(twins.town.shared, full=True)
    assert twins.one.store.counts().unsent == 1
    twins.sync_all()
    twins.check(forked=True)


def test_what_is_written_after_a_fork_is_confirmed_too(twins: Twins) -> None:
    twins.one.issue()
    for _ in range(3):
        twins.clone.issue()
        twins.sync(twins.clone)
        twins.sync(twins.one)
        twins.one.issue()
        twins.sync(twins.one)
        assert twins.one.store.counts().unsent == 0
    twins.sync_all()
    twins.check(forked=True)


def test_a_fork_is_not_made_worse_by_writing_on(twins: Twins) -> None:
    for laptop in (twins.one, twins.clone):
        laptop.issue()
    twins.sync_all()
    for laptop in (twins.one, twins.clone):
        for _ in range(2):
            laptop.issue()
    twins.sync_all()
    branches = twins.town.root.store._connection.execute(
        "SELECT count(*) FROM stream WHERE device = ? AND branch > 0", (twins.one.who.device,)
    ).fetchall()
    assert branches == [(1,)]
    twins.check(forked=True)


@pytest.mark.invariant("I8")
@pytest.mark.parametrize("name", ["twins", "fresh"])
def test_a_clone_that_noticed_forks_nothing_and_is_named_once_both_go_on(
    name: str, request: pytest.FixtureRequest
) -> None:
    pair: Twins = request.getfixturevalue(name)
    pair.clone.store.begin_streams()
    for _ in range(3):
        for laptop in (pair.one, pair.clone):
            pair.sync(laptop)
        for laptop in (pair.one, pair.clone):
            laptop.issue()
    assert pair.branches() == 0
    pair.sync_all()
    pair.check(forked=True)
    assert pair.branches() == 0


@pytest.mark.fault(20)
def test_a_laptop_cloned_before_it_wrote_is_found_out_by_its_line_and_numbers(
    fresh: Twins,
) -> None:
    given = {laptop.issue() for laptop in (fresh.one, fresh.clone)}
    fresh.sync_all()
    fresh.check(forked=True)
    for laptop in (fresh.one, fresh.clone, fresh.town.root):
        ((number, bearers),) = laptop.store.numbers_twice(fresh.one.who.device).items()
        assert (number, set(bearers)) == ("BH-260714-07-01", given)
        with pytest.raises(Refused) as refused:
            laptop.store.find(number)
        assert refused.value.template == TWICE
        assert all(str(UUID(bytes=one)) in str(refused.value) for one in given)
    assert fresh.town.root.store.numbers_twice(fresh.town.root.who.device) == {}


@pytest.mark.fault(20)
def test_papers_of_a_laptop_and_its_clone_that_bear_one_number_are_named(twins: Twins) -> None:
    twins.clone.store.begin_streams()
    subjects = [laptop.issue(place) for laptop, place in ((twins.one, "1"), (twins.clone, "2"))]
    twins.one.issue("3")
    field = f"{PAPER_NUMBER}order_to_correct"
    for laptop, subject in zip((twins.one, twins.clone), subjects, strict=True):
        draft = laptop.draft(subject, CHANGED, {"set": {}})
        laptop.write(replace(draft, numbered="BH-责2026-07-", number_field=field))
    twins.sync_all()
    twice = twins.town.root.store.numbers_twice(twins.one.who.device)
    assert list(twice) == ["BH-260714-07-02", "BH-责2026-07-01"]
    assert all(set(bearers) == set(subjects) for bearers in twice.values())


@pytest.mark.invariant("I8")
def test_a_laptop_that_moved_for_good_is_not_named(twins: Twins) -> None:
    twins.one.issue()
    twins.sync(twins.one)
    twins.clone.pull(twins.town.shared, full=True)
    twins.clone.store.begin_streams()
    for _ in range(2):
        twins.clone.issue()
        twins.sync(twins.clone)
        twins.sync(twins.town.root)
    for laptop in (twins.clone, twins.town.root):
        assert laptop.store.forked() == frozenset()
        assert laptop.store.numbers_twice(twins.one.who.device) == {}


def test_a_line_goes_on_where_a_backup_had_forgotten_its_end(town: Town, tmp_path: Path) -> None:
    laptop = town.enrol(7, "0417")
    laptop.issue()
    laptop.sync(town.shared)
    restored = copied(laptop, town, tmp_path / "backup")
    laptop.issue()
    laptop.sync(town.shared)
    restored.now_us = laptop.now_us
    restored.pull(town.shared, full=True)
    restored.issue()
    restored.sync(town.shared)
    assert restored.store.own_streams() == laptop.store.own_streams()
    assert restored.store.forked() == frozenset()
    restored.store.close()


@pytest.mark.invariant("I8")
def test_a_laptop_does_not_go_on_with_the_line_that_its_clone_began(fresh: Twins) -> None:
    """Not even where it had none of its own yet: the clone goes on with it too."""
    fresh.clone.store.begin_streams()
    fresh.clone.issue()
    fresh.sync(fresh.clone)
    fresh.sync(fresh.one)
    for laptop in (fresh.one, fresh.clone):
        laptop.issue()
    fresh.sync_all()
    fresh.check(forked=False)


def test_a_branch_travels_by_itself(twins: Twins) -> None:
    """The shared ledger looks for what a branch left in what it holds, not in what comes along."""
    for laptop in (twins.one, twins.clone):
        laptop.issue()
    twins.sync_all()
    twins.one.store.receive(Segment(BINHU, b"F" * 16, (), (), more=True, is_unknown=True))
    (*line, last) = twins.one.store.unsent_runs(32_768)
    assert all(run.entries[0].seq == place for place, run in enumerate((*line, last), 1))
    assert twins.one.store.counts().unsent > last.entries[-1].seq


@pytest.mark.invariant("I2")
def test_a_copy_that_came_before_its_line_stands_for_nothing_unsent(twins: Twins) -> None:
    for place in "12":
        twins.one.issue(place)
        twins.sync(twins.one)
    twins.one.issue("3")
    theirs = twins.one.store.unsent_runs(32_768)
    twins.sync(twins.one)
    twins.clone.issue("ours")
    ours = twins.clone.store.unsent_runs(32_768)
    twins.clone.store.apart.take_loose(theirs)
    twins.clone.pull(twins.town.shared, full=True)
    assert twins.clone.store.unsent_runs(32_768) == ours
    assert twins.clone.store.counts().unsent > 0
    assert twins.clone.store.verify().problems == ()
    twins.sync_all()
    twins.check(forked=True)


@pytest.mark.invariant("I2")
def test_receipts_that_an_older_program_counted_too_far_are_counted_anew(twins: Twins) -> None:
    twins.one.issue("ours")
    one = twins.one.store._connection
    one.execute("UPDATE stream SET acked_seq = acked_seq + 1 WHERE station = ?", (BINHU,))
    assert twins.one.store.counts().unsent == 0
    one.execute("DELETE FROM meta WHERE key = 'program.receipts'")
    twins.one.store.close()
    twins.one.store = opened(twins.one.path.parent, twins.one.who, twins.one.key).store
    assert twins.one.store.counts().unsent == 1
    assert twins.one.store.verify().problems == ()


def test_what_follows_from_a_gap_does_not_hold_up_the_rest(twins: Twins) -> None:
    for place in "12":
        twins.one.issue(place)
        twins.sync(twins.one)
    twins.one.issue("3")
    theirs = twins.one.store.unsent_runs(32_768)
    twins.sync(twins.one)
    twins.clone.issue("ours")
    (ours,) = twins.clone.store.unsent_runs(32_768)
    twins.clone.store.apart.take_loose(theirs)
    rest = twins.clone.store.unsent_runs(32_768, frozenset({ours.entries[0].prev}))
    assert rest == theirs
