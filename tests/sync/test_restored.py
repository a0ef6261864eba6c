"""A server that was put back to an earlier state is repaired by whoever is left of the fleet."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from patrol_tui.domain.entries.entry import seal_message
from patrol_tui.domain.entries.run import encode_run
from patrol_tui.ledger.keyring.signing import SigningKey
from patrol_tui.services.bureau.shared_check import check_shared
from patrol_tui.services.ports.shared import Exchange
from patrol_tui.sync.reaching.address import Address
from tests.sync.conftest import NewAddress
from tests.sync.district import Laptop, joined, new_bureau
from tests.sync.server_copies import copy_of

EPOCHS = [
    pytest.param(b"F" * 16, marks=pytest.mark.fault(23), id="with a new epoch"),
    pytest.param(None, marks=pytest.mark.fault(24), id="with the old epoch"),
]


@dataclass
class Fleet:
    """Three laptops of a station, of which one is lost later, and one of another station."""

    folder: Path
    address: Address
    bureau: Laptop
    lost: Laptop
    one: Laptop
    south: Laptop

    @property
    def left(self) -> tuple[Laptop, ...]:
        """Return those that are never lost."""
        return self.one, self.south, self.bureau

    def settle(self, *laptops: Laptop) -> None:
        """Sync until nothing is left on the way."""
        for laptop in (laptops or (self.lost, *self.left)) * 2:
            assert laptop.sync().state == "complete"

    def go_to(self, address: Address) -> None:
        """Put another database where the shared one was."""
        for laptop in (self.lost, *self.left):
            laptop.address = address


@pytest.fixture
def fleet(new_address: NewAddress, tmp_path: Path) -> Iterator[Fleet]:
    """Return a fleet that has met."""
    address = new_address()
    bureau = new_bureau(tmp_path / "bureau", address)
    lost, one = (joined(tmp_path / name, bureau) for name in ("lost", "one"))
    made = Fleet(tmp_path, address, bureau, lost, one, joined(tmp_path / "south", bureau, "nanhu"))
    made.settle()
    yield made
    for laptop in (made.lost, *made.left):
        laptop.close()


def past(laptop: Laptop) -> int:
    """Return how many rows of logs were set aside."""
    rows = laptop.ledger._connection.execute("SELECT count(*) FROM log_past").fetchall()
    return int(rows[0][0])


def seals(laptop: Laptop) -> dict[bytes, bytes]:
    """Return the seals in the logs that a laptop follows."""
    rows = laptop.ledger._connection.execute("SELECT hash, seal FROM log WHERE seal IS NOT NULL")
    return dict(rows.fetchall())


def check_repaired(fleet: Fleet, digests: dict[str, bytes]) -> None:
    """Check that all is there again, also for somebody who comes later."""
    for laptop in fleet.left:
        assert laptop.ledger.digest() == digests[laptop.folder.name]
        assert laptop.ledger.verify().problems == ()
        assert laptop.ledger.counts().carried == laptop.ledger.counts().unsent == 0
        shared = laptop.connect()
        assert check_shared(laptop.ledger, shared, lambda _: None) == ()
        shared.close()
    late = joined(fleet.folder / "late", fleet.bureau)
    late.address = fleet.one.address
    fleet.settle(late, *fleet.left)
    assert late.ledger.digest() == fleet.one.ledger.digest()
    late.close()


@pytest.mark.parametrize("epoch", EPOCHS)
def test_the_fleet_sends_again_what_a_lost_laptop_wrote(fleet: Fleet, epoch: bytes | None) -> None:
    issue = fleet.lost.record("东门")
    fleet.settle()
    backup = copy_of(fleet.address)
    for place in range(3):
        fleet.lost.change(issue, place=f"{place} 号门")
        fleet.lost.sync()
    shared = fleet.lost.record("也归邻站")
    fleet.lost.share(shared, "nanhu")
    fleet.settle()
    fleet.one.change(shared, note="看过")
    fleet.settle()
    digests = {laptop.folder.name: laptop.ledger.digest() for laptop in fleet.left}
    theirs = seals(fleet.one)
    fleet.go_to(copy_of(backup, epoch))
    result = fleet.one.sync()
    assert result.state == "complete"
    # what it wrote itself is one entry; the rest was the lost laptop's
    assert result.pushed == 6
    assert past(fleet.one) == 6
    fleet.settle(*fleet.left)
    check_repaired(fleet, digests)
    assert theirs.items() <= seals(fleet.one).items()


@pytest.mark.fault(24)
def test_a_log_of_the_same_length_with_other_rows_is_noticed(fleet: Fleet) -> None:
    stranger = joined(fleet.folder / "another", fleet.bureau)
    fleet.settle()
    backup = copy_of(fleet.address)
    issue = fleet.lost.record("东门")
    fleet.settle()
    seen = fleet.one.ledger.cursors()
    digest = fleet.one.ledger.digest()
    fleet.go_to(copy_of(backup))
    # somebody who had not seen them fills the same numbers before the others come back
    stranger.address = fleet.one.address
    for place in range(5):
        stranger.record(f"{place} 号楼")
    assert stranger.sync().state == "complete"
    fleet.settle(*fleet.left, stranger)
    assert fleet.one.ledger.cursors() != seen
    assert past(fleet.one) > 0
    assert fleet.one.place(issue) == ["东门"]
    assert fleet.one.ledger.digest() == stranger.ledger.digest() != digest
    assert fleet.one.ledger.verify().problems == ()
    stranger.close()


@pytest.mark.fault(24)
def test_a_server_that_is_restored_again_and_again_loses_nothing(fleet: Fleet) -> None:
    backup = copy_of(fleet.address)
    issue = fleet.lost.record("东门")
    fleet.settle()
    digests = {laptop.folder.name: laptop.ledger.digest() for laptop in fleet.left}
    for _ in range(3):
        fleet.go_to(copy_of(backup))
        fleet.south.sync()
    fleet.settle(*fleet.left)
    assert fleet.one.place(issue) == ["东门"]
    check_repaired(fleet, digests)


@pytest.mark.fault(23, 32)
def test_a_forged_entry_stays_evidence_after_a_restore(fleet: Fleet) -> None:
    lost = fleet.lost
    issue = lost.record("东门")
    fleet.settle()
    backup = copy_of(fleet.address)
    forged = lost.change(issue, place="假的")
    (run,) = lost.ledger.unsent_runs(32_768)
    seal = SigningKey(b"\7" * 32).sign(seal_message(forged.hash))
    shared = lost.connect()
    wire = encode_run(replace(run, seal=seal), {})
    shared.exchange(Exchange(lost.ledger.writer.device, (wire,), {}, frozenset()))
    shared.close()
    fleet.settle(*fleet.left)
    fleet.go_to(copy_of(backup, b"F" * 16))
    fleet.settle(*fleet.left)
    late = joined(fleet.folder / "late", fleet.bureau)
    late.address = fleet.one.address
    fleet.settle(late, *fleet.left)
    for laptop in (fleet.one, late):
        assert laptop.ledger.quarantined() == {forged.hash: "bad_seal"}
        assert laptop.place(issue) == ["东门"]
    assert late.ledger.digest() == fleet.one.ledger.digest()
    late.close()
